//! Many files at once: which of them belong together, and work on them in parallel, with results in the order of the files whatever
//! the number of threads.

mod aligning;
mod captioning;
mod checking;
mod in_order;
mod inputs;
mod matching;
mod name;
mod pages;
mod pairing;
mod rates;
mod stream;

pub use aligning::{AlignJob, Target, align_all};
pub use captioning::{CaptionJob, PageInput, page_inputs, pair_pages};
pub use checking::{CheckJob, Checked, Input, check_all, inputs_of};
pub use inputs::{Found, files};
pub use matching::{MatchJob, Matched};
pub use pages::{PageFolder, read_page_folders};
pub use pairing::{FilePair, Pairing, documents, folders, list};
pub use rates::{write_rates, write_recall};
pub use stream::{Order, Shard, StreamJob, Streamed, align_stream};

use crate::bitext::{Document, Side, Sides};
use crate::error::{Error, Result};

/// What came of one piece of work, and what is to be said of it, a line each.
#[derive(Debug)]
pub struct Told<T> {
    /// Warnings, decisions.
    pub messages: Vec<String>,
    /// The result.
    pub result: Result<T>,
}

impl<T> Told<T> {
    /// Goes on with the result.
    pub fn and_then<U>(self, next: impl FnOnce(T) -> Result<U>) -> Told<U> {
        Told { messages: self.messages, result: self.result.and_then(next) }
    }
}

/// Hears of every piece of work that is done: what is to be said of it, and its error if it failed.
pub type Seen<'s> = dyn FnMut(&[String], Option<&Error>) + 's;

/// The warnings of a document, each as `file:line:column: warning: …`.
pub fn warnings(document: &Document) -> impl Iterator<Item = String> + '_ {
    document.warnings.iter().map(|warning| match warning.position {
        Some(position) => format!("{}:{position}: warning: {}", document.name, warning.message),
        None => format!("{}: warning: {}", document.name, warning.message),
    })
}

/// What looks wrong with two documents that are to be paired.
fn doubts(documents: Sides<&Document>) -> Option<String> {
    let languages = documents.map(|document| Side::of_text(&document.text));
    let what = match languages {
        Sides { ko: Some(Side::En), en: Some(Side::Ko) } => {
            "this looks like English, and the other file like Korean: name the Korean one first"
        }
        Sides { ko: Some(ko), en: Some(en) } if ko == en => match ko {
            Side::Ko => "both files look like Korean",
            Side::En => "both files look like English",
        },
        Sides { ko: None, en: Some(_) } => "there are no words in the Korean file",
        Sides { ko: Some(_), en: None } => "there are no words in the English file",
        _ => return None,
    };
    Some(format!("{}: warning: {what}", documents.ko.name))
}
