//! Bitexts for tests, told row by row, and told so again.

use super::{Bitext, Block, BlockKind, Citation, Clock, Cue, Document, Entry, Link, Segment, Side, Sides, Span};

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Sample {
    pub(crate) documents: Sides<String>,
    pub(crate) rows: Vec<Row>,
    pub(crate) clock: Option<Clock>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Row {
    pub(crate) pieces: Sides<Vec<Piece>>,
    pub(crate) link: Link,
}

/// A segment.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Piece {
    pub(crate) index: usize,
    pub(crate) text: String,
    pub(crate) span: Option<Span>,
    pub(crate) cue: Option<Cue>,
}

impl Row {
    pub(crate) fn text(&self) -> Sides<String> {
        self.pieces.as_ref().map(|pieces| pieces.iter().map(|p| p.text.as_str()).collect::<Vec<_>>().join(" "))
    }
}

impl Sample {
    pub(crate) fn bitext(&self) -> Bitext {
        let mut bitext = Bitext { clock: self.clock.clone(), ..Bitext::default() };
        bitext.documents = self.documents.clone().map(|name| Document { name, ..Document::default() });
        for row in &self.rows {
            let segments = Sides::build(|side| {
                let document = bitext.documents.get_mut(side);
                let first = document.segments.len();
                row.pieces.get(side).iter().for_each(|piece| add(document, piece));
                first..document.segments.len()
            });
            bitext.entries.push(Entry { segments, link: row.link.clone(), ..Entry::default() });
        }
        bitext
    }

    pub(crate) fn of(bitext: &Bitext) -> Self {
        let view = bitext.view();
        let rows = view.entries.iter().map(|entry| {
            let pieces = |side: Side| {
                let piece = entry.side(side).map(|s| Piece {
                    index: s.index(),
                    text: s.text().to_owned(),
                    span: s.span(),
                    cue: s.cue().cloned(),
                });
                piece.collect()
            };
            Row { pieces: Sides::build(pieces), link: entry.link.clone() }
        });
        let name = |side| view.entries.first().map_or("", |entry| entry.document(side)).to_owned();
        Sample { documents: Sides::build(name), rows: rows.collect(), clock: bitext.clock.clone() }
    }
}

fn add(document: &mut Document, piece: &Piece) {
    let start = document.text.len();
    document.text += &piece.text;
    let range = start..document.text.len();
    document.segments.push(Segment { range: range.clone(), block: document.blocks.len() });
    document.blocks.push(Block { kind: BlockKind::Line, range });
    document.citations.push(Citation { index: piece.index, span: piece.span.clone() });
    document.cues.extend(piece.cue.clone());
    document.text.push('\n');
}
