//! What a person can do to the rows: each act is checked against the state, and becomes a change with a way back.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::saved::SavedRow;
use super::state::{Change, Decision, Piece, Recut, Row, State, no_place};
use crate::bitext::{Document, Link, Side, Sides};
use crate::error::{Error, Result};

/// Where one side of a row is cut: so many pieces stay above, and of the next one so many characters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cut {
    /// Pieces that stay whole.
    pub pieces: usize,
    /// Unicode scalar values of the piece that is cut; 0 to cut none.
    #[serde(default)]
    pub chars: usize,
}

/// Which way a text goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs)]
pub enum Way {
    Up,
    Down,
}

/// A side by its code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs)]
pub enum SideCode {
    Ko,
    En,
}

impl From<SideCode> for Side {
    fn from(code: SideCode) -> Self {
        match code {
            SideCode::Ko => Side::Ko,
            SideCode::En => Side::En,
        }
    }
}

/// New words for a piece.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    /// Whose text it is.
    pub side: SideCode,
    /// Which piece.
    pub piece: usize,
    /// The words; those of the file take the edit back.
    pub text: String,
}

/// What a person does. Rows and pieces count from zero, as they stand at that moment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "kebab-case")]
pub enum Act {
    /// Puts a row and the next one together.
    Merge {
        /// The upper row.
        row: usize,
    },
    /// Cuts a row in two.
    Split {
        /// The row.
        row: usize,
        /// What stays above of the Korean side.
        ko: Cut,
        /// What stays above of the English side.
        en: Cut,
    },
    /// Moves the first piece of a side up into the row before, or the last one down into the row behind.
    Shift {
        /// The row that loses a piece.
        row: usize,
        /// Whose piece.
        side: SideCode,
        /// Which way.
        way: Way,
    },
    /// Moves all of a side into another row.
    Move {
        /// The row that loses it.
        row: usize,
        /// Which side.
        side: SideCode,
        /// The row that gets it.
        to: usize,
    },
    /// Exchanges the English sides of a row and the next one.
    Swap {
        /// The upper row.
        row: usize,
    },
    /// Says that the two sides of a row have nothing to do with each other.
    Unlink {
        /// The row.
        row: usize,
    },
    /// Brings the Korean side of one row and the English side of another together, for good.
    Pin {
        /// The row with the Korean side.
        ko: usize,
        /// The row with the English side.
        en: usize,
    },
    /// Says what is thought of a row.
    Mark {
        /// The row.
        row: usize,
        /// What is thought of it.
        decision: Decision,
    },
    /// Accepts every row down to this one that nothing was said of.
    AcceptAbove {
        /// The last row.
        row: usize,
    },
    /// Leaves a remark; an empty one takes it away.
    Note {
        /// The row.
        row: usize,
        /// The remark.
        text: String,
    },
    /// Changes words.
    Edit {
        /// Which, and how.
        edits: Vec<Edit>,
    },
    /// Exchanges rows for those that the aligner found around what was decided.
    Realign {
        /// The first row.
        at: usize,
        /// How many.
        count: usize,
        /// What comes in their place.
        rows: Vec<SavedRow>,
    },
    /// Takes the last act back.
    Undo,
    /// Does again what was taken back last.
    Redo,
}

