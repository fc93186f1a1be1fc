//! The translation has a key that the source does not have.
//!
//! Programs never ask for it: the message was taken out or renamed in the source, and stayed in the translation. Often the same
//! message lacks its translation under the new key. Files of messages with one language each are looked at.
//!
//! ## Fires
//!
//! ```text
//! ko:
//! en: key here alone: Delete file
//! ```
//!
//! ## Does not fire
//!
//! ```text
//! ko: 파일 지우기
//! en: Delete file
//! ```

use crate::bitext::State;
use crate::check::{Check, Facts, Remark, Say};

pub(super) struct StaleKey;

impl Check for StaleKey {
    fn entry(&self, facts: &Facts<'_>, say: &mut Say<'_>) {
        let target = facts.source.other();
        if facts.entry.state == State::NoKey(facts.source) {
            let message = format!("the {} file has no such key", facts.source.language());
            say(Remark::new(message).at(target, 0..facts.text.get(target).len()));
        }
    }
}
