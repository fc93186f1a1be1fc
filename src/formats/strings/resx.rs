//! .NET resources (`resx`, `resw`): each `data` that holds text. Linear in it.

use std::ops::Range;

use super::catalogue::{Catalogue, some};
use super::markup::{Part, attribute, parts};
use crate::bitext::Document;
use crate::error::Result;
use crate::formats::encoding::Decoded;

/// Reads it.
///
/// # Errors
/// When it is no well-formed XML, when it is none of .NET's, and when there is no text in it.
pub(in crate::formats) fn read(source: &Decoded) -> Result<Document> {
    let mut catalogue = Catalogue::new(source);
    // The key of the data at hand, and where its text begins.
    let (mut key, mut value): (Option<String>, Option<usize>) = (None, None);
    parts(source, "root", |part, range: Range<usize>| {
        match part {
            Part::Start(name, attributes) if name == "data" => {
                // Pictures, sizes and files have types; names that begin so are the designer's.
                let is_text = ["type", "mimetype"].iter().all(|name| attribute(&attributes, name).is_none());
                key = attribute(&attributes, "name").filter(|name| is_text && !name.starts_with(">>")).map(str::to_owned);
            }
            Part::Start(name, _) if name == "value" && key.is_some() => value = Some(range.end),
            Part::End(name) if name == "value" => {
                if let (Some(at), Some(key)) = (value.take(), key.take()) {
                    catalogue.close(key, None, at);
                }
            }
            Part::Text | Part::Raw if value.is_some() => catalogue.verbatim(range),
            Part::Meant(said) if value.is_some() => catalogue.stand_in(&said, range),
            _ => {}
        }
        Ok(())
    })?;
    some(catalogue.finish(), "there is no text in these resources")
}
