//! A credit, a by-line or a note of the translator stands in the translation alone.
//!
//! It has no source and needs none; it is told so that nobody searches for one.
//!
//! ## Fires
//!
//! ```text
//! ko:
//! en: By Han Seo-yun
//! ```
//!
//! ## Does not fire
//!
//! ```text
//! ko: 글 한서윤
//! en: By Han Seo-yun
//!
//! ko:
//! en: The bridge was opened by the mayor.
//! ```

use crate::captions::is_credit;
use crate::check::{Check, Facts, Remark, Say};

pub(super) struct ExtraCredit;

impl Check for ExtraCredit {
    fn entry(&self, facts: &Facts<'_>, say: &mut Say<'_>) {
        let target = facts.source.other();
        let text = *facts.text.get(target);
        if facts.text.get(facts.source).trim().is_empty() && is_credit(text) {
            say(Remark::new("a credit without a source").at(target, 0..text.len()));
        }
    }
}
