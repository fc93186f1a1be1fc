//! Two spaces stand where one is meant.
//!
//! Korean and English part words by one space. More of them come from typing, from joined lines, or from a layout that was made
//! by spaces; they break searches and translation memories. Spaces at the beginning of a text are left alone, and so is a catalogue
//! whose source has them, too: a translator cannot change it, and may have kept its layout.
//!
//! ## Fires
//!
//! ```text
//! ko: 회의는  내일 열린다.
//! en: The meeting is tomorrow.
//! ```
//!
//! ## Does not fire
//!
//! ```text
//! ko: 회의는 내일 열린다.
//! en: The meeting is tomorrow.
//! ```

use crate::bitext::Side;
use crate::check::{Check, Facts, Remark, Say};

pub(super) struct DoubleSpace;

impl Check for DoubleSpace {
    fn entry(&self, facts: &Facts<'_>, say: &mut Say<'_>) {
        for side in Side::BOTH {
            let text = *facts.text.get(side);
            let mut from = 0;
            while let Some(at) = memchr::memmem::find(&text.as_bytes()[from..], b"  ") {
                let start = from + at;
                let len = text[start..].bytes().take_while(|byte| *byte == b' ').count();
                from = start + len;
                if start > 0 && from < text.len() {
                    say(Remark::new(format!("{len} spaces in a row")).at(side, start..from));
                }
            }
        }
    }
}
