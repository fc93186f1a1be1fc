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

use crate::check::numbers::{Group, changed, remark};
use crate::check::{Check, Facts, Say};

pub(super) struct Date;

impl Check for Date {
    fn entry(&self, facts: &Facts<'_>, say: &mut Say<'_>) {
        if let Some(mention) = changed(facts, Group::Date) {
            say(remark(facts, facts.source, mention));
        }
    }
}
