//! A bitext for the eyes: Korean left, English right, each pair with its number, type and confidence, and a summary below.
//!
//! Linear in the text.

use std::collections::BTreeMap;
use std::io::Write;

use unicode_width::UnicodeWidthStr;

use super::because::reasons;
use crate::bitext::{BeadType, EntryRef, RunnerUp, Side, Sides, View};
use crate::display::{self, Colour, Paint, counted, wrapped};
use crate::error::Result;

/// From here on a confidence is shown as good …
const GOOD: f64 = 0.9;
/// … and below this as doubtful.
const DOUBTFUL: f64 = 0.6;
/// A runner-up less probable than this is not shown.
const WORTH_NAMING: f64 = 0.005;
/// How many doubtful pairs the summary names.
const NAMED: usize = 10;
const NARROWEST_COLUMN: usize = 12;
const DIVIDER: &str = " │ ";

/// How a table looks.
#[derive(Clone, Copy, Debug)]
pub struct TableOptions {
    /// Columns of the terminal.
    pub width: usize,
    /// Whether to paint.
    pub colour: Colour,
    /// Whether to say what spoke for each pair, where that is known.
    pub is_explained: bool,
}

impl Default for TableOptions {
    fn default() -> Self {
        Self { width: 100, colour: Colour::Never, is_explained: true }
    }
}

/// Writes entries side by side, with the reasons for each if that is asked for, and a summary.
///
/// # Errors
/// When writing fails.
pub fn write_table(view: &View<'_>, options: &TableOptions, out: &mut dyn Write) -> Result<()> {
    let layout = Layout::of(view, options);
    let is_explained = layout.is_explained && view.entries.iter().any(|e| !e.link.reasons.is_empty() || e.link.runner_up.is_some());
    for (number, entry) in (1..).zip(&view.entries) {
        if is_explained && number > 1 {
            writeln!(out)?;
        }
        layout.entry(number, entry, out)?;
    }
    if !view.entries.is_empty() {
        writeln!(out)?;
    }
    for line in summary(view) {
        for part in wrapped(&line, options.width.max(NARROWEST_COLUMN)) {
            writeln!(out, "{part}")?;
        }
    }
    Ok(())
}

/// The columns, in terminal cells.
struct Layout {
    number: usize,
    bead_type: usize,
    sides: Sides<usize>,
    colour: Colour,
    is_explained: bool,
}

impl Layout {
    fn of(view: &View<'_>, options: &TableOptions) -> Self {
        let number = view.entries.len().to_string().len().max(3);
        let bead_type = view.entries.iter().map(|e| e.bead_type().to_string().len()).max().unwrap_or(3);
        let TableOptions { colour, is_explained, .. } = *options;
        let mut layout = Self { number, bead_type, sides: Sides { ko: 0, en: 0 }, colour, is_explained };
        let room = options.width.saturating_sub(layout.gutter() + DIVIDER.width()).max(2 * NARROWEST_COLUMN);
        // Each side gets its share of the text, so that both end on about the same row, but never less than two fifths.
        let text = Sides::build(|side| view.entries.iter().flat_map(|e| e.side(side)).map(|s| s.text().width()).sum::<usize>());
        let ko = (room * text.ko).checked_div(text.ko + text.en).unwrap_or(room / 2).clamp(room * 2 / 5, room * 3 / 5);
        layout.sides = Sides { ko, en: room - ko };
        layout
    }

    /// Number, type, confidence, and the mark of doubt.
    fn gutter(&self) -> usize {
        self.number + 2 + self.bead_type + 2 + 4 + 2 + 1
    }

    fn entry(&self, number: usize, entry: &EntryRef<'_>, out: &mut dyn Write) -> Result<()> {
        let cells = Sides::build(|side| self.cell(entry, side));
        for row in 0..cells.ko.len().max(cells.en.len()) {
            let gutter = if row == 0 { self.label(number, entry) } else { " ".repeat(self.gutter()) };
            let [ko, en] = [&cells.ko, &cells.en].map(|cell| cell.get(row).map_or("", String::as_str));
            let pad = " ".repeat(self.sides.ko.saturating_sub(ko.width()));
            let [ko, en] = [ko, en].map(|text| if text == NOTHING { self.colour.paint(Paint::Dim, text) } else { text.to_owned() });
            writeln!(out, "{}", format!("{gutter}{ko}{pad}{}{en}", self.colour.paint(Paint::Dim, DIVIDER)).trim_end())?;
        }
        for line in self.explanation(entry) {
            writeln!(out, "{}{}", " ".repeat(self.gutter()), self.colour.paint(Paint::Dim, &line))?;
        }
        Ok(())
    }

