//! Reviewing an alignment: a person's decisions, kept act by act, and the page in the browser that takes them.
//!
//! A [`Review`] is a state, the acts that led to it and those that were taken back, and a journal on the disk that holds them all.
//! [`serve`](server::serve) puts it into a browser.

mod acts;
mod export;
mod guard;
mod journal;
mod lock;
mod realign;
mod remarks;
mod saved;
pub mod server;
mod shapes;
mod state;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};

pub use acts::{Act, Cut, Edit, SideCode, Way};
pub use journal::usual_path;
pub use lock::Lock;
pub use remarks::{Marks, RowFinding};
pub use saved::SavedRow;
pub use state::{Change, Decision, Piece, Recut, Row, State};

use crate::bitext::{Bitext, Document, Sides};
use crate::error::{Error, Result};
use crate::pipeline::Pipeline;
use journal::Journal;

/// A review at work.
pub struct Review {
    path: PathBuf,
    documents: Sides<Document>,
    hashes: Sides<String>,
    state: State,
    findings: Vec<Vec<RowFinding>>,
    done: Vec<Change>,
    undone: Vec<Change>,
    journal: Journal,
    pipeline: Pipeline,
    version: u64,
}

impl Review {
    /// Begins a review of what an aligner made of two documents, and writes its file.
    ///
    /// # Errors
    /// When there is a file already, or it cannot be written.
    pub fn begin(path: &Path, bitext: &Bitext, pipeline: Pipeline) -> Result<Self> {
        if path.exists() {
            return Err(Error::contradiction("there is a review already: open it, or name another place").in_file(path));
        }
        let (documents, rows) = journal::beginning(bitext);
        Journal::begin(path, documents, rows)?;
        Self::open(path, pipeline)
    }

    /// Goes on where a review stopped.
    ///
    /// # Errors
    /// When the file is none, or holds an act that cannot be done.
    pub fn open(path: &Path, pipeline: Pipeline) -> Result<Self> {
        let (journal, kept) = Journal::open(path)?;
        let mut review = Self::of_kept(path, journal, kept, pipeline)?;
        review.findings = remarks::of_all(&review.state, review.documents.as_ref());
        Ok(review)
    }

    fn of_kept(path: &Path, journal: Journal, kept: journal::Kept, pipeline: Pipeline) -> Result<Self> {
        let mut bitext = Bitext { documents: kept.documents, ..Bitext::default() };
        let mut state = State::of_bitext(&bitext);
        state.rows = kept.rows.iter().map(SavedRow::row).collect();
        let documents = std::mem::take(&mut bitext.documents);
        if !state.is_whole() {
            return Err(Error::malformed("the pairs of this review do not hold each segment once").in_file(path));
        }
        let (done, undone) = (Vec::new(), Vec::new());
        let hashes = kept.hashes;
        let mut review = Self {
            path: path.to_owned(),
            documents,
            hashes,
            state,
            findings: Vec::new(),
            done,
            undone,
            journal,
            pipeline,
            version: 0,
        };
        for (number, act) in kept.acts.iter().enumerate() {
            let step = review
                .step(act)
                .map_err(|e| Error::malformed(format!("act {} of this review cannot be done: {e}", number + 1)).in_file(path))?;
            review.take(act, step);
        }
        Ok(review)
    }

    /// The rows and pieces as they stand.
    pub fn state(&self) -> &State {
        &self.state
    }

    /// The two texts as opened.
    pub fn documents(&self) -> Sides<&Document> {
        self.documents.as_ref()
    }

    /// Whether these are the texts that are reviewed here.
    pub fn is_of(&self, documents: Sides<&Document>) -> bool {
        self.hashes == documents.map(|document| saved::hash(&document.text))
    }

    /// What the rules say of each row.
    pub fn findings(&self) -> &[Vec<RowFinding>] {
        &self.findings
    }

    /// How many acts have been done or taken back since it was opened, and before.
    pub fn version(&self) -> u64 {
        self.version
    }

    /// Where it is kept.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether an act can be taken back, and whether one can be done again.
    pub fn can_undo_redo(&self) -> (bool, bool) {
        (!self.done.is_empty(), !self.undone.is_empty())
    }

    /// Does an act: it is on the disk first, then it counts. Gives what changed.
    ///
    /// # Errors
    /// When it cannot be done, or cannot be written; then nothing has changed.
    pub fn act(&mut self, act: &Act) -> Result<Change> {
        let change = self.step(act)?;
        self.journal.push(act)?;
        self.take(act, change.clone());
        self.check_again(&change);
        Ok(change)
    }

    /// Realigns what was not decided.
    ///
    /// # Errors
    /// When nothing changes, or it cannot be written.
    pub fn realign(&mut self) -> Result<Change> {
        let act = realign::realign(&self.state, self.documents.as_ref(), &self.pipeline)?;
        self.act(&act)
    }

    /// What was decided, as a bitext for any writer.
    pub fn bitext(&self) -> Bitext {
        export::bitext(&self.state, self.documents.as_ref())
    }

    /// What an act would change.
    fn step(&self, act: &Act) -> Result<Change> {
        let none = |what: &str| Error::contradiction(format!("there is nothing to {what}"));
        match act {
            Act::Undo => self.done.last().map(Change::inverse).ok_or_else(|| none("undo")),
            Act::Redo => self.undone.last().cloned().ok_or_else(|| none("redo")),
            act => act.change(&self.state, self.documents.as_ref()),
        }
    }

    fn take(&mut self, act: &Act, change: Change) {
        self.state.apply(&change);
        self.version += 1;
        match act {
            Act::Undo => self.undone.extend(self.done.pop()),
            Act::Redo => self.done.extend(self.undone.pop()),
            _ => {
                self.undone.clear();
                self.done.push(change);
            }
        }
    }

    /// Checks rows that have changed, but for those in which only what is thought of them has.
    fn check_again(&mut self, change: &Change) {
        let rows = &self.state.rows[change.at..change.at + change.new.len()];
        let has_text_of = |(old, new): (&Row, &Row)| old.pieces == new.pieces;
        let is_text_same = change.pieces.ko.is_none() && change.pieces.en.is_none() && change.old.len() == change.new.len();
        if is_text_same && change.old.iter().zip(&change.new).all(has_text_of) {
            return;
        }
        let found = remarks::of_rows(&self.state, self.documents.as_ref(), rows);
        self.findings.splice(change.at..change.at + change.old.len(), found);
    }
}

impl State {
    /// Whether each piece stands in exactly one row. Linear.
    pub fn is_whole(&self) -> bool {
        crate::bitext::Side::BOTH.into_iter().all(|side| {
            let mut seen = vec![false; self.pieces.get(side).len()];
            let mut once = |piece: usize| seen.get_mut(piece).is_some_and(|seen| !std::mem::replace(seen, true));
            let each = self.rows.iter().all(|row| row.pieces.get(side).clone().all(&mut once));
            each && seen.into_iter().all(|seen| seen)
        })
    }
}
