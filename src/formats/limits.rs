//! How much a reader takes in: every limit has a name, a generous default and an error that says both.

use std::io::{Read, Result as IoResult};

use crate::error::{Error, Result};

/// Limits of reading. What is larger is an error that names the limit, never a part of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// Bytes of one file, packed or not.
    pub max_bytes: u64,
}

impl Default for Limits {
    /// 4 GiB a file.
    fn default() -> Self {
        Self { max_bytes: 4 << 30 }
    }
}

impl Limits {
    /// The usual limits, but for the bytes of a file.
    pub fn of_bytes(max_bytes: u64) -> Self {
        Self { max_bytes }
    }

    /// All that a source holds.
    ///
    /// # Errors
    /// When it cannot be read, and when it holds more than `max_bytes`.
    pub(super) fn read_all(&self, source: impl Read, into: &mut Vec<u8>) -> IoResult<Result<()>> {
        source.take(self.max_bytes.saturating_add(1)).read_to_end(into)?;
        Ok(if into.len() as u64 > self.max_bytes { Err(self.exceeded()) } else { Ok(()) })
    }

    fn exceeded(&self) -> Error {
        Error::limit(format!("there are more than {} bytes in it: raise --max-bytes if that is right", self.max_bytes))
    }
}
