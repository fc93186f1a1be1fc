//! Arrays as numpy writes them: `.npy`, and many of them in one zip archive (`.npz`).
//!
//! Only what weights and embeddings come in is read: little-endian, C order, `u1 i1 f2 f4 f8`. Format: numpy's NEP 1.

use std::io::{Read, Seek};

use crate::error::{Error, Result};

/// The numbers of an array, in C order.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Numbers {
    /// Unsigned bytes.
    Bytes(Vec<u8>),
    /// Anything else, as single precision.
    Floats(Vec<f32>),
}

/// One array: its shape and its numbers.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Npy {
    pub(super) shape: Vec<usize>,
    pub(super) numbers: Numbers,
}

impl Npy {
    /// Reads a `.npy` file; fails where the header and the bytes disagree.
    pub(super) fn parse(bytes: Vec<u8>) -> Result<Self> {
        let (header, start) = split_header(&bytes).ok_or_else(|| Error::malformed("no numpy array begins here"))?;
        let kind = quoted_after(header, "'descr':").ok_or_else(|| Error::malformed("the numpy header names no type"))?.to_owned();
        if header.contains("'fortran_order': True") {
            return Err(Error::malformed("the numpy array is in Fortran order: save numpy.ascontiguousarray of it"));
        }
        let shape = shape_of(header).ok_or_else(|| Error::malformed("the numpy header gives no shape"))?;
        let width = match kind.as_str() {
            "|u1" | "|i1" => 1,
            "<f2" => 2,
            "<f4" => 4,
            "<f8" => 8,
            _ => return Err(Error::unknown(format!("numpy type {kind} is not read; known are |u1, |i1, <f2, <f4, <f8"))),
        };
        let wanted = shape.iter().try_fold(width, |product: usize, &n| product.checked_mul(n));
        if wanted != Some(bytes.len() - start) {
            return Err(Error::malformed("the numpy array is longer or shorter than its shape"));
        }
        let body = &bytes[start..];
        let numbers = match kind.as_str() {
            "|u1" => {
                let mut bytes = bytes;
                bytes.drain(..start);
                return Ok(Self { shape, numbers: Numbers::Bytes(bytes) });
            }
            "|i1" => body.iter().map(|&byte| f32::from(byte as i8)).collect(),
            "<f2" => body.chunks_exact(2).map(|b| half_to_single(u16::from_le_bytes([b[0], b[1]]))).collect(),
            "<f4" => body.chunks_exact(4).map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect(),
            _ => {
                body.chunks_exact(8).map(|b| f64::from_le_bytes([b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7]]) as f32).collect()
            }
        };
        Ok(Self { shape, numbers: Numbers::Floats(numbers) })
    }
}

/// The array `name` of a `.npz` archive.
pub(super) fn read_from_archive(archive: &mut zip::ZipArchive<impl Read + Seek>, name: &str) -> Result<Npy> {
    Npy::parse(read_entry(archive, &format!("{name}.npy"))?)
}

/// The bytes of an entry of a zip archive.
pub(super) fn read_entry(archive: &mut zip::ZipArchive<impl Read + Seek>, name: &str) -> Result<Vec<u8>> {
    let mut entry = archive.by_name(name).map_err(|e| Error::malformed(format!("{name}: {e}")))?;
    let mut bytes = Vec::new();
    // Room for all of it at once; where the archive lies about its size and there is no such room, it grows as it fills.
    bytes.try_reserve_exact(usize::try_from(entry.size()).unwrap_or(usize::MAX)).ok();
    entry.read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The header's text, and where the numbers begin.
fn split_header(bytes: &[u8]) -> Option<(&str, usize)> {
    let rest = bytes.strip_prefix(b"\x93NUMPY")?;
    let (len, start) = match rest.first()? {
        1 => (usize::from(u16::from_le_bytes(*rest.get(2..)?.first_chunk()?)), 10),
        2 | 3 => (u32::from_le_bytes(*rest.get(2..)?.first_chunk()?) as usize, 12),
        _ => return None,
    };
    let end = len.checked_add(start)?;
    Some((std::str::from_utf8(bytes.get(start..end)?).ok()?, end))
}

fn quoted_after<'a>(header: &'a str, key: &str) -> Option<&'a str> {
    let (_, rest) = header.split_once(key)?;
    rest.split('\'').nth(1)
}

fn shape_of(header: &str) -> Option<Vec<usize>> {
    let (_, rest) = header.split_once("'shape':")?;
    let inside = rest.split_once('(')?.1.split_once(')')?.0;
    inside.split(',').map(str::trim).filter(|n| !n.is_empty()).map(|n| n.parse().ok()).collect()
}

/// IEEE 754 half precision to single.
fn half_to_single(half: u16) -> f32 {
    let sign = if half & 0x8000 == 0 { 1.0 } else { -1.0 };
    let exponent = i32::from(half >> 10 & 0x1F);
    let fraction = f32::from(half & 0x3FF) / 1024.0;
    sign * match exponent {
        0 => fraction * 2f32.powi(-14),
        31 if fraction == 0.0 => f32::INFINITY,
        31 => f32::NAN,
        _ => (1.0 + fraction) * 2f32.powi(exponent - 15),
    }
}

/// A file as numpy writes it.
#[cfg(test)]
pub(super) fn file_of(version: u8, kind: &str, shape: &str, body: &[u8]) -> Vec<u8> {
    let header = format!("{{'descr': '{kind}', 'fortran_order': False, 'shape': {shape}, }}\n");
    let mut bytes = vec![0x93, b'N', b'U', b'M', b'P', b'Y', version, 0];
    let len = (header.len() as u32).to_le_bytes();
    bytes.extend(if version == 1 { &len[..2] } else { &len[..] });
    bytes.extend(header.as_bytes());
    bytes.extend(body);
    bytes
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn npy(kind: &str, shape: &str, body: &[u8]) -> Vec<u8> {
        file_of(1, kind, shape, body)
    }

    #[test]
    fn arrays_of_every_type_are_read() {
        let bytes = Npy::parse(npy("|u1", "(3,)", &[1, 2, 255])).unwrap();
        assert_eq!(bytes, Npy { shape: vec![3], numbers: Numbers::Bytes(vec![1, 2, 255]) });
        let half = Npy::parse(npy("<f2", "(2, 2)", &[0, 0x3C, 0, 0xC0, 1, 0, 0, 0x7C])).unwrap();
        assert_eq!(half.shape, [2, 2]);
        assert_eq!(half.numbers, Numbers::Floats(vec![1.0, -2.0, 2f32.powi(-24), f32::INFINITY]));
        let double = Npy::parse(npy("<f8", "()", &0.5f64.to_le_bytes())).unwrap();
        assert_eq!(double, Npy { shape: vec![], numbers: Numbers::Floats(vec![0.5]) });
    }

    #[test]
    fn a_body_that_does_not_fit_its_shape_is_refused() {
        assert!(Npy::parse(npy("|u1", "(4,)", &[1, 2, 3])).is_err());
        assert!(Npy::parse(npy("<i8", "(0,)", &[])).is_err());
        assert!(Npy::parse(b"\x93NUMPY\x01".to_vec()).is_err());
        assert!(Npy::parse(npy("<f4", "(99999999999, 99999999999)", &[])).is_err());
    }
}
