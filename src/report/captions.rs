//! What became of the captions of a page: for people, for scripts, and as JSON lines.

use std::io::Write;

use serde::Serialize;

use super::because::reasons;
use crate::bitext::rows::{ReasonRow, rounded};
use crate::bitext::{Reason, Side, Span};
use crate::captions::{Clue, Judgement, PageLine, PairedPage, Verdict, without_credits};
use crate::display::{Colour, Paint, safe, wrapped};
use crate::error::Result;
use crate::report::TableOptions;

/// How captions are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CaptionFormat {
    /// A line a caption for scripts, then the two texts and the reasons for people.
    #[default]
    Text,
    /// The same, with what told that each line is a caption, and the lines that were passed over.
    Explained,
    /// One line a caption and nothing else.
    Lines,
    /// One JSON object a line, a caption each.
    Jsonl,
    /// A table of the pairs: a parallel corpus of captions.
    Tsv,
}

/// Writes every caption with its verdict.
///
/// # Errors
/// When writing fails.
pub fn write_captions(paired: &PairedPage, format: CaptionFormat, options: &TableOptions, out: &mut dyn Write) -> Result<()> {
    for line in &paired.lines {
        match format {
            CaptionFormat::Jsonl => json_line(paired, line, out)?,
            CaptionFormat::Tsv => table_row(paired, line, out)?,
            CaptionFormat::Lines => writeln!(out, "{}", told(paired, line, Colour::Never))?,
            CaptionFormat::Text | CaptionFormat::Explained => {
                writeln!(out, "{}", told(paired, line, options.colour))?;
                if let (CaptionFormat::Explained, Some(caption)) = (format, &line.caption) {
                    let why = format!("caption {}", signs(&caption.judgement));
                    below(&why, options, out)?;
                }
                detail(paired, line, options, out)?;
            }
        }
    }
    if format == CaptionFormat::Explained { passed_over(paired, options, out) } else { Ok(()) }
}

/// Writes what stands above the captions of all pages.
///
/// # Errors
/// When writing fails.
pub fn write_caption_header(format: CaptionFormat, out: &mut dyn Write) -> Result<()> {
    if format == CaptionFormat::Tsv {
        writeln!(out, "ko\ten\tko_credit\ten_credit\tconfidence\tko_place\ten_place\tko_picture\ten_picture")?;
    }
    Ok(())
}

/// A pair as a row of a table, said with its Korean caption.
fn table_row(paired: &PairedPage, line: &PageLine, out: &mut dyn Write) -> Result<()> {
    let (Verdict::Paired(other) | Verdict::Shared(other)) = line.verdict else { return Ok(()) };
    if line.side == Side::En && matches!(line.verdict, Verdict::Paired(_)) {
        return Ok(());
    }
    let other = &paired.lines[other];
    let (ko, en) = if line.side == Side::Ko { (line, other) } else { (other, line) };
    let texts = [ko, en].map(|line| without_credits(text(paired, line)));
    let confidence = confidence(line).map_or_else(String::new, |c| format!("{c:.3}"));
    let [ko_picture, en_picture] = [ko, en].map(|line| {
        let pictures = &paired.page.documents.get(line.side).pictures;
        let number = line.caption.as_ref().and_then(|caption| caption.picture);
        number.and_then(|number| pictures.get(number)).map_or("", |picture| picture.address.as_str())
    });
    let [ko_place, en_place] = [ko, en].map(|line| place(paired, line));
    let cells = [texts[0].0, texts[1].0, texts[0].1, texts[1].1, &confidence, &ko_place, &en_place, ko_picture, en_picture];
    writeln!(out, "{}", cells.map(|cell| cell.split_whitespace().collect::<Vec<_>>().join(" ")).join("\t"))?;
    Ok(())
}

/// The lines that were not taken for captions, and why.
fn passed_over(paired: &PairedPage, options: &TableOptions, out: &mut dyn Write) -> Result<()> {
    for line in &paired.page.passed_over {
        let document = paired.page.documents.get(line.side);
        let range = document.blocks[line.block].range.clone();
        let start = document.origin.span(&document.text, range.clone()).start;
        let verdict = options.colour.paint(Paint::Dim, "no caption");
        writeln!(out, "{}:{start}: {verdict} {} “{}”", safe(&document.name), line.side, flat(&document.text[range]))?;
        below(&format!("caption {}", signs(&line.judgement)), options, out)?;
    }
    Ok(())
}

