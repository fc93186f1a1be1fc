//! A number of the translation has no counterpart in the source.
//!
//! What translators add in brackets, such as an amount in another currency, is left alone, and so is a number that stands in the
//! place of one that is missing: that is `number-missing`.
//!
//! ## Fires
//!
//! ```text
//! ko: 회사는 새 공장을 짓기로 했다.
//! en: The company decided to build 14 new plants.
//! ```
//!
//! ## Does not fire
//!
//! ```text
//! ko: 회사는 20억 원을 들여 새 공장을 짓기로 했다.
//! en: The company decided to build a new plant for 2 billion won ($1.4 million).
//! ```

use crate::check::numbers::{Group, is_in_brackets, remark};
use crate::check::{Check, Facts, Say};

pub(super) struct NumberExtra;

impl Check for NumberExtra {
    fn entry(&self, facts: &Facts<'_>, say: &mut Say<'_>) {
        let target = facts.source.other();
        let unmatched = facts.unmatched_numbers();
        if !unmatched.of(facts, facts.source, Group::Number).is_empty() {
            return;
        }
        for mention in unmatched.of(facts, target, Group::Number) {
            if !is_in_brackets(facts, target, mention) {
                say(remark(facts, target, mention));
            }
        }
    }
}
