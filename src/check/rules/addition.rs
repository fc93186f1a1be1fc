//! A sentence of the translation has no counterpart in the source.
//!
//! For texts that were aligned: the aligner found no place in the source where the sentence is said. See `extra-credit` for credits.
//!
//! ## Fires
//!
//! ```text
//! ko:
//! en: aligned: Nobody had expected that.
//! ```
//!
//! ## Does not fire
//!
//! ```text
//! ko: aligned: 아무도 예상하지 못했다.
//! en: Nobody had expected that.
//! ```

use crate::captions::is_credit;
use crate::check::{Check, Facts, Remark, Say};

pub(super) struct Addition;

impl Check for Addition {
    fn entry(&self, facts: &Facts<'_>, say: &mut Say<'_>) {
        let (source, target) = (facts.source, facts.source.other());
        let text = *facts.text.get(target);
        if facts.entry.is_aligned && facts.has_words(target) && facts.text.get(source).is_empty() && !is_credit(text) {
            say(Remark::new(format!("not in the {}", source.language())).at(target, 0..text.len()));
        }
    }
}
