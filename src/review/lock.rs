//! One program at a time works on a review.

use std::fs::{self, File, TryLockError};
use std::io::Write;
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
use crate::output::Unfinished;

/// A review that nobody else can open as long as this lives. The system gives it free whatever happens to the program.
#[derive(Debug)]
pub struct Lock {
    file: File,
    _goes_at_the_end: Unfinished,
    path: PathBuf,
}

impl Lock {
    /// Takes a review for this program.
    ///
    /// # Errors
    /// When another one has it, with the address where that can be reached.
    pub fn take(journal: &Path) -> Result<Self> {
        let mut name = std::ffi::OsString::from(".");
        name.push(journal.file_name().unwrap_or_default());
        name.push(".lock");
        let path = journal.with_file_name(name);
        let file = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .read(true)
            .open(&path)
            .map_err(|e| Error::new(e).in_file(&path))?;
        match file.try_lock() {
            Ok(()) => Ok(Self { file, _goes_at_the_end: Unfinished::new(&path), path }),
            Err(TryLockError::WouldBlock) => {
                let address = fs::read_to_string(&path).unwrap_or_default();
                let message = format!("this review is open already, at {}", address.trim());
                Err(Error::contradiction(message).in_file(journal))
            }
            Err(TryLockError::Error(e)) => Err(Error::new(e).in_file(&path)),
        }
    }

    /// Says where the page is, for whoever comes second.
    ///
    /// # Errors
    /// When that cannot be written.
    pub fn tell(&mut self, address: &str) -> Result<()> {
        self.file.set_len(0)?;
        Ok(writeln!(self.file, "{address}")?)
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // A lock file that stays behind locks nothing.
        let _ = fs::remove_file(&self.path);
    }
}
