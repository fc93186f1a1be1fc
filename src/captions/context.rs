//! Where a line stands: beside which pictures, in which list, between what.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::anatomy::mark_of;
use super::controls::shows_nothing;
use super::fold::letters;
use crate::bitext::{BlockKind, Document, Side};

/// A line of a page.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) kind: BlockKind,
    pub(super) range: Range<usize>,
    pub(super) side: Side,
    /// The block of the document as read that it was cut from.
    pub(super) block: usize,
}

/// Where a line stands.
#[derive(Clone, Debug, Default)]
pub(super) struct Context {
    /// The picture that it may belong to.
    pub(super) picture: Option<usize>,
    pub(super) in_frame: bool,
    pub(super) after_picture: bool,
    pub(super) before_picture: bool,
    /// The page has pictures, but none here.
    pub(super) is_far: bool,
    pub(super) in_list: bool,
    pub(super) says_heading: bool,
    /// For an alternative text: its picture has a caption to be seen.
    pub(super) has_caption_beside: bool,
    pub(super) is_first: bool,
    /// Between empty lines, in plain text.
    pub(super) is_apart: bool,
}

/// Frames with more lines hold an article with its pictures.
const MOST_IN_FRAME: usize = 8;

/// The places of all lines. Linear.
pub(super) fn contexts(document: &Document, page: &[Line]) -> Vec<Context> {
    let mut found = vec![Context::default(); page.len()];
    beside_pictures(document, page, &mut found);
    frames(document, page, &mut found);
    lists(document, page, &mut found);
    beside_captions(page, &mut found);
    let heading = |line: &&Line| matches!(line.kind, BlockKind::Heading(_));
    let headings: FxHashSet<String> = page.iter().filter(heading).map(|line| letters(&document.text[line.range.clone()])).collect();
    let is_page = !document.pictures.is_empty();
    for (number, (line, context)) in page.iter().zip(&mut found).enumerate() {
        let text = &document.text[line.range.clone()];
        context.says_heading = !matches!(line.kind, BlockKind::Heading(_)) && headings.contains(&letters(text));
        context.is_first = number == 0;
        context.is_far = is_page && !(context.in_frame || context.after_picture || context.before_picture);
        context.is_apart = line.kind == BlockKind::Paragraph && !is_page && is_apart(&document.text, &line.range);
    }
    found
}

fn is_apart(text: &str, range: &Range<usize>) -> bool {
    let empty_before = text[..range.start]
        .trim_end_matches([' ', '\t', '\r'])
        .strip_suffix('\n')
        .is_none_or(|rest| rest.trim_end_matches([' ', '\t', '\r']).ends_with('\n'));
    let after = text[range.end..].trim_start_matches([' ', '\t', '\r']);
    let empty_after = after
        .strip_prefix('\n')
        .is_none_or(|rest| rest.trim_start_matches([' ', '\t', '\r']).starts_with('\n') || rest.trim().is_empty());
    empty_before && empty_after
}

/// Whether a good part of a page is in each language.
fn is_mixed(page: &[Line]) -> bool {
    let korean = page.iter().filter(|line| line.side == Side::Ko).count();
    (korean.min(page.len() - korean)) * 5 >= page.len()
}

/// Whether a picture may show something: marks of houses, buttons and room for advertisements do not.
fn is_photo(document: &Document, page: &[Line], number: usize) -> bool {
    const NONE: [&str; 14] =
        ["logo", "icon", "ico_", "btn", "button", "banner", "spacer", "pixel", "blank", "sns", "share", "arrow", "bullet", "/ad"];
    let picture = &document.pictures[number];
    let name = picture.address.to_lowercase();
    let first = page.partition_point(|line| line.range.start < picture.at);
    let alts =
        page[first..].iter().take(2).filter(|line| line.kind == BlockKind::AltText).map(|line| &document.text[line.range.clone()]);
    !NONE.iter().any(|part| name.contains(part)) && !alts.into_iter().take(1).any(shows_nothing)
}

