//! The captions of a page.

use std::ops::Range;

use super::anatomy::anatomy;
use super::context::{Context, Line, contexts};
use super::fold::letters;
use super::languages::by_language;
use super::look::signs_of;
use super::signs::{Judgement, Sign};
use crate::bitext::{Block, BlockKind, Document, Segment, Side, Sides};
use crate::split::Splitter;

/// A caption of a page, as a segment of one of the page's two documents.
#[derive(Clone, Debug, PartialEq)]
pub struct Caption {
    /// The language of the page or the part of the page that it stands on.
    pub side: Side,
    /// Its segment in [`Page::documents`].
    pub segment: usize,
    /// Whether it is one, and why.
    pub judgement: Judgement,
    /// Whether it is written in the other language.
    pub is_foreign: bool,
    /// The picture that it stands by, in the document's pictures.
    pub picture: Option<usize>,
}

/// A line that was not taken for a caption, and why.
#[derive(Clone, Debug, PartialEq)]
pub struct PassedOver {
    /// The language of the page or the part of the page that it stands on.
    pub side: Side,
    /// Its block in [`Page::documents`].
    pub block: usize,
    /// What speaks for and against.
    pub judgement: Judgement,
}

/// The text of one or two pages, sorted by language, with its captions.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// The Korean and the English text: captions as one segment each, other blocks cut into sentences.
    pub documents: Sides<Document>,
    /// The captions, Korean ones first, each side in reading order.
    pub captions: Vec<Caption>,
    /// Credits and by-lines.
    pub credits: Vec<(Side, usize)>,
    /// The other lines that may be captions.
    pub passed_over: Vec<PassedOver>,
    /// Whether both languages stand on one page.
    pub is_shared: bool,
    /// The lines of each side, one a block.
    pub(super) lines: Sides<Vec<PlacedLine>>,
}

/// A line with what it was found to be.
#[derive(Clone, Debug)]
pub(super) struct PlacedLine {
    pub(super) line: Line,
    pub(super) told: LineRole,
    /// Which line of the page it is.
    pub(super) order: usize,
}

/// Lines that are less probable are not worth a word.
const WORTH_NAMING: f64 = 0.01;
/// So many lines away the same words are said of the same picture.
const NEAR: usize = 8;

/// Sorts the blocks of a page by their language: the same text twice, each time with the blocks of one language alone. Blocks without
/// letters go with the language of most. Linear.
pub fn split_by_language(document: &Document) -> Sides<Document> {
    let most = Side::of_text(&document.text).unwrap_or(Side::Ko);
    Sides::build(|side| {
        let is_meant = |range: Range<usize>| Side::of_text(&document.text[range]).unwrap_or(most) == side;
        let blocks = document.blocks.iter().filter(|block| is_meant(block.range.clone())).cloned().collect();
        let warnings = if side == most { document.warnings.clone() } else { Vec::new() };
        Document { blocks, segments: Vec::new(), warnings, ..document.clone() }
    })
}

/// Finds the captions of one page in two languages. Linear.
pub fn find(document: &Document) -> Page {
    let lines = lines_of(document);
    let judged = judge(document, &lines);
    let most = Side::of_text(&document.text).unwrap_or(Side::Ko);
    let mut page = Page { is_shared: true, ..Page::default() };
    for side in Side::BOTH {
        let warnings = if side == most { document.warnings.clone() } else { Vec::new() };
        page.take(side, Document { warnings, ..document.clone() }, &lines, &judged, |line| line.side == side);
    }
    page
}

impl Page {
    /// Finds the captions of a Korean and an English page. A caption on one page that is written in the language of the other was left
    /// untranslated.
    pub fn of_two(documents: Sides<&Document>) -> Self {
        let mut page = Page::default();
        for side in Side::BOTH {
            let document = documents.get(side);
            let lines = lines_of(document);
            let judged = judge(document, &lines);
            page.take(side, (*document).clone(), &lines, &judged, |_| true);
        }
        page
    }

