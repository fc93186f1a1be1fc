//! What a review holds at one moment: the pieces that each text is cut into, and the rows that bring them together.

use std::ops::Range;
use std::sync::Arc;

use crate::bitext::{Bitext, Document, Link, Side, Sides};

/// A stretch of a document that is moved about as one: a segment, or a part of one that was cut by hand.
#[derive(Clone, Debug, PartialEq)]
pub struct Piece {
    /// Byte range in the text of its document.
    pub range: Range<usize>,
    /// The segment that it is, or was cut from, in the document as opened.
    pub segment: usize,
    /// What was written in place of it.
    pub edited: Option<String>,
}

/// What a person said of a row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Decision {
    /// Nothing yet.
    #[default]
    Open,
    /// It is right.
    Accepted,
    /// Somebody has to look at it again.
    NeedsReview,
}

/// Pieces of both sides that belong together; one side may be empty.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// Indices of pieces; `0..0` where there are none.
    pub pieces: Sides<Range<usize>>,
    /// What the aligner said of it, or of what it was made of.
    pub link: Arc<Link>,
    /// What a person said of it.
    pub decision: Decision,
    /// Whether its sides were brought together over a distance.
    pub is_pinned: bool,
    /// Whether a person has put it together.
    pub is_by_hand: bool,
    /// A remark for whoever reads it next.
    pub note: String,
}

impl Row {
    /// Whether realigning leaves it as it is.
    pub fn is_fixed(&self) -> bool {
        self.is_pinned || self.decision == Decision::Accepted
    }

    /// Whether nothing is left in it.
    pub(super) fn is_empty(&self) -> bool {
        self.pieces.ko.is_empty() && self.pieces.en.is_empty()
    }

    /// Whether one side has nothing.
    pub fn is_null(&self) -> bool {
        self.pieces.ko.is_empty() || self.pieces.en.is_empty()
    }
}

/// The texts as cut, and the rows in Korean order. Each piece stands in exactly one row.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// The pieces of each text, in its order.
    pub pieces: Sides<Vec<Piece>>,
    /// The rows.
    pub rows: Vec<Row>,
}

/// One step from a state to another, and back: some neighbouring rows, and perhaps pieces, are exchanged for others.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// The first row concerned.
    pub at: usize,
    /// The rows before …
    pub old: Vec<Row>,
    /// … and after, both with the indices that hold then.
    pub new: Vec<Row>,
    /// What becomes of the pieces of each side.
    pub pieces: Sides<Option<Recut>>,
}

/// Neighbouring pieces that are exchanged for others. They all stand in rows of the same change.
#[derive(Clone, Debug, PartialEq)]
pub struct Recut {
    /// The first piece.
    pub at: usize,
    /// Those before …
    pub old: Vec<Piece>,
    /// … and after.
    pub new: Vec<Piece>,
}

impl State {
    /// How an aligner left two documents.
    pub fn of_bitext(bitext: &Bitext) -> Self {
        let pieces = bitext.documents.as_ref().map(|document: &Document| {
            let piece = |(segment, s): (usize, &crate::bitext::Segment)| Piece { range: s.range.clone(), segment, edited: None };
            document.segments.iter().enumerate().map(piece).collect()
        });
        let row = |entry: &crate::bitext::Entry| Row {
            pieces: entry.segments.clone().map(no_place),
            link: Arc::new(entry.link.clone()),
            ..Row::default()
        };
        Self { pieces, rows: bitext.entries.iter().map(row).collect() }
    }

    /// Goes one step. Linear in the rows where pieces are cut or put together, else in the change and what follows it.
    pub fn apply(&mut self, change: &Change) {
        for side in Side::BOTH {
            if let Some(recut) = change.pieces.get(side) {
                self.recut(side, recut, change);
            }
        }
        self.rows.splice(change.at..change.at + change.old.len(), change.new.iter().cloned());
    }

    fn recut(&mut self, side: Side, recut: &Recut, change: &Change) {
        let end = recut.at + recut.old.len();
        self.pieces.get_mut(side).splice(recut.at..end, recut.new.iter().cloned());
        let (less, more) = (recut.old.len(), recut.new.len());
        if less == more {
            return;
        }
        let inside = change.at..change.at + change.old.len();
        for (number, row) in self.rows.iter_mut().enumerate() {
            let range = row.pieces.get_mut(side);
            if !inside.contains(&number) && range.start < range.end && range.start >= end {
                *range = range.start + more - less..range.end + more - less;
            }
        }
    }
}

impl Change {
    /// The step back.
    #[must_use]
    pub fn inverse(&self) -> Self {
        let back = |recut: &Option<Recut>| recut.as_ref().map(|r| Recut { at: r.at, old: r.new.clone(), new: r.old.clone() });
        Self { at: self.at, old: self.new.clone(), new: self.old.clone(), pieces: self.pieces.as_ref().map(back) }
    }

    /// The same without rows at its ends that stay as they are.
    pub(super) fn trimmed(mut self) -> Self {
        if self.pieces.ko.is_some() || self.pieces.en.is_some() {
            return self;
        }
        let same = |(a, b): &(&Row, &Row)| a == b;
        let end = self.old.iter().rev().zip(self.new.iter().rev()).take_while(same).count();
        self.old.truncate(self.old.len() - end);
        self.new.truncate(self.new.len() - end);
        let start = self.old.iter().zip(&self.new).take_while(same).count();
        self.old.drain(..start);
        self.new.drain(..start);
        self.at += start;
        self
    }
}

/// A range, the same for all empty ones.
pub(super) fn no_place(range: Range<usize>) -> Range<usize> {
    if range.is_empty() { 0..0 } else { range }
}
