use super::*;

#[test]
fn the_builtin_table_is_told_of_with_its_record() {
    let told = printed(&["vectors", "info"]);
    assert!(told.starts_with("dimensions  192, 4 bits each\npieces "), "{told}");
    let record: serde_json::Value = serde_json::from_str(told.split_once("\n\n").unwrap().1).unwrap();
    assert!(told.contains(&format!("crc32       {}\n", record["table"]["crc32"].as_str().unwrap())));
}

#[test]
fn a_table_of_ones_own_is_told_of_and_what_is_none_is_refused() {
    let files = folder(&[("no.vectors", b"jjakvec1 and no more")]);
    let table = "src/semantic/builtin/table.vectors";
    let told = printed(&["vectors", "info", table]);
    assert!(printed(&["vectors", "info"]).starts_with(&told));
    assert!(refused(&["vectors", "info", &path(&files, "no.vectors")]).contains("no.vectors: "));
    assert!(refused(&["vectors", "info", KO]).contains("not a vector table"));
}

#[test]
fn what_cannot_be_distilled_is_refused_before_the_work() {
    let files = folder(&[("models/other", b"")]);
    let distill = |rest: &[&str]| {
        let mut command = command(&["vectors", "distill", "--text", KO, "-o", &path(&files, "v.bin")]);
        let output = command.args(rest).env("JJAK_MODELS", path(&files, "models")).output().unwrap();
        assert_eq!(output.status.code(), Some(2));
        assert!(output.stdout.is_empty() && !files.path().join("v.bin").exists());
        text(&output.stderr)
    };
    assert!(distill(&[]).contains("run 'jjak model install'"));
    assert!(distill(&["--teacher", "no.whl"]).starts_with("jjak: no.whl: "));
    assert!(distill(&["--text", "gone.txt"]).starts_with("jjak: gone.txt: "));
    assert!(distill(&["--eval", KO_LINES, KO]).contains("lines, but corpora/news_visit/ko.txt has"));
    assert!(refused(&["vectors", "distill", "--text", KO, "-o", "v.json"]).contains("another ending"));
    assert!(refused(&["vectors", "distill", "--text", KO, "-o", "no/folder/v.bin"]).contains("no such folder"));
}

/// Distils a small table twice from a teacher, and gives the report and the record of the first.
fn distilled(teacher: &str, pieces: &str) -> (String, serde_json::Value) {
    let things = ["사과 apples", "기차 trains", "바다 seas", "구름 clouds", "연필 pencils", "나무 trees", "강 rivers", "별 stars"];
    let line = |n: usize| {
        let (ko, en) = things[n % 8].split_once(' ').unwrap();
        if n.is_multiple_of(2) { format!("{ko} {n}개를 보았다.\n") } else { format!("They saw {n} {en}.\n") }
    };
    let lines: String = (0..1200).map(line).collect();
    let files = folder(&[("a.txt", lines.as_bytes()), ("ko.txt", "별을 보았다.\n".as_bytes()), ("en.txt", b"They saw stars.\n")]);
    let make = |name: &str| {
        let mut command = command(&["vectors", "distill", "--dim", "8", "--pieces", pieces, "--pairs", "10", "--teacher", teacher]);
        command.args(["--text", &path(&files, "a.txt"), "-o", &path(&files, name)]);
        let output = command.args(["--eval", &path(&files, "ko.txt"), &path(&files, "en.txt")]).output().unwrap();
        assert!(output.status.success() && output.stderr.is_empty(), "{}", text(&output.stderr));
        (text(&output.stdout), std::fs::read(path(&files, name)).unwrap())
    };
    let (report, table) = make("v.bin");
    assert!(report.contains("\nretrieval   1 lines of ko.txt and en.txt: 1.000"), "{report}");
    assert!(printed(&["vectors", "info", &path(&files, "v.bin")]).contains("\"held_out_loss\""));
    assert_eq!(make("again.bin").1, table);
    (report, serde_json::from_str(&contents(path(&files, "v.json"))).unwrap())
}

#[test]
fn a_small_table_is_distilled_the_same_each_time() {
    let teacher = made_up::encoder();
    let (_, record) = distilled(teacher.path().to_str().unwrap(), "60");
    assert_eq!(record["table"]["pieces"], 60);
    assert_eq!(record["texts"][0]["lines"], 1200);
    assert!(record["command"].as_str().unwrap().starts_with("jjak vectors distill --dim 8 "));
}

#[test]
#[ignore = "needs the encoder's wheel: name it in JJAK_ENCODER"]
fn a_small_table_of_the_true_encoder_is_distilled_the_same_each_time() {
    let (report, record) = distilled(&std::env::var("JJAK_ENCODER").unwrap(), "2000");
    assert!(report.contains("\npairs       10 of "), "{report}");
    assert_eq!(record["table"]["pieces"], 2000);
    assert_eq!(record["teacher"]["version"], "0.2.1");
}
