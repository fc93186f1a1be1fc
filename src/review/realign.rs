//! Realigning what was not decided: accepted and pinned rows stay, and the aligner runs between them.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;

use super::acts::Act;
use super::export::packed;
use super::saved::SavedRow;
use super::state::{Decision, Row, State, no_place};
use crate::bitext::{Document, Side, Sides};
use crate::error::{Error, Result};
use crate::pipeline::Pipeline;

/// Pieces of both sides between two fixed rows, without those of rows that crossed.
struct Gap {
    pieces: Sides<Vec<usize>>,
}

/// The act that puts what the aligner finds in place of all rows that are not fixed. Notes and marks stay with their texts.
///
/// # Errors
/// When nothing would change.
pub(super) fn realign(state: &State, documents: Sides<&Document>, pipeline: &Pipeline) -> Result<Act> {
    let fixed: Vec<&Row> = state.rows.iter().filter(|row| row.is_fixed()).collect();
    let gaps = gaps(state, &fixed);
    let found: Vec<Vec<Row>> = gaps.par_iter().map(|gap| align(gap, state, documents, pipeline)).collect();
    let mut rows: Vec<Row> = found.into_iter().flatten().chain(fixed.into_iter().cloned()).collect();
    let place = |row: &Row| (row.pieces.ko.start, row.pieces.en.start);
    keep_remarks(&state.rows, &mut rows);
    let mut null_en: Vec<Row> = rows.extract_if(.., |row| row.pieces.ko.is_empty()).collect();
    rows.sort_by_key(place);
    null_en.sort_by_key(place);
    let rows = woven(rows, null_en);
    trimmed(&state.rows, &rows)
}

/// What a person said of rows that are not fixed goes to those that now hold their first piece.
fn keep_remarks(old: &[Row], rows: &mut [Row]) {
    let first = |row: &Row| match row.pieces.ko.is_empty() {
        true => (Side::En, row.pieces.en.start),
        false => (Side::Ko, row.pieces.ko.start),
    };
    let mut holder: BTreeMap<(Side, usize), usize> = BTreeMap::new();
    for (number, row) in rows.iter().enumerate().filter(|(_, row)| !row.is_fixed()) {
        for side in Side::BOTH {
            holder.extend(row.pieces.get(side).clone().map(|piece| ((side, piece), number)));
        }
    }
    for row in old.iter().filter(|row| !row.is_fixed()) {
        let Some(&number) = holder.get(&first(row)) else { continue };
        let new = &mut rows[number];
        if row.decision != Decision::Open {
            new.decision = row.decision;
        }
        if !row.note.is_empty() {
            new.note = if new.note.is_empty() { row.note.clone() } else { format!("{} / {}", new.note, row.note) };
        }
    }
}

/// English rows without partner, each behind the last row before it in the English text that stands in order.
fn woven(paired: Vec<Row>, alone: Vec<Row>) -> Vec<Row> {
    let mut alone = alone.into_iter().peekable();
    let mut rows = Vec::new();
    for row in paired {
        if !row.is_null() && !row.link.moved {
            while let Some(next) = alone.next_if(|next| next.pieces.en.start < row.pieces.en.start) {
                rows.push(next);
            }
        }
        rows.push(row);
    }
    rows.extend(alone);
    rows
}

/// The act for the rows that differ.
fn trimmed(old: &[Row], new: &[Row]) -> Result<Act> {
    let start = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let (old, new) = (&old[start..], &new[start..]);
    let end = old.iter().rev().zip(new.iter().rev()).take_while(|(a, b)| a == b).count();
    let (count, new) = (old.len() - end, &new[..new.len() - end]);
    if count == 0 && new.is_empty() {
        return Err(Error::contradiction("the aligner finds the same again"));
    }
    Ok(Act::Realign { at: start, count, rows: new.iter().map(SavedRow::of).collect() })
}

/// What lies between the fixed rows that stand in order.
fn gaps(state: &State, fixed: &[&Row]) -> Vec<Gap> {
    let chain = in_order(fixed);
    let mut is_taken = Sides::build(|side| vec![false; state.pieces.get(side).len()]);
    for row in fixed {
        for side in Side::BOTH {
            is_taken.get_mut(side)[row.pieces.get(side).clone()].fill(true);
        }
    }
    let ends = Sides::build(|side| state.pieces.get(side).len());
    let mut from = Sides { ko: 0, en: 0 };
    let mut gaps = Vec::new();
    let last = Sides { ko: ends.ko..ends.ko, en: ends.en..ends.en };
    for until in chain.iter().map(|row| row.pieces.clone()).chain([last]) {
        let free = |side: Side| {
            let range = *from.get(side)..until.get(side).start;
            range.filter(|piece| !is_taken.get(side)[*piece]).collect::<Vec<_>>()
        };
        let pieces = Sides::build(free);
        if !pieces.ko.is_empty() || !pieces.en.is_empty() {
            gaps.push(Gap { pieces });
        }
        from = until.map(|range| range.end);
    }
    gaps
}

/// The longest chain of fixed rows with both sides that cross nowhere. O(n log n).
fn in_order<'r>(fixed: &[&'r Row]) -> Vec<&'r Row> {
    let paired: Vec<&Row> = fixed.iter().copied().filter(|row| !row.is_null()).collect();
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(paired.len());
    for (number, row) in paired.iter().enumerate() {
        let at = ends.partition_point(|&end| paired[end].pieces.en.start < row.pieces.en.start);
        before.push(at.checked_sub(1).map(|at| ends[at]));
        ends.truncate(ends.len().max(at));
        match ends.get_mut(at) {
            Some(end) => *end = number,
            None => ends.push(number),
        }
    }
    let mut chain: Vec<&Row> =
        std::iter::successors(ends.last().copied(), |&number| before[number]).map(|number| paired[number]).collect();
    chain.reverse();
    chain
}

fn align(gap: &Gap, state: &State, documents: Sides<&Document>, pipeline: &Pipeline) -> Vec<Row> {
    let taken = Sides::build(|side| {
        let pieces: Vec<_> = gap.pieces.get(side).iter().map(|&piece| state.pieces.get(side)[piece].clone()).collect();
        packed(documents.get(side), &pieces)
    });
    let bitext = pipeline.pair(taken);
    let mut rows = Vec::new();
    for entry in bitext.entries {
        let parts = Sides::build(|side| stretches(&gap.pieces.get(side)[entry.segments.get(side).clone()]));
        let mut link = entry.link;
        if let Some(runner_up) = &mut link.runner_up {
            runner_up.segments = Sides::build(|side| {
                let range = runner_up.segments.get(side).clone();
                stretches(gap.pieces.get(side).get(range).unwrap_or_default()).into_iter().next().unwrap_or(0..0)
            });
        }
        let link = Arc::new(link);
        // Where a fixed row stands inside of what belongs together, the first stretch keeps the partner.
        let first = Sides::build(|side| parts.get(side).first().cloned().unwrap_or(0..0));
        rows.push(Row { pieces: first, link, ..Row::default() });
        for side in Side::BOTH {
            for rest in parts.get(side).iter().skip(1) {
                let mut pieces = Sides { ko: 0..0, en: 0..0 };
                *pieces.get_mut(side) = no_place(rest.clone());
                rows.push(Row { pieces, ..Row::default() });
            }
        }
    }
    rows
}

/// Ascending numbers as ranges without holes.
fn stretches(numbers: &[usize]) -> Vec<Range<usize>> {
    numbers.chunk_by(|a, b| a + 1 == *b).map(|run| run[0]..run[0] + run.len()).collect()
}
