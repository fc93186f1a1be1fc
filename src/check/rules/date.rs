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
//!
//! ko: 내일 문을 연다.
//! en: It opens today.
//! ```
//!
//! ## Does not fire
//!
//! ```text
//! ko: 개막식은 12일 열린다.
//! en: The opening ceremony takes place on March 12.
//! ```

use crate::bitext::Side;
use crate::check::numbers::{Group, changed, changed_day, remark};
use crate::check::{Check, Facts, Remark, Say};

pub(super) struct Date;

impl Check for Date {
    fn entry(&self, facts: &Facts<'_>, say: &mut Say<'_>) {
        if let Some(mention) = changed(facts, Group::Date) {
            say(remark(facts, facts.source, mention));
        } else if let Some(said) = changed_day(facts) {
            let (ko, en) = (&facts.text.ko[said.ko.clone()], &facts.text.en[said.en.clone()]);
            say(Remark::new(format!("{ko} is {en} in the English")).at(Side::Ko, said.ko).at(Side::En, said.en));
        }
    }
}
