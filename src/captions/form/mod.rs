//! The form of what a line says: the tense and the nouns of captions, and the verbs of articles.

mod english;
mod korean;

use super::actions::actions;
use super::lists::list;
use crate::anchor::{NumberMention, Quantity, scan_numbers};
use crate::bitext::Side;

/// Letters of a line that are looked at: what it is shows at its head.
const HEAD_BYTES: usize = 1500;

/// What the form of a line tells. All of the first sentence, unless it is said otherwise.
#[derive(Clone, Debug, Default)]
pub(super) struct Form {
    /// 하고 있다, and present tense with a subject.
    pub(super) is_present: bool,
    /// Something that people are seen doing.
    pub(super) has_action: bool,
    /// …는 모습, A view of …, people doing something: no sentence.
    pub(super) is_scene: bool,
    /// The same, by a word for a picture: 조감도, an aerial view.
    pub(super) names_picture: bool,
    /// A work with its year, size or owner, parts parted by commas.
    pub(super) is_label: bool,
    /// A Korean sentence in plain present, 받는다, and an English one about what is to come.
    pub(super) is_statement: bool,
    /// A noun phrase otherwise.
    pub(super) is_nominal: bool,
    pub(super) is_past: bool,
    /// 밝혔다, said: in the first sentence …
    pub(super) reports: bool,
    /// … and anywhere.
    pub(super) reports_later: bool,
    /// A day, or a day of the week.
    pub(super) has_day: bool,
    /// The day comes last.
    pub(super) ends_in_day: bool,
    pub(super) is_polite: bool,
    /// Somebody who may be seen.
    pub(super) has_people: bool,
    pub(super) is_question: bool,
    pub(super) begins_quotation: bool,
    /// I, you, our.
    pub(super) is_personal: bool,
    pub(super) ends_sentence: bool,
    pub(super) sentences: usize,
    pub(super) words: usize,
}

/// The form of a text without its credits. Linear.
pub(super) fn form(side: Side, core: &str) -> Form {
    let core = core.trim();
    let head = &core[..core.floor_char_boundary(HEAD_BYTES)];
    let sentences = sentences(head);
    let first = sentences.first().copied().unwrap_or_default();
    let days = days(side, first);
    let reports = |text: &str| reports(side, text);
    let mut form = Form {
        has_action: !actions(side, first).is_empty(),
        has_day: !days.is_empty(),
        ends_in_day: days.last().is_some_and(|end| first[*end..].chars().filter(|c| c.is_alphanumeric()).count() <= 6),
        has_people: has_people(side, first),
        reports: reports(first),
        reports_later: sentences.iter().skip(1).any(|sentence| reports(sentence)),
        is_question: first.trim_end().ends_with(['?', '？']),
        begins_quotation: core.starts_with(['"', '“', '\'', '‘', '「']),
        ends_sentence: core.trim_end_matches([')', ']', '"', '”', '\'', '’']).ends_with(['.', '!', '?', '。', '…']),
        sentences: sentences.len(),
        words: core.split_whitespace().count(),
        ..Form::default()
    };
    match side {
        Side::Ko => korean::look(first, &mut form),
        Side::En => english::look(first, &mut form),
    }
    form.is_label = !form.is_past && !form.reports && is_label(first);
    form
}

/// Whether a text is the label of a work: 백자 달항아리, 조선 18세기, 높이 43.0cm.
fn is_label(text: &str) -> bool {
    let lower = text.to_lowercase();
    text.matches(',').count() >= 2
        && list("parts").iter().filter(|part| lower.contains(**part)).count() >= 1
        && text.contains(|c: char| c.is_ascii_digit())
}

/// The sentences of a text, roughly: full stops before white space, not behind digits, initials and abbreviations.
fn sentences(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, c) in text.char_indices().filter(|(_, c)| matches!(c, '.' | '!' | '?' | '。')) {
        let end = at + c.len_utf8();
        let follows = text[end..].trim_start_matches(['"', '”', '\'', '’', ')', ']']);
        let before = text[start..at].rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        let is_inside = c == '.'
            && (list("abbreviations").contains(&before)
                || before.chars().count() == 1 && before.is_ascii()
                || before.chars().all(|c| c.is_ascii_digit()));
        if (follows.is_empty() || follows.starts_with(char::is_whitespace)) && !is_inside {
            found.push(text[start..end].trim());
            start = text.len() - follows.len();
        }
    }
    if text[start..].contains(char::is_alphanumeric) {
        found.push(text[start..].trim());
    }
    found
}