/// `0.98: mark +4.1, present tense +1.2; first line -1.9`
fn signs(judgement: &Judgement) -> String {
    let told = |(sign, weight): &(crate::captions::Sign, f64)| format!("{} {weight:+.1}", sign.name());
    let telling = judgement.signs.iter().filter(|(_, weight)| weight.abs() >= 0.05);
    format!("{:.2}: {}", judgement.probability, telling.map(told).collect::<Vec<_>>().join(", "))
}

/// A text below a line, indented and wrapped.
fn below(text: &str, options: &TableOptions, out: &mut dyn Write) -> Result<()> {
    for (number, row) in wrapped(text, options.width.saturating_sub(9).max(24)).iter().enumerate() {
        let indent = if number == 0 { "    " } else { "         " };
        writeln!(out, "{indent}{}", options.colour.paint(Paint::Dim, row))?;
    }
    Ok(())
}

fn span(paired: &PairedPage, line: &PageLine) -> Span {
    paired.page.documents.get(line.side).segment_span(line.segment)
}

fn place(paired: &PairedPage, line: &PageLine) -> String {
    safe(&span(paired, line).in_file(&paired.page.documents.get(line.side).name)).into_owned()
}

fn text<'r>(paired: &'r PairedPage, line: &PageLine) -> &'r str {
    paired.page.documents.get(line.side).segment_text(line.segment)
}

fn because(spoke_for_it: &[Reason]) -> String {
    if spoke_for_it.is_empty() { "little".to_owned() } else { reasons(spoke_for_it) }
}

/// A text on one line.
fn flat(text: &str) -> String {
    safe(&text.split_whitespace().collect::<Vec<_>>().join(" ")).into_owned()
}

/// The confidence of the candidate that a verdict is about.
fn confidence(line: &PageLine) -> Option<f64> {
    let (Verdict::Paired(partner) | Verdict::Shared(partner) | Verdict::Doubtful(partner)) = line.verdict else { return None };
    line.candidates.iter().find(|c| c.line == partner).map(|c| c.confidence)
}

/// `page.txt:3:1: paired 0.97 ko “…” = en 12:1 “…”`
fn told(paired: &PairedPage, line: &PageLine, colour: Colour) -> String {
    let paint = match line.verdict {
        Verdict::Paired(_) | Verdict::Shared(_) => Paint::Green,
        Verdict::Duplicate(..) | Verdict::Extra => Paint::Dim,
        Verdict::Doubtful(_) => Paint::Yellow,
        Verdict::Missing | Verdict::Copied(_) => Paint::Red,
    };
    let verdict =
        [Some(line.verdict.name().to_owned()), line.verdict.code().map(str::to_owned), confidence(line).map(|c| format!("{c:.2}"))];
    let verdict = colour.paint(paint, &verdict.into_iter().flatten().collect::<Vec<_>>().join(" "));
    let own = format!("{} “{}”", line.side, flat(text(paired, line)));
    let other = |n: usize| {
        let other = &paired.lines[n];
        format!("{} {} “{}”", other.side, place(paired, other), flat(text(paired, other)))
    };
    let rest = match &line.verdict {
        Verdict::Paired(n) => format!(" = {}", other(*n)),
        Verdict::Shared(n) => format!(" shares {}", other(*n)),
        Verdict::Doubtful(n) => format!(" perhaps = {}", other(*n)),
        Verdict::Duplicate(n, difference) => format!(" is {}, but for {difference}", other(*n)),
        Verdict::Copied(Some(n)) => format!(" as in {}", other(*n)),
        Verdict::Missing => format!(" has no {} caption", line.side.other().language()),
        Verdict::Copied(None) | Verdict::Extra => String::new(),
    };
    format!("{}: {verdict} {own}{rest}", place(paired, line))
}

/// The candidates with what speaks for and against them.
fn detail(paired: &PairedPage, line: &PageLine, options: &TableOptions, out: &mut dyn Write) -> Result<()> {
    // What was said of the Korean caption need not be said of its partner.
    let is_said = matches!(line.verdict, Verdict::Paired(_)) && line.side == Side::En;
    for candidate in line.candidates.iter().filter(|_| !is_said) {
        let other = &paired.lines[candidate.line];
        let said = format!("{}{}", because(&candidate.reasons), clues(&candidate.clues));
        below(&format!("{:.2} {} {}: {said}", candidate.confidence, other.side, place(paired, other)), options, out)?;
    }
    Ok(())
}

