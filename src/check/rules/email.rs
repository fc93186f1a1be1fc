//! An e-mail address is not the same on the other side.
//!
//! An address in the wrong letters reaches nobody.
//!
//! ## Fires
//!
//! ```text
//! ko: 문의: help@example.org
//! en: Questions: hlep@example.org
//! ```
//!
//! ## Does not fire
//!
//! ```text
//! ko: 문의: help@example.org
//! en: Questions: help@example.org
//! ```

use crate::bitext::Side;
use crate::check::address::{is_mail, missing};
use crate::check::{Check, Class, Facts, Remark, Say};

pub(super) struct Email;

impl Check for Email {
    fn entry(&self, facts: &Facts<'_>, say: &mut Say<'_>) {
        if !facts.is_pair() || !facts.has(Side::Ko, Class::Markup) && !facts.has(Side::En, Class::Markup) {
            return;
        }
        for (side, range) in missing(facts, is_mail) {
            let address = &facts.text.get(side)[range.clone()];
            say(Remark::new(format!("{address} is not in the {}", side.other().language())).at(side, range));
        }
    }
}
