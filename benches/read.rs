//! Reading, by format and encoding, with growing sizes: throughput must not fall as files grow.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use jjak::bitext::Side;
use jjak::formats::{Lines, ReadOptions, parse_document};

const PROSE: &str = "지난겨울 강은 두 달 동안 얼어 있었고, 사공은 다리 밑에서 그물을 손질했다. 딸은 저녁마다 조석표를 읽어 주었다.\n\
    The river had been frozen for two months, and the ferryman mended nets under the bridge while his daughter read to him.\n";

fn grown(piece: &[u8], len: usize) -> Vec<u8> {
    piece.iter().copied().cycle().take(piece.len() * len.div_ceil(piece.len())).collect()
}

fn read(c: &mut Criterion) {
    let page: String = PROSE.lines().map(|line| format!("<p class=a>{}</p>\n", line.replace(". ", ".&nbsp;<b>x</b> "))).collect();
    let markdown: String = PROSE.lines().map(|line| format!("- {line} `code` *and*\n\n")).collect();
    let utf16: Vec<u8> = PROSE.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let cp949 = encoding_rs::EUC_KR.encode(PROSE).0.into_owned();
    let files: [(&str, &str, &[u8]); 6] = [
        ("utf8", "a.txt", PROSE.as_bytes()),
        ("one_line", "a.txt", &PROSE.replace('\n', " ").into_bytes()),
        ("utf16", "a.txt", &utf16),
        ("cp949", "a.txt", &cp949),
        ("html", "a.html", page.as_bytes()),
        ("markdown", "a.md", markdown.as_bytes()),
    ];
    let mut group = c.benchmark_group("read");
    group.sample_size(10);
    for (label, name, piece) in files {
        for len in [100_000, 1_000_000, 10_000_000] {
            let file = grown(piece, len);
            group.throughput(Throughput::Bytes(file.len() as u64));
            group.bench_with_input(BenchmarkId::new(label, len), &file, |b, file| {
                b.iter(|| parse_document(name, black_box(file), &ReadOptions::new(Side::Ko)));
            });
        }
    }
    let file = grown(PROSE.as_bytes(), 10_000_000);
    let options = ReadOptions { lines: Lines::Segments, ..ReadOptions::new(Side::Ko) };
    group.throughput(Throughput::Bytes(file.len() as u64));
    group.bench_function("lines/10000000", |b| b.iter(|| parse_document("a", black_box(&file), &options)));
    group.finish();
}

criterion_group!(benches, read);
criterion_main!(benches);
