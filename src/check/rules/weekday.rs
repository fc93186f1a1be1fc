//! A day of the week is another one on the other side.
//!
//! Where the other side has a date instead, the two are not compared.
//!
//! ## Fires
//!
//! ```text
//! ko: 다음 회의는 화요일이다.
//! en: The next meeting is on Thursday, at the office.
//! ```
//!
//! ## Does not fire
//!
//! ```text
//! ko: 다음 회의는 화요일이다.
//! en: The next meeting is on Tuesday.
//! ```

use crate::check::numbers::{Group, is_in_brackets, remark};
use crate::check::{Check, Facts, Say};

pub(super) struct Weekday;

impl Check for Weekday {
    fn entry(&self, facts: &Facts<'_>, say: &mut Say<'_>) {
        let unmatched = facts.unmatched_numbers();
        // Both sides have one that fits nothing: it was changed. On one side alone it may be said in words.
        let source = facts.source;
        let of = |side| unmatched.of(facts, side, Group::Weekday);
        if let (Some(&mention), Some(_)) = (of(source).first(), of(source.other()).first())
            && !is_in_brackets(facts, source, mention)
        {
            say(remark(facts, source, mention));
        }
    }
}
