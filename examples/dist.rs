use jjak::semantic::*;
fn main() {
    let a: Vec<String> = std::env::args().collect();
    let e = FullEncoder::open(&a[1]).unwrap();
    let mut o = DistillOptions::default();
    for kv in a[3].split(',').filter(|x| !x.is_empty()) {
        let (k, v) = kv.split_once('=').unwrap();
        match k {
            "dim" => o.dim = v.parse().unwrap(),
            "pairs" => o.pairs = v.parse().unwrap(),
            "min" => o.pair_count = v.parse().unwrap(),
            "e0" => o.passes[0] = v.parse().unwrap(),
            "e1" => o.passes[1] = v.parse().unwrap(),
            "rate" => o.rate = v.parse().unwrap(),
            "seed" => o.seed = v.parse().unwrap(),
            _ => panic!(),
        }
    }
    let texts: Vec<String> = a[4..].iter().map(|f| std::fs::read_to_string(f).unwrap()).collect();
    let l: Vec<&str> = texts.iter().flat_map(|t| t.lines()).collect();
    let t = std::time::Instant::now();
    let mut last = String::new();
    let (b, r) = distill(&e, &l, &o, &mut |p| {
        let s = format!("{} {}%", p.stage, p.done * 20 / p.total.max(1) * 5);
        if s != last {
            eprintln!("{:?} {s}", t.elapsed());
            last = s;
        }
    })
    .unwrap();
    std::fs::write(&a[2], b).unwrap();
    eprintln!("{r:?} {:?}", t.elapsed());
}
