//! What the aligner says of two documents that may belong together.

use crate::bitext::{Bitext, Side};

/// How much of two documents has partners, and how well they fit.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Support {
    /// The share of characters that stand in pairs, weighed by confidence, of the document of which that is more: a part of a
    /// document supports as much as all of it.
    pub share: f64,
    /// The scores of the pairs, weighed by confidence, for each character of the longer side: log-likelihood ratios.
    pub score: f64,
}

impl Support {
    /// What an alignment says.
    pub fn of(bitext: &Bitext) -> Self {
        let (mut paired, mut all) = ([0.0; 2], [0.0; 2]);
        let (mut scores, mut longest) = (0.0, 0.0);
        for entry in &bitext.entries {
            let lengths = Side::BOTH.map(|side| bitext.text(side, entry).chars().filter(|c| !c.is_whitespace()).count() as f64);
            let is_pair = lengths.iter().all(|length| *length > 0.0);
            let weight = if is_pair { entry.link.confidence.unwrap_or(0.0) } else { 0.0 };
            for side in 0..2 {
                all[side] += lengths[side];
                paired[side] += lengths[side] * weight;
            }
            longest += lengths[0].max(lengths[1]);
            scores += weight * entry.link.score.unwrap_or(0.0);
        }
        let share = |side: usize| if all[side] > 0.0 { paired[side] / all[side] } else { 0.0 };
        Self { share: share(0).max(share(1)), score: if longest > 0.0 { scores / longest } else { 0.0 } }
    }
}
