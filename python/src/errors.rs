//! What goes wrong, as Python says it.

use std::any::Any;

use jjak::error::ErrorKind;
use pyo3::create_exception;
use pyo3::exceptions::{PyException, PyFileNotFoundError, PyIsADirectoryError, PyOSError, PyPermissionError};
use pyo3::prelude::*;

create_exception!(jjak, Error, PyException, "What was asked for cannot be done; the message says what, in which file, and where.");
create_exception!(jjak, InternalError, Error, "A fault of jjak itself: please report it with the text that shows it.");

/// An error of the library. What the system refused is an `OSError`.
pub(crate) fn raised(error: &jjak::Error) -> PyErr {
    let message = error.to_string();
    if let ErrorKind::Io(cause) = error.kind() {
        return match cause.kind() {
            std::io::ErrorKind::NotFound => PyFileNotFoundError::new_err(message),
            std::io::ErrorKind::IsADirectory => PyIsADirectoryError::new_err(message),
            std::io::ErrorKind::PermissionDenied => PyPermissionError::new_err(message),
            _ => PyOSError::new_err(message),
        };
    }
    Error::new_err(message)
}

/// What a panic said.
pub(crate) fn panicked(payload: &(dyn Any + Send)) -> PyErr {
    let said = payload.downcast_ref::<&str>().copied().or_else(|| payload.downcast_ref::<String>().map(String::as_str));
    InternalError::new_err(format!("jjak failed: {}", said.unwrap_or("it does not say why")))
}

/// Raises errors of the library.
pub(crate) trait OrRaise<T> {
    fn or_raise(self) -> PyResult<T>;
}

impl<T> OrRaise<T> for jjak::Result<T> {
    fn or_raise(self) -> PyResult<T> {
        self.map_err(|error| raised(&error))
    }
}
