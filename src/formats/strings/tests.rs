use crate::bitext::{Bitext, Document, Side, Sides, State};
use crate::formats::{ReadOptions, parse_document};

fn document(name: &str, text: &str) -> Document {
    parse_document(name, text.as_bytes(), &ReadOptions::new(Side::Ko)).unwrap()
}

/// Every message: its name, its text, and the line and column where it stands.
fn messages(name: &str, text: &str) -> Vec<(String, String, usize, usize)> {
    let document = document(name, text);
    let place = |at: usize| document.segment_span(at).start;
    let message = |(at, message): (usize, &crate::bitext::Message)| {
        (message.name(), document.segment_text(at).to_owned(), place(at).line, place(at).column)
    };
    document.messages.iter().enumerate().map(message).collect()
}

fn row(name: &str, text: &str, line: usize, column: usize) -> (String, String, usize, usize) {
    (name.to_owned(), text.to_owned(), line, column)
}

#[test]
fn json_has_keys_on_levels_plurals_and_places() {
    let text = "{\n  \"a\": {\"b\": \"창을 \\\"닫기\\\"\"},\n  \"file_one\": \"하나\", \"file_other\": \"여럿\",\n  \"@a\": {\"description\": \"x\"}\n}";
    let expected = [row("a.b", "창을 \"닫기\"", 2, 15), row("file[one]", "하나", 3, 16), row("file[other]", "여럿", 3, 36)];
    assert_eq!(messages("ko.json", text), expected);
    let chrome = "{\"open\": {\"message\": \"열기\", \"description\": \"단추\"}}";
    assert_eq!(messages("messages.json", chrome), [row("open", "열기", 1, 23)]);
}

#[test]
fn broken_json_is_refused_with_its_place() {
    let told = parse_document("ko.json", b"{\n  \"a\" \"b\"}", &ReadOptions::new(Side::Ko)).unwrap_err().to_string();
    assert!(told.starts_with("ko.json:2:7: "), "{told}");
}

#[test]
fn android_leaves_out_what_is_not_translated() {
    let text = "<resources>\n<string name=\"a\">이름이 \\'새것\\'인\n   <b>창</b></string>\n<string name=\"x\" translatable=\"false\">x</string>\n\
        <plurals name=\"p\"><item quantity=\"other\">%d개</item></plurals></resources>";
    let expected = [row("a", "이름이 '새것'인 <b>창</b>", 2, 18), row("p[other]", "%d개", 5, 42)];
    assert_eq!(messages("strings.xml", text), expected);
}

#[test]
fn the_other_formats_read_their_escapes() {
    assert_eq!(messages("a.strings", "\"k\" = \"첫\\n둘\";"), [row("k", "첫\n둘", 1, 8)]);
    assert_eq!(messages("a.properties", "k\\:a = \\uAC00 \\\n   나"), [row("k:a", "가 나", 1, 8)]);
    assert_eq!(messages("a.php", "<?php return ['k' => ['a' => 'it\\'s :n']];"), [row("k.a", "it's :n", 1, 31)]);
    assert_eq!(messages("a.ftl", "k = 첫 { $n }\n    .a = 둘"), [row("k", "첫 { $n }", 1, 5), row("k.a", "둘", 2, 10)]);
}

#[test]
fn messages_go_together_by_key_whatever_their_order() {
    let documents = Sides {
        ko: document("ko.json", "{\"c\": \"늙은 열쇠\", \"b\": \"둘\", \"a\": \"\", \"n_other\": \"여럿\"}"),
        en: document("en.json", "{\"a\": \"One\", \"b\": \"Two\", \"d\": \"Four\", \"n_one\": \"A file\", \"n_other\": \"Files\"}"),
    };
    let bitext = Bitext::of_messages(documents);
    let all: Vec<_> =
        bitext.entries.iter().map(|e| (e.id.as_deref(), bitext.text(Side::Ko, e), bitext.text(Side::En, e), e.state)).collect();
    let expected = [
        (Some("a"), "", "One", State::Untold),
        (Some("b"), "둘", "Two", State::Untold),
        (Some("d"), "", "Four", State::NoKey(Side::Ko)),
        (Some("n[other]"), "여럿", "Files", State::Untold),
        (Some("c"), "늙은 열쇠", "", State::NoKey(Side::En)),
    ];
    assert_eq!(all, expected);
}
