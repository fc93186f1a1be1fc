//! Speed of meaning: sums by the built-in table, opening it, and the full encoder where `JJAK_ENCODER` names its wheel.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use jjak::semantic::{FullEncoder, PieceVectors};

/// Sentences of our own, as long as those of news.
const SENTENCES: [&str; 4] = [
    "시 당국은 지난 화요일 오후 늦게 강변 도로의 절반을 막고, 무너진 둑을 고치는 데에 적어도 석 달이 걸릴 것이라고 밝혔다.",
    "City officials closed half of the riverside road late on Tuesday and said that mending the broken dam would take three months.",
    "이 함수는 열린 파일의 이름을 돌려주며, 파일이 없으면 빈 문자열을 돌려준다.",
    "The function returns the name of the open file, or an empty string where there is none.",
];

fn table(criterion: &mut Criterion) {
    let bytes = include_bytes!("../src/semantic/builtin/table.vectors");
    criterion.bench_function("parse a table", |b| b.iter(|| PieceVectors::parse(black_box(bytes)).map(|table| table.dim())));
    let vectors = PieceVectors::builtin();
    let mut sum = vec![0.0; vectors.dim()];
    let mut out = vec![0.0; vectors.dim()];
    let mut group = criterion.benchmark_group("piece vectors");
    for repeats in [1, 10] {
        let texts = SENTENCES.map(|sentence| sentence.repeat(repeats));
        group.throughput(Throughput::Elements(texts.len() as u64));
        group.bench_function(format!("add_sentence x{repeats}"), |b| {
            b.iter(|| texts.iter().map(|text| vectors.add_sentence(black_box(text), &mut sum)).sum::<u32>());
        });
    }
    group.throughput(Throughput::Elements(1));
    group.bench_function("finish", |b| b.iter(|| vectors.finish(black_box(&sum), 40, &mut out)));
    group.finish();
}

fn encoder(criterion: &mut Criterion) {
    let Some(path) = std::env::var_os("JJAK_ENCODER") else { return };
    let Ok(encoder) = FullEncoder::open(path) else { return };
    let texts = SENTENCES.repeat(64);
    let mut group = criterion.benchmark_group("full encoder");
    group.sample_size(10).throughput(Throughput::Elements(texts.len() as u64));
    group.bench_function("encode", |b| b.iter(|| encoder.encode(black_box(&texts))));
    group.finish();
}

criterion_group!(benches, table, encoder);
criterion_main!(benches);
