//! What the splitter must get right. Sentences are our own; `¦` stands where the text is to be cut.

use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

use super::*;
use crate::bitext::BlockKind;

fn sentences_of(splitter: Splitter, text: &str) -> Vec<&str> {
    splitter.split_text(text).into_iter().map(|r| &text[r]).collect()
}

#[track_caller]
fn cuts_by(splitter: Splitter, marked: &str) {
    let text = marked.replace('¦', "");
    let expected: Vec<&str> = marked.split('¦').map(str::trim).collect();
    assert_eq!(sentences_of(splitter, &text), expected);
}

#[track_caller]
fn ko(marked: &str) {
    cuts_by(Splitter::new(Side::Ko), marked);
}

#[track_caller]
fn en(marked: &str) {
    cuts_by(Splitter::new(Side::En), marked);
}

#[test]
fn dates_and_numbers_are_not_cut() {
    ko("계약은 2023. 1. 30. 부터 유효하다. ¦다음 계약은 없다.");
    ko("값은 3.5달러다. ¦비싸다.");
    ko("우리는 모두 12명. ¦저쪽은 열 명이다.");
    en("It rose 3.5 points. ¦It fell again.");
    en("We met on Jan. 30 and on Sept. 30 at noon. ¦It rained.");
}

#[test]
fn list_markers_open_their_item() {
    ko("1. 물을 끓인다. ¦2. 면을 넣는다. ¦3. 불을 끈다.");
    ko("가. 서류를 낸다. ¦나. 심사를 받는다.");
    en("1. Open the lid ¦2. Pour the water ¦3. Wait");
    en("a) the red one ¦b) the blue one");
    en("See page 2) and go on.");
}

#[test]
fn a_byline_stays_with_its_sentence_and_a_credit_with_the_one_before() {
    ko("(서울=한빛뉴스) 이가람 기자 = 정부가 새 대책을 내놓았다. ¦시장은 조용했다.");
    ko("강변에서 축제가 열렸다. (사진=한빛뉴스) ¦이튿날에는 비가 왔다.");
    ko("축제가 끝났다. ¦(서울=한빛뉴스) 이가람 기자 = 비가 내렸다.");
}

#[test]
fn caption_marks_open_a_caption() {
    ko("▲ 인사하는 장관 ¦▲ 손뼉 치는 주민들 ¦△ 기념사진");
    ko("지수는 △3.2 포인트 내렸다.");
}

#[test]
fn a_korean_quotation_stays_with_who_quotes_it() {
    ko("\"나는 산에 갔다. 도시락도 먹었다.\"라고 말했다. ¦그는 웃었다.");
    ko("“어디로 가지?” 하고 물었다. ¦아무도 몰랐다.");
    ko("“나는 안 간다.” 순이가 말했다. ¦모두 놀랐다.");
    ko("\"어디 가니?\" ¦\"산에 가요.\"");
    ko("상에는 '김, 나물, 국 등.' 같은 것이 올랐다.");
}

#[test]
fn an_english_quotation_stays_with_who_quotes_it() {
    en("\"Is it late?\" she asked. ¦He nodded.");
    en("\"Is it late?\" Mina asked. ¦He nodded.");
    en("He said, \"We left. We came back.\" ¦Then he slept.");
}

#[test]
fn quotations_are_cut_when_asked_for() {
    cuts_by(Splitter::new(Side::Ko).quotes(Quotes::Split), "\"나는 산에 갔다. ¦도시락도 먹었다.\"라고 말했다.");
    cuts_by(Splitter::new(Side::En).quotes(Quotes::Split), "He said, \"We left. ¦We came back.\" ¦Then he slept.");
}

#[test]
fn sentences_glued_together_come_apart() {
    ko("기온이 올랐다.¦그러나 바람은 찼다.");
    ko("정말이냐!¦그렇다면 가자.");
    ko("이 절은 오래됐다.[3]¦그 옆에는 탑이 있다.");
    en("There is tension.¦Turning to the coast, she smiled.");
    en("We are one community.”¦President Oh agreed.");
    ko("여기 좋아요ㅋㅋ¦또 올게요^^¦다음에 봐요~");
    ko("아ㅋㅋ진짜 몰랐다.");
    en("Call os.path.Join or Node.Version here.");
}

