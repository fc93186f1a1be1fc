use super::*;

const PAGE: &str = "examples/captions/page.txt";

/// What it prints, and its exit code.
fn ran(args: &[&str]) -> (String, Option<i32>) {
    let output = jjak(args);
    assert_eq!(text(&output.stderr), "", "{args:?}");
    (text(&output.stdout), output.status.code())
}

#[test]
fn a_page_is_told_caption_by_caption() {
    let (told, code) = ran(&["captions", PAGE, "--width", "100"]);
    assert_eq!(code, Some(1));
    insta::assert_snapshot!("captions_page", told);
    let (lines, _) = ran(&["captions", PAGE, "--format", "lines"]);
    assert!(lines.lines().all(|line| line.starts_with(PAGE)), "{lines}");
    assert_eq!(lines.lines().filter(|line| line.contains(": untranslated KE001 ")).count(), 2);
}

#[test]
fn two_pages_are_paired_in_any_order() {
    let (told, code) = ran(&["captions", "examples/captions/ko.html", "examples/captions/en.html", "--format", "lines"]);
    assert_eq!(code, Some(1));
    insta::assert_snapshot!("captions_two_pages", told);
}

#[test]
fn json_lines_hold_candidates_with_reasons() {
    let (told, _) = ran(&["captions", PAGE, "--format", "jsonl"]);
    let rows: Vec<serde_json::Value> = told.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let paired = rows.iter().find(|row| row["verdict"] == "paired" && row["caption"]["side"] == "ko").unwrap();
    assert_eq!(paired["caption"]["line"], 19);
    assert_eq!(paired["other"]["line"], 1);
    let reasons = paired["candidates"][0]["reasons"].as_array().unwrap();
    assert!(reasons.iter().any(|r| r["ko"] == "도하람" && r["en"] == "Do Haram"), "{reasons:?}");
}

#[test]
fn a_page_whose_captions_are_all_translated_is_fine() {
    let page = "▲ 시장이 3일 새 다리를 건너고 있다. (사진=시청)\n\n다리는 길다.\n";
    let translation = "The mayor (left) crosses the new bridge on the 3rd. (Photo courtesy of the city)\n\nThe bridge is long.\n";
    let files = folder(&[("ko.txt", page.as_bytes()), ("en.txt", translation.as_bytes())]);
    let (_, code) = ran(&["captions", &path(&files, "ko.txt"), &path(&files, "en.txt")]);
    assert_eq!(code, Some(0));
    assert!(refused(&["captions", &path(&files, "no.txt")]).contains("there is no such file"));
}

#[test]
fn folders_of_pages_are_paired_by_name() {
    let page = |ko: bool, n: u32| {
        let caption = match ko {
            true => format!("시장이 {n}일 새 다리를 건너고 있다. (사진=시청)"),
            false => format!("The mayor crosses the new bridge on May {n}. (Courtesy of the city)"),
        };
        let alt = if ko { "다리" } else { "Bridge" };
        format!("<p>{alt} {n}</p><figure><img src=\"b{n}.jpg\"><figcaption>{caption}</figcaption></figure>")
    };
    let (k3, e3, k7, e7, lone) = (page(true, 3), page(false, 3), page(true, 7), page(false, 7), page(true, 9));
    let files = folder(&[
        ("ko/a.html", k3.as_bytes()),
        ("en/a.html", e3.as_bytes()),
        ("ko/b.html", k7.as_bytes()),
        ("en/b.html", e7.as_bytes()),
        ("ko/c.html", lone.as_bytes()),
    ]);
    let (ko, en) = (path(&files, "ko"), path(&files, "en"));
    let output = jjak(&["captions", &ko, &en, "--format", "tsv"]);
    let told = text(&output.stdout);
    let rows: Vec<Vec<&str>> = told.lines().skip(1).map(|line| line.split('\t').collect()).collect();
    assert_eq!(rows.len(), 2, "{told}");
    assert_eq!(
        rows[0][..4],
        [
            "시장이 3일 새 다리를 건너고 있다.",
            "The mayor crosses the new bridge on May 3.",
            "(사진=시청)",
            "(Courtesy of the city)"
        ]
    );
    assert_eq!(rows[1][7..], ["b7.jpg", "b7.jpg"]);
    assert!(text(&output.stderr).contains("c.html: left out: there is no English file to it"), "{}", text(&output.stderr));
    assert_eq!(output.status.code(), Some(0));
    assert!(refused(&["captions", &ko, &path(&files, "en/a.html")]).contains("name two of a kind"));
}
