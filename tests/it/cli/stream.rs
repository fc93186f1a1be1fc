use std::io::{BufRead, BufReader, Write};
use std::process::{Command as Process, Stdio};

use super::*;

/// The output for a stream.
fn streamed(args: &[&str], lines: &str) -> Output {
    command(&[&["align", "--stdin"], args].concat()).write_stdin(lines.as_bytes().to_vec()).output().unwrap()
}

fn json(id: impl std::fmt::Display, ko: &str, en: &str) -> String {
    format!("{}\n", serde_json::json!({ "id": id.to_string(), "ko": ko, "en": en }))
}

/// Documents of very different lengths.
fn many() -> String {
    let of = |n: usize| {
        let (ko, en) = ("배가 3시에 떠났다. 바다는 잔잔했다. ", "The ship left at 3 o'clock. The sea was calm. ");
        json(n, &format!("{n}번 부두. {}", ko.repeat(n % 17)), &format!("Pier {n}. {}", en.repeat(n % 17)))
    };
    (1..=120).map(of).collect()
}

fn base64(text: &str) -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::STANDARD.encode(text)
}

#[test]
fn a_stream_gives_the_pairs_that_files_give() {
    let [ko, en] = [KO, EN].map(contents);
    let row = format!("{}\n", serde_json::json!({ "ko": ko, "en": en, "ko_doc": KO, "en_doc": EN }));
    let table = format!("src_url\ttrg_url\tsrc_text\ttrg_text\n{KO}\t{EN}\t{}\t{}\n", base64(&ko), base64(&en));
    assert_eq!(text(&streamed(&[], &row).stdout), printed(&["align", KO, EN, "--format", "jsonl"]));
    assert_eq!(text(&streamed(&[], &table).stdout), printed(&["align", KO, EN, "--format", "tsv"]));
    let lines = |path: &str| contents(path).lines().map(str::to_owned).collect::<Vec<_>>();
    let row = serde_json::json!({ "ko": lines(KO_LINES), "en": lines(EN_LINES), "ko_doc": KO_LINES, "en_doc": EN_LINES });
    let of_files = printed(&["align", KO_LINES, EN_LINES, "--lines", "--format", "jsonl"]);
    assert_eq!(text(&streamed(&[], &format!("{row}\n")).stdout), of_files);
}

#[test]
fn the_texts_tell_which_is_korean_where_the_header_does_not() {
    let table = format!("src_text\ttrg_text\n{}\t{}\n", base64("It rained. The road is wet."), base64("비가 왔다. 길이 젖었다."));
    let output = streamed(&[], &table);
    assert_eq!(column(&text(&output.stdout), "src_text"), ["비가 왔다.", "길이 젖었다."]);
}

#[test]
fn a_bad_line_is_told_and_the_others_are_aligned() {
    let good = json("a", "비가 왔다.", "It rained.");
    let output = streamed(&[], &format!("{good}{{\"id\": 8, \"ko\": \"비\"}}\nnonsense\n\n{}", good.trim_end()));
    assert_eq!(output.status.code(), Some(2));
    let rows: Vec<serde_json::Value> = text(&output.stdout).lines().map(|row| serde_json::from_str(row).unwrap()).collect();
    assert_eq!(rows.len(), 4);
    assert_eq!((&rows[1]["line"], &rows[1]["id"]), (&2.into(), &"8".into()));
    assert!(rows[1]["error"].as_str().unwrap().contains("missing field `en`"));
    assert_eq!(rows[2]["line"], 3);
    assert_eq!(rows[3]["ko"], "비가 왔다.");
    assert!(text(&output.stderr).contains("jjak: line 3: this is no row with ko and en"));
    assert!(text(&output.stderr).contains("2 of 4 lines could not be aligned"));
}

#[test]
fn a_bad_row_of_a_table_is_told() {
    let good = base64("비가 왔다.");
    let table = format!("ko_text\ten_text\n{good}\t{}\n{good}\t*\n{good}\n", base64("It rained."));
    let output = streamed(&[], &table);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(text(&output.stdout).lines().count(), 2);
    let told = text(&output.stderr);
    assert!(told.contains("line 3: the en text is not base64") && told.contains("line 4: the line ends in column 1"), "{told}");
}

#[test]
fn a_stream_without_a_header_is_refused() {
    let output = streamed(&[], "비가 왔다.\tIt rained.\n");
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("begins with no header"), "{}", text(&output.stderr));
    assert!(text(&streamed(&["--format", "tmx"], &many()).stderr).contains("tmx holds one pair"));
    assert_eq!(streamed(&[], "").status.code(), Some(0));
}

#[test]
fn the_bytes_are_the_same_whatever_the_threads_and_the_shards() {
    let all = streamed(&["--jobs", "1"], &many()).stdout;
    assert_eq!(streamed(&["--jobs", "3"], &many()).stdout, all);
    let sorted = |bytes: &[u8]| {
        let mut lines: Vec<String> = text(bytes).lines().map(str::to_owned).collect();
        lines.sort();
        lines
    };
    assert_eq!(sorted(&streamed(&["--jobs", "3", "--keep-order=false"], &many()).stdout), sorted(&all));
    let shards = ["1/3", "2/3", "3/3"].map(|shard| streamed(&["--shard", shard], &many()).stdout);
    assert!(shards.iter().all(|shard| shard.len() > all.len() / 5));
    assert_eq!(sorted(&shards.concat()), sorted(&all));
}

#[test]
fn an_unbuffered_stream_answers_before_the_next_line_comes() {
    for threads in ["1", "2"] {
        let mut child = Process::new(env!("CARGO_BIN_EXE_jjak"))
            .args(["align", "--stdin", "--unbuffered", "--jobs", threads])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = child.stdin.take().unwrap();
        let mut answers = BufReader::new(child.stdout.take().unwrap());
        for n in 0..3 {
            lines.write_all(json(n, "비가 왔다.", "It rained.").as_bytes()).unwrap();
            let mut answer = String::new();
            answers.read_line(&mut answer).unwrap();
            assert!(answer.contains(&format!("\"ko_doc\":\"{n}\"")), "{answer}");
        }
        drop(lines);
        assert!(child.wait().unwrap().success());
    }
}

#[test]
fn a_reader_that_has_seen_enough_is_no_error() {
    let mut child = Process::new(env!("CARGO_BIN_EXE_jjak"))
        .args(["align", "--stdin", "--unbuffered"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let mut lines = child.stdin.take().unwrap();
    // It may have ended before it took all.
    let _ = lines.write_all(many().as_bytes());
    // The stream stays open, and the program ends all the same.
    assert!(child.wait().unwrap().success());
}
