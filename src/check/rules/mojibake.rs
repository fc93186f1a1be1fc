//! Text was decoded in the wrong encoding somewhere on its way.
//!
//! UTF-8 read as Windows-1252 (`ì•ˆë…•`), CP949 read as Latin-1 (`¾È³ç`), UTF-8 read as CP949 (`占쏙옙`), or characters that were lost (`�`).
//!
//! ## Fires
//!
//! ```text
//! ko: ì•ˆë…•í•˜ì„¸ìš”
//! en: Hello
//! ```
//!
//! ## Does not fire
//!
//! ```text
//! ko: 안녕하세요, 카페 ‘Café Élan’입니다.
//! en: Hello, this is Café Élan.
//! ```

use crate::bitext::Side;
use crate::check::{Check, Class, Facts, Remark, Say, marks};

pub(super) struct Mojibake;

impl Check for Mojibake {
    fn entry(&self, facts: &Facts<'_>, say: &mut Say<'_>) {
        for side in Side::BOTH {
            let doubtful = [Class::Accent, Class::Wide, Class::Hangul].into_iter().any(|class| facts.has(side, class));
            if let Some(range) = doubtful.then(|| marks::mojibake(facts.text.get(side))).flatten() {
                say(Remark::new("decoded in the wrong encoding").at(side, range));
            }
        }
    }
}
