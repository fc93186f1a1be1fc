//! What a program fills in is not the same on both sides.
//!
//! `%s`, `%1$d`, `%(name)s`, `%{name}`, `%1`, `{0}`, `{name}`, `{n, plural, …}`, `${x}`, `{{x}}`, `%@`, `:name`: a translation has to keep
//! each of them, or the program shows the wrong thing or fails. Those without name or number are filled in one after the other, so
//! their order counts; `%2$s` in the translation may stand for the second `%s`. What only formats a value may differ. The letter that
//! opens a command (`&File`, `_File`) is such a mark, too.
//!
//! ## Fires
//!
//! ```text
//! ko: {count}개의 파일을 지웠습니다.
//! en: Deleted {cnt} files.
//!
//! ko: %d개 중 %d번째
//! en: Number %d
//!
//! ko: %s에서 %d개를 찾음
//! en: Found %d in %s
//!
//! ko: 도구 모음
//! en: Tool&bar
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
//!
//! ko: %2$s에서 %1$d개를 찾음
//! en: Found %d in %s
//!
//! ko: 연구 개발(R&D) 열기(&O)
//! en: &Open R&D
//! ```

use crate::bitext::Side;
use crate::check::placeholders::{constants, differences};
use crate::check::{Check, Class, Facts, Remark, Say, accelerators};

pub(super) struct Placeholder;

impl Check for Placeholder {
    fn entry(&self, facts: &Facts<'_>, say: &mut Say<'_>) {
        if !facts.is_pair() || !facts.has(Side::Ko, Class::Markup) && !facts.has(Side::En, Class::Markup) {
            return;
        }
        let (source, target) = (facts.source, facts.source.other());
        let (original, translation) = (*facts.text.get(source), *facts.text.get(target));
        let found = differences(original, translation);
        if found.are_in_another_order {
            let message = format!("the placeholders stand in another order in the {}: number them", target.language());
            say(Remark::new(message).at(source, found.missing[0].clone()));
            return;
        }
        let absent = |side: Side, range: std::ops::Range<usize>| {
            let mark = &facts.text.get(side)[range.clone()];
            Remark::new(format!("{mark} is not in the {}", side.other().language())).at(side, range)
        };
        found.missing.into_iter().for_each(|range| say(absent(source, range)));
        found.surplus.into_iter().for_each(|range| say(absent(target, range)));
        for range in constants(original).into_iter().filter(|range| !translation.contains(&original[range.clone()])) {
            say(absent(source, range));
        }
        if let Some(message) = accelerators::fault(original, translation, target) {
            say(Remark::new(message));
        }
    }
}
