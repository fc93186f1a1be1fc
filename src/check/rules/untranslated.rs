//! A text has no translation: the other side of its entry is empty.
//!
//! In a form (a table, a translation memory, a catalogue of messages, a page of captions) every entry should have both sides. Of
//! texts that were aligned, see `omission` and `addition`.
//!
//! ## Fires
//!
//! ```text
//! ko: 저장하지 않은 변경 내용이 있습니다.
//! en:
//! ```
//!
//! ## Does not fire
//!
//! ```text
//! ko: 저장하지 않은 변경 내용이 있습니다.
//! en: You have unsaved changes.
//!
//! ko: —
//! en:
//! ```

use crate::bitext::{Side, State};
use crate::check::{Check, Facts, Remark, Say};

pub(super) struct Untranslated;

impl Check for Untranslated {
    fn entry(&self, facts: &Facts<'_>, say: &mut Say<'_>) {
        if facts.entry.is_aligned() {
            return;
        }
        for side in Side::BOTH {
            let other = side.other();
            if facts.has_words(side) && facts.text.get(other).trim().is_empty() {
                let message = match facts.entry.state {
                    // Of a key that only the translation has, see `stale-key`.
                    State::NoKey(lacking) if lacking == facts.source => return,
                    State::NoKey(lacking) => format!("no {} translation: the file has no such key", lacking.language()),
                    _ => format!("no {} translation", other.language()),
                };
                say(Remark::new(message).at(side, 0..facts.text.get(side).len()));
            }
        }
    }
}