/// Each run of pictures has as many lines behind it as there are pictures, and the line before it.
fn beside_pictures(document: &Document, page: &[Line], found: &mut [Context]) {
    let mut next = 0;
    let mut waiting: Range<usize> = 0..0;
    let mut last_text: Option<usize> = None;
    let is_mixed = is_mixed(page);
    // Whether no line has come since the first of the pictures that wait for theirs.
    let mut is_fresh = false;
    for (number, line) in page.iter().enumerate() {
        let mut first = next;
        while document.pictures.get(next).is_some_and(|picture| picture.at <= line.range.start) {
            if first == next && !is_photo(document, page, next) {
                first += 1;
            }
            next += 1;
        }
        if next > first {
            waiting = if is_fresh && waiting.end == first { waiting.start..next } else { first..next };
            is_fresh = true;
            if let Some(last) = last_text
                && line.kind != BlockKind::AltText
                && found[last].picture.is_none()
            {
                found[last].before_picture = true;
            }
        }
        if line.kind == BlockKind::AltText {
            let context = &mut found[number];
            context.picture = next.checked_sub(1);
            context.after_picture = !waiting.is_empty() || document.pictures.get(next).is_some_and(|p| p.at < line.range.end);
            continue;
        }
        found[number].picture = waiting.next();
        found[number].after_picture = found[number].picture.is_some();
        // What is said of it in the other language comes behind.
        if let Some(last) = last_text.filter(|last| is_mixed && page[*last].side != line.side && page[*last].kind == line.kind)
            && found[number].picture.is_none()
            && found[last].after_picture
            && !last_text_is_second(found, page, last)
        {
            (found[number].picture, found[number].after_picture) = (found[last].picture, true);
        }
        last_text = Some(number);
        is_fresh = false;
    }
}

/// Whether a line shares its picture with the line before.
fn last_text_is_second(found: &[Context], page: &[Line], last: usize) -> bool {
    let before = (0..last).rev().find(|n| page[*n].kind != BlockKind::AltText);
    before.is_some_and(|n| found[n].picture.is_some() && found[n].picture == found[last].picture)
}

fn frames(document: &Document, page: &[Line], found: &mut [Context]) {
    let mut seen = 0;
    for (number, picture) in document.pictures.iter().enumerate().filter(|(_, picture)| !picture.frame.is_empty()) {
        let start = page.partition_point(|line| line.range.start < picture.frame.start);
        let end = page.partition_point(|line| line.range.start < picture.frame.end);
        let is_text = |line: &&Line| line.kind != BlockKind::AltText;
        // A frame of many pictures is looked at once.
        if start < seen || page[start..end].iter().filter(is_text).count() > MOST_IN_FRAME {
            continue;
        }
        seen = end;
        for context in &mut found[start..end] {
            context.in_frame = true;
            context.picture.get_or_insert(number);
        }
    }
}

/// Alternative texts of pictures that have a caption to be seen.
fn beside_captions(page: &[Line], found: &mut [Context]) {
    let shown = |n: usize| page[n].kind == BlockKind::Caption || found[n].in_frame && page[n].kind != BlockKind::AltText;
    let pictures: FxHashSet<usize> = (0..page.len()).filter(|n| shown(*n)).filter_map(|n| found[n].picture).collect();
    for (line, context) in page.iter().zip(found) {
        context.has_caption_beside =
            line.kind == BlockKind::AltText && context.picture.is_some_and(|picture| pictures.contains(&picture));
    }
}

/// Lines in a row that begin with the same mark.
fn lists(document: &Document, page: &[Line], found: &mut [Context]) {
    let mark = |line: &Line| document.text[line.range.clone()].trim_start().chars().next().filter(|c| mark_of(*c).is_some());
    let mut start = 0;
    for run in page.chunk_by(|a, b| mark(a).is_some() && mark(a) == mark(b)) {
        let end = start + run.len();
        // Two may be the captions of two pictures, unless the line before announces them.
        let before = start.checked_sub(1).map(|n| document.text[page[n].range.clone()].trim_end());
        let is_announced = before.is_some_and(|text| text.ends_with([':', '：']));
        if mark(&run[0]).is_some() && (run.len() >= 3 || run.len() == 2 && is_announced) {
            found[start..end].iter_mut().for_each(|context| context.in_list = true);
        }
        start = end;
    }
}
