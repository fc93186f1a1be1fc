//! A question, a colon or an ellipsis at the end is not there on the other side.
//!
//! A question need not have its mark in Korean where the ending says it (합니까, 나요). Full stops and exclamation marks are a matter of
//! style and not asked for.
//!
//! ## Fires
//!
//! ```text
//! ko: 지금 저장할까요?
//! en: Save now.
//!
//! ko: 파일 이름:
//! en: File name
//! ```
//!
//! ## Does not fire
//!
//! ```text
//! ko: 지금 저장할까요?
//! en: Save now?
//!
//! ko: 어디로 갑니까.
//! en: Where are you going?
//!
//! ko: 파일 이름
//! en: File name
//! ```

use crate::bitext::Side;
use crate::check::{Check, Facts, Remark, Say};

pub(super) struct EndPunctuation;

impl Check for EndPunctuation {
    fn entry(&self, facts: &Facts<'_>, say: &mut Say<'_>) {
        if !facts.is_pair() {
            return;
        }
        let [ko, en] = [facts.text.ko.trim_end_matches(CLOSING), facts.text.en.trim_end_matches(CLOSING)];
        let asks = (ko.ends_with(['?', '？']), en.ends_with('?'));
        let holds = (ko.contains(['?', '？']), en.contains('?'));
        let message = match asks {
            (true, false) if !holds.1 => Some((Side::Ko, "a question in Korean, none in English")),
            (false, true) if !holds.0 && !asks_by_ending(ko) => Some((Side::En, "a question in English, none in Korean")),
            _ if is_short(ko) && is_short(en) => {
                let ends = |text: &str, marks: &[&str]| marks.iter().any(|mark| text.ends_with(mark));
                // A mark that belongs to a word (`Seen-by:`) may stand elsewhere on the other side.
                let last = |text: &'_ str| text.split_whitespace().next_back().unwrap_or_default().to_owned();
                let is_of_word = ko.contains(&last(en)) || en.contains(&last(ko));
                let differs = |marks: &[&str]| ends(ko, marks) != ends(en, marks) && !is_of_word;
                let side = |marks: &[&str]| if ends(ko, marks) { Side::Ko } else { Side::En };
                [(&[":", "："][..], "a colon on one side alone"), (&["…", "..."][..], "an ellipsis on one side alone")]
                    .into_iter()
                    .find(|(marks, _)| differs(marks))
                    .map(|(marks, message)| (side(marks), message))
            }
            _ => None,
        };
        if let Some((side, message)) = message {
            let text = if side == Side::Ko { ko } else { en };
            let mark = text.chars().next_back().map_or(0, char::len_utf8);
            say(Remark::new(message).at(side, text.len() - mark..text.len()));
        }
    }
}

/// What may stand behind the mark.
const CLOSING: &[char] = &['"', '\'', '”', '’', ')', ']', '」', '』', ' ', '\n', '\t', '*', '_'];

/// Labels and messages, in which the mark at the end has a meaning of its own.
fn is_short(text: &str) -> bool {
    text.chars().take(41).count() <= 40
}

/// Endings that ask without a mark.
fn asks_by_ending(ko: &str) -> bool {
    let words = ko.trim_end_matches(|c: char| !c.is_alphanumeric());
    ["까", "나요", "가요", "까요", "는가", "은가", "인가", "던가", "느냐", "으냐", "냐", "니", "지", "죠", "지요", "나", "래", "래요", "요", "어", "야", "고", "게", "데"].iter().any(|end| words.ends_with(end))
}