    /// Takes in the lines of one side.
    fn take(&mut self, side: Side, document: Document, lines: &[Line], judged: &[LineRole], is_meant: impl Fn(&Line) -> bool) {
        // What is said once more of the same picture stands in the document no more than once.
        let is_said = |told: &LineRole| !matches!(told, LineRole::Repeat);
        let meant = lines.iter().zip(judged).enumerate().filter(|(_, (line, told))| is_meant(line) && is_said(told));
        *self.lines.get_mut(side) =
            meant.map(|(order, (line, told))| PlacedLine { line: line.clone(), told: told.clone(), order }).collect();
        *self.documents.get_mut(side) = document;
        self.assemble(side);
    }

    /// Judges a line anew.
    pub(super) fn judge_anew(&mut self, side: Side, block: usize, judgement: Judgement) {
        if let LineRole::Judged(known, _) = &mut self.lines.get_mut(side)[block].told {
            *known = judgement;
        }
    }

    /// Makes the segments of one side, its captions and credits, from what its lines were found to be.
    pub(super) fn assemble(&mut self, side: Side) {
        let splitter = Splitter::new(side);
        self.captions.retain(|caption| caption.side != side);
        self.credits.retain(|(of, _)| *of != side);
        self.passed_over.retain(|line| line.side != side);
        let document = self.documents.get_mut(side);
        document.blocks.clear();
        document.segments.clear();
        for (block, PlacedLine { line, told, .. }) in self.lines.get(side).iter().enumerate() {
            let segment = document.segments.len();
            let (start, range) = (line.range.start, line.range.clone());
            document.blocks.push(Block { kind: line.kind, range: range.clone() });
            let is_whole = match told {
                LineRole::Repeat | LineRole::Credit => {
                    self.credits.push((side, segment));
                    true
                }
                LineRole::Judged(judgement, picture) if judgement.is_caption() => {
                    let (is_foreign, picture) = (line.side != side, *picture);
                    self.captions.push(Caption { side, segment, judgement: judgement.clone(), is_foreign, picture });
                    true
                }
                LineRole::Judged(judgement, _) => {
                    if judgement.probability >= WORTH_NAMING {
                        self.passed_over.push(PassedOver { side, block, judgement: judgement.clone() });
                    }
                    false
                }
            };
            if is_whole {
                document.segments.push(Segment { range, block });
            } else {
                let cut = splitter.split_text(&document.text[range]).into_iter();
                document.segments.extend(cut.map(|r| Segment { range: start + r.start..start + r.end, block }));
            }
        }
        self.captions.sort_by_key(|caption| (caption.side, caption.segment));
    }

    /// The text of a caption.
    pub fn text(&self, caption: &Caption) -> &str {
        self.documents.get(caption.side).segment_text(caption.segment)
    }
}

/// What a line was found to be.
#[derive(Clone, Debug)]
pub(super) enum LineRole {
    Credit,
    /// The same as another line says of the same picture.
    Repeat,
    /// With the picture that it stands by.
    Judged(Judgement, Option<usize>),
}

/// The lines of a page: its blocks, cut where a paragraph's lines end with sentences and where the language changes.
fn lines_of(document: &Document) -> Vec<Line> {
    let most = Side::of_text(&document.text).unwrap_or(Side::Ko);
    let mut lines = Vec::new();
    let unwrapped = |(number, block)| unwrapped(&document.text, block).into_iter().map(move |block| (number, block));
    for (number, block) in document.blocks.iter().enumerate().flat_map(unwrapped) {
        for range in by_language(&document.text, block.range.clone()) {
            let range = trimmed(&document.text, range);
            if !range.is_empty() {
                let side = Side::of_text(&document.text[range.clone()]).unwrap_or(most);
                lines.push(Line { kind: block.kind, range, side, block: number });
            }
        }
    }
    lines
}

/// A paragraph whose lines end where sentences end is no wrapped one: a caption may stand right above the text.
fn unwrapped(text: &str, block: &Block) -> Vec<Block> {
    let mut blocks = vec![block.clone()];
    if block.kind != BlockKind::Paragraph {
        return blocks;
    }
    for (at, _) in text[block.range.clone()].match_indices('\n') {
        let at = block.range.start + at;
        let line = text[block.range.start..at].trim_end();
        if line.ends_with(['.', '!', '?', ')', ']', '”', '"'])
            && let Some(last) = blocks.last_mut()
        {
            let end = std::mem::replace(&mut last.range.end, at);
            blocks.push(Block { kind: block.kind, range: at + 1..end });
        }
    }
    blocks
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let whole = &text[range.clone()];
    let from = range.start + whole.len() - whole.trim_start().len();
    from..from + whole.trim().len()
}

