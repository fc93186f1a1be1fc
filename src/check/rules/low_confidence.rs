//! It is doubtful whether the two texts belong together.
//!
//! The aligner gives every pair a probability; below the limit (`confidence` in `[limits]`, 0.4) another way of pairing is about as
//! likely. Check the pair before its other findings.
//!
//! ## Fires
//!
//! ```text
//! ko: aligned: 끝.
//! en: confidence=0.2 It was over.
//! ```
//!
//! ## Does not fire
//!
//! ```text
//! ko: aligned: 끝.
//! en: confidence=0.9 It was over.
//! ```

use crate::check::{Check, Facts, Remark, Say};

pub(super) struct LowConfidence;

impl Check for LowConfidence {
    fn entry(&self, facts: &Facts<'_>, say: &mut Say<'_>) {
        let limit = facts.settings.limits.confidence;
        if let Some(confidence) = facts.entry.link.confidence.filter(|c| *c < limit && facts.is_pair()) {
            say(Remark::new(format!("paired with a probability of {confidence:.2} only")));
        }
    }
}
