//! The captions of a document.

use std::ops::Range;

use super::credit::is_credit;
use super::signs::{Sign, sign};
use crate::bitext::{Block, BlockKind, Document, Segment, Side, Sides};
use crate::split::Splitter;

/// A caption of a page, as a segment of one of the page's two documents.
#[derive(Clone, Debug, PartialEq)]
pub struct Caption {
    /// The language it is written in.
    pub side: Side,
    /// Its segment in [`Page::documents`].
    pub segment: usize,
    /// What told it.
    pub sign: Sign,
    /// Whether the page it stands on is otherwise written in the other language.
    pub is_foreign: bool,
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
}

/// A share of letters from which on a page is of one language: a line in the other one is then left over, or a caption.
const ONE_LANGUAGE: f64 = 0.7;

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

/// Finds the captions of one page in two languages.
pub fn find(document: &Document) -> Page {
    let main = main_language(document);
    let mut page = Page::default();
    for side in Side::BOTH {
        let of_side = split_by_language(document);
        let foreign = main.is_some_and(|main| main != side);
        page.take(side, of_side.get(side).clone(), |_| foreign);
    }
    page
}

impl Page {
    /// Finds the captions of a Korean and an English page. A line on one page that is written in the language of the other was left
    /// untranslated, and is a caption if it is one by its own signs.
    pub fn of_two(documents: Sides<&Document>) -> Self {
        let mut page = Page::default();
        for side in Side::BOTH {
            let document = documents.get(side);
            let foreign = |range: Range<usize>| Side::of_text(&document.text[range]) == Some(side.other());
            page.take(side, (*document).clone(), foreign);
        }
        page
    }

    /// Takes in the document of one side.
    fn take(&mut self, side: Side, mut document: Document, is_foreign: impl Fn(Range<usize>) -> bool) {
        document.blocks = document.blocks.iter().flat_map(|block| lines(&document.text, block)).collect();
        let splitter = Splitter::new(side);
        let signs: Vec<Option<Sign>> = (0..document.blocks.len()).map(|number| sign_of(&document, number, &is_foreign)).collect();
        document.segments.clear();
        for (number, found) in signs.iter().enumerate() {
            let block = document.blocks[number].clone();
            let text = &document.text[block.range.clone()];
            let segment = document.segments.len();
            if is_credit(text) {
                self.credits.push((side, segment));
            }
            if let Some(sign) = found {
                let is_foreign = is_foreign(block.range.clone());
                self.captions.push(Caption { side, segment, sign: *sign, is_foreign });
            }
            if found.is_some() || is_credit(text) {
                document.segments.push(Segment { range: trimmed(text, block.range.start), block: number });
            } else {
                let start = block.range.start;
                let cut = splitter.split_text(text).into_iter();
                document.segments.extend(cut.map(|r| Segment { range: start + r.start..start + r.end, block: number }));
            }
        }
        *self.documents.get_mut(side) = document;
    }

    /// The text of a caption.
    pub fn text(&self, caption: &Caption) -> &str {
        self.documents.get(caption.side).segment_text(caption.segment)
    }
}

/// A paragraph whose lines end where sentences end is no wrapped one: a caption may stand right above the text.
fn lines(text: &str, block: &Block) -> Vec<Block> {
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

fn trimmed(text: &str, start: usize) -> Range<usize> {
    let from = start + text.len() - text.trim_start().len();
    from..from + text.trim().len()
}

/// The language of a page that is written in one, but for a few lines.
fn main_language(document: &Document) -> Option<Side> {
    let letters = |side: Side| -> usize {
        let blocks = document.blocks.iter().map(|block| &document.text[block.range.clone()]);
        blocks.filter(|text| Side::of_text(text) == Some(side)).map(|text| text.chars().filter(|c| c.is_alphabetic()).count()).sum()
    };
    // A Hangul syllable says about as much as two and a half letters.
    let (ko, en) = (2.5 * letters(Side::Ko) as f64, letters(Side::En) as f64);
    [(Side::Ko, ko), (Side::En, en)].into_iter().find(|(_, n)| *n > ONE_LANGUAGE * (ko + en)).map(|(side, _)| side)
}

fn sign_of(document: &Document, number: usize, is_foreign: &impl Fn(Range<usize>) -> bool) -> Option<Sign> {
    let block = &document.blocks[number];
    let text = document.text[block.range.clone()].trim();
    if text.is_empty() || is_credit(text) || matches!(block.kind, BlockKind::Code) {
        return None;
    }
    if block.kind == BlockKind::Caption {
        return Some(Sign::Markup);
    }
    if matches!(block.kind, BlockKind::Heading(_)) {
        return None;
    }
    let found = sign(text);
    if found == Some(Sign::Mark) && is_in_list(document, number) {
        return None;
    }
    // Names in Latin script within Korean are no English.
    let is_pure = Side::of_text(text) == Some(Side::Ko) || !text.contains(|c| ('가'..='힣').contains(&c));
    let is_line = is_pure && text.split_whitespace().count() >= 3 && text.chars().nth(400).is_none();
    found.or_else(|| (is_foreign(block.range.clone()) && is_line).then_some(Sign::OtherScript))
}

/// Whether a block is one of three and more in a row that begin with the same mark: items of a list.
fn is_in_list(document: &Document, number: usize) -> bool {
    let first = |n: usize| document.text[document.blocks[n].range.clone()].trim_start().chars().next();
    let mark = first(number);
    let before = (0..number).rev().take_while(|n| first(*n) == mark).take(2).count();
    let after = (number + 1..document.blocks.len()).take_while(|n| first(*n) == mark).take(2).count();
    before + after >= 2
}