#[test]
fn the_register_is_told_by_the_ends_of_lines_too() {
    let register = |lines: &[&str]| {
        let mut document = Document::default();
        for line in lines {
            let start = document.text.len();
            document.text.push_str(line);
            document.blocks.push(Block { kind: BlockKind::Paragraph, range: start..document.text.len() });
        }
        Splitter::new(Side::Ko).segment(&mut document)
    };
    assert_eq!(register(&["비가 온다.", "강이 불었다.", "다리를 막았다.", "“돌아가자.”", "우리는 돌아갔다. \n"]), Register::Formal);
    assert_eq!(register(&["비가 온다.", "강이 불었다.", "다리를 막았어요", "우리는 돌아갔다.", "집에 왔다."]), Register::Informal);
    assert_eq!(register(&["1장 비", "2장 강", "3장 다리", "4장 집"]), Register::Informal);
}

#[test]
fn references_stay_with_their_sentence() {
    ko("이 절은 유명하다.[3] ¦많은 이가 찾는다.[4][5] ¦탑도 있다.");
}

#[test]
fn informal_endings_need_no_mark() {
    ko("저는 이 노래 좋아해요 ¦근데 가사는 몰라요");
    ko("어제 바다에 갔다 ¦그리고 조개를 주웠다");
    ko("점심은 국수 먹었음 ¦맛은 별로였음 ¦다시 안 감");
    ko("여기 어떻게 가 ¦버스가 없습니다");
    ko("진짜 맛있당 ¦또 가야겠네 ¦분위기도 좋아용");
    ko("어제 거기 갔어유 ¦참 좋더구먼 ¦또 갔쥬");
}

#[test]
fn what_only_looks_like_an_ending_is_not_cut() {
    ko("밥을 먹다 전화를 받았다.");
    ko("비가 올까 봐 우산을 챙겼다.");
    ko("이 일에 필요 이상으로 힘을 쓴다.");
    ko("가다 보니 길이 없어서 돌아왔다.");
    ko("소금 포함 여부를 확인할 때 쓴다.");
    ko("그렇게 하면 되겠다 싶어서 그만두었다.");
    ko("어디까지 가는지 물었다.");
}

#[test]
fn a_well_punctuated_text_keeps_its_weak_endings() {
    let text = format!("{}어제 바다에 갔다 조개를 주웠다.", "해가 졌다. ".repeat(20));
    let count = |register| Splitter::new(Side::Ko).register(register).split_text(&text).len();
    assert_eq!((count(Register::Auto), count(Register::Formal), count(Register::Informal)), (21, 21, 22));
}

#[test]
fn laughter_and_pictures_close_a_sentence() {
    ko("너무 웃겨 ㅋㅋㅋ ¦근데 좀 무섭다 ㅠㅠ ¦내일 봐 ^^ ¦잘 자");
    ko("맛있어요~ ¦또 갈게요 😊 ¦사장님 최고!! 👍👍 ¦다음에 봐요");
    ko("정말 좋아요!! ㅎㅎ ¦다음에 봐요.");
}

#[test]
fn an_ellipsis_closes_only_after_an_ending() {
    ko("글쎄… 잘 모르겠다. ¦너무 힘들었다... ¦그래도 간다.");
    en("Well... not quite. ¦She waited... ¦Then it rained.");
}

#[test]
fn abbreviations_do_not_end_a_sentence() {
    en("Mr. Kim vs. Lee was heard at 5 p.m. in Room No. 5 by J. R. Moon, Ph.D., of Moon & Co. in Busan. ¦It ended.");
    en("She lives in the U.S. now. ¦He works for the U.S. Army.");
    en("See Fig. 3 and Sec. 2 of Park et al. [2004] for it.");
}

#[test]
fn abbreviations_may_end_a_sentence() {
    en("They moved to the U.S. ¦They like it.");
    en("The train left at 5 p.m. ¦The next one never came.");
    en("Was it true? ¦No. ¦He lied.");
    en("A story by Han Sol and Oh J. H. ¦The sea was calm.");
}

#[test]
fn addresses_are_left_whole() {
    en("Visit https://example.com/a.B?x=Y.z now. ¦Or write to jo.Lee@example.com. ¦Bye.");
    ko("www.example.com 에서 확인하세요. ¦jo.Lee@example.com 도 됩니다.");
}

#[test]
fn a_writer_without_capitals_is_followed() {
    en("we love it here. ¦the food is fine. ¦what about you? ¦fine too");
    en("She works at Yahoo! in the city.");
}

#[test]
fn latin_in_korean_and_hangul_in_english_follow_their_own_rules() {
    ko("그는 Smith Corp. 직원이다. ¦He is from the U.S. Army. ¦그렇다.");
    en("The sign said 문을 닫았습니다. ¦We went home.");
}

