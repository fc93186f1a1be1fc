//! The form of Korean lines.

use super::Form;
use crate::captions::lists::list;

/// Looks at the first sentence of a line.
pub(super) fn look(first: &str, form: &mut Form) {
    let bare = without_brackets(first);
    let bare = bare.trim_end_matches(|c: char| !c.is_alphanumeric());
    let last = bare.split_whitespace().next_back().unwrap_or_default();
    let ends = |endings: &[&str]| endings.iter().any(|ending| bare.ends_with(ending));
    form.is_present = ends(list("progressive_endings"));
    // 쌓여 있다, 서 있다: what lasts.
    let lasting = bare.strip_suffix("있다").or(bare.strip_suffix("있습니다")).map(str::trim_end);
    form.is_present |= lasting.is_some_and(|before| {
        before.ends_with(['어', '아', '여', '져', '서', '와', '려', '혀', '워', '겨', '해']) && before.len() < bare.len()
    });
    form.is_polite = ends(list("polite_endings"));
    let scene = list("scene_nouns");
    form.names_picture = scene.iter().any(|noun| last.ends_with(noun));
    form.is_scene = form.names_picture;
    let is_verb = last.ends_with('다') && last.chars().nth(1).is_some() || form.is_polite;
    // 했다, 열렸다, but not 있다.
    let before = last.chars().rev().nth(1).unwrap_or(' ');
    form.is_past = last.ends_with('다') && has_ssang_siot(before) && !matches!(before, '있' | '겠')
        || ends(&["었습니다", "았습니다", "했습니다", "됐습니다", "였습니다"]);
    form.ends_sentence |= is_verb;
    form.is_statement = is_verb && !form.is_present && !form.is_past;
    form.is_nominal = !is_verb && !form.is_scene && last.chars().any(|c| ('가'..='힣').contains(&c));
    // 보리밭 사이를 걷는 관광객들: what is seen, with a verb before it.
    let acts = |word: &str| {
        word.ends_with('는') && word.chars().count() > 1 || word.ends_with("던") || list("participles").contains(&word)
    };
    if form.is_nominal && bare.split_whitespace().rev().skip(1).take(4).any(acts) {
        form.is_scene = true;
    }
    form.is_personal = ["우리 ", "저희", "여러분", "나는 ", "저는 ", "제가 "].iter().any(|word| first.contains(word));
}

/// Whether a syllable ends in ㅆ.
fn has_ssang_siot(c: char) -> bool {
    ('가'..='힣').contains(&c) && (c as u32 - 0xAC00) % 28 == 20
}

/// A text without what stands in brackets at its end.
fn without_brackets(text: &str) -> &str {
    let trimmed = text.trim_end_matches(['.', ' ']);
    match trimmed.rfind(['(', '[', '<', '〈']) {
        Some(at) if trimmed.ends_with([')', ']', '>', '〉']) && text[..at].contains(char::is_alphanumeric) => {
            text[..at].trim_end()
        }
        _ => text,
    }
}
