//! What the path of a file says: its language, and what it has in common with the file that translates it.

use std::path::Path;

use unicode_normalization::UnicodeNormalization;

use crate::bitext::{Side, Sides};
use crate::formats::{Format, Holds};

/// Parts of a name that say its language.
const MARKERS: Sides<&[&str]> = Sides { ko: &["ko", "kr", "kor", "korean"], en: &["en", "eng", "english"] };

/// Where the languages are spoken, as codes of locales say behind them.
const REGIONS: &[&str] = &["rkr", "us", "rus", "gb", "rgb", "au", "ca"];

/// A relative path without what says language and format.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Name {
    /// What the two files of a pair have in common.
    pub(super) key: String,
    /// The same, as it reads best.
    pub(super) shown: String,
    /// The language the path says, if it does.
    pub(super) side: Option<Side>,
    /// The ending that says the format, or nothing.
    pub(super) ending: String,
}

/// Whether a file found in a folder is text by its name: known endings, language markers, `lines`, or none at all.
pub(super) fn is_text(path: &Path, name: &Name) -> bool {
    let file = path.file_name().map(|n| n.to_string_lossy().to_lowercase()).unwrap_or_default();
    let file = file.strip_suffix(".gz").unwrap_or(&file);
    let last = file.rsplit_once('.').map(|(_, last)| last);
    !name.ending.is_empty() || last.is_none_or(|last| last == "lines" || marker(last).is_some())
}

/// Whether an ending says nothing but that a file holds text of some format.
fn says_format(ending: &str) -> bool {
    marker(&ending.to_lowercase()).is_none()
        && Format::of_input(format!("x.{ending}"))
            .is_some_and(|format| matches!(format.info().holds, Holds::Text | Holds::Messages))
        && !ending.eq_ignore_ascii_case("lines")
}

fn marker(part: &str) -> Option<Side> {
    Side::BOTH.into_iter().find(|&side| MARKERS.get(side).contains(&part))
}

impl Name {
    pub(super) fn of(relative: &Path) -> Self {
        let mut name = Name { key: String::new(), shown: String::new(), side: None, ending: String::new() };
        let parts: Vec<String> = relative.components().map(|c| c.as_os_str().to_string_lossy().nfc().collect()).collect();
        for (number, part) in (1..).zip(&parts) {
            let mut rest = part.as_str();
            if number == parts.len() {
                rest = rest.strip_suffix(".gz").unwrap_or(rest);
                if let Some((stem, ending)) = rest.rsplit_once('.').filter(|(_, ending)| says_format(ending)) {
                    name.ending = ending.to_lowercase();
                    rest = stem;
                }
            }
            name.add(rest);
        }
        name
    }

    /// Takes one part of the path, less its markers.
    fn add(&mut self, part: &str) {
        // What Apple's programs fall back on.
        let part = part.strip_prefix("Base.").filter(|rest| *rest == "lproj").unwrap_or(part);
        let (mut is_first, mut is_behind_marker) = (true, false);
        let mut at = 0;
        for word in part.split(['.', '_', '-']) {
            let separator = part[..at].chars().next_back();
            at += word.len() + 1;
            let folded = word.to_lowercase();
            if let Some(side) = marker(&folded) {
                self.side = Some(side);
                is_behind_marker = true;
                continue;
            }
            // A region, as in `en-US`, or `en-rUS` of Android.
            if std::mem::take(&mut is_behind_marker) && REGIONS.contains(&folded.as_str()) {
                continue;
            }
            let (in_key, in_shown) = match (is_first, separator) {
                (true, _) if self.shown.is_empty() => ("", None),
                (true, _) => ("/", Some('/')),
                (false, separator) => (".", separator),
            };
            self.key.push_str(in_key);
            self.key.push_str(&folded);
            self.shown.extend(in_shown);
            self.shown.push_str(word);
            is_first = false;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(path: &str) -> (String, Option<Side>) {
        let name = Name::of(Path::new(path));
        (name.shown, name.side)
    }

    #[test]
    fn markers_are_taken_out_of_names_wherever_they_stand() {
        for (path, shown, side) in [
            ("a/ko.txt", "a", Some(Side::Ko)),
            ("ko/a/b.html.gz", "a/b", Some(Side::Ko)),
            ("a_EN-2.md", "a-2", Some(Side::En)),
            ("news.ko", "news", Some(Side::Ko)),
            ("eng.news.2.txt", "news.2", Some(Side::En)),
            ("app_en-US.json", "app", Some(Side::En)),
            ("res/values-ko-rKR/strings.xml", "res/values/strings.xml", Some(Side::Ko)),
            ("App/Base.lproj/Main.strings", "App/lproj/Main", None),
            ("korea/end.txt", "korea/end", None),
        ] {
            assert_eq!(name(path), (shown.to_owned(), side), "{path}");
        }
    }

    #[test]
    fn the_two_files_of_a_pair_have_one_key() {
        let key = |path: &str| Name::of(Path::new(path)).key;
        assert_eq!(key("ko/2024/news_1.txt"), key("2024/News-1_english.md"));
        assert_ne!(key("ko/news_1.txt"), key("en/news_2.txt"));
        assert_ne!(key("a/b.ko"), key("a.b.en"));
    }
}
