//! A sentence of the source has no counterpart in the translation.
//!
//! For texts that were aligned: the aligner found no place in the translation where the sentence is said; or it drew the sentence
//! into a pair, and yet the probability that it has no partner, all ways of pairing the texts considered, is at least
//! `limits.unpaired` of `jjak.toml` (0.25). Credits and by-lines, which translations often leave out, are no omissions.
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
//! ko: aligned: alone=0.02 회의는 세 시간 만에 끝났다.
//! en: The meeting ended after three hours.
//!
//! ko: aligned: 사진=연합뉴스
//! en:
//! ```

use crate::captions::is_credit;
use crate::check::alone::alone;
use crate::check::{Check, Facts, Say};

pub(super) struct Omission;

impl Check for Omission {
    fn entry(&self, facts: &Facts<'_>, say: &mut Say<'_>) {
        let source = facts.source;
        let is_text = |range: &std::ops::Range<usize>| !is_credit(&facts.text.get(source)[range.clone()]);
        alone(facts, source).into_iter().filter(|found| is_text(&found.range)).for_each(|found| say(found.remark(source)));
    }
}
