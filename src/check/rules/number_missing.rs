//! A number of the source has no counterpart in the translation, or has another value there.
//!
//! Numbers are compared by what they mean: 35억 원 is 3.5 billion won, 서른 살 is thirty years, 두 배 is double. Numbers below ten in
//! words, the number one, labels of lists and parts of codes are not asked for. Rounding (12조 3,456억 as 12.3 trillion) is no
//! change.
//!
//! ## Fires
//!
//! ```text
//! ko: 서른 살 남자가 35억 원을 냈다.
//! en: A thirty-year-old man paid 3.4 billion won.
//! ```
//!
//! ## Does not fire
//!
//! ```text
//! ko: 서른 살 남자가 35억 원을 냈다.
//! en: A thirty-year-old man paid 3.5 billion won.
//!
//! ko: 매출이 50% 늘어 12조 3,456억 원이 됐다.
//! en: Sales rose by half to 12.3 trillion won.
//! ```

use crate::bitext::Side;
use crate::check::numbers::{Group, changed_size, remark};
use crate::check::{Check, Facts, Remark, Say};

pub(super) struct NumberMissing;

impl Check for NumberMissing {
    fn entry(&self, facts: &Facts<'_>, say: &mut Say<'_>) {
        let source = facts.source;
        for mention in facts.unmatched_numbers().of(facts, source, Group::Number) {
            say(remark(facts, source, mention));
        }
        if let Some(said) = changed_size(facts) {
            let (ko, en) = (&facts.text.ko[said.ko.clone()], &facts.text.en[said.en.clone()]);
            say(Remark::new(format!("{ko} is {en} in the English")).at(Side::Ko, said.ko).at(Side::En, said.en));
        }
    }
}
