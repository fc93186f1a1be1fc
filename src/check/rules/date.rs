//! A date of one side is another one on the other side.
//!
//! A part that one side leaves out (the year, or the month of 30일) is no contradiction, and neither is a day that is told from today: 지난해
//! is last year, whichever that is, and an English text may name the weekday instead.
//!
//! ## Fires
//!
//! ```text
//! ko: 개막식은 3월 12일 열린다.
//! en: The opening ceremony takes place on March 21.
//! ```
//!
//! ## Does not fire
//!
//! ```text
//! ko: 개막식은 12일 열린다.
//! en: The opening ceremony takes place on March 12.
//! ```

use crate::check::numbers::{Group, is_in_brackets, remark};
use crate::check::{Check, Facts, Say};

pub(super) struct Date;

impl Check for Date {
    fn entry(&self, facts: &Facts<'_>, say: &mut Say<'_>) {
        let unmatched = facts.unmatched_numbers();
        // Both sides have one that fits nothing: it was changed. On one side alone it may be said in words.
        let source = facts.source;
        let of = |side| unmatched.of(facts, side, Group::Date);
        if let (Some(&mention), Some(_)) = (of(source).first(), of(source.other()).first())
            && !is_in_brackets(facts, source, mention)
        {
            say(remark(facts, source, mention));
        }
    }
}
