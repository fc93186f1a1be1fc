use std::io::{BufRead, BufReader, Read, Write};
use std::process::Stdio;

use flate2::Compression;
use flate2::write::GzEncoder;
use jjak::bitext::Sides;

use super::*;

/// A pair of texts in which every sentence has its partner, told by numbers and names.
const SHORT_KO: &str = "김하늘 씨는 2031년에 배를 샀다.\n그는 “비가 온다. 돌아가자.”라고 말했다.\n값은 350만 원이었다.\n";
const SHORT_EN: &str =
    "Kim Haneul bought a boat in 2031.\n“It is raining. Let's go back,” he said.\nThe price was 3.5 million won.\n";

fn short() -> TempDir {
    folder(&[("ko.txt", SHORT_KO.as_bytes()), ("en.txt", SHORT_EN.as_bytes())])
}

#[test]
fn a_table_of_pairs_reads_well() {
    insta::assert_snapshot!("table", printed(&["align", KO, EN, "--table", "--width", "100"]));
}

#[test]
fn a_table_explains_when_asked_to() {
    let plain = printed(&["align", KO, EN, "--table"]);
    let explained = printed(&["align", KO, EN, "--table", "--explain"]);
    assert!(!plain.contains("because"));
    assert!(explained.contains("because") && explained.contains("or else"));
}

#[test]
fn without_an_output_the_pairs_come_as_tsv() {
    let tsv = printed(&["align", KO, EN]);
    assert!(tsv.starts_with("src_text\ttrg_text\tid\ttype\t"));
    assert_eq!(tsv, printed(&["align", KO, EN, "--format", "tsv"]));
    assert_eq!(tsv, printed(&["align", KO, EN, "-o", "-"]));
}

#[test]
fn several_outputs_go_by_their_endings() {
    let out = folder(&[]);
    let names = ["a.tsv", "a.jsonl", "a.hf.jsonl", "a.tmx", "a.ko", "a.beads", "a.ladder", "a.xces"].map(|n| path(&out, n));
    let mut args = vec!["align", KO, EN];
    names.iter().for_each(|name| args.extend(["-o", name]));
    assert_eq!(printed(&args), "");
    assert!(names.iter().all(|name| !contents(name).is_empty()));
    assert!(contents(path(&out, "a.en")).lines().count() > 10);
    assert!(contents(&names[1]).contains("\"reasons\"") && contents(&names[3]).contains("<tmx"));
}

#[test]
fn the_table_comes_beside_the_files() {
    let out = folder(&[]);
    let file = path(&out, "a.jsonl");
    let table = printed(&["align", KO, EN, "-o", &file, "--table"]);
    assert!(table.contains("mean confidence") && !table.contains("because"), "{table}");
    assert!(contents(&file).contains("\"runner_up\""));
    let file = path(&out, "table.txt");
    printed(&["align", KO, EN, "-o", &file, "--format", "table"]);
    assert!(contents(&file).contains("mean confidence"));
}

#[test]
fn only_json_lines_carry_reasons_unasked() {
    assert!(printed(&["align", KO, EN, "--format", "jsonl"]).contains("\"reasons\""));
    assert!(!printed(&["align", KO, EN, "--format", "hf"]).contains("reasons"));
}

#[test]
fn lines_stay_segments_with_their_numbers() {
    let files = folder(&[("ko.txt", "가 나. 다 라.\n\n마\n".as_bytes()), ("en.txt", b"A b. C d.\n\nE\n")]);
    let args = ["align", &path(&files, "ko.txt"), &path(&files, "en.txt"), "--format", "beads"];
    let count = |beads: &str| beads.split(&['[', ']', ',', ':'][..]).filter(|n| !n.trim().is_empty()).count();
    let lines = printed(&[&args[..], &["--lines"]].concat());
    assert!(lines.starts_with('[') && lines.contains('2') && !lines.contains('3'), "{lines}");
    assert_eq!(count(&lines.replace('\n', ",")), 6, "{lines}");
    assert!(printed(&args).contains('2'));
}

#[test]
fn the_input_format_overrides_the_ending() {
    let files = folder(&[("ko.txt", "<p>눈이 왔다.</p>".as_bytes()), ("en.txt", b"<p>It snowed.</p>")]);
    let [ko, en] = ["ko.txt", "en.txt"].map(|name| path(&files, name));
    assert_eq!(column(&printed(&["align", &ko, &en, "--input-format", "html"]), "src_text"), ["눈이 왔다."]);
    assert_eq!(column(&printed(&["align", &ko, &en]), "src_text"), ["<p>눈이 왔다.</p>"]);
    assert!(refused(&["align", &ko, &en, "--input-format", "html", "--lines"]).contains("html has no lines"));
}

