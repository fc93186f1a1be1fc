//! Gzip, known by its first bytes, whatever the file is called.

use std::io::Read;

use flate2::read::MultiGzDecoder;

use crate::bitext::Warning;

/// Unpacks if the bytes are gzip, with all members; what a cut or damaged file still gave is kept, with a warning.
pub(super) fn unpack(bytes: Vec<u8>) -> (Vec<u8>, Option<Warning>) {
    if !bytes.starts_with(&[0x1F, 0x8B, 8]) {
        return (bytes, None);
    }
    let mut unpacked = Vec::with_capacity(bytes.len().saturating_mul(3));
    match MultiGzDecoder::new(bytes.as_slice()).read_to_end(&mut unpacked) {
        Ok(_) => (unpacked, None),
        Err(e) => {
            let message =
                format!("the gzip file is damaged or cut short ({e}): only its first {} bytes of text were read", unpacked.len());
            (unpacked, Some(Warning { position: None, message }))
        }
    }
}
