//! Bytes to text: which encoding, and where each character came from.
//!
//! A byte order mark decides; then the pattern of NUL bytes that UTF-16 shows; then UTF-8 if every byte fits; else the encoding in
//! which the characters beyond ASCII look most like text. Linear time.

use std::fmt;
use std::str::FromStr;

use encoding_rs::DecoderResult;

use super::places::{self, Piece};
use crate::bitext::{Origin, Side, Warning, Width};
use crate::error::{Error, Position, Result};

/// How many bytes are looked at to guess an encoding.
const SAMPLE_BYTES: usize = 64 * 1024;
/// How much of its beginning shows what a binary file is.
const HEAD_BYTES: usize = 512;
/// Fewer control characters than this make no text binary.
const FEW_CONTROLS: usize = 16;
/// How many damaged lines are told one by one; the rest are told in the total.
const WARNED_LINES: usize = 20;
/// Below this share of usual characters a guess is no better than UTF-8 with damage.
const LEAST_SHARE: f64 = 0.5;

/// An encoding that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// UTF-8.
    Utf8,
    /// UTF-16, low byte first.
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
    /// CP949 (Unified Hangul Code), which holds EUC-KR whole.
    Cp949,
    /// Windows-1252, for old English files; holds ISO 8859-1.
    Windows1252,
}

/// Each encoding with the names a user may write, the usual one first.
const NAMES: &[(Encoding, &[&str])] = &[
    (Encoding::Utf8, &["UTF-8", "utf8"]),
    (Encoding::Utf16Le, &["UTF-16LE", "utf16le", "utf-16"]),
    (Encoding::Utf16Be, &["UTF-16BE", "utf16be"]),
    (Encoding::Cp949, &["CP949", "euc-kr", "euckr", "uhc", "ms949", "windows-949", "ks_c_5601-1987"]),
    (Encoding::Windows1252, &["windows-1252", "cp1252", "latin1", "iso-8859-1", "us-ascii"]),
];

impl Encoding {
    /// The usual name.
    pub fn name(self) -> &'static str {
        NAMES.iter().find(|(e, _)| *e == self).map_or("", |(_, names)| names[0])
    }

    /// The encoding that a byte order mark names, and the length of the mark.
    fn by_mark(bytes: &[u8]) -> Option<(Self, usize)> {
        match bytes {
            [0xEF, 0xBB, 0xBF, ..] => Some((Encoding::Utf8, 3)),
            [0xFF, 0xFE, ..] => Some((Encoding::Utf16Le, 2)),
            [0xFE, 0xFF, ..] => Some((Encoding::Utf16Be, 2)),
            _ => None,
        }
    }

    fn width(self) -> Width {
        match self {
            Encoding::Utf8 => Width::Utf8,
            Encoding::Utf16Le | Encoding::Utf16Be => Width::Utf16,
            Encoding::Cp949 => Width::DoubleByte,
            Encoding::Windows1252 => Width::SingleByte,
        }
    }

    fn table(self) -> &'static encoding_rs::Encoding {
        match self {
            Encoding::Utf8 => encoding_rs::UTF_8,
            Encoding::Utf16Le => encoding_rs::UTF_16LE,
            Encoding::Utf16Be => encoding_rs::UTF_16BE,
            Encoding::Cp949 => encoding_rs::EUC_KR,
            Encoding::Windows1252 => encoding_rs::WINDOWS_1252,
        }
    }
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Encoding {
    type Err = Error;

    fn from_str(s: &str) -> Result<Self> {
        NAMES.iter().find(|(_, names)| names.iter().any(|n| n.eq_ignore_ascii_case(s))).map(|(e, _)| *e).ok_or_else(|| {
            let known = NAMES.iter().map(|(_, names)| names[0]).collect::<Vec<_>>().join(", ");
            Error::unknown(format!("'{s}' is no encoding that can be read: say one of {known} (or euc-kr, uhc)"))
        })
    }
}

