//! Models as folders: `weights.txt`, the weights by name; `pieces.vectors`, the table of vectors (the built-in one where it is
//! missing); `record.json`, how they were made.

use std::io::ErrorKind::NotFound;
use std::io::Write;
use std::path::Path;
use std::sync::Arc;
use std::{fs, io};

use crate::align::Model;
use crate::error::{Error, Result};
use crate::output::write_file;

const WEIGHTS: &str = "weights.txt";
const VECTORS: &str = "pieces.vectors";
const RECORD: &str = "record.json";

/// Reads a model.
///
/// # Errors
/// When the folder has no weights, or a file of it is not what it should be.
pub fn open(folder: &Path) -> Result<Arc<Model>> {
    let read = |name: &str| fs::read(folder.join(name)).map_err(|e| Error::from(e).in_file(folder.join(name)));
    let text = |name: &str| -> Result<String> {
        String::from_utf8(read(name)?).map_err(|_| Error::malformed("this is no UTF-8 text").in_file(folder.join(name)))
    };
    let optional = |name: &str| match fs::read(folder.join(name)) {
        Err(e) if io::Error::kind(&e) == NotFound => Ok(None),
        other => other.map(Some).map_err(|e| Error::from(e).in_file(folder.join(name))),
    };
    let vectors = optional(VECTORS)?;
    let at_fault = if vectors.is_some() { folder.to_owned() } else { folder.join(WEIGHTS) };
    let record = if optional(RECORD)?.is_some() { text(RECORD)? } else { String::new() };
    Model::parse(&text(WEIGHTS)?, vectors, record).map(Arc::new).map_err(|e| e.in_file(at_fault))
}

/// Writes a model, from which [`open`] makes the same. The folder is made if it is not there.
///
/// # Errors
/// When writing fails.
pub fn save(model: &Model, folder: &Path) -> Result<()> {
    fs::create_dir_all(folder).map_err(|e| Error::from(e).in_file(folder))?;
    let write = |name: &str, bytes: &[u8]| write_file(&folder.join(name), |out: &mut dyn Write| Ok(out.write_all(bytes)?));
    write(WEIGHTS, model.weights_text().as_bytes())?;
    write(VECTORS, model.vector_bytes())?;
    write(RECORD, model.record().as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_model_written_out_and_read_back_is_the_same() {
        let folder = tempfile::tempdir().unwrap();
        let builtin = Model::builtin();
        save(&builtin, folder.path()).unwrap();
        let again = open(folder.path()).unwrap();
        assert_eq!(again.weights_text(), builtin.weights_text());
        assert_eq!(again.vector_bytes(), builtin.vector_bytes());
        assert_eq!(again.record(), builtin.record());
    }

    #[test]
    fn a_folder_without_weights_is_no_model() {
        let folder = tempfile::tempdir().unwrap();
        assert!(open(folder.path()).unwrap_err().to_string().contains("weights.txt"));
        fs::write(folder.path().join(WEIGHTS), "[with meaning]\ntime x\n").unwrap();
        let refused = open(folder.path()).unwrap_err().to_string();
        assert!(refused.contains("weights.txt:2") && refused.contains("time x"), "{refused}");
    }
}
