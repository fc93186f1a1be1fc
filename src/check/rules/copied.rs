//! The translation is the source text, copied over or written in its language.
//!
//! A text of the wrong language was never translated. Names, codes, commands and single words that read the same in both languages are
//! left alone.
//!
//! ## Fires
//!
//! ```text
//! ko: 결제 수단을 다시 확인해 주세요.
//! en: 결제 수단을 다시 확인해 주세요.
//!
//! ko: keep: number of old versions to keep
//! en: keep: number of old versions to keep
//! ```
//!
//! ## Does not fire
//!
//! ```text
//! ko: 결제 수단을 다시 확인해 주세요.
//! en: Please check your payment method.
//!
//! ko: React Native
//! en: React Native
//!
//! ko: git push --force
//! en: git push --force
//! ```

use crate::bitext::Side;
use crate::check::language::{is_english_prose, is_latin_prose, share_of_hangul};
use crate::check::{Check, Class, Facts, Remark, Say, same_form};

pub(super) struct Copied;

impl Check for Copied {
    fn entry(&self, facts: &Facts<'_>, say: &mut Say<'_>) {
        if !facts.is_pair() {
            return;
        }
        let is_same = || same_form(facts.text.ko) == same_form(facts.text.en);
        let wrong = if facts.has(Side::En, Class::Hangul) {
            (share_of_hangul(facts.text.en) > 0.6 || share_of_hangul(facts.text.en) > 0.0 && is_same()).then_some(Side::En)
        } else {
            let is_english = || !facts.has(Side::Ko, Class::Hangul) && is_english_prose(facts.text.ko);
            (is_english() && is_same()).then_some(Side::Ko)
        };
        // A third language is none of the two.
        let is_foreign = || !facts.has(Side::Ko, Class::Hangul) && is_latin_prose(facts.text.ko) && is_english_prose(facts.text.en) && !is_same();
        if wrong.is_none() && is_foreign() {
            say(Remark::new("the Korean text is not written in Korean").at(Side::Ko, 0..facts.text.ko.len()));
        }
        let Some(wrong) = wrong else { return };
        let text = facts.text.get(wrong);
        say(Remark::new(format!("the {} text is written in {}", wrong.language(), wrong.other().language())).at(wrong, 0..text.len()));
    }
}