/// Whether to find the encoding or to be told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EncodingChoice {
    /// By byte order mark, NUL pattern, validity, and how usual the characters are.
    #[default]
    Detect,
    /// As the user says.
    Named(Encoding),
}

impl FromStr for EncodingChoice {
    type Err = Error;

    /// `detect`, or the name of an encoding in any case.
    fn from_str(s: &str) -> Result<Self> {
        if s.eq_ignore_ascii_case("detect") { Ok(Self::Detect) } else { s.parse().map(Self::Named) }
    }
}

/// Pairs are UTF-8 wherever that is possible: a NUL in a text makes no UTF-16 of it.
pub(super) fn of_pairs(bytes: &[u8], choice: EncodingChoice) -> EncodingChoice {
    let is_utf8 = || std::str::from_utf8(bytes).is_ok();
    if choice == EncodingChoice::Detect && is_utf8() { EncodingChoice::Named(Encoding::Utf8) } else { choice }
}

/// Whether bytes are text in some encoding, damaged perhaps. Pictures, archives and programs bear control characters at their head,
/// or many of them throughout.
pub(super) fn is_text(bytes: &[u8]) -> bool {
    let is_control = |b: &&u8| matches!(b, 0..=8 | 0x0E..=0x1A | 0x1C..=0x1F | 0x7F);
    let sample = &bytes[..bytes.len().min(SAMPLE_BYTES)];
    let is_utf8 = std::str::from_utf8(bytes).is_ok();
    if Encoding::by_mark(bytes).is_some() {
        return true;
    }
    let head = &sample[..sample.len().min(HEAD_BYTES)];
    if head.iter().any(|b| is_control(&b)) && infer::get(bytes).is_some_and(|kind| kind.matcher_type() != infer::MatcherType::Text)
    {
        return false;
    }
    if utf16_by_nuls(sample, is_utf8).is_some() {
        return true;
    }
    let controls = sample.iter().filter(is_control).count();
    let is_hangul = || [Encoding::Utf16Be, Encoding::Utf16Le].iter().any(|e| utf16_share(*e, sample) >= LEAST_SHARE);
    // A few of them are damage.
    controls < FEW_CONTROLS || controls * 10 <= sample.len() || is_hangul()
}

/// The beginning of a file as text, whatever its encoding; characters beyond ASCII may be wrong.
pub(super) fn head(bytes: &[u8]) -> std::borrow::Cow<'_, str> {
    let wide = Encoding::by_mark(bytes).map(|(encoding, _)| encoding).or_else(|| utf16_by_nuls(bytes, false));
    match wide {
        Some(encoding @ (Encoding::Utf16Le | Encoding::Utf16Be)) => encoding.table().decode(bytes).0,
        _ => String::from_utf8_lossy(bytes),
    }
}

/// A file as text.
pub(super) struct Decoded {
    pub(super) text: String,
    pub(super) origin: Origin,
    /// The encoding and why, in words.
    pub(super) encoding: String,
    pub(super) warnings: Vec<Warning>,
}

/// Decodes a whole file. `declared` is what the file says of itself (`<meta charset>`), believed when its bytes bear it out.
pub(super) fn decode(bytes: Vec<u8>, choice: EncodingChoice, declared: Option<Encoding>, side: Side) -> Decoded {
    // Most files are UTF-8: they are validated here and nowhere else. Validating quickly and copying takes a fifth of the time of
    // `String::from_utf8`, which would not copy.
    let as_utf8 = encoding_rs::UTF_8.decode_without_bom_handling_and_without_replacement(&bytes);
    let mark = Encoding::by_mark(&bytes);
    let (encoding, why) = match (choice, mark) {
        (EncodingChoice::Named(encoding), _) => (encoding, " (as asked)".to_owned()),
        (_, Some((encoding, _))) => (encoding, " (byte order mark)".to_owned()),
        _ => decide(&bytes, as_utf8.is_some(), declared, side),
    };
    let skipped = mark.filter(|(marked, _)| *marked == encoding).map_or(0, |(_, len)| len);
    let (text, pieces) = match as_utf8 {
        Some(text) if encoding == Encoding::Utf8 => {
            (text[skipped..].to_owned(), vec![Piece { text: 0, file: skipped, width: Width::Utf8 }])
        }
        _ => decode_as(encoding, &bytes, skipped),
    };
    let origin = places::origin(&text, &pieces);
    let mut warnings = damage(&text, &pieces, &origin, encoding);
    warnings.extend(nuls(&text, &origin));
    Decoded { origin, encoding: format!("{encoding}{why}"), warnings, text }
}