/// Where the days end that a text names.
fn days(side: Side, text: &str) -> Vec<usize> {
    let is_day = |q: &Quantity| matches!(q, Quantity::Date { day: 1.., .. } | Quantity::Weekday(_));
    let is_moment = |mention: &NumberMention| {
        let (before, after) = (text[..mention.range.start as usize].trim_end(), &text[mention.range.end as usize..]);
        let last = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default().to_lowercase();
        // What goes on from a day, until one, or every week is seen in no picture.
        !matches!(
            last.as_str(),
            "from" | "until" | "till" | "through" | "by" | "since" | "every" | "each" | "매주" | "매월" | "매년"
        ) && !["부터", "까지", "마다"].iter().any(|particle| after.starts_with(particle))
    };
    let is_said = |mention: &NumberMention| {
        is_moment(mention)
            && mention.readings.iter().any(is_day)
            && is_written_as_day(&text[mention.range.start as usize..mention.range.end as usize])
    };
    scan_numbers(side, text).iter().filter(|mention| is_said(mention)).map(|mention| mention.range.end as usize).collect()
}

/// Whether words that may be a day are written as one: the ninth floor has none.
pub(super) fn is_written_as_day(words: &str) -> bool {
    !words.is_ascii() || words.contains(|c: char| c.is_ascii_digit()) || words.starts_with(|c: char| c.is_ascii_uppercase())
}

fn has_people(side: Side, text: &str) -> bool {
    match side {
        Side::Ko => list("korean_people").iter().any(|word| text.contains(word)),
        Side::En => {
            let people = list("english_people");
            text.split(|c: char| !c.is_alphabetic()).any(|word| people.contains(&word.to_lowercase().as_str()))
        }
    }
}

fn reports(side: Side, text: &str) -> bool {
    match side {
        Side::Ko => list("korean_reports").iter().any(|word| text.contains(word)),
        Side::En => {
            let spaced = format!(" {} ", text.to_lowercase().replace(|c: char| !c.is_alphanumeric(), " "));
            list("english_reports").iter().any(|word| spaced.contains(&format!(" {word} ")))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn captions_are_in_the_present() {
        for text in
            ["구슬아 시장이 12일 하늬시청에서 첫 삽을 뜨고 있다.", "보 라덱 대통령이 21일(현지 시각) 의회 해산을 발표하고 있다."]
        {
            let form = form(Side::Ko, text);
            assert!(form.is_present && form.has_day && !form.reports && !form.is_past, "{text}: {form:?}");
        }
        for text in [
            "Mayor Gu Seula breaks ground at Hanui City Hall, Monday.",
            "Keeper Bae Muhyeon wipes the great lens of the lighthouse, April 3. It takes him two hours.",
            "Residents sweep up fallen ginkgo leaves.",
            "Divers walk into the sea on Hanbit Island on May 9, 2037.",
        ] {
            let form = form(Side::En, text);
            assert!(form.is_present && !form.reports && !form.is_past, "{text}: {form:?}");
        }
        for text in ["보리밭 사이로 난 길을 따라 걷는 관광객들", "눈 덮인 산을 오르는 모습"] {
            assert!(form(Side::Ko, text).is_scene, "{text}");
        }
        assert!(form(Side::En, "A crane family foraging in a rice paddy").is_scene);
    }

    #[test]
    fn articles_report() {
        for text in ["하늬시는 12일 도서관을 짓는다고 밝혔다.", "그는 “비가 왔다”고 말했다."] {
            assert!(form(Side::Ko, text).reports, "{text}");
        }
        for text in ["The mayor said on Monday that the library would open.", "She met the ambassador on Monday."] {
            let form = form(Side::En, text);
            assert!(form.is_past || form.reports, "{text}");
        }
    }

    #[test]
    fn sentences_are_counted() {
        assert_eq!(sentences("Mayor Gu (left) waves. She is happy. It is 3.5 m high. Mr. Do sings.").len(), 4);
        assert_eq!(sentences("시장이 2034. 11. 20. 왔다. 비가 왔다.").len(), 2);
    }
}
