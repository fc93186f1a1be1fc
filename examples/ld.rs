use jjak::semantic::*;
fn main() {
    let t = std::time::Instant::now();
    let v = PieceVectors::builtin();
    println!("builtin {:?}", t.elapsed());
    let b = std::fs::read("src/semantic/builtin/table.vectors").unwrap();
    for _ in 0..5 {
        let t = std::time::Instant::now();
        let p = PieceVectors::parse(&b).unwrap();
        println!("parse {:?} {}", t.elapsed(), p.dim());
    }
    let t0 = std::time::Instant::now();
    let mut s = vec![0f32; v.dim()];
    let l = [
        "시 당국은 지난 화요일 오후 늦게 강변 도로의 절반을 막고, 무너진 둑을 고치는 데에 적어도 석 달이 걸릴 것이라고 밝혔다.",
        "City officials closed half of the riverside road late on Tuesday and said that mending the broken dam would take three months.",
    ];
    let mut best = f64::MAX;
    let mut n = 0;
    for _ in 0..200 {
        let t = std::time::Instant::now();
        for _ in 0..50 {
            for x in &l {
                n += v.add_sentence(x, &mut s);
            }
        }
        best = best.min(t.elapsed().as_secs_f64() / 100.0);
    }
    println!("best {:.2} us/sentence ({:.0}/s), {} pieces/sentence, {:?}", best * 1e6, 1.0 / best, n / 20000, t0.elapsed());
}
