//! A time of day is another one on the other side.
//!
//! 오후 3시 is 3 p.m. and 15:00. Where one side does not say which half of the day is meant, it is not asked for.
//!
//! ## Fires
//!
//! ```text
//! ko: 회의는 오후 3시에 시작한다.
//! en: The meeting starts at 4 p.m.
//! ```
//!
//! ## Does not fire
//!
//! ```text
//! ko: 회의는 오후 3시에 시작한다.
//! en: The meeting starts at 15:00.
//! ```

use crate::check::numbers::{Group, changed, remark};
use crate::check::{Check, Facts, Say};

pub(super) struct Time;

impl Check for Time {
    fn entry(&self, facts: &Facts<'_>, say: &mut Say<'_>) {
        if let Some(mention) = changed(facts, Group::Time) {
            say(remark(facts, facts.source, mention));
        }
    }
}