/// The text and the signs of every line of a page but credits: what weights are fitted to.
pub(super) fn seen_of_page(document: &Document) -> Vec<(String, Vec<Sign>)> {
    let lines = lines_of(document);
    let seen = seen(document, &lines, &contexts(document, &lines));
    let text = |line: &Line| document.text[line.range.clone()].to_owned();
    lines.iter().zip(seen).filter_map(|(line, signs)| Some((text(line), signs?))).collect()
}

/// The signs of every line; `None` for credits.
fn seen(document: &Document, lines: &[Line], contexts: &[Context]) -> Vec<Option<Vec<Sign>>> {
    let mut seen: Vec<Option<Vec<Sign>>> =
        lines.iter().zip(contexts).map(|(line, context)| signs_of(document, line, context)).collect();
    let alone: Vec<bool> = seen.iter().map(|signs| signs.as_ref().is_some_and(|signs| Judgement::of(signs).is_caption())).collect();
    for number in 0..lines.len() {
        let Some(signs) = &mut seen[number] else { continue };
        let beside = [number.checked_sub(1), (number + 1 < lines.len()).then_some(number + 1)];
        let captions: Vec<usize> = beside.into_iter().flatten().filter(|n| alone[*n]).collect();
        let is_foreign = |n: &usize| lines[*n].side != lines[number].side;
        let is_on_line = |n: &usize| is_foreign(n) && lines[*n].block == lines[number].block;
        if captions.iter().any(is_on_line) {
            signs.push(Sign::OnOneLine);
        } else if captions.iter().any(is_foreign) {
            signs.push(Sign::NextToOtherLanguage);
        } else if !captions.is_empty() {
            signs.push(Sign::NextToCaption);
        }
    }
    seen
}

/// Judges every line, first by itself and its place, then beside its neighbours.
fn judge(document: &Document, lines: &[Line]) -> Vec<LineRole> {
    let contexts = contexts(document, lines);
    let mut told: Vec<LineRole> = seen(document, lines, &contexts)
        .into_iter()
        .zip(&contexts)
        .map(|(signs, context)| signs.map_or(LineRole::Credit, |signs| LineRole::Judged(Judgement::of(&signs), context.picture)))
        .collect();
    say_once(document, lines, &mut told);
    told
}

/// Words that are said of a picture in several attributes, or in one and below it, are one caption: that below.
fn say_once(document: &Document, lines: &[Line], told: &mut [LineRole]) {
    let is_caption = |told: &LineRole| matches!(told, LineRole::Judged(judgement, _) if judgement.is_caption());
    // What is shown counts before what is not.
    let rank = |kind: BlockKind| usize::from(kind == BlockKind::AltText);
    let mut recent: Vec<(usize, String)> = Vec::new();
    for number in 0..lines.len() {
        if !is_caption(&told[number]) {
            continue;
        }
        recent.retain(|(n, _)| number - n <= NEAR);
        let own = letters(anatomy(&document.text[lines[number].range.clone()]).core);
        let is_hidden = |n: usize| rank(lines[n].kind) == 1;
        let same = |(n, other): &&(usize, String)| {
            let (long, short) = if own.len() >= other.len() { (&own, other) } else { (other, &own) };
            lines[*n].side == lines[number].side
                && (own == *other
                    && (is_hidden(*n)
                        || is_hidden(number)
                        || lines[*n].kind == BlockKind::Caption && lines[number].kind == BlockKind::Caption && number == *n + 1)
                    || short.chars().count() >= 12 && long.starts_with(short.as_str()) && (is_hidden(*n) || is_hidden(number)))
        };
        if let Some((twin, _)) = recent.iter().find(same) {
            let repeat = if rank(lines[*twin].kind) > rank(lines[number].kind) { *twin } else { number };
            told[repeat] = LineRole::Repeat;
        }
        if is_caption(&told[number]) {
            recent.push((number, own));
        }
    }
}
