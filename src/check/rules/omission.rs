//! A sentence of the source has no counterpart in the translation.
//!
//! For texts that were aligned: the aligner found no place in the translation where the sentence is said. Credits and by-lines, which
//! translations often leave out, are no omissions.
//!
//! ## Fires
//!
//! ```text
//! ko: aligned: 회의는 세 시간 만에 끝났다.
//! en:
//! ```
//!
//! ## Does not fire
//!
//! ```text
//! ko: aligned: 회의는 세 시간 만에 끝났다.
//! en: The meeting ended after three hours.
//!
//! ko: aligned: 사진=연합뉴스
//! en:
//! ```

use crate::captions::is_credit;
use crate::check::{Check, Facts, Remark, Say};

pub(super) struct Omission;

impl Check for Omission {
    fn entry(&self, facts: &Facts<'_>, say: &mut Say<'_>) {
        let (source, target) = (facts.source, facts.source.other());
        let text = *facts.text.get(source);
        if facts.entry.is_aligned && facts.has_words(source) && facts.text.get(target).is_empty() && !is_credit(text) {
            say(Remark::new(format!("not in the {}", target.language())).at(source, 0..text.len()));
        }
    }
}
