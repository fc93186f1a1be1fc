use super::*;

const GOLD: &str = "[0]:[0]\n[1, 2]:[1]\n[]:[2]\n[3]:[3]\n";
const HYP: &str = "[0]:[0]\n[1]:[1]\n[2]:[]\n[]:[2]\n[3]:[3]\n";

#[test]
fn an_alignment_is_measured_against_gold() {
    let files = folder(&[("gold.beads", GOLD.as_bytes()), ("hyp.beads", HYP.as_bytes())]);
    let args = ["eval", "--gold", &path(&files, "gold.beads"), "--hyp", &path(&files, "hyp.beads")];
    let table = printed(&args);
    insta::assert_snapshot!("eval", table);
    let json: serde_json::Value = serde_json::from_str(&printed(&[&args[..], &["--json"]].concat())).unwrap();
    assert_eq!(json["sets"][0]["strict"]["f1"], json["mean_main"]);
    assert!((json["mean_main"].as_f64().unwrap() - 2.0 / 3.0).abs() < 1e-9);
    assert!(json.get("calibration").is_none());
}

#[test]
fn gold_cut_at_paragraphs_is_measured_by_what_lies_inside() {
    let files = folder(&[("gold/verses/a.gold", GOLD.as_bytes()), ("hyp/verses/a.beads", HYP.as_bytes())]);
    let args = ["eval", "--gold", &path(&files, "gold"), "--hyp", &path(&files, "hyp"), "--json"];
    let main =
        |args: &[&str]| serde_json::from_str::<serde_json::Value>(&printed(args)).unwrap()["sets"][0]["main"].as_f64().unwrap();
    assert!(main(&args) < 0.7);
    assert_eq!(main(&[&args[..], &["--coarse", "verses"]].concat()), 1.0);
    assert!(refused(&[&args[..], &["--coarse", "prose"]].concat()).contains("no such set"));
}

#[test]
fn confidence_is_held_against_what_is_right() {
    let out = folder(&[]);
    let hyp = path(&out, "hyp.jsonl");
    printed(&["align", KO_LINES, EN_LINES, "--lines", "-o", &hyp]);
    let table = printed(&["eval", "--gold", "corpora/news_visit/gold.beads", "--hyp", &hyp]);
    assert!(table.contains("expected calibration error 0."), "{table}");
}

#[test]
fn a_missing_or_impossible_alignment_is_reported() {
    let files =
        folder(&[("gold/s/a.gold", GOLD.as_bytes()), ("gold/s/b.gold", GOLD.as_bytes()), ("hyp/s/a.beads", HYP.as_bytes())]);
    let output = jjak(&["eval", "--gold", &path(&files, "gold"), "--hyp", &path(&files, "hyp")]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("b.gold: there is no alignment of it"), "{}", text(&output.stderr));
    let files = folder(&[("g.gold", b"[0]:[0]\n"), ("h.beads", b"[0]:[0]\n[7]:[1]\n")]);
    assert!(
        refused(&["eval", "--gold", &path(&files, "g.gold"), "--hyp", &path(&files, "h.beads")]).contains("but gold has 1 and 1")
    );
    assert!(refused(&["eval", "--gold", "corpora", "--hyp", KO]).contains("two files or two folders"));
}

#[test]
fn fitting_prints_figures_and_writes_a_model() {
    let files = folder(&[
        ("a/x.ko", "하나 1\n둘 2\n셋 3\n".as_bytes()),
        ("a/x.en", b"one 1\ntwo 2\nthree 3\n"),
        ("a/x.gold", b"[0]:[0]\n[1]:[1]\n[2]:[2]\n"),
        ("b/ko.lines", "넷 4\n다섯 5\n".as_bytes()),
        ("b/en.lines", b"four 4\nfive 5\n"),
        ("b/gold.beads", b"[0]:[0]\n[1]:[1]\n"),
    ]);
    let root = files.path().to_str().unwrap();
    let figures = printed(&["fit", root, "--exact", "a", "--steps", "0", "--ablate"]);
    assert!(figures.contains("-length") && figures.contains("mean"), "{figures}");
    let model = path(&files, "model");
    let fitted = printed(&["fit", root, "--steps", "1", "--hold-out", "-o", &model]);
    assert!(fitted.contains("held out"), "{fitted}");
    let weights = std::fs::read_to_string(format!("{model}/weights.txt")).unwrap();
    assert!(weights.contains("[with meaning]\nusual 1-1 "), "{weights}");
    assert!(std::fs::read_to_string(format!("{model}/record.json")).unwrap().contains("\"steps\": 1"));
    let (ko, en) = (path(&files, "a/x.ko"), path(&files, "a/x.en"));
    let align = |more: &[&str]| printed(&[&["align", &ko, &en, "--lines", "--format", "jsonl"], more].concat());
    assert_ne!(align(&[]), align(&["--model", &model]));
    // A model may stand without its vectors: then the built-in ones are meant.
    std::fs::remove_file(format!("{model}/pieces.vectors")).unwrap();
    assert_ne!(align(&[]), align(&["--model", &model]));
    std::fs::write(format!("{model}/weights.txt"), weights.replace("type beads 30", "type of beads 30")).unwrap();
    let unknown = refused(&["align", &ko, &en, "--lines", "--model", &model]);
    assert!(unknown.contains("weights.txt") && unknown.contains("'type beads' is missing"), "{unknown}");
    assert!(refused(&["align", &ko, &en, "--model", root]).contains("weights.txt"));
    assert!(refused(&["fit", root, "--exact", "c", "--steps", "0"]).contains("no such set"));
    assert!(refused(&["fit", &path(&files, "a/none")]).contains("a/none"));
    std::fs::write(path(&files, "b/gold.beads"), "[9]:[0]\n").unwrap();
    assert!(refused(&["fit", root, "--steps", "0"]).contains("but the texts have 2 and 2"));
}
