//! What people and programs are shown: one file a report. Nothing here reads, aligns or checks; all writers take a stream.

mod because;
mod captions;
pub mod findings;
mod matches;
mod measures;
mod sentences;
mod table;
mod vectors;

pub use captions::{CaptionFormat, write_caption_header, write_captions};
pub use matches::{MatchFormat, MatchRow, paths_as_text, write_matches};
pub use measures::Measures;
pub use sentences::{SentenceFormat, write_sentences};
pub use table::{TableOptions, write_table};
pub use vectors::{Figures as DistillFigures, RankOne, RankOneRow, Record, TableFacts, TextRow};