    /// Each segment begins a row of its own; a side without any shows a dash.
    fn cell(&self, entry: &EntryRef<'_>, side: Side) -> Vec<String> {
        if entry.segments.get(side).is_empty() {
            return vec![NOTHING.to_owned()];
        }
        entry.side(side).flat_map(|segment| wrapped(segment.text(), *self.sides.get(side))).collect()
    }

    fn label(&self, number: usize, entry: &EntryRef<'_>) -> String {
        let confidence = entry.link.confidence.map_or_else(|| "   -".to_owned(), |c| format!("{c:.2}"));
        let (paint, mark) = match entry.link.confidence {
            Some(c) if c < DOUBTFUL => (Paint::Red, " ?"),
            Some(_) if entry.link.moved => (Paint::Yellow, " ↕"),
            Some(c) if c < GOOD => (Paint::Yellow, "  "),
            Some(_) => (Paint::Green, "  "),
            None => (Paint::Dim, "  "),
        };
        let bead_type = format!("{:<1$}", entry.bead_type().to_string(), self.bead_type);
        let bead_type = if entry.bead_type().is_null() { self.colour.paint(Paint::Yellow, &bead_type) } else { bead_type };
        let number = self.colour.paint(Paint::Dim, &format!("{number:>0$}", self.number));
        format!("{number}  {bead_type}  {} ", self.colour.paint(paint, &format!("{confidence}{mark}")))
    }

    fn explanation(&self, entry: &EntryRef<'_>) -> Vec<String> {
        if !self.is_explained {
            return Vec::new();
        }
        let width = self.sides.ko + DIVIDER.width() + self.sides.en;
        let mut lines = because(entry).map_or_else(Vec::new, |line| wrapped(&line, width));
        lines.extend(
            entry
                .link
                .runner_up
                .as_ref()
                .filter(|r| r.confidence >= WORTH_NAMING)
                .map(instead)
                .map_or_else(Vec::new, |line| wrapped(&line, width)),
        );
        lines
    }
}

const NOTHING: &str = "—";

/// `because 윤석열 = Yoon Suk Yeol, 30일 = Jan. 30; length 12 : 19`
fn because(entry: &EntryRef<'_>) -> Option<String> {
    if entry.bead_type().is_null() && entry.link.runner_up.is_some() {
        let other = if entry.segments.ko.is_empty() { Side::Ko } else { Side::En }.language();
        return Some(format!("because no {other} line nearby fits it"));
    }
    let said = reasons(&entry.link.reasons);
    (!said.is_empty()).then(|| format!("because {said}"))
}

/// `or else ko 3-4 with en 5 (0.12)`, counted from one.
fn instead(runner_up: &RunnerUp) -> String {
    let sides = Sides::build(|side| {
        let range = runner_up.segments.get(side);
        match range.len() {
            0 => format!("no {side}"),
            1 => format!("{side} {}", range.start + 1),
            _ => format!("{side} {}-{}", range.start + 1, range.end),
        }
    });
    format!("or else {} with {} ({:.2})", sides.ko, sides.en, runner_up.confidence)
}

fn summary(view: &View<'_>) -> Vec<String> {
    if view.entries.is_empty() {
        return vec!["no pairs".to_owned()];
    }
    let mut types: BTreeMap<BeadType, usize> = BTreeMap::new();
    for entry in &view.entries {
        *types.entry(entry.bead_type()).or_default() += 1;
    }
    let mut types: Vec<_> = types.into_iter().collect();
    types.sort_by_key(|(bead_type, count)| (bead_type.is_null(), std::cmp::Reverse(*count)));
    let of_types = types.iter().map(|(bead_type, count)| format!("{bead_type} × {count}")).collect::<Vec<_>>().join(", ");
    let mut lines = vec![format!("{}: {of_types}", counted(view.entries.len(), "bead"))];

    let alone = Sides::build(|side: Side| {
        let is_alone = |entry: &&EntryRef<'_>| entry.segments.get(side.other()).is_empty();
        view.entries.iter().filter(is_alone).map(|entry| entry.segments.get(side).len()).sum::<usize>()
    });
    if alone.ko + alone.en > 0 {
        lines.push(format!("without a partner: {} Korean, {} English", alone.ko, alone.en));
    }
    let moved = view.entries.iter().filter(|entry| entry.link.moved).count();
    if moved > 0 {
        let sections = counted(view.bitext.sections_moved(), "section");
        lines.push(format!("moved (↕): {} in {sections}", counted(moved, "pair")));
    }
    lines.extend(certainty(view));
    lines
}

