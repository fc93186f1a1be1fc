use super::*;

const KO_1: &[u8] = "배가 3시에 떠났다.\n바다는 잔잔했다.\n".as_bytes();
const EN_1: &[u8] = b"The ship left at 3 o'clock.\nThe sea was calm.\n";
const KO_2: &[u8] = "눈이 10cm 왔다.\n".as_bytes();
const EN_2: &[u8] = b"10 cm of snow fell.\n";

fn site() -> TempDir {
    folder(&[
        ("ko/a/ship.txt", KO_1),
        ("en/a/ship.txt", EN_1),
        ("ko/snow_ko.md", KO_2),
        ("en/snow_en.txt", EN_2),
        ("ko/alone.txt", KO_2),
        ("en/picture.png", b"\x89PNG"),
    ])
}

#[test]
fn folders_are_paired_by_name_into_one_file_each() {
    let site = site();
    let [ko, en, out] = ["ko", "en", "out"].map(|name| path(&site, name));
    let output = jjak(&["align", &ko, &en, "-o", &out, "--format", "moses"]);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(text(&output.stderr), format!("{ko}/alone.txt: not aligned: there is no English file to it\n"));
    assert_eq!(contents(path(&site, "out/a/ship.ko")).as_bytes(), KO_1);
    assert_eq!(contents(path(&site, "out/snow.en")).as_bytes(), EN_2);
}

#[test]
fn one_folder_may_hold_both_sides() {
    let files = folder(&[("x.ko.txt", KO_1), ("x.en.txt", EN_1), ("y/ko.txt", KO_2), ("y/en.txt", EN_2), ("README.md", b"Notes")]);
    let root = files.path().to_str().unwrap();
    let tsv = printed(&["align", root, root]);
    assert_eq!(tsv.matches("src_text").count(), 1);
    assert_eq!(column(&tsv, "trg_text"), ["The ship left at 3 o'clock.", "The sea was calm.", "10 cm of snow fell."]);
    let out = path(&files, "all.jsonl");
    printed(&["align", root, root, "-o", &out]);
    assert_eq!(contents(&out).lines().count(), 3);
    assert!(contents(&out).contains("\"reasons\""));
}

#[test]
fn the_same_text_in_several_formats_is_paired_format_by_format() {
    let files = folder(&[
        ("ko.txt", KO_1),
        ("en.txt", EN_1),
        ("ko.md", KO_2),
        ("en.md", EN_2),
        ("ko/z.txt", KO_1),
        ("z.ko.txt", KO_1),
        ("z.en.txt", EN_1),
    ]);
    let root = files.path().to_str().unwrap();
    let output = jjak(&["align", root, root, "-o", &path(&files, "out")]);
    assert_eq!(output.status.code(), Some(0));
    assert!(text(&output.stderr).contains("several files could be its partner"), "{}", text(&output.stderr));
    assert!(contents(path(&files, "out/aligned.md.tsv")).contains("10cm"));
    assert!(contents(path(&files, "out/aligned.txt.tsv")).contains("ship"));
}

#[test]
fn a_list_names_pairs_and_outputs() {
    let site = site();
    let line = |ko: &str, en: &str, out: &str| format!("{}\t{}{out}\n", path(&site, ko), path(&site, en));
    let list = path(&site, "pairs.tsv");
    std::fs::write(&list, line("ko/a/ship.txt", "en/a/ship.txt", "\tvoyage.jsonl") + &line("ko/snow_ko.md", "en/snow_en.txt", ""))
        .unwrap();
    let out = path(&site, "out");
    assert_eq!(printed(&["align", "--pairs", &list, "-o", &out]), "");
    assert!(contents(path(&site, "out/voyage.jsonl")).contains("\"reasons\""));
    assert!(contents(path(&site, "out/snow.tsv")).starts_with("src_text"));

    std::fs::write(&list, "one\n").unwrap();
    assert!(refused(&["align", "--pairs", &list]).contains("pairs.tsv:1:1: a line names"));
}

#[test]
fn a_bad_file_is_reported_and_skipped() {
    let site = site();
    let list = path(&site, "pairs.tsv");
    let [ko, en] = ["ko/a/ship.txt", "en/a/ship.txt"].map(|name| path(&site, name));
    std::fs::write(&list, format!("gone.txt\t{en}\n{ko}\t{en}\n")).unwrap();
    let output = jjak(&["align", "--pairs", &list]);
    assert_eq!(output.status.code(), Some(2));
    let said = text(&output.stderr);
    assert!(said.starts_with("jjak: gone.txt: there is no such file"), "{said}");
    assert!(said.ends_with("jjak: 1 of 2 pairs could not be aligned\n"), "{said}");
    assert_eq!(column(&text(&output.stdout), "src_text").len(), 2);
}

#[test]
fn results_do_not_depend_on_the_number_of_threads() {
    let of = |threads: &str| {
        let output =
            command(&["align", "corpora", "corpora", "--format", "jsonl"]).env("RAYON_NUM_THREADS", threads).output().unwrap();
        assert_eq!(output.status.code(), Some(0));
        output.stdout
    };
    let one = of("1");
    assert!(one.len() > 100_000);
    assert_eq!(one, of("2"));
}

#[test]
fn what_does_not_go_together_is_told() {
    let site = site();
    let [ko, en] = ["ko", "en"].map(|name| path(&site, name));
    for (more, said) in [
        (&["-o", "all.tmx"][..], "name a folder, and add --format tmx"),
        (&["--format", "tmx"], "name a folder with -o"),
        (&["--table"], "leave --table out"),
        (&["--format", "table"], "say another --format"),
        (&["-o", "a", "-o", "b"], "give -o once"),
    ] {
        let message = refused(&[&["align", ko.as_str(), en.as_str()], more].concat());
        assert!(message.contains(said), "{more:?}: {message}");
    }
    let twice = path(&site, "twice.tsv");
    let line = format!("{ko}/snow_ko.md\t{en}/snow_en.txt\n");
    std::fs::write(&twice, line.repeat(2)).unwrap();
    assert!(refused(&["align", "--pairs", &twice, "-o", &path(&site, "out")]).contains("would both go here"));
    let empty = folder(&[("x.ko.txt", KO_1)]);
    let root = empty.path().to_str().unwrap();
    assert!(refused(&["align", root, root]).contains("no two files here belong together"));
}
