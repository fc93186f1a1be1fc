//! A sentence of the translation has no counterpart in the source.
//!
//! For texts that were aligned: the aligner found no place in the source where the sentence is said; or it drew the sentence into a
//! pair, and yet the probability that it has no partner is at least `limits.unpaired` of `jjak.toml` (0.25). See `extra-credit` for
//! credits.
//!
//! ## Fires
//!
//! ```text
//! ko: aligned: 손님은 다 돌아갔다.
//! en: alone=0.40 Nobody had expected that.
//! ```
//!
//! ## Does not fire
//!
//! ```text
//! ko: aligned: 아무도 예상하지 못했다.
//! en: alone=0.01 Nobody had expected that.
//! ```

use crate::captions::is_credit;
use crate::check::alone::alone;
use crate::check::{Check, Facts, Say};

pub(super) struct Addition;

impl Check for Addition {
    fn entry(&self, facts: &Facts<'_>, say: &mut Say<'_>) {
        let target = facts.source.other();
        let is_text = |range: &std::ops::Range<usize>| !is_credit(&facts.text.get(target)[range.clone()]);
        alone(facts, target).into_iter().filter(|found| is_text(&found.range)).for_each(|found| say(found.remark(target)));
    }
}
