//! Segment numbers from zero, Korean first: `[0, 1]:[2]`, one bead a line, as vecalign writes them (without its score). Gold and
//! hypotheses are read as such lines or as a hunalign ladder.

use std::io::Write;

use super::fields::ids;
use crate::bitext::{Side, Sides, View};
use crate::error::{Error, Position, Result};
use crate::formats::writer::Writer;

/// Writes it.
pub(in crate::formats) struct Beads;

impl Writer for Beads {
    fn write(&self, view: &View<'_>, out: &mut dyn Write) -> Result<()> {
        for entry in &view.entries {
            writeln!(out, "[{}]:[{}]", ids(entry, Side::Ko, 0, ", "), ids(entry, Side::En, 0, ", "))?;
        }
        Ok(())
    }
}

/// No document has more segments, and no number is higher.
const MOST_SEGMENTS: usize = 100_000_000;

/// Parses `[0, 1]:[2]` lines (from zero, Korean first; a third part such as `:0.51` is passed over) or the rungs of a hunalign
/// ladder. Empty lines are passed over. `name` stands in messages. Linear.
///
/// # Errors
/// At the first line that is neither, with its place.
pub fn parse_beads(name: &str, text: &str) -> Result<Vec<Sides<Vec<usize>>>> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let lines = (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty());
    let is_ladder = text.trim_start().starts_with(|c: char| c.is_ascii_digit());
    let wrong = |line: usize, what: &str| Error::malformed(what).at(Position { line, column: 1 }).in_file(name);
    if !is_ladder {
        return lines
            .map(|(number, line)| {
                bead(line).ok_or_else(|| {
                    wrong(
                        number,
                        "this is no bead: write [0, 1]:[2] with segment numbers from zero (below a hundred million), Korean first",
                    )
                })
            })
            .collect();
    }
    let mut beads = Vec::new();
    let mut below: Option<Sides<usize>> = None;
    for (number, line) in lines {
        let rung = rung(line).filter(|rung| rung.ko <= MOST_SEGMENTS && rung.en <= MOST_SEGMENTS).ok_or_else(|| {
            wrong(number, "this is no rung of a ladder: two segment numbers (below a hundred million) and a score, parted by tabs")
        })?;
        if let Some(from) = below {
            if rung.ko < from.ko || rung.en < from.en {
                return Err(wrong(number, "the rungs of a ladder must not go back"));
            }
            beads.push(Sides { ko: from.ko..rung.ko, en: from.en..rung.en });
        }
        below = Some(rung);
    }
    // Two rungs at one place hold nothing between them.
    beads.retain(|bead| !bead.ko.is_empty() || !bead.en.is_empty());
    Ok(beads.into_iter().map(|bead| bead.map(Iterator::collect)).collect())
}

fn bead(line: &str) -> Option<Sides<Vec<usize>>> {
    let (ko, rest) = numbers(line.trim())?;
    let (en, rest) = numbers(rest.trim_start().strip_prefix(':')?.trim_start())?;
    let score = rest.trim();
    (score.is_empty() || score.strip_prefix(':')?.trim().parse::<f64>().is_ok()).then_some(Sides { ko, en })
}

/// A list in brackets, and what follows it.
fn numbers(text: &str) -> Option<(Vec<usize>, &str)> {
    let (list, rest) = text.strip_prefix('[')?.split_once(']')?;
    let list = list.trim();
    if list.is_empty() {
        return Some((Vec::new(), rest));
    }
    let number = |n: &str| n.trim().parse().ok().filter(|n| *n < MOST_SEGMENTS);
    Some((list.split(',').map(number).collect::<Option<_>>()?, rest))
}

fn rung(line: &str) -> Option<Sides<usize>> {
    let mut fields = line.split_whitespace();
    let rung = Sides { ko: fields.next()?.parse().ok()?, en: fields.next()?.parse().ok()? };
    fields.next().is_none_or(|score| score.parse::<f64>().is_ok()).then_some(rung)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorKind;

    fn sides(ko: &[usize], en: &[usize]) -> Sides<Vec<usize>> {
        Sides { ko: ko.to_vec(), en: en.to_vec() }
    }

    #[test]
    fn bead_lines_are_read_with_and_without_a_score() {
        let beads = parse_beads("gold", "[0, 1]:[0]\r\n\n[]:[1]:0.507\n[ 2 ] : [2,3]\n").unwrap();
        assert_eq!(beads, [sides(&[0, 1], &[0]), sides(&[], &[1]), sides(&[2], &[2, 3])]);
    }

    #[test]
    fn a_ladder_gives_what_lies_between_its_rungs() {
        let beads = parse_beads("hyp", "0\t0\t0.3\n2\t1\t0\n2\t2\t-0.3\n2\t2\t1\n3\t3\n").unwrap();
        assert_eq!(beads, [sides(&[0, 1], &[0]), sides(&[], &[1]), sides(&[2], &[2])]);
    }

    #[test]
    fn a_wrong_line_is_told_with_its_place() {
        for (text, line) in
            [("[0]:[0]\n[0;1]:[1]\n", 2), ("0\t0\n\n1\tx\n", 3), ("3\t3\n2\t4\n", 2), ("words", 1), ("[0]:[1]:x", 1)]
        {
            let error = parse_beads("gold.txt", text).unwrap_err();
            assert!(matches!(error.kind(), ErrorKind::Malformed(_)), "{error}");
            assert!(error.to_string().starts_with(&format!("gold.txt:{line}:1: ")), "{error}");
        }
    }
}
