//! Brackets do not match.
//!
//! A bracket is opened and not closed, or closed and not opened. Marks of lists (`1)`, `가)`) and faces (`:)`) are left alone.
//!
//! ## Fires
//!
//! ```text
//! ko: 세 곳(서울, 부산, 대구에서 열린다.
//! en: It is held in three cities (Seoul, Busan, Daegu).
//! ```
//!
//! ## Does not fire
//!
//! ```text
//! ko: 1) 세 곳(서울, 부산, 대구)에서 열린다 :) [0, 1)
//! en: 1) It is held in three cities (Seoul, Busan, Daegu).
//!
//! ko: 끝에 ‘)’가 없습니다
//! en: Missing ')' at the end
//! ```

use crate::bitext::Side;
use crate::check::{Check, Class, Facts, Remark, Say};

pub(super) struct Brackets;

impl Check for Brackets {
    fn entry(&self, facts: &Facts<'_>, say: &mut Say<'_>) {
        for side in Side::BOTH {
            if facts.has(side, Class::Bracket) || facts.has(side, Class::Ideograph) || facts.has(side, Class::Wide) {
                let text = *facts.text.get(side);
                if let Some(at) = unmatched(text) {
                    let bracket = text[at..].chars().next().map_or(1, char::len_utf8);
                    say(Remark::new(format!("{} has no counterpart", &text[at..at + bracket])).at(side, at..at + bracket));
                }
            }
        }
    }
}

const PAIRS: &[(char, char)] = &[('(', ')'), ('[', ']'), ('{', '}'), ('「', '」'), ('『', '』'), ('《', '》'), ('〈', '〉'), ('【', '】'), ('（', '）')];

/// The first bracket without a counterpart. Linear.
fn unmatched(text: &str) -> Option<usize> {
    let mut open: Vec<(usize, char)> = Vec::new();
    for (at, c) in text.char_indices().filter(|(at, c)| !is_quoted(text, *at, *c)) {
        if let Some((_, close)) = PAIRS.iter().find(|(o, _)| *o == c).filter(|_| !is_face(text, at)) {
            open.push((at, *close));
        } else if PAIRS.iter().any(|(_, close)| *close == c) {
            match open.last() {
                Some((_, wanted)) if *wanted == c => drop(open.pop()),
                // [0, 1) is an interval.
                Some((from, ')' | ']')) if matches!(c, ')' | ']') && text[*from..at].contains(',') => drop(open.pop()),
                _ if is_face(text, at) || is_list_mark(text, at) => {}
                _ => return Some(at),
            }
        }
    }
    open.first().map(|(at, _)| *at)
}

/// Whether a character stands by itself in quotation marks: the text speaks of it.
fn is_quoted(text: &str, at: usize, c: char) -> bool {
    const MARKS: [(char, char); 5] = [('\'', '\''), ('"', '"'), ('‘', '’'), ('“', '”'), ('`', '`')];
    let (before, after) = (text[..at].chars().next_back(), text[at + c.len_utf8()..].chars().next());
    MARKS.iter().any(|(open, close)| before == Some(*open) && after == Some(*close))
}

fn is_face(text: &str, at: usize) -> bool {
    text[at..].starts_with(['(', ')']) && text[..at].ends_with([':', ';', '-', '^'])
}

/// `1)`, `a)`, `가)` at the beginning or behind a space.
fn is_list_mark(text: &str, at: usize) -> bool {
    let label = text[..at].rsplit(|c: char| c.is_whitespace() || c == '(').next().unwrap_or_default();
    !label.is_empty() && label.chars().count() <= 3 && label.chars().all(char::is_alphanumeric)
}
