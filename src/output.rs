//! The one place that writes files: whole or not at all, and never over what is being read.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use flate2::Compression;
use flate2::write::GzEncoder;
use tempfile::NamedTempFile;

use crate::error::{Error, Result};

/// Files that are being written, each beside its place.
static UNFINISHED: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

/// Takes away whatever is half written, for a program that is told to stop and ends now: whoever would begin another file waits from
/// here on.
pub fn abandon() {
    let Ok(mut unfinished) = UNFINISHED.lock() else { return };
    for path in std::mem::take(&mut *unfinished) {
        // There is nobody to tell if that fails.
        let _ = fs::remove_file(path);
    }
    std::mem::forget(unfinished);
}

/// A file that goes when the program is told to stop, as long as this lives.
#[derive(Debug)]
pub(crate) struct Unfinished(PathBuf);

impl Unfinished {
    /// Makes a file that counts as unfinished from its first moment on.
    fn make(make: impl FnOnce() -> std::io::Result<NamedTempFile>) -> std::io::Result<(NamedTempFile, Self)> {
        let mut paths = UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner);
        let part = make()?;
        paths.insert(part.path().to_owned());
        let unfinished = Self(part.path().to_owned());
        Ok((part, unfinished))
    }

    /// For a file that is there.
    #[cfg(feature = "review")]
    pub(crate) fn new(path: &Path) -> Self {
        if let Ok(mut paths) = UNFINISHED.lock() {
            paths.insert(path.to_owned());
        }
        Self(path.to_owned())
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        if let Ok(mut paths) = UNFINISHED.lock() {
            paths.remove(&self.0);
        }
    }
}

/// Writes a file. It is written beside its place and put there when it is whole and on the disk, so that whatever happens there is the
/// old file or the new one; a link is followed, and permissions stay. A name that ends in `.gz` is packed. What is no file (a pipe, a
/// device) is written to as it is.
///
/// # Errors
/// When it cannot be written, or `write` fails; what stood there before then stays.
pub fn write_file(path: &Path, write: impl FnOnce(&mut dyn Write) -> Result<()>) -> Result<()> {
    written(path, write).map_err(|e| if e.path().is_some() { e } else { e.in_file(path) })
}

fn written(path: &Path, write: impl FnOnce(&mut dyn Write) -> Result<()>) -> Result<()> {
    let is_packed = path.extension().is_some_and(|e| e.eq_ignore_ascii_case("gz"));
    let place = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let old = fs::metadata(&place).ok();
    if old.as_ref().is_some_and(|data| !data.is_file() && !data.is_dir()) {
        return into(File::create(&place)?, is_packed, write).map(drop);
    }
    if old.as_ref().is_some_and(fs::Metadata::is_dir) {
        return Err(Error::contradiction("this is a folder; name a file in it"));
    }
    let folder = place.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut beside = tempfile::Builder::new();
    beside.prefix(".jjak-").suffix(".part");
    #[cfg(unix)]
    let usual = {
        use std::os::unix::fs::PermissionsExt;
        // Less what the user's mask takes away.
        fs::Permissions::from_mode(0o666)
    };
    #[cfg(unix)]
    beside.permissions(usual);
    let (mut part, _unfinished) = Unfinished::make(|| beside.tempfile_in(folder))?;
    into(part.as_file_mut(), is_packed, write)?;
    if let Some(old) = old {
        part.as_file().set_permissions(old.permissions())?;
    }
    part.as_file().sync_all()?;
    part.persist(&place).map_err(|e| e.error)?;
    Ok(())
}

fn into(file: impl Write, is_packed: bool, write: impl FnOnce(&mut dyn Write) -> Result<()>) -> Result<()> {
    let mut file = BufWriter::new(file);
    if is_packed {
        let mut packed = GzEncoder::new(&mut file, Compression::default());
        write(&mut packed)?;
        packed.finish()?;
    } else {
        write(&mut file)?;
    }
    Ok(file.flush()?)
}

/// A file that only grows: what was pushed is on the disk.
#[derive(Debug)]
pub struct Appended {
    file: File,
    len_bytes: u64,
}

impl Appended {
    /// Opens a file to go on behind its first `len_bytes` bytes; what follows them goes.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn open(path: &Path, len_bytes: u64) -> Result<Self> {
        let open = || {
            let file = File::options().append(true).open(path)?;
            file.set_len(len_bytes)?;
            Ok(Self { file, len_bytes })
        };
        open().map_err(|e: std::io::Error| Error::new(e).in_file(path))
    }

    /// Adds bytes, all or none.
    ///
    /// # Errors
    /// When they cannot be written; the file is then as before.
    pub fn push(&mut self, bytes: &[u8]) -> Result<()> {
        let written = self.file.write_all(bytes).and_then(|()| self.file.sync_data());
        if let Err(e) = written {
            self.file.set_len(self.len_bytes)?;
            return Err(e.into());
        }
        self.len_bytes += bytes.len() as u64;
        Ok(())
    }
}

