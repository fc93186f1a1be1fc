//! A part of the text is left in the other language.
//!
//! Hangul in English text outside brackets and quotation marks, a run of English words in a Korean sentence, or one of Chinese
//! characters. Names, brands, codes
//! and abbreviations are no such run.
//!
//! ## Fires
//!
//! ```text
//! ko: 장관은 대책을 발표했다.
//! en: The minister announced 대책 yesterday.
//!
//! ko: 이 설정의 默认值은 바꿀 수 없다.
//! en: The default value of this setting cannot be changed.
//!
//! ko: 이 설정은 the number of old versions to keep for each file 값이다.
//! en: This is the number of old versions to keep for each file.
//! ```
//!
//! ## Does not fire
//!
//! ```text
//! ko: 그는 ‘정’을 설명했다.
//! en: He explained “정” (jeong, 情).
//!
//! ko: 이 앱은 Visual Studio Code에서 돌아간다.
//! en: The app runs in Visual Studio Code.
//! ```

use crate::bitext::Side;
use crate::check::language::{chinese_runs, english_runs, hangul_runs, is_english_prose, share_of_hangul};
use crate::check::{Check, Class, Facts, Remark, Say};

pub(super) struct SourceLanguageLeft;

impl Check for SourceLanguageLeft {
    fn entry(&self, facts: &Facts<'_>, say: &mut Say<'_>) {
        if facts.has(Side::En, Class::Hangul) && share_of_hangul(facts.text.en) <= 0.6 && facts.text.ko != facts.text.en {
            for range in hangul_runs(facts.text.en) {
                say(Remark::new(format!("“{}” is left in Korean", &facts.text.en[range.clone()])).at(Side::En, range));
            }
        }
        if facts.has(Side::Ko, Class::Latin) && facts.has(Side::Ko, Class::Hangul) {
            for range in english_runs(facts.text.ko) {
                let run = &facts.text.ko[range.clone()];
                // A term with its translation behind it is there on purpose.
                let is_term = facts.text.en.trim().trim_end_matches('.') == run.trim_end_matches([' ', '-', '–', '—', ':', '.']);
                if is_english_prose(run) && !is_term {
                    say(Remark::new(format!("“{run}” is left in English")).at(Side::Ko, range));
                }
            }
        }
        if facts.has(Side::Ko, Class::Ideograph) && facts.has(Side::Ko, Class::Hangul) && !facts.has(Side::En, Class::Ideograph) {
            for range in chinese_runs(facts.text.ko) {
                say(Remark::new(format!("“{}” is left in Chinese", &facts.text.ko[range.clone()])).at(Side::Ko, range));
            }
        }
    }
}
