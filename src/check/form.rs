//! When two texts count as the same.

use std::hash::{BuildHasher, BuildHasherDefault, Hasher};

use rustc_hash::FxHasher;

use crate::normalize::Folded;

/// A text without what does not make a difference between two texts: width, case, white space. Linear.
pub fn same_form(text: &str) -> String {
    let folded = Folded::of(text);
    let mut form = String::with_capacity(text.len());
    for c in folded.chars() {
        if !c.is_whitespace() {
            form.extend(c.to_lowercase());
        } else if !form.ends_with(' ') && !form.is_empty() {
            form.push(' ');
        }
    }
    form.truncate(form.trim_end().len());
    form
}

/// A number that is the same for texts of the same form, and for others all but never. Linear, and without allocation for text of
/// plain ASCII and Hangul.
pub(super) fn form_hash(text: &str) -> u64 {
    let is_plain = |c: char| matches!(c, '!'..='~' | '가'..='힣' | ' ') && c != '`';
    let mut hasher = BuildHasherDefault::<FxHasher>::default().build_hasher();
    if !text.chars().all(is_plain) {
        same_form(text).chars().for_each(|c| hasher.write_u32(c.into()));
        return hasher.finish();
    }
    let mut gap = false;
    for c in text.trim().chars() {
        if c != ' ' {
            hasher.write_u32(c.to_ascii_lowercase().into());
        } else if !gap {
            hasher.write_u32(' '.into());
        }
        gap = c == ' ';
    }
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn width_case_and_spaces_make_no_difference() {
        assert_eq!(same_form(" ＡＢＣ  Save\tas… "), "abc save as...");
        assert_eq!(form_hash("Save  as"), form_hash(" save as"));
        assert_ne!(form_hash("Save as"), form_hash("Saveas"));
    }

    proptest! {
        #[test]
        fn hashes_are_equal_where_forms_are(a in "[aAb ~`가ａ]{0,6}", b in "[aAb ~`가ａ]{0,6}") {
            prop_assert_eq!(same_form(&a) == same_form(&b), form_hash(&a) == form_hash(&b));
        }
    }
}
