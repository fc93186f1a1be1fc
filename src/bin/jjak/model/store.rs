//! Where the model lies, and that it is the right one.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;
use jjak::error::{Error, Result};
use jjak::output::write_file;
use jjak::semantic::PieceVectors;
use serde::Deserialize;
use serde_json::Value;
use sha2::{Digest, Sha256};

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
    pub(super) package: String,
    pub(super) version: String,
    pub(super) licence: String,
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

    pub(super) fn file_name(&self) -> String {
        format!("{}-{}-py3-none-any.whl", self.package.replace('-', "_"), self.version)
    }

    pub(super) fn requirement(&self) -> String {
        format!("{}=={}", self.package, self.version)
    }
}

/// The folder of models: what `JJAK_MODELS` names, else one in the user's data folder.
pub(super) fn folder() -> Result<PathBuf> {
    if let Some(folder) = std::env::var_os("JJAK_MODELS").filter(|folder| !folder.is_empty()) {
        return Ok(folder.into());
    }
    let base = etcetera::choose_base_strategy()
        .map_err(|_| Error::contradiction("there is no home folder to keep models in: name a folder in JJAK_MODELS"))?;
    Ok(base.data_dir().join("jjak").join("models"))
}

/// A folder and the model that belongs there.
pub(super) struct Store {
    pub(super) folder: PathBuf,
    pub(super) known: Known,
}

impl Store {
    pub(super) fn path(&self) -> PathBuf {
        self.folder.join(self.known.file_name())
    }

    pub(super) fn installed(&self) -> Result<PathBuf> {
        let path = self.path();
        match path.is_file() {
            true => Ok(path),
            false => Err(Error::contradiction("the model is not installed: run 'jjak model install'").in_file(path)),
        }
    }

    /// Whether the file that lies there is the right one.
    pub(super) fn is_sound(&self) -> bool {
        fs::read(self.path()).is_ok_and(|bytes| sha256(&bytes) == self.known.sha256)
    }

    /// Keeps a copy of `file` if it is the right one. The copy appears whole or not at all.
    pub(super) fn keep(&self, file: &Path) -> Result<()> {
        let bytes = fs::read(file).map_err(|e| Error::from(e).in_file(file))?;
        let found = sha256(&bytes);
        if found != self.known.sha256 {
            let wanted = &self.known.sha256;
            let message = format!("this is not {}: its SHA-256 is {found}, not {wanted}; nothing was kept", self.known.file_name());
            return Err(Error::malformed(message).in_file(file));
        }
        write_file(&self.path(), |out| Ok(out.write_all(&bytes)?))
    }
}
