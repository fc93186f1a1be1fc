//! What the READMEs show, in both languages: every command is run, what it is shown to print is what it prints, every option exists,
//! every configuration is one, and the code is that of an example that is built.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const ENGLISH: &str = include_str!("../../README.md");
const KOREAN: &str = include_str!("../../README.ko.md");

/// Commands that are not run here, by how they begin, and where they are tested.
const ELSEWHERE: [&str; 10] = [
    "cargo test",                        // this is it
    "jjak review",                       // tests/it/cli/review.rs and tests/browser: it waits for a browser
    "jjak model install",                // tests/it/cli/model.rs
    "jjak vectors distill",              // tests/it/cli/vectors.rs: it needs the encoder
    "jjak align ko.txt en.txt --encode", // tests/it/cli/encoder.rs, as above
    "jjak fit corpora my-gold",          // tests/it/cli/measuring.rs: it takes minutes
    "jjak align ko.txt en.txt --model",  // as above: it needs the model that was fitted
    "git diff",                          // the hook of git: tests/it/cli/hook.rs
    "xargs",
    "pip install", // python/test.sh
];

/// A block between fences, and the heading it stands under.
#[derive(Debug, PartialEq)]
struct Block<'r> {
    section: usize,
    language: &'r str,
    text: &'r str,
}

fn blocks(readme: &str) -> Vec<Block<'_>> {
    let mut found = Vec::new();
    let (mut section, mut open, mut at) = (0, None, 0);
    for line in readme.split_inclusive('\n') {
        let start = at;
        at += line.len();
        match (open, line.trim_end().strip_prefix("```")) {
            (None, Some(language)) => open = Some((language, at)),
            (Some((language, from)), Some("")) => {
                found.push(Block { section, language, text: &readme[from..start] });
                open = None;
            }
            (None, None) if line.starts_with("##") => section += 1,
            _ => {}
        }
    }
    assert_eq!(open, None, "a fence is never closed");
    found
}

/// A line of a script without the comment at its end and without the white space that lines comments up.
fn without_comment(line: &str) -> String {
    let code = line.split("  #").next().unwrap_or_default();
    code.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn commands(script: &str) -> Vec<String> {
    script.lines().filter(|line| !line.starts_with('#')).map(without_comment).filter(|line| !line.is_empty()).collect()
}

/// A file of numpy's with a row of three numbers for each line of a text.
fn vectors(text: &str) -> Vec<u8> {
    let rows = text.lines().count();
    let header = format!("{:117}\n", format!("{{'descr': '<f4', 'fortran_order': False, 'shape': ({rows}, 3), }}"));
    let numbers = (0..rows * 3).flat_map(|n| ((n % 7) as f32 - 3.0).to_le_bytes());
    [b"\x93NUMPY\x01\x00\x76\x00".as_slice(), header.as_bytes()].concat().into_iter().chain(numbers).collect()
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// A folder such as the READMEs take for granted: the clone, and texts of the reader's own.
fn clone() -> tempfile::TempDir {
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    let place = tempfile::tempdir().unwrap();
    for name in ["corpora", "examples"] {
        copy(&project.join(name), &place.path().join(name));
    }
    let texts =
        ["ko", "en"].map(|side| (side, fs::read_to_string(project.join(format!("corpora/contract/{side}.lines"))).unwrap()));
    for (side, text) in &texts {
        let write = |name: String, bytes: &[u8]| {
            let path = place.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        };
        write(format!("{side}.txt"), text.as_bytes());
        write(format!("{side}.npy"), &vectors(text));
        write(format!("texts/{side}/a/03.txt"), text.as_bytes());
        write("list.tsv".to_owned(), b"ko.txt\ten.txt\n");
    }
    // As fitting would write it, which takes minutes.
    fs::create_dir(place.path().join("my-model")).unwrap();
    fs::copy(project.join("src/align/weights.txt"), place.path().join("my-model/weights.txt")).unwrap();
    place
}

/// Runs a command as typed in a folder, and gives what it printed and wrote.
#[cfg(unix)]
fn run(command: &str, folder: &Path) -> String {
    let program = Path::new(env!("CARGO_BIN_EXE_jjak"));
    let search = format!("{}:{}", program.parent().unwrap().display(), std::env::var("PATH").unwrap());
    // Tables are shown as wide as most terminals are.
    let command = command.replace("cargo run --release --", "jjak").replace(" --table", " --table --width 80");
    let output = Command::new("sh").args(["-c", &command]).current_dir(folder).env("PATH", search).output().unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    let finds = command.starts_with("jjak check") || command.starts_with("jjak captions");
    assert!(output.status.success() || finds && output.status.code() == Some(1), "{command}: {stderr}");
    let mut told = String::from_utf8(output.stdout).unwrap();
    let words: Vec<&str> = command.split(' ').collect();
    for name in words.windows(2).filter(|pair| pair[0] == "-o").map(|pair| pair[1]) {
        let path = folder.join(name);
        assert!(path.exists(), "{command}: no {name}");
        if path.is_file() {
            told += &fs::read_to_string(path).unwrap();
        }
    }
    told
}

/// Whether a line is what is shown of it: `…` stands for any stretch, and so for any line.
fn shows(line: &str, shown: &str) -> bool {
    let mut parts = shown.split('…');
    let Some(mut rest) = parts.next().and_then(|first| line.strip_prefix(first)) else { return false };
    let parts: Vec<&str> = parts.collect();
    let Some((last, middle)) = parts.split_last() else { return rest.is_empty() };
    for part in middle {
        let Some(at) = rest.find(part) else { return false };
        rest = &rest[at + part.len()..];
    }
    rest.ends_with(last)
}

/// Asserts that the paragraphs of an excerpt stand in an output, in order, each whole, line for line.
fn expect_shown(excerpt: &str, output: &str) {
    let lines: Vec<&str> = output.lines().map(str::trim_end).collect();
    let mut from = 0;
    for paragraph in excerpt.trim_end().split("\n\n") {
        let shown: Vec<&str> = paragraph.lines().map(str::trim_end).collect();
        let at =
            lines[from..].windows(shown.len()).position(|window| window.iter().zip(&shown).all(|(line, shown)| shows(line, shown)));
        let Some(at) = at else { panic!("this is shown:\n{paragraph}\nand this is what comes:\n{}", lines[from..].join("\n")) };
        from += at + shown.len();
    }
}

#[cfg(unix)]
#[test]
fn every_command_runs_and_prints_what_is_shown() {
    let place = clone();
    let (mut folder, mut section, mut told) = (PathBuf::new(), 0, String::new());
    let mut left_out = BTreeSet::new();
    for block in blocks(ENGLISH) {
        if block.section != section {
            (folder, section) = (place.path().to_owned(), block.section);
        }
        match block.language {
            "sh" if !block.text.starts_with("#!") => {
                for command in commands(block.text) {
                    if let Some(name) = command.strip_prefix("cd ") {
                        folder = folder.join(name);
                    } else if let Some(beginning) = ELSEWHERE.iter().find(|beginning| command.starts_with(*beginning)) {
                        left_out.insert(*beginning);
                    } else {
                        told += &run(&command, &folder);
                    }
                }
            }
            "sh" => left_out.extend(ELSEWHERE.iter().filter(|beginning| block.text.contains(*beginning))),
            "text" => expect_shown(block.text, &std::mem::take(&mut told)),
            _ => {}
        }
    }
    assert_eq!(left_out, ELSEWHERE.into_iter().collect(), "right: commands that are named as not run, and no more in the README");
}

#[test]
fn both_languages_show_the_same() {
    let shown = |readme: &'static str| -> Vec<(usize, &str, Vec<String>)> {
        let lines = |block: &Block<'_>| match block.language {
            "text" | "rust" => block.text.lines().map(str::to_owned).collect(),
            _ => commands(block.text),
        };
        blocks(readme).iter().map(|block| (block.section, block.language, lines(block))).collect()
    };
    let (english, korean) = (shown(ENGLISH), shown(KOREAN));
    for (english, korean) in english.iter().zip(&korean) {
        assert_eq!(english, korean);
    }
    assert_eq!(english.len(), korean.len());
}

