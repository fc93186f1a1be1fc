//! Checks that a file itself turns off.

/// Codes or names of checks, parted by anything but what they are made of.
pub(super) fn names(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_ascii_alphanumeric() && c != '-').filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

/// The checks that a remark in the file turns off: what follows `jjak:ignore`.
pub(super) fn ignored(remark: &str) -> Vec<String> {
    remark.split("jjak:ignore").skip(1).flat_map(|rest| names(rest.lines().next().unwrap_or_default())).collect()
}