impl Act {
    /// The change that this act makes.
    ///
    /// # Errors
    /// When it cannot be done in this state, with the reason in plain words.
    pub(super) fn change(&self, state: &State, documents: Sides<&Document>) -> Result<Change> {
        let acting = Acting { state, documents };
        let change = match self {
            Act::Merge { row } => acting.merge(*row),
            Act::Split { row, ko, en } => acting.split(*row, Sides { ko: *ko, en: *en }),
            Act::Shift { row, side, way } => acting.shift(*row, (*side).into(), *way),
            Act::Move { row, side, to } => acting.move_side(*row, (*side).into(), *to),
            Act::Swap { row } => acting.swap(*row),
            Act::Unlink { row } => acting.unlink(*row),
            Act::Pin { ko, en } => acting.pin(*ko, *en),
            Act::Mark { row, decision } => acting.restate(*row, |row| row.decision = *decision),
            Act::AcceptAbove { row } => acting.accept_above(*row),
            Act::Note { row, text } => acting.restate(*row, |row| row.note = text.trim().to_owned()),
            Act::Edit { edits } => acting.edit(edits),
            Act::Realign { at, count, rows } => acting.replace(*at, *count, rows),
            Act::Undo | Act::Redo => Err(refused("there is nothing to take back or to do again")),
        }?;
        Ok(change.trimmed())
    }
}

struct Acting<'s> {
    state: &'s State,
    documents: Sides<&'s Document>,
}

