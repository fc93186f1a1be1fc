//! Quotation marks do not match on one side, while they do on the other.
//!
//! A quotation that goes on over several entries is open on both sides and left alone, and so are apostrophes.
//!
//! ## Fires
//!
//! ```text
//! ko: 그는 “좋다고 말했다.
//! en: He said, “Good.”
//! ```
//!
//! ## Does not fire
//!
//! ```text
//! ko: 그는 “좋다”고 말했다.
//! en: He said, “It’s good.”
//!
//! ko: “좋다. 가자.
//! en: “Good. Let’s go.
//! ```

use crate::bitext::Side;
use crate::check::{Check, Class, Facts, Remark, Say};

pub(super) struct Quotes;

impl Check for Quotes {
    fn entry(&self, facts: &Facts<'_>, say: &mut Say<'_>) {
        if !facts.is_pair() || !Side::BOTH.into_iter().any(|side| facts.has(side, Class::Quote) || facts.has(side, Class::Symbol)) {
            return;
        }
        for side in Side::BOTH {
            let (own, other) = (unmatched(facts.text.get(side)), unmatched(facts.text.get(side.other())));
            if let (State::Open(at), State::Matched) = (own, other) {
                let mark = facts.text.get(side)[at..].chars().next().map_or(1, char::len_utf8);
                say(Remark::new("a quotation mark has no counterpart").at(side, at..at + mark));
            }
        }
    }
}

/// How the double quotation marks of a text stand.
enum State {
    None,
    Matched,
    /// The first one without counterpart.
    Open(usize),
}

fn unmatched(text: &str) -> State {
    let (mut open, mut any) = (None, false);
    for (at, c) in text.char_indices() {
        // Behind a digit a straight one stands for inches; of mixed kinds each counts as the other.
        let is_mark = matches!(c, '“' | '”' | '„') || c == '"' && (open.is_some() || !text[..at].ends_with(|c: char| c.is_ascii_digit()));
        if is_mark {
            open = if open.is_some() { None } else { Some(at) };
            any = true;
        }
    }
    match open {
        Some(at) => State::Open(at),
        None if any => State::Matched,
        None => State::None,
    }
}
