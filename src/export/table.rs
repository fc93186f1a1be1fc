//! A corpus for the eyes: Korean left, English right, each pair with its number, type and confidence, and a summary below.
//!
//! Linear in the text.

use std::collections::BTreeMap;
use std::io::Write;

use unicode_width::UnicodeWidthStr;

use crate::bitext::{BeadType, Evidence, RunnerUp, Side, Sides};
use crate::corpus::{Corpus, Pair, Unit};
use crate::display::{Colour, Paint, counted, wrapped};
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
}

impl Default for TableOptions {
    fn default() -> Self {
        Self { width: 100, colour: Colour::Never }
    }
}

/// Writes all pairs side by side, with reasons where the corpus holds them, and a summary.
///
/// # Errors
/// When writing fails.
pub fn write_table(corpus: &Corpus, options: &TableOptions, out: &mut dyn Write) -> Result<()> {
    let layout = Layout::of(corpus, options);
    let is_explained = corpus.pairs.iter().any(|pair| !pair.reasons.is_empty() || pair.runner_up.is_some());
    for (number, pair) in (1..).zip(&corpus.pairs) {
        if is_explained && number > 1 {
            writeln!(out)?;
        }
        layout.pair(number, pair, out)?;
    }
    if !corpus.pairs.is_empty() {
        writeln!(out)?;
    }
    for line in summary(corpus) {
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
}

impl Layout {
    fn of(corpus: &Corpus, options: &TableOptions) -> Self {
        let number = corpus.pairs.len().to_string().len().max(3);
        let bead_type = corpus.pairs.iter().map(|p| p.bead_type().to_string().len()).max().unwrap_or(3);
        let mut layout = Self { number, bead_type, sides: Sides { ko: 0, en: 0 }, colour: options.colour };
        let room = options.width.saturating_sub(layout.gutter() + DIVIDER.width()).max(2 * NARROWEST_COLUMN);
        // Each side gets its share of the text, so that both end on about the same row, but never less than two fifths.
        let text = Sides::build(|side| corpus.pairs.iter().flat_map(|p| p.units.get(side)).map(|u| u.text.width()).sum::<usize>());
        let ko = (room * text.ko).checked_div(text.ko + text.en).unwrap_or(room / 2).clamp(room * 2 / 5, room * 3 / 5);
        layout.sides = Sides { ko, en: room - ko };
        layout
    }

    /// Number, type, confidence, and the mark of doubt.
    fn gutter(&self) -> usize {
        self.number + 2 + self.bead_type + 2 + 4 + 2 + 1
    }

    fn pair(&self, number: usize, pair: &Pair, out: &mut dyn Write) -> Result<()> {
        let cells = Sides::build(|side| self.cell(pair.units.get(side), *self.sides.get(side)));
        for row in 0..cells.ko.len().max(cells.en.len()) {
            let gutter = if row == 0 { self.label(number, pair) } else { " ".repeat(self.gutter()) };
            let [ko, en] = [&cells.ko, &cells.en].map(|cell| cell.get(row).map_or("", String::as_str));
            let pad = " ".repeat(self.sides.ko.saturating_sub(ko.width()));
            let [ko, en] = [ko, en].map(|text| if text == NOTHING { self.colour.paint(Paint::Dim, text) } else { text.to_owned() });
            writeln!(out, "{}", format!("{gutter}{ko}{pad}{}{en}", self.colour.paint(Paint::Dim, DIVIDER)).trim_end())?;
        }
        for line in self.explanation(pair) {
            writeln!(out, "{}{}", " ".repeat(self.gutter()), self.colour.paint(Paint::Dim, &line))?;
        }
        Ok(())
    }

    /// Each segment begins a row of its own; a side without any shows a dash.
    fn cell(&self, units: &[Unit], width: usize) -> Vec<String> {
        if units.is_empty() {
            return vec![NOTHING.to_owned()];
        }
        units.iter().flat_map(|unit| wrapped(&unit.text, width)).collect()
    }

    fn label(&self, number: usize, pair: &Pair) -> String {
        let confidence = pair.confidence.map_or_else(|| "   -".to_owned(), |c| format!("{c:.2}"));
        let (paint, mark) = match pair.confidence {
            Some(c) if c < DOUBTFUL => (Paint::Red, " ?"),
            Some(c) if c < GOOD => (Paint::Yellow, "  "),
            Some(_) => (Paint::Green, "  "),
            None => (Paint::Dim, "  "),
        };
        let bead_type = format!("{:<1$}", pair.bead_type().to_string(), self.bead_type);
        let bead_type = if pair.bead_type().is_null() { self.colour.paint(Paint::Yellow, &bead_type) } else { bead_type };
        let number = self.colour.paint(Paint::Dim, &format!("{number:>0$}", self.number));
        format!("{number}  {bead_type}  {} ", self.colour.paint(paint, &format!("{confidence}{mark}")))
    }

    fn explanation(&self, pair: &Pair) -> Vec<String> {
        let width = self.sides.ko + DIVIDER.width() + self.sides.en;
        let mut lines = because(pair).map_or_else(Vec::new, |line| wrapped(&line, width));
        lines.extend(
            pair.runner_up
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
fn because(pair: &Pair) -> Option<String> {
    if pair.bead_type().is_null() && pair.runner_up.is_some() {
        let other = if pair.units.ko.is_empty() { Side::Ko } else { Side::En }.language();
        return Some(format!("because no {other} line nearby fits it"));
    }
    let mut words = Vec::new();
    let (mut length, mut time) = (None, None);
    for reason in &pair.reasons {
        let Sides { ko, en } = &reason.words;
        match reason.evidence {
            Evidence::Length => length = Some(format!("length\u{A0}{ko}\u{A0}:\u{A0}{en}")),
            Evidence::Time => time = Some(format!("shown\u{A0}{ko}\u{A0}=\u{A0}{en}")),
            Evidence::Meaning => words.push(format!("{ko} ≈ {en}")),
            _ if ko == en => words.push(ko.clone()),
            _ => words.push(format!("{ko} = {en}")),
        }
    }
    let said: Vec<String> = [words.join(", ")].into_iter().filter(|w| !w.is_empty()).chain(length).chain(time).collect();
    (!said.is_empty()).then(|| format!("because {}", said.join("; ")))
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

fn summary(corpus: &Corpus) -> Vec<String> {
    if corpus.pairs.is_empty() {
        return vec!["no pairs".to_owned()];
    }
    let mut types: BTreeMap<BeadType, usize> = BTreeMap::new();
    for pair in &corpus.pairs {
        *types.entry(pair.bead_type()).or_default() += 1;
    }
    let mut types: Vec<_> = types.into_iter().collect();
    types.sort_by_key(|(bead_type, count)| (bead_type.is_null(), std::cmp::Reverse(*count)));
    let of_types = types.iter().map(|(bead_type, count)| format!("{bead_type} × {count}")).collect::<Vec<_>>().join(", ");
    let mut lines = vec![format!("{}: {of_types}", counted(corpus.pairs.len(), "bead"))];

    let alone = Sides::build(|side: Side| {
        let other_is_empty = |pair: &&Pair| pair.units.get(side.other()).is_empty();
        corpus.pairs.iter().filter(other_is_empty).map(|pair| pair.units.get(side).len()).sum::<usize>()
    });
    if alone.ko + alone.en > 0 {
        lines.push(format!("without a partner: {} Korean, {} English", alone.ko, alone.en));
    }
    lines.extend(certainty(corpus));
    lines
}

/// Mean confidence, and the doubtful pairs, worst first.
fn certainty(corpus: &Corpus) -> Vec<String> {
    let known: Vec<(usize, f64, &Pair)> =
        (1..).zip(&corpus.pairs).filter_map(|(number, pair)| Some((number, pair.confidence?, pair))).collect();
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
        doubtful.iter().take(NAMED).map(|(number, c, pair)| format!("{number} ({c:.2}{})", lines_of(pair))).collect();
    let more = doubtful.len().saturating_sub(NAMED);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    vec![
        format!("mean confidence {mean:.2}, {} below {DOUBTFUL:.2}, marked ?", doubtful.len()),
        format!("look first at {}{more}", named.join(", ")),
    ]
}

/// Where the pair stands in the two files.
fn lines_of(pair: &Pair) -> String {
    let line = |side| pair.units.get(side).first().and_then(|u: &Unit| u.span.as_ref()).map(|span| span.start.line);
    Side::BOTH.into_iter().filter_map(|side| Some(format!(", {side} line {}", line(side)?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bitext::{Reason, Span};
    use crate::error::Position;

    fn units(texts: &[&str], first: usize) -> Vec<Unit> {
        let unit = |(at, text): (usize, &&str)| {
            let start = Position { line: first + at + 1, column: 1 };
            Unit { index: first + at, text: (*text).to_owned(), span: Some(Span { bytes: 0..0, start, end: start }), cue: None }
        };
        texts.iter().enumerate().map(unit).collect()
    }

    fn pair(ko: &[&str], en: &[&str], at: (usize, usize), confidence: f64) -> Pair {
        let units = Sides { ko: units(ko, at.0), en: units(en, at.1) };
        Pair { units, score: Some(1.0), confidence: Some(confidence), reasons: Vec::new(), runner_up: None }
    }

    fn reason(evidence: Evidence, ko: &str, en: &str) -> Reason {
        Reason { evidence, llr: 1.0, words: Sides { ko: ko.into(), en: en.into() } }
    }

    fn sample() -> Corpus {
        let mut first = pair(
            &["김하늘 시장은 3월 2일 새 다리의 개통식에서 시민들에게 감사의 뜻을 전했다.", "다리는 7년 만에 완공됐다."],
            &["Mayor Kim Haneul thanked residents on March 2 at the opening of the new bridge, which took seven years to build."],
            (0, 0),
            0.97,
        );
        first.reasons = vec![
            reason(Evidence::Name, "김하늘", "Kim Haneul"),
            reason(Evidence::Number, "3월 2일", "March 2"),
            reason(Evidence::Latin, "ISO", "ISO"),
            reason(Evidence::Length, "14", "20"),
        ];
        first.runner_up = Some(RunnerUp { segments: Sides { ko: 0..1, en: 0..1 }, confidence: 0.02 });
        let pairs = vec![
            first,
            pair(
                &["자세한 내용은 https://example.org/seoul/bridges/2026/opening-ceremony/press 참고"],
                &["See the press page for details."],
                (2, 1),
                0.74,
            ),
            pair(&[], &["Photos by the city."], (3, 2), 0.41),
            pair(&["비가 왔다."], &["It rained."], (3, 3), 0.58),
        ];
        Corpus { documents: Sides::default(), pairs, clock: None }
    }

    fn table(corpus: &Corpus, width: usize, colour: Colour) -> String {
        let mut out = Vec::new();
        write_table(corpus, &TableOptions { width, colour }, &mut out).unwrap();
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
    fn an_empty_corpus_says_so() {
        assert_eq!(table(&Corpus::default(), 80, Colour::Always), "no pairs\n");
    }
}