/// The encoding of bytes without a byte order mark, and why.
fn decide(bytes: &[u8], is_utf8: bool, declared: Option<Encoding>, side: Side) -> (Encoding, String) {
    let has_nul = memchr::memchr(0, bytes).is_some();
    if let Some(encoding) = has_nul.then(|| utf16_by_nuls(bytes, is_utf8)).flatten() {
        return (encoding, " (guessed: NUL bytes as in UTF-16)".to_owned());
    }
    if is_utf8 {
        return (Encoding::Utf8, String::new());
    }
    let from = memchr_beyond_ascii(bytes);
    let sample = &bytes[from & !1..bytes.len().min((from & !1) + SAMPLE_BYTES)];
    let shares = candidates(&sample[from & 1..], sample, side);
    let best = shares.iter().copied().fold(shares[0], |best, next| if next.1 > best.1 { next } else { best });
    if let Some(told) = declared.and_then(|d| shares.iter().find(|s| s.0 == d))
        && told.1 >= LEAST_SHARE.min(best.1)
    {
        return (told.0, " (as the page says)".to_owned());
    }
    let percent = (best.1 * 100.0).round();
    match best {
        (_, share) if share < LEAST_SHARE => (Encoding::Utf8, " (guessed: the bytes fit no known encoding)".to_owned()),
        (Encoding::Utf8, _) => (Encoding::Utf8, format!(" (guessed: {percent}% of the characters beyond ASCII are whole)")),
        (encoding, _) => (encoding, format!(" (guessed: {percent}% of the characters beyond ASCII are usual)")),
    }
}

fn memchr_beyond_ascii(bytes: &[u8]) -> usize {
    encoding_rs::Encoding::ascii_valid_up_to(bytes)
}

/// UTF-16 text with any ASCII in it has NULs at one parity of its offsets and hardly any at the other. Bytes that are UTF-8 as well
/// must be ASCII in UTF-16 nearly throughout: else they are UTF-8 with a stray NUL.
fn utf16_by_nuls(bytes: &[u8], is_utf8: bool) -> Option<Encoding> {
    let sample = &bytes[..bytes.len().min(SAMPLE_BYTES)];
    let (mut high_first, mut low_first) = (0usize, 0usize);
    for pair in sample.chunks_exact(2) {
        high_first += usize::from(pair[0] == 0 && matches!(pair[1], 1..=0x7F));
        low_first += usize::from(pair[1] == 0 && matches!(pair[0], 1..=0x7F));
    }
    let pairs = sample.len() / 2;
    let enough = if is_utf8 { (pairs * 3).div_ceil(4) } else { pairs / 50 };
    let clear = |these: usize, those: usize| these > 0 && these >= enough && these > 4 * those;
    if is_utf8 && !bytes.len().is_multiple_of(2) {
        return None;
    }
    if clear(low_first, high_first) {
        Some(Encoding::Utf16Le)
    } else if clear(high_first, low_first) {
        Some(Encoding::Utf16Be)
    } else {
        None
    }
}