#[test]
fn an_unclosed_quote_or_an_inch_sign_swallows_nothing() {
    let tail = " 해가 졌다. 달이 떴다.".repeat(200);
    let text = format!("60\" 화면을 샀다. S'데이 행사였다. “끝이 없는 말이다.{tail}");
    assert_eq!(Splitter::new(Side::Ko).split_text(&text).len(), 403);
    en("The 60\" screen is wide. ¦The 40\" screen is not. ¦Fine.");
}

#[test]
fn brackets_hold_together() {
    ko("그는 봄에 태어났다(가을이라는 말도 있다. 모를 일이다). ¦그는 자랐다.");
    en("He teaches (He was a cook. He was good.) at a school. ¦(She sings.) ¦Good.");
}

#[test]
fn conjoining_jamo_split_like_syllables() {
    let text = "기온이 올랐다.그러나 바람은 찼다. 저는 좋아해요 근데 비싸요";
    let decomposed: String = text.nfd().collect();
    let recomposed: Vec<String> =
        sentences_of(Splitter::new(Side::Ko), &decomposed).into_iter().map(|s| s.nfc().collect()).collect();
    assert_eq!(recomposed, sentences_of(Splitter::new(Side::Ko), text));
}

#[test]
fn new_lines_inside_a_block_are_white_space() {
    ko("기온이\n올랐다. ¦바람은\n찼다.");
}

#[test]
fn a_document_is_cut_block_by_block_lines_stay_whole_and_code_is_left_out() {
    let text = "제목 없음\n해가 졌다. 달이 떴다.\n\nlet a = 1. let b".to_owned();
    let kinds = [BlockKind::Line, BlockKind::Paragraph, BlockKind::Line, BlockKind::Code];
    let mut start = 0;
    let blocks = text
        .split('\n')
        .zip(kinds)
        .map(|(line, kind)| {
            let range = start..start + line.len();
            start = range.end + 1;
            Block { kind, range }
        })
        .collect();
    let mut document = Document { text, blocks, ..Document::default() };
    Splitter::new(Side::Ko).segment(&mut document);
    assert_eq!(document.segment_texts(), ["제목 없음", "해가 졌다.", "달이 떴다.", ""]);
    assert_eq!(document.segments.iter().map(|s| s.block).collect::<Vec<_>>(), [0, 1, 1, 2]);
    assert_eq!(document.blocks.len(), 4);
}

#[test]
fn hostile_text_is_split_in_linear_time() {
    let pieces = [
        "\"",
        "'",
        "(",
        "[1]",
        "…",
        "!",
        ". ",
        "다.",
        "요 ",
        "^^ ",
        "ㅋ ",
        "1. ",
        "“",
        "a",
        "가",
        "(a ",
        " \"a.\" b",
        "▲ ",
        "\u{3000}",
    ];
    for piece in pieces {
        for side in Side::BOTH {
            let text = piece.repeat(300_000 / piece.len());
            let start = std::time::Instant::now();
            check_tiling(side, &text);
            assert!(start.elapsed().as_secs() < 5, "{piece:?} takes {:?}", start.elapsed());
        }
    }
}

/// Segments are trimmed, in order, and leave out nothing but white space.
fn check_tiling(side: Side, text: &str) {
    let mut end = 0;
    for range in Splitter::new(side).split_text(text) {
        assert!(text[end..range.start].trim().is_empty());
        assert!(!range.is_empty() && text[range.clone()].trim().len() == range.len());
        end = range.end;
    }
    assert!(text[end..].trim().is_empty());
}

proptest! {
    #[test]
    fn segments_and_white_space_give_the_block_back(text in any::<String>()) {
        for side in Side::BOTH {
            check_tiling(side, &text);
        }
    }

    #[test]
    fn segments_of_likely_text_give_the_block_back(
        pieces in prop::collection::vec(
            prop::sample::select(vec![
                "했다", "좋아요", ".", "...", "?", "!", "\"", "'", "“", "”", "(", ")", "[3]", " ", " ", "\n", "\u{3000}", "ㅋㅋ", "^^", "😊", "~",
                "U.S.", "Mr.", "Then", "she", "said", "라고", "1.", "가.", "2023.", "▲", "\u{1112}\u{1161}", "-", ":)", "http://a.b/C", "그리고",
            ]),
            0..40,
        )
    ) {
        for side in Side::BOTH {
            check_tiling(side, &pieces.concat());
        }
    }
}
