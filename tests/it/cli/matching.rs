//! `jjak match`: documents that translate each other, under names that tell nothing.

use super::*;

/// Documents of `corpora` that are plain text in both languages.
const TEXTS: [&str; 8] =
    ["blog_informal", "contract", "folk_tale", "letters", "news_visit", "press_budget", "science_essay", "speech"];

/// Two folders with the texts under numbers, the English ones the other way about; one of each side has no partner.
fn strewn() -> TempDir {
    let text = |name: &str, side: &str| {
        std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("corpora").join(name).join(format!("{side}.txt"))).unwrap()
    };
    let mut files = Vec::new();
    for (number, name) in TEXTS.iter().enumerate() {
        if number != 0 {
            files.push((format!("a/{number}.txt"), text(name, "ko")));
        }
        if number != 1 {
            files.push((format!("b/{}.txt", 90 - number), text(name, "en")));
        }
    }
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, text)| (name.as_str(), text.as_slice())).collect();
    folder(&files)
}

fn run(args: &[&str]) -> (String, String) {
    let output = jjak(args);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    (text(&output.stdout), text(&output.stderr))
}

#[test]
fn documents_find_each_other_by_what_they_say() {
    let files = strewn();
    let [ko, en] = ["a", "b"].map(|name| path(&files, name));
    let (table, said) = run(&["match", &ko, &en]);
    let pairs: Vec<(String, String, f64)> = table
        .lines()
        .skip(1)
        .map(|line| {
            let columns: Vec<&str> = line.split('\t').collect();
            let number = |path: &str| Path::new(path).file_stem().unwrap().to_str().unwrap().to_owned();
            (number(columns[0]), number(columns[1]), columns[2].parse().unwrap())
        })
        .collect();
    let numbers: Vec<(String, String)> = pairs.iter().map(|(ko, en, _)| (ko.clone(), en.clone())).collect();
    let wanted: Vec<(String, String)> = (2..TEXTS.len()).map(|n| (n.to_string(), (90 - n).to_string())).collect();
    assert_eq!(numbers, wanted);
    assert!(pairs.iter().all(|(_, _, confidence)| *confidence > 0.9), "{pairs:?}");
    assert_eq!(said, "jjak: 6 pairs; without a partner: 1 Korean and 1 English files\n");
    for threads in ["1", "2", "3"] {
        assert_eq!(run(&["match", &ko, &en, "--threads", threads]).0, table);
    }
    let jsonl = run(&["match", &ko, &en, "--format", "jsonl"]).0;
    assert_eq!(jsonl.lines().count(), 6);
    assert!(jsonl.starts_with("{\"ko\":") && jsonl.contains("\"confidence\":"));
}

#[test]
fn what_is_matched_can_be_aligned() {
    let files = strewn();
    let [ko, en, pairs, out] = ["a", "b", "pairs.tsv", "out.tsv"].map(|name| path(&files, name));
    run(&["match", &ko, &en, "-o", &pairs]);
    run(&["align", "--pairs", &pairs, "-o", &out]);
    let aligned = std::fs::read_to_string(out).unwrap();
    assert!(aligned.lines().count() > 150, "{}", aligned.lines().count());
}

#[test]
fn names_speak_for_a_pair_of_which_little_is_left() {
    let files = folder(&[
        ("ko/notice.txt", "안내 말씀\n".as_bytes()),
        ("ko/menu.txt", "오늘의 차림표\n".as_bytes()),
        ("en/notice.txt", b"Notice\n"),
        ("en/menu.txt", b"Menu of the day\n"),
    ]);
    let [ko, en] = ["ko", "en"].map(|name| path(&files, name));
    let confidences = |args: &[&str]| -> Vec<f64> {
        let table = run(&[&["match", &ko, &en, "--min-confidence", "0"], args].concat()).0;
        table.lines().skip(1).map(|line| line.split('\t').nth(2).unwrap().parse().unwrap()).collect()
    };
    let named = confidences(&[]);
    assert_eq!(named.len(), 2);
    let nameless: f64 = confidences(&["--ignore-names"]).iter().sum();
    assert!(named.iter().sum::<f64>() > nameless, "{named:?} {nameless}");
}

#[test]
fn what_cannot_be_read_is_told_and_the_rest_is_matched() {
    let files = strewn();
    let [ko, en] = ["a", "b"].map(|name| path(&files, name));
    std::fs::write(files.path().join("a/broken.xml.gz"), b"\x1f\x8b\x08").unwrap();
    std::fs::write(files.path().join("a/9.txt.gz"), b"\x1f\x8b\x08").unwrap();
    let output = jjak(&["match", &ko, &en]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("9.txt.gz"), "{}", text(&output.stderr));
    assert_eq!(text(&output.stdout).lines().count(), 7);
    let empty = folder(&[("a/x.png", b"\x89PNG")]);
    assert!(refused(&["match", &path(&empty, "a"), &en]).contains("there are no texts in this folder"));
}
