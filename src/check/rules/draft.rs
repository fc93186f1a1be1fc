//! The file itself says that a translation is not done: fuzzy, unfinished, in need of work.
//!
//! Programs show the source text in its place (gettext passes over what is fuzzy, Qt over what is unfinished). The states of PO
//! (`fuzzy`), Qt (`unfinished`) and XLIFF (`new`, `initial`, `needs-…`) are looked at; a text without any translation is
//! `untranslated` and nothing more.
//!
//! ## Fires
//!
//! ```text
//! ko: 모든 파일 지우기
//! en: draft: Open all folders
//! ```
//!
//! ## Does not fire
//!
//! ```text
//! ko: 모든 파일 지우기
//! en: Delete all files
//! ```

use crate::bitext::State;
use crate::check::{Check, Facts, Remark, Say};

pub(super) struct Draft;

impl Check for Draft {
    fn entry(&self, facts: &Facts<'_>, say: &mut Say<'_>) {
        if facts.entry.state == State::Draft && facts.is_pair() {
            let target = facts.source.other();
            let message = format!("the file says that the {} translation is not done", target.language());
            say(Remark::new(message).at(target, 0..facts.text.get(target).len()));
        }
    }
}
