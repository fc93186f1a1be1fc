//! Documents of office programs and electronic books: archives and compound files, known by what is in them.
//!
//! What each reader takes is laid out as blocks with the names of their places (`flow`). Limits hold for what an archive unpacks to,
//! how many parts it has and how deep its elements nest; nothing outside the file is ever looked at.

mod epub;
mod flow;
mod hwp;
mod hwpx;
mod ooxml;
mod opendocument;
mod package;
mod sheet;
mod workbook;
mod xml;

use std::io::Cursor;

use super::Limits;
use super::content::Content;
use super::format::Format;
use crate::error::{Error, Result};

const ZIP: &[u8] = b"PK\x03\x04";
const COMPOUND: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// The format of an office document by what is in it; `None` where it is none that is read.
pub(super) fn look(bytes: &[u8]) -> Option<Format> {
    if bytes.starts_with(ZIP) {
        return archive(bytes);
    }
    let is_hwp = || memchr::memmem::find(bytes, b"HWP Document File").is_some();
    (bytes.starts_with(COMPOUND) && is_hwp()).then_some(Format::Hwp)
}

/// By the part that each kind of archive cannot do without.
fn archive(bytes: &[u8]) -> Option<Format> {
    let archive = zip::ZipArchive::new(Cursor::new(bytes)).ok();
    let holds = |part: &str| match &archive {
        Some(archive) => archive.index_for_name(part).is_some(),
        // One that is cut short still names its parts.
        None => memchr::memmem::find(bytes, part.as_bytes()).is_some(),
    };
    let says = |kind: &str| memchr::memmem::find(&bytes[..bytes.len().min(256)], kind.as_bytes()).is_some();
    if says("application/hwp+zip") || holds("Contents/section0.xml") {
        Some(Format::Hwpx)
    } else if says("application/epub+zip") || holds("META-INF/container.xml") {
        Some(Format::Epub)
    } else if says("application/vnd.oasis.opendocument.text") {
        Some(Format::Odt)
    } else if says("application/vnd.oasis.opendocument.presentation") {
        Some(Format::Odp)
    } else if says("application/vnd.oasis.opendocument.spreadsheet") {
        Some(Format::Ods)
    } else if holds("word/document.xml") {
        Some(Format::Docx)
    } else if holds("ppt/presentation.xml") {
        Some(Format::Pptx)
    } else if holds("xl/workbook.xml") {
        Some(Format::Xlsx)
    } else {
        None
    }
}

/// Whether a compound file is an office document of today that is locked by a password.
pub(super) fn refuse_locked(bytes: &[u8]) -> Result<()> {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let is_locked = bytes.starts_with(COMPOUND) && memchr::memmem::find(bytes, &name).is_some();
    if is_locked { Err(package::locked()) } else { Ok(()) }
}

/// Reads a document of a format known.
///
/// # Errors
/// When it is damaged, locked, or larger than is allowed.
pub(super) fn read(format: Format, bytes: &[u8], limits: Limits) -> Result<Content> {
    match format {
        Format::Docx => ooxml::docx(bytes, limits).map(Content::Text),
        Format::Pptx => ooxml::pptx(bytes, limits).map(Content::Text),
        Format::Odt | Format::Odp => opendocument::document(bytes, limits).map(Content::Text),
        Format::Hwpx => hwpx::document(bytes, limits).map(Content::Text),
        Format::Hwp => hwp::document(bytes, limits).map(Content::Text),
        Format::Epub => epub::document(bytes, limits).map(Content::Text),
        Format::Xlsx => workbook::xlsx(bytes, limits),
        Format::Ods => workbook::ods(bytes, limits),
        _ => Err(Error::contradiction(format!("{format} is no office format"))),
    }
}