#[test]
fn the_encoding_can_be_named() {
    // 눈 in CP949.
    let files = folder(&[("ko.txt", b"\xB4\xAB"), ("en.txt", b"snow")]);
    let [ko, en] = ["ko.txt", "en.txt"].map(|name| path(&files, name));
    assert_eq!(column(&printed(&["align", &ko, &en, "--encoding", "cp949"]), "src_text"), ["눈"]);
    let output = jjak(&["align", &ko, &en, "--encoding", "utf-8"]);
    let said = text(&output.stderr);
    assert!(said.starts_with(&format!("{ko}:1:1: warning: ")), "{said}");
}

#[test]
fn quotations_are_cut_when_asked_to() {
    let files = short();
    let [ko, en] = ["ko.txt", "en.txt"].map(|name| path(&files, name));
    let segments = |args: &[&str]| {
        printed(&[&["align", &ko, &en, "--format", "jsonl", "--keep-nulls"], args].concat()).matches("\"id\"").count()
    };
    assert_eq!(segments(&["--quotes", "whole"]), 6);
    assert!(segments(&["--quotes", "split"]) > 6);
    // Both sides quote the same two sentences: left to the aligner, they are pairs of their own.
    assert!(segments(&[]) > 6);
}

#[test]
fn the_register_can_be_named() {
    let text = "비가 왔다. 바람이 불었다. 눈이 왔다. 해가 떴다. 산에 감 그리고 쉬었음 정말 좋았음 또 가야지 했다.\n";
    let files = folder(&[("ko.txt", text.as_bytes()), ("en.txt", b"It rained.\n")]);
    let [ko, en] = ["ko.txt", "en.txt"].map(|name| path(&files, name));
    let segments = |register| {
        printed(&["align", &ko, &en, "--format", "jsonl", "--keep-nulls", "--register", register]).matches("\"id\"").count()
    };
    assert!(segments("informal") > segments("formal"));
}

#[test]
fn evidence_can_be_left_out() {
    let kinds = |evidence: &str| {
        let jsonl = printed(&["align", KO, EN, "--format", "jsonl", "--evidence", evidence]);
        ["length", "number", "name"].map(|kind| jsonl.contains(&format!("\"evidence\":\"{kind}\"")))
    };
    assert_eq!(kinds("length"), [true, false, false]);
    assert_eq!(kinds("anchors"), [false, true, true]);
    assert_eq!(kinds("length,anchors,learned"), [true, true, true]);
}

#[test]
fn pairs_are_chosen_by_confidence_and_type() {
    let all = printed(&["align", KO, EN]);
    let sure = printed(&["align", KO, EN, "--min-confidence", "0.9"]);
    let confidences: Vec<f64> = column(&sure, "confidence").iter().map(|c| c.parse().unwrap()).collect();
    assert!(!confidences.is_empty() && confidences.iter().all(|c| *c >= 0.9));
    assert!(sure.lines().count() < all.lines().count());

    let types = column(&printed(&["align", KO, EN, "--types", "2-1,1-2"]), "type");
    assert!(!types.is_empty() && types.iter().all(|t| t == "2-1" || t == "1-2"), "{types:?}");
}

#[test]
fn null_beads_are_kept_when_asked_to() {
    let files = folder(&[("ko.lines", "눈\n".as_bytes()), ("en.lines", b"")]);
    let args = ["align", &path(&files, "ko.lines"), &path(&files, "en.lines"), "--lines"];
    let output = jjak(&args);
    assert!(text(&output.stderr).ends_with("warning: there are no words in the English file\n"));
    assert!(column(&text(&output.stdout), "type").is_empty());
    let kept = jjak(&[&args[..], &["--keep-nulls"]].concat());
    assert_eq!(column(&text(&kept.stdout), "type"), ["1-0"]);
}

#[test]
fn colours_come_only_when_they_are_wanted() {
    assert!(!printed(&["align", KO, EN, "--table"]).contains('\x1b'));
    assert!(!printed(&["align", KO, EN, "--table", "--color", "never"]).contains('\x1b'));
    assert!(printed(&["align", KO, EN, "--table", "--color", "always"]).contains('\x1b'));
}