/// `; next to each other; against: something else is done (접견, shakes hands)`
fn clues(clues: &[Clue]) -> String {
    let named = |clue: &Clue| {
        let words: Vec<&str> =
            [clue.words.ko.as_str(), clue.words.en.as_str()].into_iter().filter(|word| !word.is_empty()).collect();
        if words.is_empty() { clue.kind.name().to_owned() } else { format!("{} ({})", clue.kind.name(), safe(&words.join(", "))) }
    };
    let list = |is_told: &dyn Fn(&Clue) -> bool| {
        clues.iter().filter(|clue| clue.kind.is_of_its_own() && is_told(clue)).map(named).collect::<Vec<_>>()
    };
    let (spoke_for, against) = (list(&|clue| clue.llr > 0.0), list(&|clue| clue.llr < 0.0));
    let part =
        |opening: &str, list: Vec<String>| if list.is_empty() { String::new() } else { format!("; {opening}{}", list.join(", ")) };
    format!("{}{}", part("", spoke_for), part("against: ", against))
}

#[derive(Serialize)]
struct Row<'r> {
    verdict: &'static str,
    code: Option<&'static str>,
    confidence: Option<f64>,
    caption: CaptionRow<'r>,
    /// What told most that it is a caption.
    sign: Option<&'static str>,
    /// All that told it, with the log-odds that each adds.
    signs: Vec<SignRow>,
    /// The probability that it is one.
    probability: Option<f64>,
    /// The caption it is paired with, the same as, or copied from.
    other: Option<CaptionRow<'r>>,
    difference: Option<&'r str>,
    candidates: Vec<CandidateRow<'r>>,
}

#[derive(Serialize)]
struct CaptionRow<'r> {
    side: &'static str,
    file: &'r str,
    line: usize,
    column: usize,
    /// The name of the place, in a file without lines.
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<String>,
    text: &'r str,
}

#[derive(Serialize)]
struct CandidateRow<'r> {
    confidence: Option<f64>,
    caption: CaptionRow<'r>,
    reasons: Vec<ReasonRow<'r>>,
    clues: Vec<ClueRow<'r>>,
}

#[derive(Serialize)]
struct SignRow {
    sign: &'static str,
    log_odds: Option<f64>,
}

/// What speaks for a pair, or against it, beside its words.
#[derive(Serialize)]
struct ClueRow<'r> {
    clue: &'static str,
    log_odds: Option<f64>,
    ko: &'r str,
    en: &'r str,
}

impl<'r> ClueRow<'r> {
    fn of(clue: &'r Clue) -> Self {
        Self { clue: clue.kind.name(), log_odds: rounded(Some(clue.llr)), ko: &clue.words.ko, en: &clue.words.en }
    }
}

fn caption_row<'r>(paired: &'r PairedPage, line: &PageLine) -> CaptionRow<'r> {
    let Span { start, place, .. } = span(paired, line);
    let place = place.map(|place| place.to_string());
    let file = &paired.page.documents.get(line.side).name;
    CaptionRow { side: line.side.code(), file, line: start.line, column: start.column, place, text: text(paired, line) }
}

fn json_line(paired: &PairedPage, line: &PageLine, out: &mut dyn Write) -> Result<()> {
    let (other, difference) = match &line.verdict {
        Verdict::Paired(n) | Verdict::Shared(n) | Verdict::Doubtful(n) | Verdict::Copied(Some(n)) => (Some(*n), None),
        Verdict::Duplicate(n, difference) => (Some(*n), Some(difference.as_str())),
        Verdict::Missing | Verdict::Copied(None) | Verdict::Extra => (None, None),
    };
    let judgement = line.caption.as_ref().map(|caption| &caption.judgement);
    let row = Row {
        verdict: line.verdict.name(),
        code: line.verdict.code(),
        confidence: rounded(confidence(line)),
        caption: caption_row(paired, line),
        signs: judgement
            .into_iter()
            .flat_map(|judgement| &judgement.signs)
            .map(|(sign, weight)| SignRow { sign: sign.name(), log_odds: rounded(Some(*weight)) })
            .collect(),
        probability: rounded(judgement.map(|judgement| judgement.probability)),
        sign: judgement.and_then(Judgement::strongest).map(|sign| sign.name()),
        other: other.map(|n| caption_row(paired, &paired.lines[n])),
        difference,
        candidates: line
            .candidates
            .iter()
            .map(|c| CandidateRow {
                confidence: rounded(Some(c.confidence)),
                caption: caption_row(paired, &paired.lines[c.line]),
                reasons: c.reasons.iter().map(ReasonRow::of).collect(),
                clues: c.clues.iter().map(ClueRow::of).collect(),
            })
            .collect(),
    };
    serde_json::to_writer(&mut *out, &row).map_err(std::io::Error::from)?;
    writeln!(out)?;
    Ok(())
}
