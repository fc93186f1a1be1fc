//! Segments of aligned texts that have no partner, as far as the aligner can tell.

use std::ops::Range;

use super::{Facts, Remark};
use crate::bitext::Side;

/// What to say of a segment without partner.
pub(super) struct Alone {
    /// Where it stands in the text of its side of the entry.
    pub(super) range: Range<usize>,
    /// The probability that it has no partner, where that is known.
    pub(super) probability: Option<f32>,
    /// Whether it was nevertheless brought together with something.
    pub(super) is_drawn_in: bool,
}

impl Alone {
    pub(super) fn remark(self, side: Side) -> Remark {
        let other = side.other().language();
        let message = match self.probability {
            Some(p) if self.is_drawn_in => format!("perhaps not in the {other} (probability {p:.2})"),
            _ => format!("not in the {other}"),
        };
        Remark::new(message).at(side, self.range)
    }
}

/// The segments of one side of an entry that perhaps have no partner: those whose probability of standing alone, over all ways of
/// pairing the documents, reaches the limit that was set, wherever the best way of pairing put them; and where no probabilities are
/// known, those beside an empty side. Linear in the segments.
pub(super) fn alone(facts: &Facts<'_>, side: Side) -> Vec<Alone> {
    let entry = facts.entry;
    if !entry.is_aligned() || !facts.has_words(side) {
        return Vec::new();
    }
    let text = *facts.text.get(side);
    let is_drawn_in = !facts.text.get(side.other()).is_empty();
    if entry.unpaired.get(side).is_empty() {
        let whole = Alone { range: 0..text.len(), probability: None, is_drawn_in };
        return if is_drawn_in { Vec::new() } else { vec![whole] };
    }
    let document = facts.bitext.documents.get(side);
    let start = facts.bitext.range(side, entry).start;
    let place = |segment: usize| {
        let range = document.segments[segment].range.clone();
        range.start - start..range.end - start
    };
    let probabilities = entry.segments.get(side).clone().zip(entry.unpaired.get(side).iter().copied());
    probabilities
        .filter(|(_, p)| f64::from(*p) >= facts.settings.limits.unpaired)
        .map(|(segment, p)| Alone { range: place(segment), probability: Some(p), is_drawn_in })
        .filter(|alone| text[alone.range.clone()].chars().any(char::is_alphanumeric))
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::bitext::{Bitext, Document, Entry, Link, Segment, Sides};
    use crate::check::{Checker, Settings, rule};

    /// Two Korean sentences beside an English one, with the probabilities of the Korean ones.
    fn two_to_one(unpaired: Vec<f32>) -> Bitext {
        let (ko, en) = ("비가 왔다. 우리는 집에 있었다.", "It rained.");
        let at = ko.find("우리").unwrap();
        let document = |text: &str, ends: &[usize]| {
            let segment = |n: usize| Segment { range: if n == 0 { 0 } else { ends[n - 1] + 1 }..ends[n], block: 0 };
            Document { text: text.to_owned(), segments: (0..ends.len()).map(segment).collect(), ..Document::default() }
        };
        let documents = Sides { ko: document(ko, &[at - 1, ko.len()]), en: document(en, &[en.len()]) };
        let unpaired = Sides { ko: unpaired, en: vec![0.0] };
        let entry = Entry {
            segments: Sides { ko: 0..2, en: 0..1 },
            link: Link { confidence: Some(1.0), ..Link::default() },
            unpaired,
            ..Entry::default()
        };
        Bitext { documents, entries: vec![entry], source: None, clock: None }
    }

    fn omitted(bitext: &Bitext) -> Vec<String> {
        let rule = rule("omission").unwrap();
        let found = Checker::new([(rule, rule.severity)], Settings::default()).check(bitext);
        found.iter().map(|f| format!("{}: {}", &bitext.documents.ko.text[f.marks.ko[0].clone()], f.message)).collect()
    }

    #[test]
    fn a_sentence_that_was_drawn_into_a_pair_is_named_by_itself() {
        assert_eq!(omitted(&two_to_one(vec![0.02, 0.3])), ["우리는 집에 있었다.: perhaps not in the English (probability 0.30)"]);
    }

    #[test]
    fn sentences_that_surely_have_partners_or_of_which_nothing_is_known_are_no_omissions() {
        assert_eq!(omitted(&two_to_one(vec![0.02, 0.2])), Vec::<String>::new());
        assert_eq!(omitted(&two_to_one(Vec::new())), Vec::<String>::new());
    }
}
