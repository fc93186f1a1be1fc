//! The command line, run as a user would.

mod align;
mod batch;
mod captions;
mod check;
mod encoder;
// The examples are run by a shell.
#[cfg(unix)]
mod help;
#[cfg(unix)]
mod hook;
mod made_up;
mod matching;
mod measuring;
mod model;
mod outputs;
mod page;
mod refused;
#[cfg(unix)]
mod review;
mod settings;
mod split;
mod stream;
mod subtitles;
mod vectors;

use std::path::Path;
use std::process::Output;

use assert_cmd::Command;
use tempfile::TempDir;

const KO: &str = "corpora/news_visit/ko.txt";
const EN: &str = "corpora/news_visit/en.txt";
const KO_LINES: &str = "corpora/news_visit/ko.lines";
const EN_LINES: &str = "corpora/news_visit/en.lines";

/// The program, in the top folder of the project.
fn command(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_jjak"));
    command.args(args).current_dir(env!("CARGO_MANIFEST_DIR")).env_remove("NO_COLOR");
    command
}

fn jjak(args: &[&str]) -> Output {
    command(args).output().unwrap()
}

/// What it prints, if all goes well and there is nothing to complain of.
fn printed(args: &[&str]) -> String {
    let output = jjak(args);
    assert_eq!(text(&output.stderr), "", "{args:?}");
    assert_eq!(output.status.code(), Some(0), "{args:?}");
    text(&output.stdout)
}

/// What it says on standard error when it fails.
fn refused(args: &[&str]) -> String {
    let output = jjak(args);
    assert_eq!(output.status.code(), Some(2), "{args:?}");
    assert_eq!(text(&output.stdout), "", "{args:?}");
    text(&output.stderr)
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// A folder with some files in it.
fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
    folder
}

fn path(folder: &TempDir, name: &str) -> String {
    folder.path().join(name).to_str().unwrap().to_owned()
}

fn contents(path: impl AsRef<Path>) -> String {
    std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.as_ref().display()))
}

/// The column of a TSV.
fn column(tsv: &str, name: &str) -> Vec<String> {
    let mut lines = tsv.lines();
    let at = lines.next().unwrap().split('\t').position(|field| field == name).unwrap();
    lines.map(|line| line.split('\t').nth(at).unwrap().to_owned()).collect()
}
