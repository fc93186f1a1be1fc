//! `jjak captions`: which captions of a page belong together, and which have no translation.

use std::io::Write;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use jjak::align::Aligner;
use jjak::bitext::{Document, Evidence, Reason, Side, Sides, Span};
use jjak::captions::{Entry, Page, Report, Verdict, find, pair, pair_cues};
use jjak::display::{Colour, Paint, wrapped};
use jjak::error::Result;
use jjak::read::{Lines, read_both, read_document};
use serde::Serialize;

use crate::input::InputArgs;
use crate::terminal::{self, ColourChoice};
use crate::{Outcome, Ran};

/// Pair the captions of a page or of subtitles, and find those without a translation
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct CaptionsArgs {
    /// Page in two languages, or the Korean page; text, HTML, Markdown or subtitles
    #[arg(value_name = "PAGE")]
    page: PathBuf,

    /// English page, if the first one is Korean
    #[arg(value_name = "EN")]
    en: Option<PathBuf>,

    /// How to write the result
    #[arg(long, value_enum, default_value_t)]
    format: Shape,

    #[command(flatten)]
    input: InputArgs,

    /// When to use colours
    #[arg(long, value_enum, default_value_t, value_name = "WHEN")]
    color: ColourChoice,

    /// Columns to fill [default: the terminal's]
    #[arg(long, value_name = "COLUMNS")]
    width: Option<usize>,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum Shape {
    /// A line a caption for scripts, then the two texts and the reasons for people
    #[default]
    Text,
    /// One line a caption and nothing else
    Lines,
    /// One JSON object a line, a caption each
    Jsonl,
}

const EXAMPLES: &str = "\
Examples:
  A page in two languages, and a page with its translation:
  jjak captions examples/captions/page.txt
  jjak captions examples/captions/ko.html examples/captions/en.html

  The cues of subtitles:
  jjak captions corpora/film_subtitles/ko.srt corpora/film_subtitles/en.srt --format lines

  What a build script needs:
  jjak captions examples/captions/page.txt --format lines | grep untranslated

Verdicts: paired; shared, by two pictures; doubtful (KE031); duplicate (KE050), the same as one before but for what is named; untranslated
(KE001), missing on the other side; copied (KE002), left in the language of the other page; extra (KE003), a credit
without a source. The exit code is 1 if a caption is untranslated, copied or doubtful, else 0; 2 on an error.";

pub(crate) fn run(args: CaptionsArgs) -> Ran {
    let read = |side, path| read_document(path, &args.input.read_options(side, Lines::Text));
    let say = |document: &Document| terminal::warnings(document).for_each(|warning| terminal::say(&warning));
    let report = match &args.en {
        None if args.input.may_hold_both(&args.page) => {
            let documents = read_both(&args.page, &args.input.read_options(Side::Ko, Lines::Text))?;
            Side::BOTH.into_iter().for_each(|side| say(documents.get(side)));
            pair_cues(documents, &Aligner::default())
        }
        None => {
            let document = read(Side::Ko, &args.page)?;
            say(&document);
            pair(find(&document), &Aligner::default())
        }
        Some(en) => {
            let documents = Sides { ko: read(Side::Ko, &args.page)?, en: read(Side::En, en)? };
            Side::BOTH.into_iter().for_each(|side| say(documents.get(side)));
            match documents.as_ref().map(|document| document.cues.is_empty()) {
                Sides { ko: false, en: false } => pair_cues(documents, &Aligner::default()),
                _ => pair(Page::of_two(documents.as_ref()), &Aligner::default()),
            }
        }
    };
    let mut out = terminal::stdout();
    let table = terminal::table_options(args.width, args.color);
    for entry in &report.entries {
        match args.format {
            Shape::Jsonl => json_line(&report, entry, &mut out)?,
            Shape::Lines => writeln!(out, "{}", line(&report, entry, Colour::Never))?,
            Shape::Text => {
                writeln!(out, "{}", line(&report, entry, table.colour))?;
                detail(&report, entry, table.width, table.colour, &mut out)?;
            }
        }
    }
    if report.entries.is_empty() {
        terminal::say("jjak: no captions found");
    }
    out.flush()?;
    let fails = |entry: &Entry| matches!(entry.verdict, Verdict::Missing | Verdict::Copied(_) | Verdict::Doubtful(_));
    Ok(if report.entries.iter().any(fails) { Outcome::Findings } else { Outcome::Fine })
}

fn span(report: &Report, entry: &Entry) -> Span {
    report.page.documents.get(entry.side).segment_span(entry.segment)
}

fn place(report: &Report, entry: &Entry) -> String {
    format!("{}:{}", report.page.documents.get(entry.side).name, span(report, entry).start)
}

fn text<'r>(report: &'r Report, entry: &Entry) -> &'r str {
    report.page.documents.get(entry.side).segment_text(entry.segment)
}

/// A text on one line.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The confidence of the candidate that a verdict is about.
fn confidence(entry: &Entry) -> Option<f64> {
    let (Verdict::Paired(partner) | Verdict::Shared(partner) | Verdict::Doubtful(partner)) = entry.verdict else { return None };
    entry.candidates.iter().find(|c| c.entry == partner).map(|c| c.confidence)
}