/// For each encoding the share of characters beyond ASCII that are usual in it; the first of equals is to be preferred.
fn candidates(sample: &[u8], even_sample: &[u8], side: Side) -> Vec<(Encoding, f64)> {
    // In a Korean file whatever can be Hangul throughout is Hangul, be the syllables ever so rare.
    let is_hangul = side == Side::Ko && is_hangul_throughout(sample);
    let korean = (Encoding::Cp949, if is_hangul { 1.0 } else { korean_share(sample) });
    let english = (Encoding::Windows1252, western_share(sample));
    let mut shares = vec![(Encoding::Utf8, utf8_share(sample))];
    shares.extend(match side {
        Side::Ko => [korean, english],
        Side::En => [english, korean],
    });
    // Hangul in EUC-KR looks like Hangul in UTF-16BE as well, but never the other way about.
    for encoding in [Encoding::Utf16Be, Encoding::Utf16Le] {
        shares.push((encoding, utf16_share(encoding, even_sample)));
    }
    shares
}

fn share(good: usize, all: usize) -> f64 {
    if all == 0 { 0.0 } else { good as f64 / all as f64 }
}

/// Characters of several bytes hardly ever come out by chance: where more of them are whole than broken, the broken ones are damage.
fn utf8_share(sample: &[u8]) -> f64 {
    let (mut good, mut bad) = (0, 0);
    for chunk in sample.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    if good > bad { 1.0 } else { share(good, good + bad) }
}

/// Symbols, jamo and the 2350 usual syllables of KS X 1001 are usual; the 8822 further syllables of CP949 and Hanja hardly are.
fn korean_share(bytes: &[u8]) -> f64 {
    let (mut good, mut all, mut at) = (0, 0, 0);
    while at < bytes.len() {
        if bytes[at].is_ascii() {
            at += 1;
            continue;
        }
        all += 1;
        let usual = matches!(bytes[at..], [0xA1..=0xAC | 0xB0..=0xC8, 0xA1..=0xFE, ..]);
        let possible = usual || matches!(bytes[at..], [0x81..=0xFE, 0x41..=0x5A | 0x61..=0x7A | 0x81..=0xFE, ..]);
        good += usize::from(usual);
        at += 1 + usize::from(possible);
    }
    share(good, all)
}

/// Whether all bytes beyond ASCII come in twos that are syllables or signs of CP949, most of them syllables.
fn is_hangul_throughout(bytes: &[u8]) -> bool {
    let (mut syllables, mut all, mut at) = (0, 0, 0);
    while at < bytes.len() {
        if bytes[at].is_ascii() {
            at += 1;
            continue;
        }
        // A second byte that is ASCII by itself may well be the letter it looks like.
        let [lead @ 0x81..=0xFE, 0x81..=0xFE, ..] = bytes[at..] else { return at + 1 == bytes.len() && syllables > 0 };
        all += 1;
        syllables += usize::from(matches!(lead, 0x81..=0xA0 | 0xB0..=0xC8));
        at += 2;
    }
    syllables * 2 > all
}

/// Curly quotation marks, dashes and accented letters stand alone or in twos among far more ASCII.
fn western_share(bytes: &[u8]) -> f64 {
    let (mut good, mut all) = (0, 0);
    if bytes.iter().filter(|b| b.is_ascii()).count() * 3 < bytes.len() * 2 {
        return 0.0;
    }
    for run in bytes.split(u8::is_ascii).filter(|run| !run.is_empty()) {
        all += run.len();
        if run.len() <= 2 {
            good += run.iter().filter(|b| matches!(b, 0x80 | 0x82..=0x8A | 0x8C | 0x91..=0x9A | 0x9C | 0xA0..=0xFF)).count();
        }
    }
    share(good, all)
}

/// The share of UTF-16 units that are usual Korean characters: those that EUC-KR can write.
fn utf16_share(encoding: Encoding, sample: &[u8]) -> f64 {
    let units = sample.len() / 2;
    let (text, _) = encoding.table().decode_without_bom_handling(&sample[..units * 2]);
    let hangul = text.chars().filter(|c| matches!(c, '가'..='힣')).count();
    if hangul * 2 < units {
        return 0.0;
    }
    let (korean, _, _) = encoding_rs::EUC_KR.encode(&text);
    share(hangul, units) * korean_share(&korean)
}

