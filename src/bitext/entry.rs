//! Two documents whose segments have been brought together, by an aligner or by the file they came in.

use std::ops::Range;
use std::sync::Arc;

use super::{Alignment, BeadType, Clock, Document, Link, Side, Sides};

/// A bitext: two documents, and which segments of them belong together.
///
/// Where one file holds both sides (TMX, PO, a table), both documents have its name, and their origins lead into the same file.
#[derive(Clone, Debug, Default)]
pub struct Bitext {
    /// The two documents, with segments.
    pub documents: Sides<Document>,
    /// What belongs together, in document order.
    pub entries: Vec<Entry>,
    /// The language that was translated from, where that is known.
    pub source: Option<Side>,
    /// How the times of two subtitle files go together, where that is known.
    pub clock: Option<Clock>,
}

/// Segments of both sides that belong together, and what the file says of them. One side is empty where nothing stands there.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Entry {
    /// Segment indices on each side.
    pub segments: Sides<Range<usize>>,
    /// What the file calls it: the key of a message, the number of a cue.
    pub id: Option<String>,
    /// How the two sides go together, as far as that is known.
    pub link: Link,
    /// For each of its segments the probability that it has no partner, where that is known; empty where it is not.
    pub unpaired: Sides<Vec<f32>>,
    /// Codes of checks that the file itself turns off here.
    pub ignored: Vec<String>,
    /// The inline codes that its format keeps apart from the text (`g 1`, `ph 2`), in order.
    pub codes: Sides<Vec<String>>,
    /// The documents that it was taken from, where the file that holds it names them.
    pub cited: Option<Arc<Sides<String>>>,
}

impl Entry {
    /// How many segments stand on each side.
    pub fn bead_type(&self) -> BeadType {
        BeadType { ko: self.segments.ko.len(), en: self.segments.en.len() }
    }

    /// Whether it was aligned by probability, so that an empty side is a passage left out rather than a gap in a form.
    pub fn is_aligned(&self) -> bool {
        self.link.confidence.is_some()
    }
}

impl Bitext {
    /// What an aligner brought together. A comment `jjak:ignore CODE …` in a document turns checks off for the block that follows,
    /// `jjak:ignore-file CODE …` for all of it.
    pub fn of_alignment(documents: Sides<Document>, alignment: Alignment) -> Self {
        let Alignment { beads, unpaired, clock } = alignment;
        let entry = |bead: super::Bead| Entry {
            id: cue_id(documents.as_ref(), &bead.segments),
            unpaired: Sides::build(|side| unpaired.get(side).get(bead.segments.get(side).clone()).unwrap_or_default().to_vec()),
            segments: bead.segments,
            link: Link {
                score: Some(bead.score),
                confidence: Some(bead.confidence),
                moved: bead.moved,
                reasons: bead.reasons,
                runner_up: bead.runner_up,
            },
            ..Entry::default()
        };
        let entries = beads.into_iter().map(entry).collect();
        let mut bitext = Self { entries, documents, source: None, clock };
        for side in Side::BOTH {
            bitext.obey_directives(side);
        }
        bitext
    }

    /// Pairs that are in memory, under one name for both documents; an empty text is a side where nothing stands. Linear.
    pub fn of_pairs<'t>(name: &str, pairs: impl IntoIterator<Item = Sides<&'t str>>) -> Self {
        let pairs: Vec<Sides<&str>> = pairs.into_iter().collect();
        let there = |side: Side| pairs.iter().map(move |pair| *pair.get(side)).filter(|text| !text.trim().is_empty());
        let documents = Sides::build(|side| Document::of_segments(name, there(side)));
        let mut next = Sides { ko: 0, en: 0 };
        let entry = |pair: &Sides<&str>| {
            let segments = Sides::build(|side| {
                let from = *next.get(side);
                *next.get_mut(side) += usize::from(!pair.get(side).trim().is_empty());
                from..*next.get(side)
            });
            Entry { segments, ..Entry::default() }
        };
        let entries = pairs.iter().map(entry).collect();
        Self { entries, documents, ..Self::default() }
    }

    fn obey_directives(&mut self, side: Side) {
        let document = self.documents.get(side);
        for (at, directive) in &document.directives {
            let (word, codes) = directive.split_once(char::is_whitespace).unwrap_or((directive, ""));
            let codes = codes.split([' ', ',']).filter(|code| !code.is_empty()).map(str::to_owned);
            let next = document.blocks.partition_point(|block| block.range.start < *at);
            let is_meant = |segment: usize| match word {
                "ignore" => document.segments[segment].block == next,
                "ignore-file" => true,
                _ => false,
            };
            let meant = self.entries.iter_mut().filter(|e| e.segments.get(side).clone().any(is_meant) || word == "ignore-file");
            let codes: Vec<String> = codes.collect();
            meant.for_each(|entry| entry.ignored.extend(codes.iter().cloned()));
        }
    }

    /// Where the text of one side of an entry stands in its document, from its first segment to the end of its last; empty where
    /// there is none.
    pub fn range(&self, side: Side, entry: &Entry) -> Range<usize> {
        let segments = entry.segments.get(side).clone();
        let found = self.documents.get(side).segments.get(segments).unwrap_or_default();
        match (found.first(), found.last()) {
            (Some(first), Some(last)) => first.range.start..last.range.end,
            _ => 0..0,
        }
    }

    /// The text of one side of an entry.
    pub fn text(&self, side: Side, entry: &Entry) -> &str {
        &self.documents.get(side).text[self.range(side, entry)]
    }
}

/// What a subtitle file calls the cues of a bead, by the Korean side if there is one: `12`, or `12-13`.
fn cue_id(documents: Sides<&Document>, segments: &Sides<Range<usize>>) -> Option<String> {
    let side = if segments.ko.is_empty() { Side::En } else { Side::Ko };
    let cues = documents.get(side).cues.get(segments.get(side).clone())?;
    let (first, last) = (cues.first()?.id.as_ref()?, cues.last()?.id.as_ref()?);
    Some(if first == last { first.clone() } else { format!("{first}-{last}") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_in_memory_may_lack_a_side() {
        let pairs = [("비가 왔다.", "It rained."), ("", "And how."), ("끝.", "The end.")];
        let bitext = Bitext::of_pairs("list", pairs.map(|(ko, en)| Sides { ko, en }));
        let told: Vec<(&str, &str)> =
            bitext.entries.iter().map(|entry| (bitext.text(Side::Ko, entry), bitext.text(Side::En, entry))).collect();
        assert_eq!(told, pairs);
    }
}
