//! Hangul is written in parts (NFD), as file names of macOS are.
//!
//! ᄒ ᅡ ᆫ looks like 한 and is another string: searches, translation memories and counts of characters miss it. Compose it (NFC).
//!
//! ## Fires
//!
//! ```text
//! ko: 한글 파일
//! en: a Hangul file
//! ```
//!
//! ## Does not fire
//!
//! ```text
//! ko: 한글 파일
//! en: a Hangul file
//! ```

use crate::bitext::Side;
use crate::check::{Check, Class, Facts, Remark, Say};
use crate::normalize::has_conjoining_jamo;

pub(super) struct Nfd;

impl Check for Nfd {
    fn entry(&self, facts: &Facts<'_>, say: &mut Say<'_>) {
        for side in Side::BOTH {
            let text = *facts.text.get(side);
            if facts.has(side, Class::Jamo) && has_conjoining_jamo(text) {
                let is_part = |c: char| ('\u{1100}'..='\u{11FF}').contains(&c);
                let start = text.find(is_part).unwrap_or(0);
                let end = text[start..].find(|c| !is_part(c)).map_or(text.len(), |len| start + len);
                say(Remark::new("Hangul in parts (NFD)").at(side, start..end));
            }
        }
    }
}
