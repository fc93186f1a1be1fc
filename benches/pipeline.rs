//! The whole way, running text in and a TSV out, at growing sizes.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use jjak::bitext::Sides;
use jjak::formats::{Format, ReadOptions, parse_document, write};
use jjak::pipeline::Pipeline;
use peak::print_peak_memory;
use toy::Toy;

mod peak;
mod toy;

/// Running text, eight sentences a paragraph.
fn texts(segments: usize) -> Sides<String> {
    let toy = Toy::new(segments, 1);
    let paragraphs = |lines: &[String]| lines.chunks(8).map(|lines| lines.join(" ") + "\n").collect();
    Sides { ko: paragraphs(&toy.ko), en: paragraphs(&toy.en) }
}

fn tsv(texts: &Sides<String>) -> Vec<u8> {
    let documents =
        Sides::build(|side| parse_document(side.code(), texts.get(side).as_bytes(), &ReadOptions::new(side)).unwrap_or_default());
    let mut out = Vec::new();
    // Writing to memory does not fail.
    let _ = write(Format::Tsv, &Pipeline::default().run(documents).view(), &mut out);
    out
}

fn pipeline(c: &mut Criterion) {
    let mut group = c.benchmark_group("pipeline");
    group.sample_size(10);
    for segments in [1_000, 10_000, 100_000] {
        group.throughput(Throughput::Elements(segments as u64));
        group.bench_with_input(BenchmarkId::from_parameter(segments), &segments, |b, &segments| {
            let texts = texts(segments);
            b.iter(|| tsv(black_box(&texts)));
        });
    }
    group.finish();
    print_peak_memory();
}

criterion_group!(benches, pipeline);
criterion_main!(benches);
