//! The acts, the journal and the guard, each by what they promise.

use std::path::Path;

use proptest::prelude::*;

use super::journal::Journal;
use super::*;
use crate::bitext::{Block, BlockKind, Entry, Link, Segment, Side};

/// Two documents of so many short segments, paired one by one, the rest alone.
fn bitext(ko: usize, en: usize) -> Bitext {
    let document = |side: Side, count: usize| {
        let mut document = Document { name: format!("{side}.txt"), ..Document::default() };
        for number in 0..count {
            let words = match side {
                Side::Ko => format!("문장 {number}번이 여기 있다."),
                Side::En => format!("Here is sentence {number}."),
            };
            let start = document.text.len();
            document.text += &words;
            document.segments.push(Segment { range: start..document.text.len(), block: number });
            document.blocks.push(Block { kind: BlockKind::Paragraph, range: start..document.text.len() });
            document.text.push('\n');
        }
        document
    };
    let entry = |i: usize| {
        let range = |count: usize| if i < count { i..i + 1 } else { 0..0 };
        let link = Link { confidence: Some(0.9), ..Link::default() };
        Entry { segments: Sides { ko: range(ko), en: range(en) }, link, ..Entry::default() }
    };
    Bitext {
        documents: Sides { ko: document(Side::Ko, ko), en: document(Side::En, en) },
        entries: (0..ko.max(en)).map(entry).collect(),
        ..Bitext::default()
    }
}

fn begin(folder: &Path, ko: usize, en: usize) -> Review {
    Review::begin(&folder.join("ko-en.jjak"), &bitext(ko, en), Pipeline::default()).unwrap()
}

/// Any act, most of them possible where there are so many rows.
fn any_act(rows: usize) -> impl Strategy<Value = Act> {
    let row = 0..rows;
    let side = prop_oneof![Just(SideCode::Ko), Just(SideCode::En)];
    let way = prop_oneof![Just(Way::Up), Just(Way::Down)];
    let cut = (0..3usize, 0..6usize).prop_map(|(pieces, chars)| Cut { pieces, chars });
    let decision = prop_oneof![Just(Decision::Open), Just(Decision::Accepted), Just(Decision::NeedsReview)];
    prop_oneof![
        row.clone().prop_map(|row| Act::Merge { row }),
        (row.clone(), cut.clone(), cut).prop_map(|(row, ko, en)| Act::Split { row, ko, en }),
        (row.clone(), side.clone(), way).prop_map(|(row, side, way)| Act::Shift { row, side, way }),
        (row.clone(), side.clone(), row.clone()).prop_map(|(row, side, to)| Act::Move { row, side, to }),
        row.clone().prop_map(|row| Act::Swap { row }),
        row.clone().prop_map(|row| Act::Unlink { row }),
        (row.clone(), row.clone()).prop_map(|(ko, en)| Act::Pin { ko, en }),
        (row.clone(), decision).prop_map(|(row, decision)| Act::Mark { row, decision }),
        row.clone().prop_map(|row| Act::AcceptAbove { row }),
        (row.clone(), "[a-z]{0,3}").prop_map(|(row, text)| Act::Note { row, text }),
        (side, row, "[a-z ]{0,4}").prop_map(|(side, piece, text)| Act::Edit { edits: vec![Edit { side, piece, text }] }),
        Just(Act::Undo),
        Just(Act::Redo),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_done_each_segment_stands_once_and_all_can_be_taken_back(acts in prop::collection::vec(any_act(9), 1..40)) {
        let folder = tempfile::tempdir().unwrap();
        let mut review = begin(folder.path(), 8, 7);
        let start = review.state().clone();
        let mut done = 0;
        for act in &acts {
            let before = review.state().clone();
            match review.act(act) {
                Ok(_) => done += 1,
                Err(_) => prop_assert_eq!(&before, review.state()),
            }
            prop_assert!(review.state().is_whole());
            prop_assert_eq!(review.findings().len(), review.state().rows.len());
            let ko: Vec<usize> = review.state().rows.iter().filter(|r| !r.pieces.ko.is_empty()).map(|r| r.pieces.ko.start).collect();
            prop_assert!(ko.is_sorted(), "{:?}", ko);
        }
        let end = review.state().clone();
        let kept = review.path().to_owned();
        drop(review);
        let mut review = Review::open(&kept, Pipeline::default()).unwrap();
        prop_assert_eq!(&end, review.state());
        prop_assert_eq!(review.version(), done);
        let mut steps = 0;
        while review.act(&Act::Undo).is_ok() { steps += 1; }
        prop_assert_eq!(&start, review.state());
        for _ in 0..steps { review.act(&Act::Redo).unwrap(); }
        // What had been taken back before stays in line behind.
        while review.can_undo_redo().1 && review.state() != &end { review.act(&Act::Undo).unwrap(); }
        prop_assert!(review.state().is_whole());
    }
}

#[test]
fn nothing_done_is_what_the_aligner_said() {
    let folder = tempfile::tempdir().unwrap();
    let paired =
        crate::align(Sides { ko: "비가 온다. 길이 젖었다.", en: "It is raining. The road is wet. Take care." }.map(|text| {
            let mut document =
                crate::formats::parse_document("a.txt", text.as_bytes(), &crate::formats::ReadOptions::new(Side::Ko)).unwrap();
            document.name = "a.txt".to_owned();
            document
        }));
    let review = Review::begin(&folder.path().join("a.jjak"), &paired, Pipeline::default()).unwrap();
    for format in [crate::Format::Tsv, crate::Format::Tmx, crate::Format::Jsonl, crate::Format::Beads] {
        let written = |bitext: &Bitext| {
            let mut out = Vec::new();
            crate::write(format, &bitext.view(), &mut out).unwrap();
            String::from_utf8(out).unwrap()
        };
        assert_eq!(written(&review.bitext()), written(&paired), "{format}");
    }
}

#[test]
fn a_last_line_that_was_cut_off_goes_and_a_damaged_one_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let mut review = begin(folder.path(), 3, 3);
    review.act(&Act::Merge { row: 0 }).unwrap();
    let (path, state) = (review.path().to_owned(), review.state().clone());
    drop(review);
    let whole = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, format!("{whole}{{\"act\":\"unl")).unwrap();
    let mut review = Review::open(&path, Pipeline::default()).unwrap();
    assert_eq!(review.state(), &state);
    review.act(&Act::Undo).unwrap();
    assert_eq!(std::fs::read_to_string(&path).unwrap(), format!("{whole}{{\"act\":\"undo\"}}\n"));
    std::fs::write(&path, format!("{whole}{{\"act\":\"fly\"}}\n")).unwrap();
    let error = Review::open(&path, Pipeline::default()).err().unwrap().to_string();
    assert!(error.contains(":8:") && error.contains("damaged"), "{error}");
}

