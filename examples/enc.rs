use std::io::Write;
fn main() {
    let a: Vec<String> = std::env::args().collect();
    let t = std::time::Instant::now();
    let e = jjak::semantic::FullEncoder::open(&a[1]).unwrap();
    eprintln!("open {:?}", t.elapsed());
    let s = std::fs::read_to_string(&a[2]).unwrap();
    let l: Vec<&str> = s.split('\n').collect();
    let t = std::time::Instant::now();
    let v = e.encode(&l);
    eprintln!("{} in {:?}: {}/s", l.len(), t.elapsed(), l.len() as f64 / t.elapsed().as_secs_f64());
    let mut o = std::io::BufWriter::new(std::fs::File::create(&a[3]).unwrap());
    for r in v {
        for x in r {
            o.write_all(&x.to_le_bytes()).unwrap();
        }
    }
}
