//! Which `jjak.toml` holds here.

use std::path::{Path, PathBuf};

use jjak::error::{Error, Result};

/// The settings of the project: `jjak.toml` here or in a folder above, up to the root of the repository or the home folder, so that
/// nobody else's file is obeyed without a word.
///
/// # Errors
/// When the file that holds here belongs to somebody else.
pub(super) fn find() -> Result<Option<PathBuf>> {
    let Ok(here) = std::env::current_dir() else { return Ok(None) };
    let home = std::env::var_os("HOME").map(PathBuf::from);
    let found = ancestors(&here, home.as_deref()).map(|folder| folder.join("jjak.toml")).find(|path| path.is_file());
    match found {
        Some(path) if !is_ours(&path) => {
            let message = "this belongs to another user, and is not obeyed: name it with --config if it is to hold";
            Err(Error::contradiction(message).in_file(path))
        }
        found => Ok(found),
    }
}

/// A folder and those above it, to the first that is a repository's root or the home folder.
fn ancestors<'p>(here: &'p Path, home: Option<&'p Path>) -> impl Iterator<Item = &'p Path> {
    let mut ends = false;
    here.ancestors().take_while(move |folder| {
        let goes_on = !ends;
        ends = folder.join(".git").exists() || home == Some(folder);
        goes_on
    })
}

/// Whether a file belongs to who runs this, or to root.
fn is_ours(path: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        let ours = rustix::process::geteuid().as_raw();
        std::fs::metadata(path).is_ok_and(|data| data.uid() == ours || data.uid() == 0)
    }
    #[cfg(not(unix))]
    {
        let _ = path;
        true
    }
}
