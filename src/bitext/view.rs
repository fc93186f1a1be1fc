//! Entries as they go out: each segment with its text, its number and its place, borrowed from the bitext.

use std::ops::Deref;

use super::{Bitext, Cue, Document, Entry, Side, Sides, Span};

/// Some of the entries of a bitext, in document order: what a writer is given.
#[derive(Clone, Debug)]
pub struct View<'b> {
    /// The whole that they are part of.
    pub bitext: &'b Bitext,
    /// Those that were chosen.
    pub entries: Vec<EntryRef<'b>>,
}

/// One entry together with the bitext that holds its text.
#[derive(Clone, Copy, Debug)]
pub struct EntryRef<'b> {
    bitext: &'b Bitext,
    entry: &'b Entry,
}

/// One segment together with the document that holds its text.
#[derive(Clone, Copy, Debug)]
pub struct SegmentRef<'b> {
    document: &'b Document,
    number: usize,
}

impl Bitext {
    /// All of its entries.
    pub fn view(&self) -> View<'_> {
        self.view_of(|_| true)
    }

    /// Those of its entries that are meant.
    pub fn view_of(&self, is_meant: impl Fn(&Entry) -> bool) -> View<'_> {
        let chosen = self.entries.iter().filter(|entry| is_meant(entry));
        View { bitext: self, entries: chosen.map(|entry| EntryRef { bitext: self, entry }).collect() }
    }
}

impl View<'_> {
    /// Whether any of its segments has times.
    pub fn has_times(&self) -> bool {
        self.entries.iter().any(|entry| Side::BOTH.iter().any(|side| entry.side(*side).any(|segment| segment.cue().is_some())))
    }
}

impl Deref for EntryRef<'_> {
    type Target = Entry;

    fn deref(&self) -> &Entry {
        self.entry
    }
}

impl<'b> EntryRef<'b> {
    /// The segments of one side, in order; none where nothing stands there.
    pub fn side(&self, side: Side) -> impl ExactSizeIterator<Item = SegmentRef<'b>> + DoubleEndedIterator + use<'b> {
        let document = self.bitext.documents.get(side);
        self.entry.segments.get(side).clone().map(move |number| SegmentRef { document, number })
    }

    /// The text of each side, its segments joined by a space.
    pub fn text(&self) -> Sides<String> {
        Sides::build(|side| self.side(side).map(|segment| segment.text()).collect::<Vec<_>>().join(" "))
    }

    /// The name of the document that one side was taken from.
    pub fn document(&self, side: Side) -> &'b str {
        let named = self.entry.cited.as_ref().map(|names| names.get(side).as_str());
        named.unwrap_or(&self.bitext.documents.get(side).name)
    }
}

impl<'b> SegmentRef<'b> {
    /// Its number in its document, from zero; in the document that it was taken from, where the file tells that.
    pub fn index(&self) -> usize {
        self.document.citations.get(self.number).map_or(self.number, |citation| citation.index)
    }

    /// Its text, untouched.
    pub fn text(&self) -> &'b str {
        self.document.segment_text(self.number)
    }

    /// Where it stands in the file that it was taken from, where that is known.
    pub fn span(&self) -> Option<Span> {
        match self.document.citations.get(self.number) {
            Some(citation) => citation.span.clone(),
            None => Some(self.document.segment_span(self.number)),
        }
    }

    /// When it is shown, for subtitles.
    pub fn cue(&self) -> Option<&'b Cue> {
        self.document.cue(self.number)
    }
}
