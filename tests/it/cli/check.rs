use super::*;

const TABLE: &str = "examples/orders.tsv";

/// What it prints, and its exit code.
fn ran(args: &[&str]) -> (String, Option<i32>) {
    let output = jjak(args);
    assert_eq!(text(&output.stderr), "", "{args:?}");
    (text(&output.stdout), output.status.code())
}

fn codes(args: &[&str]) -> Vec<String> {
    let (told, _) = ran(&[&["check", "--format", "jsonl"], args].concat());
    let rows = told.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    rows.map(|row| row["code"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_table_is_told_finding_by_finding() {
    let (told, code) = ran(&["check", TABLE, "--width", "100"]);
    assert_eq!(code, Some(1));
    insta::assert_snapshot!("check_table", told);
    insta::assert_snapshot!("check_statistics", ran(&["check", TABLE, "--statistics"]).0);
    insta::assert_snapshot!("check_rules", ran(&["check", "--list-rules"]).0);
}

#[test]
fn the_exit_code_goes_by_the_fail_level() {
    let only = |rule: &str, level: &str| ran(&["check", TABLE, "--select", rule, "--fail-level", level]).1;
    assert_eq!((only("double-space", "warning"), only("double-space", "info")), (Some(0), Some(1)));
    assert_eq!((only("KE022", "error"), only("KE022", "warning")), (Some(0), Some(1)));
    assert!(refused(&["check", "no.tsv"]).contains("there is no such file"));
    assert!(refused(&["check", TABLE, "--select", "KE999"]).contains("there is no rule 'KE999'"));
    assert!(refused(&["check", "corpora/news_visit/gold.beads"]).contains("numbers of segments"));
}

#[test]
fn every_rule_can_be_explained() {
    let rules = printed(&["check", "--list-rules"]);
    assert!(rules.lines().count() > 25);
    for code in rules.lines().filter_map(|line| line.split_whitespace().next()) {
        let page = printed(&["check", "--explain-rule", code]);
        assert!(page.starts_with(&format!("# {code} ")) && page.contains("## Does not fire"), "{page}");
    }
}

#[test]
fn aligned_documents_show_what_was_left_out() {
    let (told, _) = ran(&["check", "corpora/software_manual/ko.md", "corpora/software_manual/en.md", "--select", "KE00"]);
    for left_out in [
        "KE005 addition: not in the Korean",
        "Restoring to another computer",
        "KE002 copied: the Korean text is written in English",
    ] {
        assert!(told.contains(left_out), "{told}");
    }
}

#[test]
fn a_baseline_hides_what_is_known_and_nothing_else() {
    let files = folder(&[("a.tsv", "ko\ten\n하나\t\n둘\tTwo\n".as_bytes())]);
    let (table, known) = (path(&files, "a.tsv"), path(&files, "known.json"));
    assert_eq!(codes(&[&table]), ["KE001"]);
    assert!(jjak(&["check", &table, "--write-baseline", &known]).status.success());
    assert!(codes(&[&table, "--baseline", &known]).is_empty());
    std::fs::write(&table, "ko\ten\n새것\t새것\n하나\t\n둘\tTwo\n").unwrap();
    assert_eq!(codes(&[&table, "--baseline", &known]), ["KE002"]);
}

#[test]
fn rules_are_turned_off_where_the_files_or_the_settings_say() {
    let files = folder(&[
        ("a.tsv", "ko\ten\tignore\n하나\t\tKE001\n둘\t\t\n".as_bytes()),
        ("a.jsonl", "{\"ko\": \"하나\", \"en\": \"\", \"ignore\": [\"untranslated\"]}\n".as_bytes()),
        ("a.po", "msgid \"\"\nmsgstr \"Language: ko\\n\"\n\n# jjak:ignore KE001\nmsgid \"One\"\nmsgstr \"\"\n".as_bytes()),
        ("a.xlf", "<xliff version='1.2'><file source-language='en' target-language='ko'><body><trans-unit id='1'><source>One</source><note>jjak:ignore KE001</note></trans-unit></body></file></xliff>".as_bytes()),
        ("ko.html", "<p>시장은 다리를 열었다.</p><!-- jjak:ignore KE004 --><p>비용은 35억 원이다.</p><p>아무도 다치지 않았다.</p>".as_bytes()),
        ("en.html", "<p>The mayor opened the bridge.</p><p>Nobody was hurt.</p>".as_bytes()),
        ("jjak.toml", "[per-file-ignores]\n'**/a.tsv' = ['KE00']\n".as_bytes()),
    ]);
    let select = ["--select", "KE001,KE004"];
    let of = |names: &[&str]| {
        let paths: Vec<String> = names.iter().map(|name| path(&files, name)).collect();
        codes(&[&paths.iter().map(String::as_str).collect::<Vec<_>>()[..], &select].concat())
    };
    assert_eq!(of(&["a.tsv"]), ["KE001"]);
    for name in ["a.jsonl", "a.po", "a.xlf"] {
        assert!(of(&[name]).is_empty(), "{name}");
    }
    assert!(of(&["ko.html", "en.html"]).is_empty());
    assert!(codes(&[&path(&files, "a.tsv"), "--config", &path(&files, "jjak.toml")]).is_empty());
}

#[test]
fn a_glossary_is_found_beside_the_settings_or_named() {
    let files = folder(&[
        ("a.tsv", "ko\ten\n약관을 읽으세요.\tRead the rules.\n환불은 없습니다.\tThere are no refunds.\n".as_bytes()),
        ("set/jjak.toml", "glossary = 'terms.tsv'\n".as_bytes()),
        ("set/terms.tsv", "약관\tterms|!rules\t법무팀\n환불\trefund\n".as_bytes()),
        ("bad.tsv", "약관\n".as_bytes()),
    ]);
    let table = path(&files, "a.tsv");
    assert_eq!(codes(&[&table, "--config", &path(&files, "set/jjak.toml")]), ["KE021"]);
    let (told, _) = ran(&["check", &table, "--glossary", &path(&files, "set/terms.tsv")]);
    assert!(told.contains("a.tsv:2:20: warning KE021 glossary-term: 약관 must not be rules, but terms (법무팀)"), "{told}");
    assert!(codes(&[&table]).is_empty());
    assert!(refused(&["check", &table, "--glossary", &path(&files, "bad.tsv")]).contains("bad.tsv:1:1: a term is a Korean and"));
}

#[test]
fn what_git_ignores_is_passed_over_unless_it_is_named() {
    let bad = "저장하지 않은 변경 내용이 있습니다.\t\n".as_bytes();
    let files =
        folder(&[(".gitignore", b"node_modules/\n*.old.tsv\n"), ("a.tsv", bad), ("b.old.tsv", bad), ("node_modules/x/c.tsv", bad)]);
    let checked = |name: &str| {
        let output = jjak(&["check", &path(&files, name)]);
        assert_eq!(output.status.code(), Some(1), "{}", text(&output.stderr));
        let report = text(&output.stdout);
        ["a.tsv", "b.old.tsv", "c.tsv"].map(|file| report.contains(&format!("{file}:1:")))
    };
    assert_eq!(checked(""), [true, false, false]);
    assert_eq!(checked("node_modules"), [false, false, true]);
    assert_eq!(checked("b.old.tsv"), [false, true, false]);
}

#[test]
fn folders_patterns_and_standard_input_are_checked() {
    let files = folder(&[
        ("t/a.tsv", "ko\ten\n하나\t\n".as_bytes()),
        ("t/b/c.po", "msgid \"One\"\nmsgstr \"\"\n".as_bytes()),
        ("t/ko.txt", "안녕하세요.\n".as_bytes()),
        ("t/en.txt", "Hello.\n".as_bytes()),
    ]);
    assert_eq!(codes(&[&path(&files, "t")]), ["KE001", "KE001"]);
    assert_eq!(codes(&[&path(&files, "t/**/*.po")]), ["KE001"]);
    let output =
        command(&["check", "-", "--corpus-format", "tsv", "--format", "github"]).write_stdin("ko\ten\n하나\t\n").output().unwrap();
    assert_eq!(
        text(&output.stdout),
        "::error file=-,line=2,endLine=2,col=1,endColumn=2,title=KE001 untranslated::no English translation%0Ako -:2: 하나\n"
    );
    assert!(refused(&["check", &path(&files, "t/*.tmx")]).contains("no file fits"));
}

#[test]
fn a_page_in_both_languages_is_checked_by_its_captions() {
    assert_eq!(codes(&["examples/captions/page.txt", "--select", "KE001,KE050"]), ["KE001", "KE050", "KE001"]);
}

#[test]
fn findings_do_not_depend_on_the_number_of_threads() {
    let with =
        |threads: &str| command(&["check", "corpora", "examples"]).env("RAYON_NUM_THREADS", threads).output().unwrap().stdout;
    assert_eq!(text(&with("1")), text(&with("2")));
}
