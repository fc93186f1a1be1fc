use std::process::Command;

use super::*;

const COMMANDS: [&str; 12] =
    ["align", "captions", "check", "match", "rates", "split", "eval", "fit", "vectors", "model", "completions", "man"];

#[test]
fn the_examples_of_the_help_work() {
    let program = Path::new(env!("CARGO_BIN_EXE_jjak"));
    let search = format!("{}:{}", program.parent().unwrap().display(), std::env::var("PATH").unwrap());
    let helps = COMMANDS.map(|command| vec![command, "--help"]).into_iter().chain([vec!["--help"]]);
    for help in helps {
        let text_of_help = printed(&help);
        let examples: Vec<&str> = text_of_help.lines().filter(|line| line.starts_with("  jjak ")).collect();
        assert!(!examples.is_empty(), "{help:?}");
        // The examples of one help may build on one another.
        let place = folder(&[]);
        for name in ["corpora", "examples"] {
            std::os::unix::fs::symlink(Path::new(env!("CARGO_MANIFEST_DIR")).join(name), place.path().join(name)).unwrap();
        }
        for example in examples {
            let output = Command::new("sh").args(["-c", example]).current_dir(place.path()).env("PATH", &search).output().unwrap();
            // Checks of faulty examples find something.
            let checks = example.contains("jjak check") || example.contains("jjak captions");
            assert!(output.status.success() || checks && output.status.code() == Some(1), "{example}: {}", text(&output.stderr));
            let wrote_file = example.contains(" -o ") || example.contains('>') || example.contains("--write-baseline");
            // Pages of which one side is longer are told so.
            let is_said = text(&output.stderr).lines().all(|line| line.contains("warning: "));
            assert!(is_said || example.contains("--write-baseline"), "{example}: {}", text(&output.stderr));
            assert!(wrote_file || !output.stdout.is_empty(), "{example}");
        }
    }
}

#[test]
fn completions_and_manual_pages_are_printed() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert!(printed(&["completions", shell]).contains("align"), "{shell}");
    }
    assert!(printed(&["man"]).contains(".TH jjak 1"));
    assert!(printed(&["man", "align"]).contains(".TH jjak-align 1"));
    assert!(refused(&["man", "sing"]).contains("say one of align, captions, check, split"));
}

#[test]
fn the_version_is_told() {
    assert_eq!(printed(&["--version"]), format!("jjak {}\n", env!("CARGO_PKG_VERSION")));
}