/// Decodes; every bad sequence becomes U+FFFD in a piece of its own.
fn decode_as(encoding: Encoding, bytes: &[u8], skipped: usize) -> (String, Vec<Piece>) {
    let source = &bytes[skipped..];
    if encoding == Encoding::Utf8 {
        return decode_utf8_lossily(source, skipped);
    }
    let mut decoder = encoding.table().new_decoder_without_bom_handling();
    let mut text = String::with_capacity(source.len() + source.len() / 2 + 16);
    let (mut pieces, mut read) = (vec![Piece { text: 0, file: skipped, width: encoding.width() }], 0);
    loop {
        let needed = decoder.max_utf8_buffer_length_without_replacement(source.len() - read);
        text.reserve(needed.unwrap_or(SAMPLE_BYTES).min(SAMPLE_BYTES));
        let (result, taken) = decoder.decode_to_string_without_replacement(&source[read..], &mut text, true);
        read += taken;
        match result {
            DecoderResult::InputEmpty => break,
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(len, after) => {
                let end = (read - usize::from(after)).min(source.len());
                let start = end.saturating_sub(usize::from(len));
                push_bad(&mut text, &mut pieces, skipped + start..skipped + end, encoding.width());
            }
        }
    }
    (text, pieces)
}

fn decode_utf8_lossily(bytes: &[u8], skipped: usize) -> (String, Vec<Piece>) {
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 8);
    let mut pieces = vec![Piece { text: 0, file: skipped, width: Width::Utf8 }];
    let mut read = skipped;
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        read += chunk.valid().len();
        if !chunk.invalid().is_empty() {
            push_bad(&mut text, &mut pieces, read..read + chunk.invalid().len(), Width::Utf8);
            read += chunk.invalid().len();
        }
    }
    (text, pieces)
}

fn push_bad(text: &mut String, pieces: &mut Vec<Piece>, file: std::ops::Range<usize>, width: Width) {
    if pieces.last().is_some_and(|last| last.text == text.len()) {
        pieces.pop();
    }
    pieces.push(Piece { text: text.len(), file: file.start, width: Width::Whole });
    text.push(char::REPLACEMENT_CHARACTER);
    pieces.push(Piece { text: text.len(), file: file.end, width });
}

/// One warning for each of the first damaged lines, and a total.
fn damage(text: &str, pieces: &[Piece], origin: &Origin, encoding: Encoding) -> Vec<Warning> {
    let mut warnings: Vec<Warning> = Vec::new();
    let (mut total, mut lines, mut last_line) = (0, 0, 0);
    let mut on_line = 0;
    for piece in pieces.iter().filter(|p| p.width == Width::Whole) {
        let (_, position) = origin.locate(text, piece.text);
        total += 1;
        if position.line == last_line {
            on_line += 1;
        } else {
            (on_line, last_line) = (1, position.line);
            lines += 1;
            if lines <= WARNED_LINES {
                warnings.push(Warning { position: Some(position), message: String::new() });
            }
        }
        if lines <= WARNED_LINES
            && let Some(warning) = warnings.last_mut()
        {
            warning.message = format!("{} that {encoding} cannot mean, replaced by U+FFFD", count(on_line, "byte sequence"));
        }
    }
    if lines > 1 {
        let message = format!(
            "{} on {} replaced by U+FFFD in all; if the text looks wrong, name its encoding",
            count(total, "byte sequence"),
            count(lines, "line")
        );
        warnings.push(Warning { position: None, message });
    }
    warnings
}

fn nuls(text: &str, origin: &Origin) -> Option<Warning> {
    let first = memchr::memchr(0, text.as_bytes())?;
    let total = memchr::memchr_iter(0, text.as_bytes()).count();
    let position: Position = origin.locate(text, first).1;
    Some(Warning {
        position: Some(position),
        message: format!("{} in the text: is this a text file?", count(total, "NUL character")),
    })
}

fn count(n: usize, noun: &str) -> String {
    format!("{n} {noun}{}", if n == 1 { "" } else { "s" })
}
