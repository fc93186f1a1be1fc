//! Latin letters or digits have the width of Hangul.
//!
//! ＡＢＣ１２３ comes from old input methods; searches for ABC123 miss it.
//!
//! ## Fires
//!
//! ```text
//! ko: 모델 ＡＢＣ１２
//! en: Model ABC12
//! ```
//!
//! ## Does not fire
//!
//! ```text
//! ko: 모델 ABC12
//! en: Model ABC12
//! ```

use crate::bitext::Side;
use crate::check::{Check, Class, Facts, Remark, Say};

pub(super) struct FullWidthLatin;

impl Check for FullWidthLatin {
    fn entry(&self, facts: &Facts<'_>, say: &mut Say<'_>) {
        for side in Side::BOTH {
            let text = *facts.text.get(side);
            let is_wide = |c: char| matches!(c, 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '０'..='９');
            if let Some(start) = facts.has(side, Class::Wide).then(|| text.find(is_wide)).flatten() {
                let end = text[start..].find(|c| !is_wide(c)).map_or(text.len(), |len| start + len);
                say(Remark::new(format!("{} in full width", &text[start..end])).at(side, start..end));
            }
        }
    }
}
