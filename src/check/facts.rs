//! What rules want to know of the two texts of an entry: found out once, and only when a rule asks.

use std::cell::OnceCell;
use std::ops::Range;

use super::numbers::{self, Unmatched};
use super::{Class, Classes, Settings};
use crate::anchor::{LatinMention, NumberMention, scan_latin, scan_numbers};
use crate::bitext::{Bitext, Entry, Side, Sides};

/// The two texts of an entry, with what several rules look at.
#[derive(Debug)]
pub struct Facts<'a> {
    /// The text of each side; empty where nothing stands there.
    pub text: Sides<&'a str>,
    /// The entry.
    pub entry: &'a Entry,
    /// The whole that it is part of.
    pub bitext: &'a Bitext,
    /// The language that was translated from.
    pub source: Side,
    /// What the user set.
    pub settings: &'a Settings,
    classes: Sides<Classes>,
    ranges: Sides<Range<usize>>,
    numbers: Sides<OnceCell<Vec<NumberMention>>>,
    latin: Sides<OnceCell<Vec<LatinMention>>>,
    unmatched: OnceCell<Unmatched>,
}

impl<'a> Facts<'a> {
    /// The facts of one entry. Linear in its text.
    pub fn new(bitext: &'a Bitext, entry: &'a Entry, settings: &'a Settings) -> Self {
        let ranges = Sides::build(|side| bitext.range(side, entry));
        let text = Sides::build(|side| &bitext.documents.get(side).text[ranges.get(side).clone()]);
        Self {
            text,
            entry,
            bitext,
            source: settings.source_of(bitext),
            settings,
            classes: text.map(Classes::of),
            ranges,
            numbers: Sides::default(),
            latin: Sides::default(),
            unmatched: OnceCell::new(),
        }
    }

    /// Whether a side holds a byte of the given class: a rule that looks for brackets need not search a text without any. O(1).
    pub fn has(&self, side: Side, class: Class) -> bool {
        self.classes.get(side).has(class)
    }

    /// Whether a side holds anything that could be read aloud. O(1).
    pub fn has_words(&self, side: Side) -> bool {
        self.classes.get(side).has_words()
    }

    /// Whether both sides do. O(1).
    pub fn is_pair(&self) -> bool {
        self.has_words(Side::Ko) && self.has_words(Side::En)
    }

    /// The numbers of one side with all their readings.
    pub fn numbers(&self, side: Side) -> &[NumberMention] {
        self.numbers.get(side).get_or_init(|| scan_numbers(side, self.text.get(side)))
    }

    /// The numbers without a counterpart.
    pub fn unmatched_numbers(&self) -> &Unmatched {
        self.unmatched.get_or_init(|| numbers::unmatched(self))
    }

    /// The Latin-script words, codes and addresses of one side.
    pub fn latin(&self, side: Side) -> &[LatinMention] {
        self.latin.get(side).get_or_init(|| scan_latin(self.text.get(side)))
    }

    /// Where a stretch of one side's text stands in its document.
    pub fn in_document(&self, side: Side, range: Range<usize>) -> Range<usize> {
        let start = self.ranges.get(side).start;
        start + range.start..start + range.end
    }
}
