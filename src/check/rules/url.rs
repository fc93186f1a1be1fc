//! A web address is not the same on the other side.
//!
//! Parts that name the language (`/ko/`, `en.`) may differ.
//!
//! ## Fires
//!
//! ```text
//! ko: 자세한 내용은 https://example.org/help 참고
//! en: See https://example.com/help for details.
//! ```
//!
//! ## Does not fire
//!
//! ```text
//! ko: 자세한 내용은 https://example.org/ko/help 참고
//! en: See https://example.org/en/help for details.
//! ```

use crate::bitext::Side;
use crate::check::address::{is_mail, missing};
use crate::check::{Check, Class, Facts, Remark, Say};

pub(super) struct Url;

impl Check for Url {
    fn entry(&self, facts: &Facts<'_>, say: &mut Say<'_>) {
        if !facts.is_pair() || !facts.has(Side::Ko, Class::Markup) && !facts.has(Side::En, Class::Markup) {
            return;
        }
        for (side, range) in missing(facts, |token| !is_mail(token)) {
            let address = &facts.text.get(side)[range.clone()];
            say(Remark::new(format!("{address} is not in the {}", side.other().language())).at(side, range));
        }
    }
}
