//! What is found in a file.

#[cfg(feature = "office")]
use crate::bitext::Warning;
use crate::bitext::{Bitext, Document, Side, Sides};
use crate::error::{Error, Result};

/// What was read from a file.
#[derive(Clone, Debug)]
pub enum Content {
    /// One text.
    Text(Document),
    /// The texts of both sides, not paired yet.
    Both(Sides<Document>),
    /// Pairs.
    Pairs(Bitext),
}

impl Content {
    /// Adds what is to be said of the file.
    #[cfg(feature = "office")]
    pub(super) fn warn(&mut self, warning: Option<Warning>) {
        let document = match self {
            Content::Text(document) => document,
            Content::Both(documents) => &mut documents.ko,
            Content::Pairs(bitext) => &mut bitext.documents.ko,
        };
        document.warnings.extend(warning);
    }

    pub(super) fn set_name(&mut self, name: &str) {
        let documents = match self {
            Content::Text(document) => {
                name.clone_into(&mut document.name);
                return;
            }
            Content::Both(documents) => documents,
            Content::Pairs(bitext) => &mut bitext.documents,
        };
        for side in Side::BOTH {
            name.clone_into(&mut documents.get_mut(side).name);
        }
    }

    /// The text of one side.
    ///
    /// # Errors
    /// When the file holds pairs.
    pub fn into_text(self, side: Side) -> Result<Document> {
        match self {
            Content::Text(document) => Ok(document),
            Content::Both(documents) => Ok(match side {
                Side::Ko => documents.ko,
                Side::En => documents.en,
            }),
            Content::Pairs(bitext) => {
                let message = "this holds pairs already, not one text: 'jjak check' looks at them";
                Err(Error::contradiction(message).in_file(&bitext.documents.ko.name))
            }
        }
    }

    /// The texts of both sides.
    ///
    /// # Errors
    /// When the file holds only one, or pairs.
    pub fn into_both(self) -> Result<Sides<Document>> {
        match self {
            Content::Both(mut documents) => {
                // What is wrong with the file is said once.
                let known = documents.ko.warnings.clone();
                documents.en.warnings.retain(|warning| !known.contains(warning));
                Ok(documents)
            }
            Content::Text(document) => {
                let lacking = Side::of_text(&document.text).map(Side::other).filter(|_| !document.cues.is_empty());
                let message = match lacking {
                    Some(side) => format!("this file holds no {}: name a Korean and an English file", side.language()),
                    None => "this is one text for both languages: name a Korean and an English file (only subtitles may hold both)"
                        .to_owned(),
                };
                Err(Error::contradiction(message).in_file(&document.name))
            }
            Content::Pairs(_) => self.into_text(Side::Ko).map(|_| Sides::default()),
        }
    }

    /// The pairs.
    ///
    /// # Errors
    /// When the file holds texts.
    pub fn into_pairs(self) -> Result<Bitext> {
        let name = match self {
            Content::Pairs(bitext) => return Ok(bitext),
            Content::Text(document) => document.name,
            Content::Both(documents) => documents.ko.name,
        };
        Err(Error::contradiction("this is text, not pairs: name a Korean and an English file").in_file(name))
    }
}
