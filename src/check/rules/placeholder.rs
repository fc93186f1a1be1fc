//! What a program fills in is not the same on both sides.
//!
//! `%s`, `%1$d`, `%(name)s`, `{0}`, `{name}`, `${x}`, `{{x}}`, `%@`: a translation has to keep each of them, or the program shows the
//! wrong thing or fails.
//!
//! ## Fires
//!
//! ```text
//! ko: {count}개의 파일을 지웠습니다.
//! en: Deleted {cnt} files.
//!
//! ko: %d개 중 %d번째
//! en: Number %d
//! ```
//!
//! ## Does not fire
//!
//! ```text
//! ko: {count}개의 파일을 지웠습니다. (100% 완료)
//! en: Deleted {count} files. (100% of all)
//!
//! ko: %1$s의 %2$d번째
//! en: Number %2$d of %1$s
//! ```

use crate::bitext::Side;
use crate::check::{Check, Class, Facts, Remark, Say, marks};

pub(super) struct Placeholder;

impl Check for Placeholder {
    fn entry(&self, facts: &Facts<'_>, say: &mut Say<'_>) {
        if !facts.is_pair() || !facts.has(Side::Ko, Class::Markup) && !facts.has(Side::En, Class::Markup) {
            return;
        }
        for (side, range) in marks::missing(facts, marks::placeholders) {
            let mark = &facts.text.get(side)[range.clone()];
            say(Remark::new(format!("{mark} is not in the {}", side.other().language())).at(side, range));
        }
    }
}
