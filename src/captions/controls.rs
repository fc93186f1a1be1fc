//! Alternative texts that are of no picture. The list is `data/controls.txt`.

use super::lists::lines;

/// Whether an alternative text names a control of the page, a logo, a file, or nothing.
pub(super) fn names_control(core: &str) -> bool {
    let lower = core.to_lowercase();
    let lower = lower.trim();
    let is_file = [".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg"].iter().any(|ending| lower.ends_with(ending));
    let bare: String = lower.trim_end_matches(|c: char| !c.is_alphabetic()).to_owned();
    let names = |control: &str| {
        let begins = bare.strip_prefix(control).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', ':', '-', '_']));
        let ends = bare.strip_suffix(control).is_some_and(|rest| rest.is_empty() || rest.ends_with([' ', '_']));
        begins || ends
    };
    let words = lower.split_whitespace().count();
    is_file
        || bare.is_empty()
        || words <= 6 && lines(include_str!("data/controls.txt")).any(|control| bare == control || words <= 4 && names(control))
        || lower.starts_with("profile picture of")
        || lower.starts_with("share on")
        || lower.starts_with("go to")
}

/// Whether the alternative text of a picture says that it shows nothing that anybody would write a caption for.
pub(super) fn shows_nothing(alt: &str) -> bool {
    let lower = alt.to_lowercase();
    names_control(alt) && !["사진", "이미지", "photo", "image", "picture"].iter().any(|word| lower.contains(word))
}