impl Acting<'_> {
    fn row(&self, number: usize) -> Result<&Row> {
        self.state.rows.get(number).ok_or_else(|| refused("there is no such row"))
    }

    /// What is left when the rows from `at` on become others: empty ones go, Korean order is kept, crossings are marked.
    fn exchange(&self, at: usize, count: usize, new: Vec<Row>) -> Change {
        let old = self.state.rows[at..at + count].to_vec();
        let mut new: Vec<Row> = new.into_iter().filter(|row| !row.is_empty()).collect();
        keep_korean_order(&mut new);
        for number in 0..new.len() {
            if new[number].is_by_hand && !old.contains(&new[number]) {
                let moved = self.crosses(at, count, &new, number);
                if new[number].link.moved != moved {
                    Arc::make_mut(&mut new[number].link).moved = moved;
                }
            }
        }
        Change { at, old, new, pieces: Sides::default() }
    }

    /// Whether a new row stands in another order than its nearest neighbours that did not move.
    fn crosses(&self, at: usize, count: usize, new: &[Row], number: usize) -> bool {
        let own = &new[number];
        let in_order = |row: &&Row| !row.is_null() && !row.link.moved;
        let (above, below) = (&self.state.rows[..at], &self.state.rows[at + count..]);
        let before = new[..number].iter().rev().chain(above.iter().rev()).find(in_order);
        let after = new[number + 1..].iter().chain(below).find(in_order);
        !own.is_null()
            && (before.is_some_and(|row| row.pieces.en.end > own.pieces.en.start)
                || after.is_some_and(|row| row.pieces.en.start < own.pieces.en.end))
    }

    fn merge(&self, number: usize) -> Result<Change> {
        let (upper, lower) = (self.row(number)?, self.row(number + 1).map_err(|_| refused("there is no row below"))?);
        let pieces =
            Sides { ko: joined(upper, lower, Side::Ko).ok_or_else(apart)?, en: joined(upper, lower, Side::En).ok_or_else(apart)? };
        let note = [upper.note.as_str(), lower.note.as_str()].into_iter().filter(|n| !n.is_empty()).collect::<Vec<_>>().join(" / ");
        let row = Row { pieces, link: merged_link(upper, lower), is_by_hand: true, note, ..Row::default() };
        Ok(self.exchange(number, 2, vec![row]))
    }

    fn split(&self, number: usize, cuts: Sides<Cut>) -> Result<Change> {
        let row = self.row(number)?;
        let recuts = Sides { ko: self.recut(row, Side::Ko, cuts.ko)?, en: self.recut(row, Side::En, cuts.en)? };
        let (mut upper, mut lower) = (by_hand(row), by_hand(row));
        lower.note.clear();
        for side in Side::BOTH {
            let range = row.pieces.get(side);
            let middle = range.start + cuts.get(side).pieces + usize::from(recuts.get(side).is_some());
            let end = range.end + usize::from(recuts.get(side).is_some());
            *upper.pieces.get_mut(side) = no_place(range.start..middle);
            *lower.pieces.get_mut(side) = no_place(middle..end);
        }
        if upper.is_empty() || lower.is_empty() {
            return Err(refused("a split needs something on both sides of the cut"));
        }
        let mut change = self.exchange(number, 1, vec![upper, lower]);
        change.pieces = recuts;
        // What shall be told of the parts is told in the new text.
        change.new.iter_mut().for_each(|row| row.link = self.narrowed(row, &change.pieces));
        Ok(change)
    }

    /// The piece of a side that is cut, in two parts without the white space between them; `None` where the cut lies between pieces.
    fn recut(&self, row: &Row, side: Side, cut: Cut) -> Result<Option<Recut>> {
        let range = row.pieces.get(side);
        if cut.pieces > range.len() || cut.pieces == range.len() && cut.chars > 0 {
            return Err(refused("there is no such place to cut"));
        }
        if cut.chars == 0 {
            return Ok(None);
        }
        let at = range.start + cut.pieces;
        let piece = &self.state.pieces.get(side)[at];
        if piece.edited.is_some() {
            return Err(refused("an edited text cannot be cut: take the edit back first"));
        }
        let text = &self.documents.get(side).text[piece.range.clone()];
        let byte = text.char_indices().nth(cut.chars).map(|(byte, _)| byte);
        let (left, right) = text.split_at(byte.ok_or_else(|| refused("the cut lies behind the text"))?);
        let (left_len, right_len) = (left.trim_end().len(), right.trim_start().len());
        if left_len == 0 || right_len == 0 {
            return Err(refused("a split needs something on both sides of the cut"));
        }
        let part = |range| Piece { range, ..piece.clone() };
        let (start, end) = (piece.range.start, piece.range.end);
        let new = vec![part(start..start + left_len), part(end - right_len..end)];
        Ok(Some(Recut { at, old: vec![piece.clone()], new }))
    }

    fn shift(&self, number: usize, side: Side, way: Way) -> Result<Change> {
        let range = self.row(number)?.pieces.get(side).clone();
        if range.is_empty() {
            return Err(refused("there is nothing on this side to shift"));
        }
        let (taken, rest, to) = match way {
            Way::Up => (range.start..range.start + 1, range.start + 1..range.end, number.checked_sub(1)),
            Way::Down => (range.end - 1..range.end, range.start..range.end - 1, Some(number + 1)),
        };
        self.hand_over(number, side, taken, rest, to.ok_or_else(|| refused("there is no row above"))?)
    }

    fn move_side(&self, number: usize, side: Side, to: usize) -> Result<Change> {
        let range = self.row(number)?.pieces.get(side).clone();
        if range.is_empty() || number == to {
            return Err(refused("there is nothing on this side to move"));
        }
        self.hand_over(number, side, range, 0..0, to)
    }

    /// Gives pieces of one row to another.
    fn hand_over(
        &self,
        from: usize,
        side: Side,
        taken: std::ops::Range<usize>,
        rest: std::ops::Range<usize>,
        to: usize,
    ) -> Result<Change> {
        let (giver, taker) = (by_hand(self.row(from)?), by_hand(self.row(to)?));
        let held = taker.pieces.get(side).clone();
        let together = match () {
            () if held.is_empty() => taken,
            () if held.end == taken.start => held.start..taken.end,
            () if taken.end == held.start => taken.start..held.end,
            () => return Err(apart()),
        };
        let at = from.min(to);
        let mut rows = self.state.rows[at..=from.max(to)].to_vec();
        rows[from - at] = giver;
        *rows[from - at].pieces.get_mut(side) = no_place(rest);
        rows[to - at] = taker;
        *rows[to - at].pieces.get_mut(side) = together;
        Ok(self.exchange(at, rows.len(), rows))
    }

    fn swap(&self, number: usize) -> Result<Change> {
        let (mut upper, mut lower) = (by_hand(self.row(number)?), by_hand(self.row(number + 1)?));
        std::mem::swap(&mut upper.pieces.en, &mut lower.pieces.en);
        Ok(self.exchange(number, 2, vec![upper, lower]))
    }

    fn unlink(&self, number: usize) -> Result<Change> {
        let row = self.row(number)?;
        if row.is_null() {
            return Err(refused("this row has one side only"));
        }
        let (mut upper, mut lower) = (by_hand(row), by_hand(row));
        upper.pieces.en = 0..0;
        lower.pieces.ko = 0..0;
        lower.note.clear();
        Ok(self.exchange(number, 1, vec![upper, lower]))
    }

    fn pin(&self, ko: usize, en: usize) -> Result<Change> {
        let (with_ko, with_en) = (self.row(ko)?, self.row(en)?);
        if with_ko.pieces.ko.is_empty() || with_en.pieces.en.is_empty() {
            return Err(refused("a pin needs a Korean text and an English one"));
        }
        if ko == en {
            return self.restate(ko, |row| row.is_pinned = !row.is_pinned);
        }
        let at = ko.min(en);
        let mut rows = Vec::new();
        for (number, row) in self.state.rows.iter().enumerate().take(ko.max(en) + 1).skip(at) {
            if number == ko {
                let pieces = Sides { ko: row.pieces.ko.clone(), en: with_en.pieces.en.clone() };
                rows.push(Row { pieces, is_pinned: true, ..by_hand(row) });
                rows.push(Row { pieces: Sides { ko: 0..0, en: row.pieces.en.clone() }, note: String::new(), ..by_hand(row) });
            } else if number == en {
                rows.push(Row { pieces: Sides { ko: row.pieces.ko.clone(), en: 0..0 }, ..by_hand(row) });
            } else {
                rows.push(row.clone());
            }
        }
        Ok(self.exchange(at, ko.max(en) + 1 - at, rows))
    }

    fn restate(&self, number: usize, state: impl FnOnce(&mut Row)) -> Result<Change> {
        let mut row = self.row(number)?.clone();
        state(&mut row);
        let old = vec![self.state.rows[number].clone()];
        Ok(Change { at: number, old, new: vec![row], pieces: Sides::default() })
    }

    fn accept_above(&self, number: usize) -> Result<Change> {
        self.row(number)?;
        let old = self.state.rows[..=number].to_vec();
        let mut new = old.clone();
        let open = new.iter_mut().filter(|row| row.decision == Decision::Open);
        open.for_each(|row| row.decision = Decision::Accepted);
        Ok(Change { at: 0, old, new, pieces: Sides::default() })
    }

    fn edit(&self, edits: &[Edit]) -> Result<Change> {
        let mut pieces = Sides::default();
        for side in Side::BOTH {
            let own: Vec<&Edit> = edits.iter().filter(|edit| Side::from(edit.side) == side).collect();
            let (Some(first), Some(last)) = (own.iter().map(|e| e.piece).min(), own.iter().map(|e| e.piece).max()) else {
                continue;
            };
            let old = self.state.pieces.get(side).get(first..=last).ok_or_else(|| refused("there is no such text"))?.to_vec();
            let mut new = old.clone();
            for edit in own {
                let piece = &mut new[edit.piece - first];
                let text = edit.text.split_whitespace().collect::<Vec<_>>().join(" ");
                if text.is_empty() {
                    return Err(refused("a text cannot be edited away: unlink the row instead"));
                }
                let original = &self.documents.get(side).text[piece.range.clone()];
                piece.edited = (edit.text != original).then_some(text);
            }
            *pieces.get_mut(side) = Some(Recut { at: first, old, new });
        }
        if pieces.ko.is_none() && pieces.en.is_none() {
            return Err(refused("there is nothing to change"));
        }
        let touched = |row: &Row| {
            Side::BOTH
                .iter()
                .any(|side| edits.iter().any(|e| Side::from(e.side) == *side && row.pieces.get(*side).contains(&e.piece)))
        };
        // The rows stay; those in between are named so that whoever looks at them looks again.
        let at = self.state.rows.iter().position(touched).unwrap_or_default();
        let end = self.state.rows.iter().rposition(touched).map_or(at, |last| last + 1);
        let rows = self.state.rows[at..end].to_vec();
        Ok(Change { at, old: rows.clone(), new: rows, pieces })
    }

    fn replace(&self, at: usize, count: usize, rows: &[SavedRow]) -> Result<Change> {
        let old = self.state.rows.get(at..at + count).ok_or_else(|| refused("there are no such rows"))?.to_vec();
        let new: Vec<Row> = rows.iter().map(SavedRow::row).collect();
        for side in Side::BOTH {
            let held = |rows: &[Row]| {
                let mut held: Vec<usize> = rows.iter().flat_map(|row| row.pieces.get(side).clone()).collect();
                held.sort_unstable();
                held
            };
            if held(&old) != held(&new) {
                return Err(refused("the new rows do not hold what the old ones held"));
            }
        }
        Ok(Change { at, old, new, pieces: Sides::default() })
    }

    /// What the aligner said of a row, as far as its words still stand in it.
    fn narrowed(&self, row: &Row, recuts: &Sides<Option<Recut>>) -> Arc<Link> {
        let text = |side: Side| {
            let piece = |index: usize| match recuts.get(side) {
                Some(recut) if index >= recut.at && index < recut.at + recut.new.len() => recut.new[index - recut.at].range.clone(),
                Some(recut) if index >= recut.at => self.state.pieces.get(side)[index - 1].range.clone(),
                _ => self.state.pieces.get(side)[index].range.clone(),
            };
            let words = row.pieces.get(side).clone().map(|index| &self.documents.get(side).text[piece(index)]);
            words.collect::<Vec<_>>().join(" ")
        };
        let texts = Sides::build(text);
        let mut link = (*row.link).clone();
        link.reasons.retain(|reason| texts.ko.contains(&reason.words.ko) && texts.en.contains(&reason.words.en));
        Arc::new(link)
    }
}