/// `page.txt:3:1: paired 0.97 ko “…” = en 12:1 “…”`
fn line(report: &Report, entry: &Entry, colour: Colour) -> String {
    let paint = match entry.verdict {
        Verdict::Paired(_) | Verdict::Shared(_) => Paint::Green,
        Verdict::Duplicate(..) | Verdict::Extra => Paint::Dim,
        Verdict::Doubtful(_) => Paint::Yellow,
        Verdict::Missing | Verdict::Copied(_) => Paint::Red,
    };
    let verdict = [
        Some(entry.verdict.name().to_owned()),
        entry.verdict.code().map(str::to_owned),
        confidence(entry).map(|c| format!("{c:.2}")),
    ];
    let verdict = colour.paint(paint, &verdict.into_iter().flatten().collect::<Vec<_>>().join(" "));
    let own = format!("{} “{}”", entry.side, flat(text(report, entry)));
    let other = |n: usize| {
        let other = &report.entries[n];
        format!("{} {} “{}”", other.side, place(report, other), flat(text(report, other)))
    };
    let rest = match &entry.verdict {
        Verdict::Paired(n) => format!(" = {}", other(*n)),
        Verdict::Shared(n) => format!(" shares {}", other(*n)),
        Verdict::Doubtful(n) => format!(" perhaps = {}", other(*n)),
        Verdict::Duplicate(n, difference) => format!(" is {}, but for {difference}", other(*n)),
        Verdict::Copied(Some(n)) => format!(" as in {}", other(*n)),
        Verdict::Missing => format!(" has no {} caption", entry.side.other().language()),
        Verdict::Copied(None) | Verdict::Extra => String::new(),
    };
    format!("{}: {verdict} {own}{rest}", place(report, entry))
}

/// The candidates with their reasons.
fn detail(report: &Report, entry: &Entry, width: usize, colour: Colour, out: &mut dyn Write) -> Result<()> {
    // What was said of the Korean caption need not be said of its partner.
    let is_said = matches!(entry.verdict, Verdict::Paired(_)) && entry.side == Side::En;
    for candidate in entry.candidates.iter().filter(|_| !is_said) {
        let other = &report.entries[candidate.entry];
        let head = format!("{:.2} {} {}: {}", candidate.confidence, other.side, place(report, other), because(&candidate.reasons));
        for (number, row) in wrapped(&head, width.saturating_sub(9).max(24)).iter().enumerate() {
            let indent = if number == 0 { "    " } else { "         " };
            writeln!(out, "{indent}{}", colour.paint(Paint::Dim, row))?;
        }
    }
    Ok(())
}

/// `윤석열 = Yoon Suk Yeol, 30일 = Jan. 30`
fn because(reasons: &[Reason]) -> String {
    let said = |reason: &Reason| {
        let Sides { ko, en } = &reason.words;
        match reason.evidence {
            Evidence::Length => format!("length {ko} : {en}"),
            Evidence::Time => format!("shown {ko} = {en}"),
            Evidence::Meaning => format!("{ko} ≈ {en}"),
            _ if ko == en => ko.clone(),
            _ => format!("{ko} = {en}"),
        }
    };
    if reasons.is_empty() { "little".to_owned() } else { reasons.iter().map(said).collect::<Vec<_>>().join(", ") }
}

#[derive(Serialize)]
struct Row<'r> {
    verdict: &'static str,
    code: Option<&'static str>,
    confidence: Option<f64>,
    caption: CaptionRow<'r>,
    sign: Option<&'static str>,
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
    text: &'r str,
}

#[derive(Serialize)]
struct CandidateRow<'r> {
    confidence: f64,
    caption: CaptionRow<'r>,
    reasons: Vec<ReasonRow<'r>>,
}

#[derive(Serialize)]
struct ReasonRow<'r> {
    evidence: &'static str,
    llr: f64,
    ko: &'r str,
    en: &'r str,
}

fn caption_row<'r>(report: &'r Report, entry: &Entry) -> CaptionRow<'r> {
    let start = span(report, entry).start;
    let file = &report.page.documents.get(entry.side).name;
    CaptionRow { side: entry.side.code(), file, line: start.line, column: start.column, text: text(report, entry) }
}

fn json_line(report: &Report, entry: &Entry, out: &mut dyn Write) -> Result<()> {
    let (other, difference) = match &entry.verdict {
        Verdict::Paired(n) | Verdict::Shared(n) | Verdict::Doubtful(n) | Verdict::Copied(Some(n)) => (Some(*n), None),
        Verdict::Duplicate(n, difference) => (Some(*n), Some(difference.as_str())),
        Verdict::Missing | Verdict::Copied(None) | Verdict::Extra => (None, None),
    };
    let round = |x: f64| (x * 1e4).round() / 1e4;
    let reason = |r: &'_ Reason| (r.evidence.name(), round(r.llr));
    let row = Row {
        verdict: entry.verdict.name(),
        code: entry.verdict.code(),
        confidence: confidence(entry).map(round),
        caption: caption_row(report, entry),
        sign: entry.caption.as_ref().map(|caption| caption.sign.name()),
        other: other.map(|n| caption_row(report, &report.entries[n])),
        difference,
        candidates: entry
            .candidates
            .iter()
            .map(|c| CandidateRow {
                confidence: round(c.confidence),
                caption: caption_row(report, &report.entries[c.entry]),
                reasons: c
                    .reasons
                    .iter()
                    .map(|r| ReasonRow { evidence: reason(r).0, llr: reason(r).1, ko: &r.words.ko, en: &r.words.en })
                    .collect(),
            })
            .collect(),
    };
    serde_json::to_writer(&mut *out, &row).map_err(std::io::Error::from)?;
    writeln!(out)?;
    Ok(())
}
