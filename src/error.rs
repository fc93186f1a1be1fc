//! What can go wrong, and where.
//!
//! Damaged *content* is no error here: it travels with the document as a [`crate::bitext::Warning`]. An [`Error`] means that the
//! thing asked for could not be done at all.

use std::fmt;
use std::path::{Path, PathBuf};

/// A place in a file as read, for people: both numbers count from one, columns in Unicode scalar values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// Line, from one.
    pub line: usize,
    /// Column in Unicode scalar values, from one.
    pub column: usize,
}

impl Position {
    /// Where a byte of a text stands; inside a character, where that begins. Linear in what stands before it.
    pub fn of(text: &str, byte: usize) -> Self {
        let before = &text[..text.floor_char_boundary(byte)];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        Self { line: before.matches('\n').count() + 1, column: before[line_start..].chars().count() + 1 }
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

/// The kinds of failure a caller may want to tell apart.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The operating system refused to read or write.
    #[error("{0}")]
    Io(#[from] std::io::Error),
    /// The input is not what its format promises, in a way that leaves nothing to work with.
    #[error("{0}")]
    Malformed(String),
    /// A name (of a format, an encoding, an evidence source …) that this version does not know; the text names the known ones.
    #[error("{0}")]
    Unknown(String),
    /// Values that contradict one another.
    #[error("{0}")]
    Contradiction(String),
    /// The input is larger than is allowed; the text names the limit.
    #[error("{0}")]
    Limit(String),
}

/// The one error of the library: what, in which file, and where.
#[derive(Debug)]
pub struct Error {
    kind: ErrorKind,
    path: Option<PathBuf>,
    position: Option<Position>,
}

/// Shorthand for results of this library.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// An error of the given kind, not yet tied to a file.
    pub fn new(kind: impl Into<ErrorKind>) -> Self {
        Self { kind: kind.into(), path: None, position: None }
    }

    /// Shorthand for [`ErrorKind::Malformed`].
    pub fn malformed(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Malformed(message.into()))
    }

    /// Shorthand for [`ErrorKind::Unknown`].
    pub fn unknown(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Unknown(message.into()))
    }

    /// Shorthand for [`ErrorKind::Contradiction`].
    pub fn contradiction(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Contradiction(message.into()))
    }

    /// Shorthand for [`ErrorKind::Limit`].
    pub fn limit(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Limit(message.into()))
    }

    /// The same error, tied to the file it concerns.
    #[must_use]
    pub fn in_file(mut self, path: impl AsRef<Path>) -> Self {
        self.path = Some(path.as_ref().to_owned());
        self
    }

    /// The same error, tied to a place in its file.
    #[must_use]
    pub fn at(mut self, position: Position) -> Self {
        self.position = Some(position);
        self
    }

    /// What kind of failure this is.
    pub fn kind(&self) -> &ErrorKind {
        &self.kind
    }

    /// The file concerned, where there is one.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// The place concerned, where there is one.
    pub fn position(&self) -> Option<Position> {
        self.position
    }
}

impl fmt::Display for Error {
    /// `path:line:column: what`, as far as each is known.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(path) = &self.path {
            write!(f, "{}:", path.display())?;
        }
        if let Some(position) = self.position {
            write!(f, "{position}:")?;
        }
        if self.path.is_some() || self.position.is_some() {
            f.write_str(" ")?;
        }
        write!(f, "{}", self.kind)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.kind {
            ErrorKind::Io(e) => Some(e),
            _ => None,
        }
    }
}

impl From<std::io::Error> for Error {
    fn from(e: std::io::Error) -> Self {
        Self::new(e)
    }
}
