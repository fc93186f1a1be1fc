//! Finding anchors, with growing numbers of segments: the time for a segment must not grow.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use jjak::anchor::find;
use jjak::bitext::Sides;

/// Sentences with numbers, names and dates that change from line to line.
fn lines(count: usize) -> Sides<Vec<String>> {
    const NAMES: [(&str, &str); 4] =
        [("윤석열", "Yoon Suk Yeol"), ("스톨텐베르그", "Stoltenberg"), ("김은혜", "Kim Eun-hye"), ("카스파로프", "Kasparov")];
    const THINGS: [(&str, &str); 3] = [("서버", "server"), ("컴포넌트", "component"), ("카메라", "camera")];
    let mut sides = Sides::<Vec<String>>::default();
    for i in 0..count {
        let ((name_ko, name_en), (thing_ko, thing_en)) = (NAMES[i % 4], THINGS[i % 3]);
        sides.ko.push(format!(
            "{name_ko} 대표는 {}월 {}일 {thing_ko} {}만 {}대를 NATO에 보냈다고 말했다.",
            i % 12 + 1,
            i % 28 + 1,
            i % 90 + 1,
            i % 1000
        ));
        sides.en.push(format!(
            "On {} January, {name_en} said that {} {thing_en}s had been sent to NATO.",
            i % 28 + 1,
            (i % 90 + 1) * 10_000 + i % 1000
        ));
    }
    sides
}

fn anchors(c: &mut Criterion) {
    let mut group = c.benchmark_group("anchor/find");
    group.sample_size(10);
    for count in [1_000, 10_000, 100_000] {
        let texts = lines(count);
        let ko: Vec<&str> = texts.ko.iter().map(String::as_str).collect();
        let en: Vec<&str> = texts.en.iter().map(String::as_str).collect();
        group.throughput(Throughput::Elements(count as u64));
        group.bench_with_input(BenchmarkId::from_parameter(count), &count, |b, _| {
            b.iter(|| find(black_box(Sides { ko: &ko, en: &en })))
        });
    }
    group.finish();
}

criterion_group!(benches, anchors);
criterion_main!(benches);
