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

use crate::check::numbers::{Group, changed, remark};
use crate::check::{Check, Facts, Say};

pub(super) struct Weekday;

impl Check for Weekday {
    fn entry(&self, facts: &Facts<'_>, say: &mut Say<'_>) {
        if let Some(mention) = changed(facts, Group::Weekday) {
            say(remark(facts, facts.source, mention));
        }
    }
}
