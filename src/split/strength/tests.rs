//! What the strength of boundaries must tell. Texts are our own.

use proptest::prelude::*;

use super::*;
use crate::bitext::{Block, Side};
use crate::split::Quotes;

/// The strengths of the boundaries before each of `nexts`.
fn strengths<const N: usize>(side: Side, text: &str, nexts: [&str; N]) -> [f32; N] {
    let found = Splitter::new(side).boundaries(text);
    nexts.map(|next| found.iter().find(|b| text[b.at..].starts_with(next)).map_or(0.0, |b| b.strength))
}

#[test]
fn a_mark_is_surer_than_an_ending_and_an_ending_than_a_clause() {
    let [mark, ending, clause, noun] = strengths(
        Side::Ko,
        "비가 그쳤다. 오늘은 집에 있었습니다 어제는 산에 갔고 동생은 바다에 갔다.",
        ["오늘은", "어제는", "동생은", "산에"],
    );
    assert!(mark > 0.95 && ending > 0.5 && mark > ending && ending > clause && clause > noun, "{mark} {ending} {clause} {noun}");
    let [mark, clause, word] = strengths(
        Side::En,
        "The rain stopped in the end. It was already late that evening; we went back home without another word.",
        ["It", "we", "without"],
    );
    assert!(mark > 0.95 && mark > clause && clause > word, "{mark} {clause} {word}");
}

#[test]
fn a_text_without_marks_is_cut_by_its_endings() {
    let text = "옛날에 한 나무꾼이 살았더라 그가 산에 올라가니 사슴이 달려오더라 ".repeat(8);
    let [end, clause] = strengths(Side::Ko, &text, ["그가", "사슴이"]);
    assert!(end > 0.5 && clause > 0.005 && end > clause, "{end} {clause}");
    let text = "so we look at the picture and it gets smaller and then we do it again now the next thing is the color ".repeat(8);
    let [next, inner] = strengths(Side::En, &text, ["now", "picture"]);
    assert!(next > inner, "{next} {inner}");
}

#[test]
fn boundaries_inside_a_quotation_are_told_apart() {
    let text = "그는 \"나는 산에 간다. 너도 가자.\"라고 말했다. 우리는 웃었다.";
    let found = Splitter::new(Side::Ko).boundaries(text);
    let quoted: Vec<&Boundary> = found.iter().filter(|b| b.kind == BoundaryKind::Quoted).collect();
    assert!(quoted.len() == 1 && text[quoted[0].at..].starts_with("너도") && !quoted[0].is_cut);
    assert!(found.iter().any(|b| b.is_cut && b.kind == BoundaryKind::Mark && text[b.at..].starts_with("우리는")));
    let split = Splitter::new(Side::Ko).quotes(Quotes::Split).boundaries(text);
    assert!(split.iter().any(|b| b.is_cut && text[b.at..].starts_with("너도")));
}

#[test]
fn segments_end_at_boundaries() {
    let text = "비가 그쳤다. 해가 났다.\n줄 하나".to_owned();
    let blocks = vec![Block { kind: BlockKind::Paragraph, range: 0..32 }, Block { kind: BlockKind::Line, range: 33..text.len() }];
    let mut document = Document { text, blocks, ..Document::default() };
    let behind = Splitter::new(Side::Ko).segment_finely(&mut document, 0.5);
    assert_eq!(document.segment_texts(), ["비가 그쳤다.", "해가 났다.", "줄 하나"]);
    assert_eq!(behind.iter().map(|b| b.kind).collect::<Vec<_>>(), [BoundaryKind::Mark, BoundaryKind::Block, BoundaryKind::Block]);
}

#[test]
fn hostile_text_is_looked_at_in_linear_time() {
    for piece in ["\"", "(", "가 ", "다. ", "a, ", "^^ ", "“가.\" ", "니라 ", "\u{3000}", ". ", "가나다라마바사"] {
        for side in Side::BOTH {
            let text = piece.repeat(300_000 / piece.len());
            let start = std::time::Instant::now();
            check_boundaries(side, &text);
            assert!(start.elapsed().as_secs() < 5, "{piece:?} takes {:?}", start.elapsed());
        }
    }
}

