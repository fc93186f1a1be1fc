//! A tag is not the same on both sides.
//!
//! `<b>`, `</a>`, `<br/>`, and the inline codes of XLIFF and TMX: a translation has to keep them, though their order may change. Words in
//! angle brackets that no element is named for and nothing closes (`<file>` in a usage line) stand for something, and may be
//! translated.
//!
//! ## Fires
//!
//! ```text
//! ko: <b>저장</b>을 누르세요.
//! en: Press Save.
//! ```
//!
//! ## Does not fire
//!
//! ```text
//! ko: <b>저장</b>을 누르세요.
//! en: Press <b>Save</b>.
//!
//! ko: 3 < 5이고 7 > 5이다.
//! en: 3 < 5 and 7 > 5.
//!
//! ko: 쓰는 법: paint [<색>] `<b>`
//! en: usage: paint [<color>] `<i>`
//! ```

use crate::bitext::Side;
use crate::check::{Check, Class, Facts, Remark, Say, marks};

pub(super) struct Tag;

impl Check for Tag {
    fn entry(&self, facts: &Facts<'_>, say: &mut Say<'_>) {
        if !facts.is_pair() {
            return;
        }
        for side in Side::BOTH {
            let others = facts.entry.codes.get(side.other());
            let mut left = others.clone();
            for code in facts.entry.codes.get(side) {
                match left.iter().position(|other| other == code) {
                    Some(at) => drop(left.swap_remove(at)),
                    None => say(Remark::new(format!("the inline code {code} is not in the {}", side.other().language()))),
                }
            }
        }
        if facts.has(Side::Ko, Class::Markup) || facts.has(Side::En, Class::Markup) {
            for (side, range) in marks::missing(facts, marks::tags) {
                let tag = &facts.text.get(side)[range.clone()];
                say(Remark::new(format!("{tag} is not in the {}", side.other().language())).at(side, range));
            }
        }
    }
}
