//! Nothing is lost in writing: inputs stay, a run that fails leaves what was there, and no name leads out of the output folder.

use super::*;

const KO_TEXT: &[u8] = "배가 3시에 떠났다.\n바다는 잔잔했다.\n".as_bytes();
const EN_TEXT: &[u8] = b"The ship left at 3 o'clock.\nThe sea was calm.\n";

#[test]
fn outputs_never_overwrite_inputs() {
    let files = folder(&[
        ("n.ko", KO_TEXT),
        ("n.en", EN_TEXT),
        ("g.tsv", b"\xEB\xB0\xB0\tship\n"),
        ("b/film.ko.txt", KO_TEXT),
        ("b/film.en.txt", EN_TEXT),
    ]);
    let [ko, en, glossary] = ["n.ko", "n.en", "g.tsv"].map(|name| path(&files, name));
    let same = files.path().join("b/../n.ko").to_str().unwrap().to_owned();
    let link = path(&files, "link.tsv");
    #[cfg(unix)]
    std::os::unix::fs::symlink(&ko, &link).unwrap();
    #[cfg(not(unix))]
    std::fs::hard_link(&ko, &link).unwrap();
    for args in [
        vec!["align", &ko, &en, "-o", &path(&files, "n.moses")],
        vec!["align", &ko, &en, "-o", &same, "--format", "tsv"],
        vec!["align", &ko, &en, "-o", &link],
        vec!["align", &ko, &en, "-o", &path(&files, "x.tsv"), "-o", &path(&files, "b/../x.tsv")],
        vec!["check", &ko, &en, "-o", &en],
        vec!["check", &ko, &en, "--write-baseline", &ko],
        vec!["check", &ko, &en, "--glossary", &glossary, "-o", &glossary],
    ] {
        let said = refused(&args);
        assert!(said.contains("overwrite") || said.contains("two outputs"), "{args:?}: {said}");
    }
    let folder = path(&files, "b");
    let list = path(&files, "pairs.txt");
    std::fs::write(&list, format!("{folder}/film.ko.txt\t{folder}/film.en.txt\tfilm.ko.txt\n")).unwrap();
    assert!(refused(&["align", "--pairs", &list, "-o", &folder, "--format", "tsv"]).contains("overwrite"));
    assert_eq!(contents(&ko).as_bytes(), KO_TEXT);
    assert_eq!(contents(&en).as_bytes(), EN_TEXT);
    assert_eq!(contents(path(&files, "b/film.ko.txt")).as_bytes(), KO_TEXT);
}

#[test]
fn a_run_that_fails_leaves_what_was_there() {
    let files = folder(&[("ko.txt", KO_TEXT), ("en.txt", EN_TEXT), ("y.srt", b"old"), ("all.tsv", b"old")]);
    let [ko, en, out] = ["ko.txt", "en.txt", "y.srt"].map(|name| path(&files, name));
    assert!(refused(&["align", &ko, &en, "-o", &out]).contains("no times"));
    assert_eq!(contents(&out), "old");
    let mut names: Vec<String> =
        std::fs::read_dir(files.path()).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    assert_eq!(names, ["all.tsv", "en.txt", "ko.txt", "y.srt"]);
}

#[test]
fn no_name_leads_out_of_the_output_folder() {
    let files = folder(&[("in/ko.../ko...", KO_TEXT), ("in/en.../en...", EN_TEXT), ("a/b/out/keep", b"")]);
    let [input, out] = ["in", "a/b/out"].map(|name| path(&files, name));
    let output = jjak(&["align", &input, &input, "-o", &out, "--input-format", "text"]);
    assert!(!files.path().join("a/...tsv").exists() && !files.path().join("a/b/...tsv").exists(), "{output:?}");
    let [ko, en] = ["in/ko.../ko...", "in/en.../en..."].map(|name| path(&files, name));
    for name in ["../x.tsv", "/tmp/x.tsv", "y/../../x.tsv"] {
        let list = path(&files, "pairs.txt");
        std::fs::write(&list, format!("\u{FEFF}{ko}\t{en}\t{name}\n")).unwrap();
        assert!(refused(&["align", "--pairs", &list, "-o", &out]).contains("outside"), "{name}");
    }
}

#[cfg(unix)]
#[test]
fn patterns_and_folders_end_even_where_links_lead_back() {
    let files = folder(&[("g/a.tsv", "눈\tsnow\n".as_bytes()), ("g/h/b.tsv", "비\train\n".as_bytes())]);
    for name in ["g/up", "g/h/up"] {
        std::os::unix::fs::symlink("..", files.path().join(name)).unwrap();
    }
    for input in [path(&files, "g/**/*.tsv"), path(&files, "g")] {
        assert!(printed(&["check", &input]).contains("2 entries in 2 files"), "{input}");
    }
}

/// Starts a run over a folder of documents, ends it with a signal after some milliseconds, and gives what lies in the output folder.
#[cfg(unix)]
fn ended(signal: &str, after_ms: u64, input: &str, out: &str) -> Vec<std::path::PathBuf> {
    let mut run = std::process::Command::new(env!("CARGO_BIN_EXE_jjak"))
        .args(["align", input, input, "-o", out])
        .stderr(std::process::Stdio::null())
        .spawn()
        .unwrap();
    std::thread::sleep(std::time::Duration::from_millis(after_ms));
    let _ = std::process::Command::new("kill").args([signal, &run.id().to_string()]).stderr(std::process::Stdio::null()).status();
    run.wait().unwrap();
    let Ok(found) = std::fs::read_dir(out) else { return Vec::new() };
    found.map(|entry| entry.unwrap().path()).collect()
}

#[cfg(unix)]
#[test]
fn a_run_that_is_killed_leaves_files_that_are_old_or_new_and_whole() {
    let names: Vec<String> = (0..24).flat_map(|n| [format!("{n}.ko.txt"), format!("{n}.en.txt")]).collect();
    let text = |name: &String| if name.contains("ko") { KO_TEXT.repeat(30) } else { EN_TEXT.repeat(30) };
    let texts: Vec<Vec<u8>> = names.iter().map(text).collect();
    let files: Vec<(&str, &[u8])> = names.iter().zip(&texts).map(|(name, text)| (name.as_str(), text.as_slice())).collect();
    let files = folder(&files);
    let input = files.path().to_str().unwrap().to_owned();
    let place = TempDir::new().unwrap();
    let whole = path(&place, "whole");
    printed(&["align", &input, &input, "-o", &whole]);
    for (number, after_ms) in (0..20).map(|n| (n, n * 17 % 230)) {
        let (signal, is_asked) = if number % 4 == 0 { ("-TERM", true) } else { ("-KILL", false) };
        let out = path(&place, "out");
        for file in ended(signal, after_ms, &input, &out) {
            let name = file.file_name().unwrap().to_str().unwrap().to_owned();
            if name.starts_with(".jjak-") {
                assert!(!is_asked, "{name} was left behind");
                std::fs::remove_file(file).unwrap();
                continue;
            }
            assert_eq!(contents(&file), contents(format!("{whole}/{name}")), "{name} after {after_ms} ms");
        }
    }
    printed(&["align", &input, &input, "-o", &path(&place, "out")]);
    assert_eq!(std::fs::read_dir(path(&place, "out")).unwrap().count(), 24);
}