#[test]
fn the_decisions_are_told_on_request() {
    let output = jjak(&["align", KO, EN, "-v"]);
    let said = text(&output.stderr);
    let lines: Vec<&str> = said.lines().collect();
    assert_eq!(lines.len(), 2, "{said}");
    assert!(lines[0].starts_with(&format!("{KO}: UTF-8, text, ")) && lines[0].contains("sentences end with a mark"), "{said}");
    assert!(lines[1].starts_with(&format!("{EN}: UTF-8, text, ")) && lines[1].contains(" segments"), "{said}");
}

#[test]
fn swapped_files_are_noticed() {
    let output = jjak(&["align", EN, KO]);
    assert_eq!(output.status.code(), Some(0));
    assert!(text(&output.stderr).contains("warning: this looks like English"), "{}", text(&output.stderr));
}

#[test]
fn one_side_may_come_from_standard_input() {
    let from_file = printed(&["align", KO, EN, "--format", "beads"]);
    let output = command(&["align", "-", EN, "--format", "beads"]).write_stdin(contents(KO)).output().unwrap();
    assert_eq!(text(&output.stdout), from_file);
    assert!(refused(&["align", "-", "-"]).contains("standard input can hold only one"));
}

#[test]
fn packed_files_are_unpacked_and_written() {
    let pack = |path: &str| {
        let mut packed = GzEncoder::new(Vec::new(), Compression::default());
        packed.write_all(contents(path).as_bytes()).unwrap();
        packed.finish().unwrap()
    };
    let files = folder(&[("ko.txt.gz", &pack(KO)), ("en.txt.gz", &pack(EN))]);
    let out = path(&files, "a.tsv.gz");
    printed(&["align", &path(&files, "ko.txt.gz"), &path(&files, "en.txt.gz"), "-o", &out]);
    let mut unpacked = String::new();
    flate2::read::GzDecoder::new(std::fs::File::open(out).unwrap()).read_to_string(&mut unpacked).unwrap();
    assert_eq!(column(&unpacked, "src_text"), column(&printed(&["align", KO, EN]), "src_text"));
}

#[test]
fn code_is_left_out_of_markdown() {
    let jsonl =
        printed(&["align", "corpora/software_manual/ko.md", "corpora/software_manual/en.md", "--format", "jsonl", "--keep-nulls"]);
    let lines = Sides { ko: "corpora/software_manual/ko.lines", en: "corpora/software_manual/en.lines" }.map(contents);
    assert_eq!(jsonl.matches("\"id\"").count(), lines.ko.lines().count() + lines.en.lines().count());
}

#[test]
fn what_cannot_be_done_is_told_with_the_way_out() {
    for (args, said) in [
        (&["align", "no_such_file.txt", EN][..], "jjak: no_such_file.txt: there is no such file; "),
        (&["align", KO, KO], "named for both languages"),
        (&["align", "corpora", EN], "name two files or two folders"),
        (&["align", KO, EN, "-o", "x.unheard"], "add --format with one of tsv, "),
        (&["align", KO, EN, "--format", "unheard"], "say one of table, tsv, "),
        (&["align", KO, EN, "--format", "moses"], "name one of them with -o"),
        (&["align", KO, EN, "--types", "1:1"], "no bead type"),
        (&["align", KO, EN, "--evidence", "hearsay"], "choose among length, anchors, learned, meaning, time"),
        (&["align", KO, EN, "--min-confidence", "2"], "between 0 and 1"),
        (&["align", KO, EN, "--encoding", "ebcdic"], "no encoding"),
        (&["align", KO, EN, "-o", "no_such_folder/x.tsv"], "no_such_folder/x.tsv: "),
        (&["align", KO], "required"),
    ] {
        let message = refused(args);
        assert!(message.contains(said), "{args:?}: {message}");
    }
}

#[test]
fn a_reader_may_close_the_pipe() {
    // More than a pipe holds.
    let line = "눈이 왔다.\n".repeat(20_000);
    let files = folder(&[("ko.txt", line.as_bytes())]);
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_jjak"))
        .args(["split", &path(&files, "ko.txt")])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = String::new();
    BufReader::with_capacity(16, child.stdout.take().unwrap()).read_line(&mut first).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(first, "눈이 왔다.\n");
    assert_eq!((output.status.code(), text(&output.stderr).as_str()), (Some(0), ""));
}