/// Mean confidence, and the doubtful pairs, worst first.
fn certainty(view: &View<'_>) -> Vec<String> {
    let known: Vec<(usize, f64, &EntryRef<'_>)> =
        (1..).zip(&view.entries).filter_map(|(number, entry)| Some((number, entry.link.confidence?, entry))).collect();
    if known.is_empty() {
        return Vec::new();
    }
    let mean = known.iter().map(|(_, c, _)| c).sum::<f64>() / known.len() as f64;
    let mut doubtful: Vec<_> = known.into_iter().filter(|(_, c, _)| *c < DOUBTFUL).collect();
    if doubtful.is_empty() {
        return vec![format!("mean confidence {mean:.2}, none below {DOUBTFUL:.2}")];
    }
    doubtful.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
    let named: Vec<String> =
        doubtful.iter().take(NAMED).map(|(number, c, entry)| format!("{number} ({c:.2}{})", lines_of(entry))).collect();
    let more = doubtful.len().saturating_sub(NAMED);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    vec![
        format!("mean confidence {mean:.2}, {} below {DOUBTFUL:.2}, marked ?", doubtful.len()),
        format!("look first at {}{more}", named.join(", ")),
    ]
}

/// Where the pair stands in the two files.
fn lines_of(entry: &EntryRef<'_>) -> String {
    let line =
        |side| {
            entry.side(side).next().and_then(|segment| segment.span()).map(|span| {
                span.place.map_or_else(|| format!("line {}", span.start.line), |place| display::safe(&place).into_owned())
            })
        };
    Side::BOTH.into_iter().filter_map(|side| Some(format!(", {side} {}", line(side)?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bitext::sample::{Piece, Row, Sample};
    use crate::bitext::{Evidence, Link, Reason, Span};
    use crate::error::Position;

    fn pieces(texts: &[&str], first: usize) -> Vec<Piece> {
        let piece = |(at, text): (usize, &&str)| {
            let start = Position { line: first + at + 1, column: 1 };
            Piece {
                index: first + at,
                text: (*text).to_owned(),
                span: Some(Span { bytes: 0..0, start, end: start, place: None }),
                cue: None,
            }
        };
        texts.iter().enumerate().map(piece).collect()
    }

    fn row(ko: &[&str], en: &[&str], at: (usize, usize), confidence: f64) -> Row {
        let link = Link { score: Some(1.0), confidence: Some(confidence), ..Link::default() };
        Row { pieces: Sides { ko: pieces(ko, at.0), en: pieces(en, at.1) }, link }
    }

    fn reason(evidence: Evidence, ko: &str, en: &str) -> Reason {
        Reason { evidence, llr: 1.0, words: Sides { ko: ko.into(), en: en.into() } }
    }

    fn sample() -> Sample {
        let mut first = row(
            &["김하늘 시장은 3월 2일 새 다리의 개통식에서 시민들에게 감사의 뜻을 전했다.", "다리는 7년 만에 완공됐다."],
            &["Mayor Kim Haneul thanked residents on March 2 at the opening of the new bridge, which took seven years to build."],
            (0, 0),
            0.97,
        );
        first.link.reasons = vec![
            reason(Evidence::Name, "김하늘", "Kim Haneul"),
            reason(Evidence::Number, "3월 2일", "March 2"),
            reason(Evidence::Latin, "ISO", "ISO"),
            reason(Evidence::Length, "14", "20"),
        ];
        first.link.runner_up = Some(RunnerUp { segments: Sides { ko: 0..1, en: 0..1 }, confidence: 0.02 });
        let rows = vec![
            first,
            row(
                &["자세한 내용은 https://example.org/seoul/bridges/2026/opening-ceremony/press 참고"],
                &["See the press page for details."],
                (2, 1),
                0.74,
            ),
            row(&[], &["Photos by the city."], (3, 2), 0.41),
            row(&["비가 왔다."], &["It rained."], (3, 3), 0.58),
        ];
        Sample { rows, ..Sample::default() }
    }

    fn table(sample: &Sample, width: usize, colour: Colour) -> String {
        let mut out = Vec::new();
        write_table(&sample.bitext().view(), &TableOptions { width, colour, is_explained: true }, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_table_reads_well_at_usual_widths() {
        for width in [80, 100, 140] {
            insta::assert_snapshot!(format!("table_{width}"), table(&sample(), width, Colour::Never));
        }
        insta::assert_snapshot!("table_colour", table(&sample(), 80, Colour::Always).replace('\x1b', "^"));
    }

    #[test]
    fn an_empty_bitext_says_so() {
        assert_eq!(table(&Sample::default(), 80, Colour::Always), "no pairs\n");
    }
}