/// The cuts of the rules are among the boundaries, which stand in order inside the text with probabilities for strengths.
fn check_boundaries(side: Side, text: &str) {
    let splitter = Splitter::new(side);
    let found = splitter.boundaries(text);
    assert!(found.windows(2).all(|pair| pair[0].at < pair[1].at));
    assert!(found.iter().all(|b| text.is_char_boundary(b.at) && (0.0..=1.0).contains(&b.strength)));
    let cuts: Vec<usize> = found.iter().filter(|b| b.is_cut).map(|b| b.at).collect();
    let starts: Vec<usize> = splitter.split_text(text).iter().skip(1).map(|r| r.start).collect();
    assert!(starts.iter().all(|start| cuts.binary_search(start).is_ok()), "{starts:?} {cuts:?} {text:?}");
}

proptest! {
    #[test]
    fn the_cuts_of_the_rules_are_boundaries(text in any::<String>()) {
        for side in Side::BOTH {
            check_boundaries(side, &text);
        }
    }

    #[test]
    fn the_cuts_of_the_rules_in_likely_text_are_boundaries(
        pieces in prop::collection::vec(
            prop::sample::select(vec![
                "했다", "좋아요", ".", "...", "?", "\"", "“", "”", "(", ")", "[3]", " ", " ", "\n", "ㅋㅋ", "😊", "~", "U.S.", "Then", "she",
                "라고", "1.", "가.", "▲", "\u{1112}\u{1161}", ":", "그리고", ", ",
            ]),
            0..40,
        )
    ) {
        for side in Side::BOTH {
            check_boundaries(side, &pieces.concat());
        }
    }
}

/// The atoms of a text, each with how likely a sentence ends behind it.
fn atoms(splitter: Splitter, text: &str) -> Vec<(String, f32)> {
    let blocks = vec![Block { kind: BlockKind::Paragraph, range: 0..text.len() }];
    let mut document = Document { text: text.to_owned(), blocks, ..Document::default() };
    splitter.find_atoms(&mut document);
    document.atoms.iter().map(|atom| (text[atom.segment.range.clone()].to_owned(), atom.strength)).collect()
}

#[test]
fn atoms_are_sentences_where_nothing_is_in_doubt_and_parts_of_long_stretches() {
    let found = atoms(Splitter::new(Side::Ko), "비가 그쳤다. 해가 났다.");
    assert_eq!(found.iter().map(|a| a.0.as_str()).collect::<Vec<_>>(), ["비가 그쳤다.", "해가 났다."]);
    assert!(found[0].1 >= 0.9 && found[1].1 == 1.0);
    let long = "옛날에 한 나무꾼이 깊은 산속에서 늙은 어머니를 모시고 살았더니 하루는 그가 산에 올라가 나무를 하는데 사슴 한 마리가 달려와 숨겨 달라 하거늘 \
                나무꾼이 불쌍히 여겨 사슴을 나뭇단 속에 숨겨 주었더라";
    let found = atoms(Splitter::new(Side::Ko), long);
    assert!(found.len() > 2, "{found:?}");
    assert!(found.iter().all(|(text, _)| (8..=60).contains(&text.chars().count())), "{found:?}");
    assert_eq!(found.iter().map(|a| a.0.as_str()).collect::<Vec<_>>().join(" "), long);
}

#[test]
fn a_quotation_that_is_to_stay_whole_is_not_parted_at_its_sentences() {
    let text = "그는 \"나는 산에 간다. 너도 가자.\"라고 말했다. 우리는 웃었다.";
    let count = |quotes| atoms(Splitter::new(Side::Ko).quotes(quotes), text).len();
    assert_eq!((count(Quotes::Whole), count(Quotes::Split)), (2, 3));
}