#[test]
fn realigning_keeps_what_was_accepted_and_finds_the_rest() {
    let folder = tempfile::tempdir().unwrap();
    let mut review = begin(folder.path(), 12, 12);
    let at = |row| Act::Mark { row, decision: Decision::Accepted };
    review.act(&Act::Merge { row: 4 }).unwrap();
    review.act(&at(4)).unwrap();
    review.act(&Act::Note { row: 9, text: "Ask.".to_owned() }).unwrap();
    review.act(&Act::Shift { row: 8, side: SideCode::En, way: Way::Up }).unwrap();
    let accepted = review.state().rows[4].clone();
    review.realign().unwrap();
    assert!(review.state().is_whole());
    assert_eq!(review.state().rows[4], accepted);
    assert_eq!(review.state().rows[9].note, "Ask.");
    let types: Vec<(usize, usize)> = review.state().rows.iter().map(|r| (r.pieces.ko.len(), r.pieces.en.len())).collect();
    assert_eq!(types, [vec![(1, 1); 4], vec![(2, 2)], vec![(1, 1); 6]].concat());
}

#[test]
fn realigning_loses_no_remark_of_a_row_that_becomes_another() {
    let folder = tempfile::tempdir().unwrap();
    let mut review = begin(folder.path(), 12, 12);
    let none = Cut::default();
    review.act(&Act::Merge { row: 5 }).unwrap();
    review.act(&Act::Split { row: 5, ko: Cut { pieces: 1, chars: 0 }, en: none }).unwrap();
    review.act(&Act::Note { row: 5, text: "Ask.".to_owned() }).unwrap();
    review.act(&Act::Mark { row: 5, decision: Decision::NeedsReview }).unwrap();
    review.realign().unwrap();
    let marked: Vec<&Row> = review.state().rows.iter().filter(|row| row.decision == Decision::NeedsReview).collect();
    assert_eq!(marked.iter().map(|row| row.note.as_str()).collect::<Vec<_>>(), ["Ask."]);
}

#[test]
fn a_pin_over_a_distance_says_that_it_moved() {
    let folder = tempfile::tempdir().unwrap();
    let mut review = begin(folder.path(), 5, 5);
    review.act(&Act::Pin { ko: 3, en: 0 }).unwrap();
    let pinned = review.state().rows.iter().find(|row| row.is_pinned).unwrap();
    assert_eq!(pinned.pieces, Sides { ko: 3..4, en: 0..1 });
    assert!(pinned.link.moved && pinned.is_fixed());
    assert_eq!(review.bitext().entries.iter().filter(|entry| entry.link.moved).count(), 1);
}

#[test]
fn an_edit_is_shown_against_the_text_and_can_be_written() {
    let folder = tempfile::tempdir().unwrap();
    let mut review = begin(folder.path(), 2, 2);
    let edit = |text: &str| Act::Edit { edits: vec![Edit { side: SideCode::En, piece: 1, text: text.to_owned() }] };
    review.act(&edit("Here is the last sentence.")).unwrap();
    assert_eq!(review.bitext().view().entries[1].text().en, "Here is the last sentence.");
    review.act(&edit("Here is sentence 1.")).unwrap();
    assert_eq!(review.state().pieces.en[1].edited, None);
}

#[test]
fn a_second_program_is_told_where_the_first_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.jjak");
    let mut first = Lock::take(&path).unwrap();
    first.tell("http://127.0.0.1:1234/").unwrap();
    assert!(Lock::take(&path).unwrap_err().to_string().contains("http://127.0.0.1:1234/"));
    drop(first);
    assert!(Lock::take(&path).is_ok());
}

#[test]
fn a_journal_of_damaged_pairs_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.jjak");
    let (documents, mut rows) = journal::beginning(&bitext(3, 3));
    rows.pop();
    Journal::begin(&path, documents, rows).unwrap();
    assert!(Review::open(&path, Pipeline::default()).is_err());
}