/// A row as a person leaves it: nobody has accepted it as it is now, and no probability speaks of it.
fn by_hand(row: &Row) -> Row {
    let link = Link { score: None, confidence: None, runner_up: None, ..(*row.link).clone() };
    Row { link: Arc::new(link), decision: Decision::Open, is_pinned: false, is_by_hand: true, ..row.clone() }
}

fn merged_link(upper: &Row, lower: &Row) -> Arc<Link> {
    let mut link = (*by_hand(upper).link).clone();
    link.reasons.extend(lower.link.reasons.iter().cloned());
    Arc::new(link)
}

/// Both ranges of a side as one; `None` where something stands between them.
fn joined(upper: &Row, lower: &Row, side: Side) -> Option<std::ops::Range<usize>> {
    let (a, b) = (upper.pieces.get(side), lower.pieces.get(side));
    match () {
        () if a.is_empty() => Some(b.clone()),
        () if b.is_empty() => Some(a.clone()),
        () if a.end == b.start => Some(a.start..b.end),
        () if b.end == a.start => Some(b.start..a.end),
        () => None,
    }
}

/// Sorts rows by their Korean side; those without one stay behind the row that they follow.
fn keep_korean_order(rows: &mut [Row]) {
    let mut last = 0;
    let keys = rows.iter().map(|row| {
        last = if row.pieces.ko.is_empty() { last } else { row.pieces.ko.start + 1 };
        last
    });
    let mut keyed: Vec<(usize, Row)> = keys.collect::<Vec<_>>().into_iter().zip(rows.iter().cloned()).collect();
    keyed.sort_by_key(|(key, _)| *key);
    rows.iter_mut().zip(keyed).for_each(|(row, (_, sorted))| *row = sorted);
}

fn apart() -> Error {
    refused("these do not stand beside each other in their text")
}

fn refused(message: &str) -> Error {
    Error::contradiction(message)
}
