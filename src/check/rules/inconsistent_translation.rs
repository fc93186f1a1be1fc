//! The same text is translated in different ways.
//!
//! A heading, a button or a sentence that comes again should read the same again, unless its place asks for something else. Texts
//! are the same if they differ in nothing but case, width and white space.
//!
//! ## Fires
//!
//! ```text
//! ko: 파일을 저장하시겠습니까?
//! en: Do you want to save the file?
//!
//! ko: 파일을 저장하시겠습니까?
//! en: Would you like to keep this file?
//! ```
//!
//! ## Does not fire
//!
//! ```text
//! ko: 파일을 저장하시겠습니까?
//! en: Do you want to save the file?
//!
//! ko: 파일을 저장하시겠습니까?
//! en: Do you want to  save the file?
//! ```

use rustc_hash::FxHashMap;

use crate::bitext::Bitext;
use crate::check::form::form_hash;
use crate::check::{Check, Remark, SayOf, Settings};

pub(super) struct InconsistentTranslation;

impl Check for InconsistentTranslation {
    fn bitext(&self, bitext: &Bitext, settings: &Settings, say: &mut SayOf<'_>) {
        let source = settings.source_of(bitext);
        let mut first: FxHashMap<u64, (usize, u64)> = FxHashMap::default();
        for (number, entry) in bitext.entries.iter().enumerate() {
            let (text, translation) = (bitext.text(source, entry), bitext.text(source.other(), entry));
            if text.is_empty() || translation.is_empty() {
                continue;
            }
            let (key, form) = (form_hash(text), form_hash(translation));
            match first.get(&key) {
                None => drop(first.insert(key, (number, form))),
                Some((_, known)) if *known == form => {}
                Some(&(earlier, _)) => {
                    let before = bitext.text(source.other(), &bitext.entries[earlier]);
                    say(
                        number,
                        Remark::new(format!("translated as “{before}” before"))
                            .at(source, 0..text.len())
                            .at(source.other(), 0..translation.len())
                            .with(earlier),
                    );
                }
            }
        }
    }
}
