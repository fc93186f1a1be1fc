//! A page of the kind that jjak began with: the same picture with two English captions that differ in an apostrophe, one Korean caption
//! far below, and bylines and mail addresses around.

use serde_json::Value;

use super::*;

#[test]
fn a_caption_is_paired_with_its_translation_for_good_reasons_and_nothing_else_is() {
    let output = jjak(&["captions", "examples/captions/page.txt", "--format", "jsonl"]);
    assert_eq!(output.status.code(), Some(1), "{}", text(&output.stderr));
    let rows: Vec<Value> = text(&output.stdout).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let verdict = |row: &Value| row["verdict"].as_str().unwrap().to_owned();

    let paired: Vec<&Value> = rows.iter().filter(|row| row["caption"]["side"] == "ko" && verdict(row) == "paired").collect();
    let [korean] = paired.as_slice() else { panic!("{paired:?}") };
    let candidates = korean["candidates"].as_array().unwrap();
    assert!(!candidates.is_empty());
    for candidate in candidates {
        assert!(candidate["caption"]["text"].as_str().unwrap().starts_with("Prime Minister Do Haram ("), "{candidate}");
        let said: Vec<(&str, &str)> = candidate["reasons"]
            .as_array()
            .unwrap()
            .iter()
            .map(|reason| (reason["ko"].as_str().unwrap_or_default(), reason["en"].as_str().unwrap_or_default()))
            .collect();
        for (ko, en) in
            [("도하람", "Do Haram"), ("7일", "April 7"), ("린드크비스트", "Lindqvist"), ("부산", "Busan"), ("WFO", "WFO")]
        {
            assert!(said.contains(&(ko, en)), "{ko} = {en} is not among {said:?}");
        }
    }

    let differences: Vec<&Value> = rows.iter().filter(|row| verdict(row) == "duplicate").map(|row| &row["difference"]).collect();
    assert_eq!(differences, ["’ for '"]);
    assert_eq!(rows.iter().filter(|row| verdict(row) == "extra").count(), 3);
    assert_eq!(rows.iter().filter(|row| verdict(row) == "untranslated").count(), 2);
}
