//! Lists of words from data files.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// The lines of a data file without its comments.
pub(super) fn lines(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// Lists by name: in the file one a line, with bars between the words.
static LISTS: LazyLock<FxHashMap<&str, Vec<&str>>> = LazyLock::new(|| {
    let list = |line: &'static str| line.split_once('\t').map(|(name, words)| (name, words.split('|').collect()));
    let files = [include_str!("data/credit_words.tsv"), include_str!("data/form_words.tsv")];
    files.into_iter().flat_map(lines).filter_map(list).collect()
});

/// A list of `data/credit_words.tsv` or `data/form_words.tsv`.
pub(super) fn list(name: &str) -> &'static [&'static str] {
    LISTS.get(name).map_or(&[], Vec::as_slice)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_hold_words() {
        assert!(LISTS.len() >= 15 && LISTS.values().all(|words| words.len() > 2 && words.iter().all(|word| !word.is_empty())));
    }
}
