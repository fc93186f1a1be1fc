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
    ko("물놀이가 끝났다 ¦△ 돌아가는 길");
    ko("◆ 날짜 5월 3일 ¦◆ 장소 시민 공원");
}

#[test]
fn bullets_inside_a_sentence_do_not_cut_it() {
    ko("군은 올해 ▲길 넓히기 ▲다리 놓기 ▲나무 심기 등을 한다. ¦주민들은 반겼다.");
    ko("심사는 ① 서류 ② 면접 ③ 발표로 이어진다. ¦결과는 나중에 나온다.");
    ko("이 배는 여수 • 통영을 오간다.");
    ko("챙길 것 ¦• 모자 ¦• 물병 ¦• 지도");
    ko("알림 ¦• 모자를 쓴다. ¦• 물을 마신다.");
    en("The trip takes in • caves • lakes and • farms. ¦It is short.");
    en("To bring ¦• A hat ¦• A bottle");
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
fn quotations_may_end_with_a_quote_of_another_kind_or_a_detached_one() {
    ko("“지금 어디쯤 왔어?\" 언니의 오랜 친구가 물었다. ¦문이 열렸다.");
    ko("\"아직 멀었어.” 하고 답했다. ¦전화가 끊겼다.");
    ko("“이제 자자.“ 엄마가 말했다. ¦불이 꺼졌다.");
    ko("‘이게 뭐지?' 하고 생각했다. ¦상자는 비어 있었다.");
    ko("『끝났다.」라고 적었다. ¦펜을 놓았다.");
    ko("“그만 가자! \"라고 외쳤다. ¦\"조금만 더. \" 동생이 대답했다. ¦해가 졌다.");
    ko("회사는 계획을 접었다.\" ¦2031년의 일이다.");
    ko("사람들은 \"이제 봄이다 \", \"꽃이 핀다 \"며 웃었다.");
    ko("\"우리도 먹자.\" ¦그는 수저를 들었다. ¦그러자 \"나는 몰라.\" ¦그녀는 일어섰다.");
    ko("하늘:\"배고파. 밥 먹자.\" ¦바다:\"그래. 가자.\"");
    en("“Is it raining?\" her brother asked. ¦Nobody knew.");
    en("\"Is it raining? \" she asked. ¦Nobody knew.");
    en("He said, \"It is late.” ¦Then he left.");
    en("The dogs' 60\" bed and “the cats' 40\" one” are new. ¦Good.");
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
    ko("이 절은 유명하다. [3] ¦많은 이가 찾는다. [4] [5] ¦탑도 있다.");
    en("The bridge is old.[10] ¦The tower is new. [11] ¦Both are tall. [12, 13] [14] ¦They stand.[7]¦Few know them.");
    en("[1] Han, A bridge. ¦[2] Oh, A tower.");
    en("The list [a] is short. ¦[Laughs] Then it ended.");
}

#[test]
fn the_number_of_a_heading_stays_with_it() {
    for heading in [
        "4.2. 어떤 그릇을 골라야 하나요?",
        "4.2.1. 그릇의 크기",
        "7장. 그릇 고르기",
        "제12조. 목적",
        "제2조의3. 보칙",
        "제1장 제2절. 총칙",
        "부록 B. 재료 목록",
        "그림 5. 가마의 구조",
        "표 2-1. 해마다 구운 그릇",
        "IV. 맺음말",
    ] {
        ko(heading);
        ko(&format!("{heading} ¦값이 올랐다. ¦끝이다.").replace(" ¦값", if heading.ends_with('?') { " ¦값" } else { " 값" }));
    }
    for heading in [
        "4.2. Which bowl is for me?",
        "Chapter 7. Choosing a bowl",
        "CHAPTER IV. THE KILN",
        "Figure 5. Inside the kiln",
        "Table 2.1. Bowls by year",
        "Article 12. Purpose",
        "Appendix B. Materials",
        "B. The second way",
        "Step 3. Let it cool",
    ] {
        en(heading);
    }
    ko("자세한 것은 3장. ¦그리고 4장을 보라.");
    ko("제7조 제2항 제1호. 및 별표 2.에 따른다. ¦다만 예외를 둔다.");
    en("It is told in Chapter 7. ¦The kiln is hot.");
}

#[test]
fn informal_endings_need_no_mark() {
    ko("저는 이 노래 좋아해요 ¦근데 가사는 몰라요");
    ko("어제 바다에 갔다 ¦그리고 조개를 주웠다");
    ko("점심은 국수 먹었음 ¦맛은 별로였음 ¦다시 안 감");
    ko("여기 어떻게 가 ¦버스가 없습니다");
    ko("진짜 맛있당 ¦또 가야겠네 ¦분위기도 좋아용");
    ko("어제 거기 갔어유 ¦참 좋더구먼 ¦또 갔쥬");
    ko("집까지 얼마나 멀어 ¦버스는 몇 시에 닫나 ¦여기 어디 있지 ¦저기까지 몇 키로야 ¦걸어가지 마라 ¦알겠니");
    ko("그기 아이고 내 말은 그런기라 ¦퍼뜩 오이소 ¦밥은 묵었는교 ¦고맙심더");
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
    ko("전에는 조용하던데 요새는 시끄럽다.");
    ko("자리가 좀 더 있음 좋겠다. ¦밥을 잘게 썰어 두었다.");
    ko("어머니가 벌써 오셨나 봅니다. ¦그는 늘 즐겨 걷고 일부러 돌아온다.");
    ko("내용이 어려운지라 두 번 읽었다. ¦연구나 실험에 쓴다.");
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
    ko("역시 최고죠?ㅎㅅㅎ ¦다들 와 보세요~ 🙂 ¦정말 즐거웠음...! ^^");
}

#[test]
fn pictures_inside_a_sentence_do_not_cut_it() {
    ko("우리는 강아지 🐶 와 고양이 🐱 를 데리고 갔습니다. ¦주인 🧑‍🌾 이 반겨 주었습니다.");
    ko("점심은 김밥 🍙 이랑 국수 🍜 먹었어요. ¦배불러요 😋 ¦이제 걸어요");
    ko("Rust 🦀 를 배워 봅시다. ¦저는 Go 🐹 도 씁니다.");
    en("The farmer and her dog 🐶 will be back soon. ¦What a day 😊 ¦See you tomorrow 👋");
}

#[test]
fn a_mark_behind_a_space_is_a_mark() {
    let text = format!("{}어제는 바다에 갔다 . 오늘은 산에 갔다 ! 내일은 쉰다 .", "해가 졌다. ".repeat(20));
    assert_eq!(Splitter::new(Side::Ko).register(Register::Formal).split_text(&text).len(), 23);
}

#[test]
fn a_source_glued_to_a_caption_without_a_verb_stands_alone() {
    ko("골목마다 걸린 등불과 그 아래 놓인 화분들.¦(사진=저작권자(c) 가나통신, 무단 전재 금지)");
    ko("등불이 걸렸다.(사진=가나통신) ¦화분도 놓였다.");
}

#[test]
fn sentences_without_mark_and_space_come_apart_behind_a_sure_ending() {
    ko("오늘은 정말 힘들었다¦그래도 끝까지 걸은 것은 동생이 기다렸기 때문이다¦내일은 쉬어야겠네");
    ko("아침에 떠났습니다¦점심때 닿았고요");
    ko("다녀왔다가 갔다는데 있다시피 했다던 그렇습니다만 스카이다이빙 아이다호");
}

#[test]
fn a_name_does_not_make_a_short_text_informal() {
    ko("소설가 마르틴 하임 선생이 왔다. ¦그는 내일 떠난다.");
    ko("배우 아네트 라임 씨는 가수 조이아라 씨를 만났다.");
    ko("어제는 산에 갔음 ¦날씨가 좋았음 ¦또 가야지. ¦진짜임 안 가면 손해.");
}

#[test]
fn an_ellipsis_closes_after_an_ending_and_where_enough_is_said() {
    ko("글쎄… 잘 모르겠다. ¦너무 힘들었다... ¦그래도 간다.");
    ko("버스는 벌써 떠났는데… ¦그래서 걸어갔다. ¦그때 그 아이가… 문을 열었다.");
    ko("국물이 아주 그냥 와.. ¦또 먹고 싶네요 ¦솔직히 값은 좀 별로... ¦그래도 갈래요");
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
        "갔다집",
        ". [1] ",
        "▲가. ",
        "“가.\" ",
        "A. ",
        "제1조 ",
        "친구 😍 ",
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

#[test]
fn many_abbreviations_behind_many_brackets_are_split_in_linear_time() {
    let text = format!("{}{}", "(".repeat(200_000), "Mr. ".repeat(50_000));
    let start = std::time::Instant::now();
    check_tiling(Side::En, &text);
    assert!(start.elapsed().as_secs() < 5, "{:?}", start.elapsed());
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
