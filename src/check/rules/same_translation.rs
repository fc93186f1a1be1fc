//! Different texts have the same translation.
//!
//! Two sentences of three words and more that come out as one: a line was copied down, or a difference was lost. Texts that differ in
//! nothing but case, width and white space are the same.
//!
//! ## Fires
//!
//! ```text
//! ko: 파일을 저장하시겠습니까?
//! en: Do you want to save the file?
//!
//! ko: 파일을 지우시겠습니까?
//! en: Do you want to save the file?
//! ```
//!
//! ## Does not fire
//!
//! ```text
//! ko: 파일을 저장하시겠습니까?
//! en: Do you want to save the file?
//!
//! ko: 파일을  저장하시겠습니까?
//! en: Do you want to save the file?
//!
//! ko: 네.
//! en: Yes.
//!
//! ko: 예.
//! en: Yes.
//! ```

use rustc_hash::FxHashMap;

use crate::bitext::Bitext;
use crate::check::form::form_hash;
use crate::check::{Check, Remark, SayOf, Settings};

pub(super) struct SameTranslation;

impl Check for SameTranslation {
    fn bitext(&self, bitext: &Bitext, settings: &Settings, say: &mut SayOf<'_>) {
        let source = settings.source_of(bitext);
        let mut first: FxHashMap<u64, (usize, u64)> = FxHashMap::default();
        for (number, entry) in bitext.entries.iter().enumerate() {
            let (text, translation) = (bitext.text(source, entry), bitext.text(source.other(), entry));
            if text.is_empty() || translation.split_whitespace().nth(2).is_none() {
                continue;
            }
            let (key, form) = (form_hash(translation), form_hash(text));
            match first.get(&key) {
                None => drop(first.insert(key, (number, form))),
                Some((_, known)) if *known == form => {}
                Some(&(earlier, _)) => {
                    let before = bitext.text(source, &bitext.entries[earlier]);
                    let remark = Remark::new(format!("also the translation of “{before}”")).at(source.other(), 0..translation.len());
                    say(number, remark.with(earlier));
                }
            }
        }
    }
}