/// Sees to it that no output is an input or another output, by what they are and not by what they are called. A path `-` is no file.
///
/// # Errors
/// At the first output that would destroy something.
pub fn expect_apart<'p>(inputs: impl IntoIterator<Item = &'p Path>, outputs: &[PathBuf]) -> Result<()> {
    let read: BTreeMap<Identity, &Path> = inputs.into_iter().filter_map(|path| Some((identity(path)?, path))).collect();
    let mut taken = BTreeSet::new();
    for output in outputs.iter().filter(|path| path.as_os_str() != "-") {
        let is = identity(output);
        if let Some(input) = is.as_ref().and_then(|is| read.get(is)) {
            let message = format!("this would overwrite the input {}: name another output", input.display());
            return Err(Error::contradiction(message).in_file(output));
        }
        let is_new = is.is_none_or(|is| taken.insert(Ok(is))) & taken.insert(Err(place(output)));
        if !is_new && !is_device(output) {
            return Err(Error::contradiction("two outputs would go here: name another one").in_file(output));
        }
    }
    Ok(())
}

/// What a file is, whatever it is called: device and number.
#[cfg(unix)]
type Identity = (u64, u64);

/// What a file is, whatever it is called: its real path.
#[cfg(not(unix))]
type Identity = PathBuf;

/// `None` where there is no file.
fn identity(path: &Path) -> Option<Identity> {
    let data = fs::metadata(path).ok().filter(fs::Metadata::is_file)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        Some((data.dev(), data.ino()))
    }
    #[cfg(not(unix))]
    {
        let _ = data;
        fs::canonicalize(path).ok()
    }
}

/// Whether a path is there and no file: any number of outputs may go to a pipe.
fn is_device(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|data| !data.is_file() && !data.is_dir())
}

/// Where a file is or would be, by its folder's real path.
fn place(path: &Path) -> PathBuf {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let folder = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
    path.file_name().map_or_else(|| folder.clone(), |name| folder.join(name))
}

/// A path inside a folder, for a name that came from outside.
///
/// # Errors
/// When it would lead out of the folder.
pub fn inside(folder: &Path, name: &Path) -> Result<PathBuf> {
    use std::path::Component;
    let is_plain = name.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
    if !is_plain || name.as_os_str().is_empty() {
        return Err(
            Error::contradiction("this would be written outside of the output folder: name a place inside it").in_file(name)
        );
    }
    Ok(folder.join(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_write_that_fails_leaves_the_old_file_and_nothing_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.tsv");
        fs::write(&path, "old").unwrap();
        let failed = write_file(&path, |out| {
            out.write_all(b"half")?;
            Err(Error::malformed("no"))
        });
        assert!(failed.is_err());
        assert_eq!(fs::read(&path).unwrap(), b"old");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        write_file(&path, |out| Ok(out.write_all(b"new")?)).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"new");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_followed_and_permissions_stay() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = tempfile::tempdir().unwrap();
        let [path, link] = ["a", "link"].map(|name| folder.path().join(name));
        fs::write(&path, "old").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        symlink(&path, &link).unwrap();
        write_file(&link, |out| Ok(out.write_all(b"new")?)).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"new");
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
    }

    #[test]
    fn outputs_are_held_against_inputs_by_what_they_are() {
        let folder = tempfile::tempdir().unwrap();
        let input = folder.path().join("ko.txt");
        fs::write(&input, "가").unwrap();
        let same = folder.path().join(".").join("ko.txt");
        assert!(expect_apart([input.as_path()], std::slice::from_ref(&same)).is_err());
        let new = folder.path().join("out.tsv");
        assert!(expect_apart([input.as_path()], std::slice::from_ref(&new)).is_ok());
        assert!(expect_apart([input.as_path()], &[new.clone(), folder.path().join("./out.tsv")]).is_err());
        #[cfg(unix)]
        {
            let link = folder.path().join("link");
            std::os::unix::fs::symlink(&input, &link).unwrap();
            assert!(expect_apart([input.as_path()], &[link]).is_err());
        }
    }

    #[test]
    fn no_name_leads_out_of_a_folder() {
        for name in ["../a", "/a", "a/../../b", ""] {
            assert!(inside(Path::new("out"), Path::new(name)).is_err(), "{name}");
        }
        assert_eq!(inside(Path::new("out"), Path::new("a/b")).unwrap(), Path::new("out/a/b"));
    }
}
