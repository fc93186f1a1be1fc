// usage: ev table sentences.txt out.f32 ; also timing
use jjak::semantic::*;
fn main() {
    let a: Vec<String> = std::env::args().collect();
    let t = std::time::Instant::now();
    let v = if a[1] == "builtin" {
        PieceVectors::builtin().clone()
    } else {
        PieceVectors::parse(&std::fs::read(&a[1]).unwrap()).unwrap()
    };
    eprintln!("load {:?} dim {} pieces {} pairs {}", t.elapsed(), v.dim(), v.pieces(), v.pairs());
    let s = std::fs::read_to_string(&a[2]).unwrap();
    let l: Vec<&str> = s.split('\n').collect();
    let t = std::time::Instant::now();
    let mut sum = vec![0f32; v.dim()];
    let mut n = 0;
    for x in &l {
        n += v.add_sentence(x, &mut sum);
    }
    eprintln!("{} sentences {} pieces: {:.0}/s", l.len(), n, l.len() as f64 / t.elapsed().as_secs_f64());
    let mut o = Vec::new();
    for x in &l {
        for y in v.vector(x) {
            o.extend(y.to_le_bytes());
        }
    }
    std::fs::write(&a[3], o).unwrap();
}
