//! Gzip, known by its first bytes, whatever the file is called.

use flate2::read::MultiGzDecoder;

use super::Limits;
use crate::error::{Error, Result};

/// Unpacks if the bytes are gzip, with all members.
///
/// # Errors
/// When the file is damaged or cut short, and when it unpacks to more than is allowed.
pub(super) fn unpack(bytes: Vec<u8>, limits: Limits) -> Result<Vec<u8>> {
    if !bytes.starts_with(&[0x1F, 0x8B, 8]) {
        return Ok(bytes);
    }
    let mut unpacked = Vec::with_capacity(bytes.len().saturating_mul(3));
    match limits.read_all(MultiGzDecoder::new(bytes.as_slice()), &mut unpacked) {
        Ok(taken) => taken.map(|()| unpacked),
        Err(e) => {
            let message = format!("the gzip file is damaged or cut short ({e}), behind {} bytes of what it holds", unpacked.len());
            Err(Error::malformed(message))
        }
    }
}
