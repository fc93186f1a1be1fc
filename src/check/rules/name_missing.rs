//! A name of the source is another one in the translation.
//!
//! People and places that a text names elsewhere are known by their sound (윤석열 = Yoon Suk Yeol), countries and peoples by a list.
//! Where the source names one that the translation does not, and the translation another one that the source does not, the two were
//! perhaps exchanged. Pronouns, titles and shortenings in place of a name are no fault.
//!
//! ## Fires
//!
//! ```text
//! ko: 대표단은 일본에서 돌아왔다.
//! en: The delegation returned from China.
//! ```
//!
//! ## Does not fire
//!
//! ```text
//! ko: 대표단은 일본에서 돌아왔다.
//! en: The delegation returned from Japan.
//!
//! ko: 대표단은 일본에서 돌아왔다.
//! en: The delegation returned from there.
//! ```

use crate::bitext::{Bitext, Side};
use crate::check::names::exchanged;
use crate::check::{Check, Remark, SayOf, Settings};

pub(super) struct NameMissing;

impl Check for NameMissing {
    fn bitext(&self, bitext: &Bitext, settings: &Settings, say: &mut SayOf<'_>) {
        let (source, target) = (settings.source_of(bitext), settings.source_of(bitext).other());
        for found in exchanged(bitext) {
            let entry = &bitext.entries[found.entry];
            let name = |side: Side| &bitext.text(side, entry)[found.names.get(side).clone()];
            let message = format!("{} is {} in the {}", name(source), name(target), target.language());
            say(found.entry, Remark::new(message).at(Side::Ko, found.names.ko.clone()).at(Side::En, found.names.en.clone()));
        }
    }
}