#[test]
fn both_languages_give_the_same_figures() {
    // Rows of tables, without what is said in words.
    let figures = |readme: &'static str| -> Vec<Vec<String>> {
        let is_figure = |c: char| c.is_ascii_digit() || c == '.';
        let numbers = |line: &str| -> Vec<String> {
            let words = line.split(|c: char| !is_figure(c));
            words.filter(|word| word.contains('.') && word.starts_with(|c: char| c.is_ascii_digit())).map(str::to_owned).collect()
        };
        readme.lines().filter(|line| line.starts_with('|')).map(numbers).filter(|row| row.len() > 1).collect()
    };
    assert_eq!(figures(ENGLISH), figures(KOREAN));
}

#[test]
fn every_option_that_is_named_exists() {
    let commands = ["align", "captions", "check", "rates", "split", "eval", "fit", "vectors", "model"];
    let mut helps = String::new();
    for mut args in commands.map(|command| vec![command]).into_iter().chain([vec!["vectors", "distill"], vec!["model", "install"]])
    {
        args.push("--help");
        let output = Command::new(env!("CARGO_BIN_EXE_jjak")).args(&args).output().unwrap();
        helps += &String::from_utf8(output.stdout).unwrap();
    }
    for readme in [ENGLISH, KOREAN] {
        for line in readme.lines().filter(|line| !line.contains("cargo ") && !line.contains("git diff")) {
            for option in line.split(|c: char| !c.is_ascii_alphanumeric() && c != '-').filter(|word| word.starts_with("--")) {
                let option = option.trim_end_matches('-');
                assert!(option.is_empty() || helps.contains(option), "{option} in: {line}");
            }
        }
    }
}

#[test]
fn every_configuration_that_is_shown_is_one() {
    for readme in [ENGLISH, KOREAN] {
        let shown: Vec<Block<'_>> = blocks(readme).into_iter().filter(|block| block.language == "toml").collect();
        assert!(shown.len() >= 2);
        for block in shown {
            jjak::check::Config::parse(block.text).unwrap_or_else(|e| panic!("{e}\n{}", block.text));
        }
    }
}

#[test]
fn the_code_that_is_shown_is_that_of_an_example() {
    let solid = |text: &str| text.lines().map(str::trim).collect::<Vec<_>>().join("\n");
    let example = solid(include_str!("../../examples/align.rs"));
    let mut seen = 0;
    for block in [ENGLISH, KOREAN].into_iter().flat_map(blocks).filter(|block| block.language == "rust") {
        assert!(example.contains(solid(block.text).trim()), "not in examples/align.rs:\n{}", block.text);
        seen += 1;
    }
    assert_eq!(seen, 2);
}
