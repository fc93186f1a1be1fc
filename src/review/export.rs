//! From a review back to a bitext, for writers, checks and the aligner.

use std::ops::Range;

use super::state::{Decision, Piece, Row, State};
use crate::bitext::{Bitext, Block, Citation, Document, Entry, Segment, Side, Sides};

/// The whole as it was decided: accepted rows and those put together by hand are certain, edited words stand in the text.
pub(super) fn bitext(state: &State, documents: Sides<&Document>) -> Bitext {
    let made = Sides::build(|side| document_of(documents.get(side), state.pieces.get(side)));
    of_rows(made, &state.rows, Sides { ko: 0, en: 0 })
}

/// Neighbouring rows alone, as a bitext of their own; pieces keep no order between rows that crossed.
pub(super) fn part(state: &State, documents: Sides<&Document>, rows: &[Row]) -> Bitext {
    let mut taken: Sides<Vec<Piece>> = Sides::default();
    let mut renumbered = Vec::with_capacity(rows.len());
    for row in rows {
        let pieces = Sides::build(|side| {
            let own = taken.get_mut(side);
            let start = own.len();
            own.extend_from_slice(&state.pieces.get(side)[row.pieces.get(side).clone()]);
            start..own.len()
        });
        renumbered.push(Row { pieces, ..row.clone() });
    }
    let made = Sides::build(|side| packed(documents.get(side), taken.get(side)));
    of_rows(made, &renumbered, Sides { ko: 0, en: 0 })
}

fn of_rows(documents: Sides<Document>, rows: &[Row], mut at: Sides<usize>) -> Bitext {
    let entries = rows.iter().map(|row| {
        let segments = Sides::build(|side| {
            let range = row.pieces.get(side);
            // An empty side stands where the text has come to.
            let at = at.get_mut(side);
            *at = if range.is_empty() { *at } else { range.end };
            if range.is_empty() { *at..*at } else { range.clone() }
        });
        let mut link = (*row.link).clone();
        if row.is_by_hand || row.decision == Decision::Accepted {
            link.confidence = Some(1.0);
        }
        Entry { segments, link, ..Entry::default() }
    });
    Bitext { entries: entries.collect(), documents, ..Bitext::default() }
}

/// The words of a piece as they now are.
pub(super) fn words<'s>(document: &'s Document, piece: &'s Piece) -> &'s str {
    piece.edited.as_deref().unwrap_or_else(|| &document.text[piece.range.clone()])
}

/// A document cut into pieces as it stands, or packed where words were edited.
fn document_of(document: &Document, pieces: &[Piece]) -> Document {
    if pieces.iter().any(|piece| piece.edited.is_some()) {
        return packed(document, pieces);
    }
    let mut made = Document { segments: Vec::new(), citations: Vec::new(), cues: Vec::new(), ..document.clone() };
    for piece in pieces {
        made.segments.push(Segment { range: piece.range.clone(), block: document.segments[piece.segment].block });
        cite(document, piece, &mut made);
    }
    made
}

/// Only the pieces, line after line, with a block for each block that they come from.
pub(super) fn packed(document: &Document, pieces: &[Piece]) -> Document {
    let mut made = Document { name: document.name.clone(), encoding: document.encoding.clone(), ..Document::default() };
    let mut last = None;
    for piece in pieces {
        let block = document.segments[piece.segment].block;
        if last != Some(block) {
            made.text.push_str(if made.text.is_empty() { "" } else { "\n" });
            made.blocks.push(Block { kind: document.blocks[block].kind, range: made.text.len()..made.text.len() });
            last = Some(block);
        } else {
            made.text.push(' ');
        }
        let range = push(&mut made.text, words(document, piece));
        let own = made.blocks.len() - 1;
        made.blocks[own].range.end = range.end;
        made.segments.push(Segment { range, block: own });
        cite(document, piece, &mut made);
    }
    made
}

fn push(text: &mut String, words: &str) -> Range<usize> {
    let start = text.len();
    text.push_str(words);
    start..text.len()
}

/// Says where a piece that was just added stands in the file, and when it is shown.
fn cite(document: &Document, piece: &Piece, made: &mut Document) {
    let span = document.citations.get(piece.segment).and_then(|citation| citation.span.clone()).map(|whole| {
        let segment = &document.segments[piece.segment].range;
        let is_whole = *segment == piece.range;
        // A part that was cut out is told by its place where the text says it letter for letter.
        let before = &document.text[segment.start..piece.range.start];
        let mut span = whole;
        if !is_whole && document.text[segment.clone()].len() == span.bytes.len() && !document.text[segment.clone()].contains('\n') {
            let (start, column) = (span.bytes.start + before.len(), span.start.column + before.chars().count());
            span.bytes = start..start + piece.range.len();
            span.start.column = column;
            span.end = span.start;
            span.end.column = column + document.text[piece.range.clone()].chars().count();
        }
        span
    });
    made.citations.push(Citation { index: made.citations.len(), span });
    made.cues.extend(document.cues.get(piece.segment).cloned());
}

/// The texts of both sides of a row, its pieces joined by a space.
pub(super) fn texts(state: &State, documents: Sides<&Document>, row: &Row) -> Sides<String> {
    Sides::build(|side: Side| {
        let pieces = &state.pieces.get(side)[row.pieces.get(side).clone()];
        pieces.iter().map(|piece| words(documents.get(side), piece)).collect::<Vec<_>>().join(" ")
    })
}
