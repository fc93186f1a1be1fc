//! Aligning, at growing sizes: time and memory must grow no faster than the text.
//!
//! `cargo bench --bench align -- 1000` runs one size. At the end stands the peak of memory over all sizes run, where the system
//! tells it; to see that of one size, run that size alone.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use jjak::align::Aligner;
use jjak::bitext::{Document, Sides};
use jjak::formats::{Lines, ReadOptions, parse_document};
use peak::print_peak_memory;
use toy::Toy;

mod peak;
mod toy;

fn documents(segments: usize) -> Sides<Document> {
    let toy = Toy::new(segments, 1);
    let texts = Sides { ko: toy.ko.join("\n"), en: toy.en.join("\n") };
    Sides::build(|side| {
        let options = ReadOptions { lines: Lines::Segments, ..ReadOptions::new(side) };
        parse_document(side.code(), texts.get(side).as_bytes(), &options).unwrap_or_default()
    })
}

fn align(c: &mut Criterion) {
    let mut group = c.benchmark_group("align");
    group.sample_size(10);
    for segments in [1_000, 3_000, 10_000, 30_000, 100_000] {
        group.throughput(Throughput::Elements(segments as u64));
        group.bench_with_input(BenchmarkId::from_parameter(segments), &segments, |b, &segments| {
            let documents = documents(segments);
            b.iter(|| Aligner::default().align(black_box(documents.as_ref())));
        });
    }
    group.finish();
    print_peak_memory();
}

criterion_group!(benches, align);
criterion_main!(benches);
