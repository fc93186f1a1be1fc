use super::*;

const KO_SRT: &str = "corpora/film_subtitles/ko.srt";
const EN_SRT: &str = "corpora/film_subtitles/en.srt";
const SAMI: &str = "examples/subtitles/island.smi";

/// The lines of times of a subtitle file.
fn times(subtitles: &str) -> Vec<&str> {
    subtitles.lines().filter(|line| line.contains("-->")).collect()
}

fn codes(args: &[&str]) -> Vec<String> {
    let output = jjak(&[&["check", "--format", "jsonl"], args].concat());
    assert_eq!(text(&output.stderr), "", "{args:?}");
    let rows = text(&output.stdout);
    let rows = rows.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    rows.map(|row| row["code"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn two_subtitle_files_become_one_with_both_languages() {
    let out = folder(&[]);
    let [srt, vtt] = ["both.srt", "both.vtt"].map(|name| path(&out, name));
    printed(&["align", KO_SRT, EN_SRT, "-o", &srt, "-o", &vtt]);
    let (srt, vtt, ko) = (contents(&srt), contents(&vtt), contents(KO_SRT));
    assert!(srt.contains("시계요.\n12년 전에 맡긴 건데요.\nA clock.\nI left it here 12 years ago.\n"), "{srt}");
    assert!(srt.contains("<i>기다리는 버릇이 있습니다.</i>\n<i>But this clock\nhas a habit of waiting.</i>\n"), "{srt}");
    assert!(times(&ko).iter().all(|line| srt.contains(line)));
    // English that stands alone is put on the Korean clock: it begins a minute earlier.
    let alone = srt.split("\n\n").find(|cue| cue.ends_with("Oh. Of course.")).unwrap();
    assert!(alone.contains("00:04:"), "{alone}");
    assert!(vtt.starts_with("WEBVTT\n\n") && times(&vtt).len() == times(&srt).len());
}

#[test]
fn tables_carry_times_where_there_are_some() {
    let tsv = printed(&["align", KO_SRT, EN_SRT]);
    assert!(tsv.lines().next().unwrap().ends_with("\tsrc_start\tsrc_end\ttrg_start\ttrg_end"));
    assert!(column(&tsv, "src_start").iter().all(|ms| ms.parse::<u64>().is_ok()));
    assert!(printed(&["align", KO, EN]).lines().next().unwrap().ends_with("trg_doc"));
    let jsonl = printed(&["align", KO_SRT, EN_SRT, "--format", "jsonl"]);
    assert!(jsonl.contains("\"cue\":{\"start_ms\":") && jsonl.contains("\"evidence\":\"time\""));
    let without = ["align", KO_SRT, EN_SRT, "--format", "jsonl", "--evidence", "length,anchors,learned,meaning"];
    assert!(!printed(&without).contains("\"evidence\":\"time\""));
}

#[test]
fn one_sami_file_holds_both_languages() {
    let tsv = printed(&["align", SAMI]);
    assert_eq!(column(&tsv, "trg_text")[1], "Yun Tae-o has carried its letters for 13 years.");
    assert!(column(&tsv, "type").contains(&"2-1".to_owned()), "{tsv}");
    let codes = codes(&[SAMI]);
    for code in ["KE004", "KE010", "KE051", "KE052"] {
        assert!(codes.iter().any(|c| c == code), "{code}: {codes:?}");
    }
    assert!(refused(&["align", KO_SRT]).contains("holds no English"));
    let korean = folder(&[("ko.smi", "<SYNC Start=1><P Class=KRCC>하나<SYNC Start=900><P Class=KRCC>&nbsp;".as_bytes())]);
    assert!(refused(&["align", &path(&korean, "ko.smi")]).contains("holds no English"));
}

#[test]
fn what_had_to_be_mended_is_told_with_its_line() {
    let files = folder(&[
        ("ko.srt", "1\n00:00:01.000 --> 00:00:02.500\n배가 떠났다.\n".as_bytes()),
        ("en.srt", b"1\n00:00:01,000 --> 00:00:02,500\nThe boat left.\n"),
    ]);
    let [ko, en] = ["ko.srt", "en.srt"].map(|name| path(&files, name));
    let output = jjak(&["align", &ko, &en]);
    assert_eq!(output.status.code(), Some(0));
    assert!(text(&output.stderr).starts_with(&format!("{ko}:2:1: warning: the times are not written as usual")));
    assert!(text(&jjak(&["align", KO_SRT, EN_SRT, "-v"]).stderr).contains("English times × 1.0000 - 61."));
}

#[test]
fn subtitles_are_checked_in_pairs_and_in_folders() {
    let srt = |text: &str, seconds: &str| format!("1\n00:00:01,000 --> 00:00:0{seconds},000\n{text}\n");
    let good = (srt("배가 떠났다.", "3"), srt("The boat left.", "3"));
    let files = folder(&[
        ("s/a.ko.srt", good.0.as_bytes()),
        ("s/a.en.srt", good.1.as_bytes()),
        ("s/b.ko.srt", srt("배가 떠났다.", "9").as_bytes()),
        ("s/b.en.srt", good.1.as_bytes()),
        ("s/c.smi", contents(SAMI).as_bytes()),
    ]);
    let select = ["--select", "KE053"];
    assert_eq!(codes(&[&[path(&files, "s").as_str()], &select[..]].concat()), ["KE053"]);
    let [ko, en] = ["s/b.ko.srt", "s/b.en.srt"].map(|name| path(&files, name));
    assert_eq!(codes(&[&ko, &en, select[0], select[1]]), ["KE053"]);
    assert!(codes(&[&path(&files, "s")]).contains(&"KE010".to_owned()));
    assert!(text(&jjak(&["check", &ko]).stderr).contains("nothing to check"));
    let out = path(&files, "out");
    printed(&["align", &path(&files, "s"), &path(&files, "s"), "-o", &out, "--format", "srt"]);
    assert!(["a.srt", "b.srt", "c.srt"].iter().all(|name| contents(Path::new(&out).join(name)).contains("-->")));
}

#[test]
fn text_without_times_is_no_subtitles() {
    let said = refused(&["align", KO, EN, "--format", "srt"]);
    assert!(said.contains("no times here"), "{said}");
}

#[test]
fn every_cue_gets_a_verdict() {
    let output = jjak(&["captions", KO_SRT, EN_SRT, "--format", "lines"]);
    let told = text(&output.stdout);
    assert_eq!((text(&output.stderr).as_str(), output.status.code()), ("", Some(1)));
    let cues = times(&contents(KO_SRT)).len() + times(&contents(EN_SRT)).len();
    assert_eq!(told.lines().count(), cues);
    for part in [": paired 1.00 ko “시계요. 12년 전에 맡긴 건데요.” = en ", " shares en ", "has no Korean caption"] {
        assert!(told.contains(part), "{part}: {told}");
    }
    let verdict = |text: &str| told.lines().find(|line| line.contains(&format!("en “{text}”"))).unwrap().to_owned();
    assert!(verdict("Oh. Of course.").contains("untranslated KE001"));
    let output = jjak(&["captions", SAMI, "--format", "jsonl"]);
    assert!(text(&output.stdout).contains("\"sign\":\"cue\""));
}
