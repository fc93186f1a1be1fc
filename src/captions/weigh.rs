//! What speaks for and against each pair of lines.

use std::ops::Range;

use super::anatomy::anatomy;
use super::beside::{Beside, Homes};
use super::candidates::{Unit, candidate_pairs};
use super::clues::{Clue, ClueKind, Seen, log_odds};
use super::facts::{Facts, facts};
use super::find::{LineRole, Page};
use super::matching::Edge;
use crate::align::Affinities;
use crate::bitext::{Block, Document, Picture, Segment, Side, Sides};

/// Lines that look like no caption at all are left out.
const LEAST_LOG_ODDS: f64 = -5.0;
/// Log-likelihood ratios of a source are bent towards this limit.
const LIMIT: f64 = 12.0;

/// The lines of a page that may be partners, with what they say.
pub(super) struct Weighed {
    pub(super) units: Sides<Vec<Unit>>,
    facts: Sides<Vec<Facts>>,
    pictures: Sides<Vec<Picture>>,
    is_shared: bool,
}

/// The part of a line that says what is seen: credits are the same for all pictures of a paper, and written differently.
fn core_range(text: &str, range: &Range<usize>) -> Range<usize> {
    let core = anatomy(&text[range.clone()]).core;
    // The day on which a picture was taken stands behind it.
    let behind = &text[core.as_ptr() as usize - text.as_ptr() as usize + core.len()..range.end];
    if behind.as_bytes().windows(4).any(|digits| digits.iter().all(u8::is_ascii_digit)) {
        return range.clone();
    }
    let start = core.as_ptr() as usize - text.as_ptr() as usize;
    if core.is_empty() { range.clone() } else { start..start + core.len() }
}

/// The text of each side with one segment for each line, by which affinities are asked.
pub(super) fn by_line(page: &Page) -> Sides<Document> {
    Sides::build(|side| {
        let document = page.documents.get(side);
        let segment = |(block, b): (usize, &Block)| Segment { range: core_range(&document.text, &b.range), block };
        let segments = document.blocks.iter().enumerate().map(segment).collect();
        Document { segments, ..document.clone() }
    })
}

impl Weighed {
    /// Takes in the lines of a page.
    pub(super) fn of(page: &Page, by_line: Sides<&Document>) -> Self {
        let units = Sides::build(|side| units(page, side));
        let facts = Sides::build(|side| {
            let document = by_line.get(side);
            let whole = |unit: &Unit| &document.text[document.blocks[unit.block].range.clone()];
            let facts_of = |unit: &Unit| facts(side, document.segment_text(unit.block), whole(unit));
            units.get(side).iter().map(facts_of).collect()
        });
        let pictures = Sides::build(|side| page.documents.get(side).pictures.clone());
        Self { units, facts, pictures, is_shared: page.is_shared }
    }

    /// In how many captions each anchor stands.
    pub(super) fn homes(&self, affinities: &Affinities<'_>) -> Homes {
        let captions =
            self.units.as_ref().map(|units| -> Vec<usize> { units.iter().filter(|u| u.rank.is_some()).map(|u| u.block).collect() });
        Homes::of(affinities.anchors(), captions.as_ref().map(Vec::as_slice))
    }

    /// The pairs worth a look, each with its odds of being one.
    pub(super) fn edges(&self, homes: &Homes, affinities: &Affinities<'_>) -> Vec<Edge> {
        let pairs = candidate_pairs(self.units.as_ref().map(Vec::as_slice), self.is_shared, affinities);
        let edge = |(ko, en): (usize, usize)| Edge { ko, en, log_odds: log_odds(&self.seen(homes, affinities, ko, en)) };
        pairs.into_iter().map(edge).collect()
    }

    /// What speaks for and against a pair, strongest first either way.
    pub(super) fn clues(&self, homes: &Homes, affinities: &Affinities<'_>, ko: usize, en: usize) -> Vec<Clue> {
        let mut clues: Vec<Clue> = self.seen(homes, affinities, ko, en).into_iter().map(Seen::clue).collect();
        clues.retain(|clue| clue.llr.abs() >= 0.05);
        clues.sort_by(|a, b| b.llr.total_cmp(&a.llr));
        clues
    }

    /// Everything that is seen in a pair.
    pub(super) fn seen(&self, homes: &Homes, affinities: &Affinities<'_>, ko: usize, en: usize) -> Vec<Seen> {
        let units = Sides { ko: &self.units.ko[ko], en: &self.units.en[en] };
        let affinity = affinities.of(units.ko.block, units.en.block);
        let plain = |kind: ClueKind, strength: f64| Seen { kind, strength, words: Sides::default() };
        let bent = |llr: f64| llr * LIMIT / (LIMIT + llr.abs());
        let mut seen = vec![
            plain(ClueKind::Pair, 1.0),
            plain(ClueKind::Meaning, bent(affinity.meaning)),
            plain(ClueKind::Anchors, bent(affinity.anchors)),
            plain(ClueKind::Length, bent(affinity.length)),
        ];
        seen.extend((units.ko.rank.is_some() && units.en.rank.is_some()).then(|| plain(ClueKind::BothCaptions, 1.0)));
        seen.extend(self.place(&units).map(|kind| plain(kind, 1.0)));
        let facts = Sides { ko: &self.facts.ko[ko], en: &self.facts.en[en] };
        let beside = Beside { homes, facts, segments: units.map(|unit| unit.block), anchors: affinities.anchors() };
        seen.push(plain(ClueKind::RareAnchors, beside.rarity()));
        beside.clues(&mut seen);
        seen
    }

    /// What their places say.
    fn place(&self, units: &Sides<&Unit>) -> Option<ClueKind> {
        let Sides { ko, en } = units;
        if self.is_shared {
            let is_one_line = ko.source_block == en.source_block;
            let is_same_picture = ko.picture.is_some() && ko.picture == en.picture;
            return match (is_one_line, is_same_picture, ko.order.abs_diff(en.order)) {
                (true, ..) => Some(ClueKind::OneLine),
                (false, true, _) => Some(ClueKind::SamePicture),
                (.., 1) => Some(ClueKind::NextTo),
                _ => None,
            };
        }
        let name = |side: Side| {
            let picture = self.pictures.get(side).get(units.get(side).picture?)?;
            file_name(&picture.address)
        };
        match (name(Side::Ko), name(Side::En)) {
            (Some(ko), Some(en)) if ko == en => Some(ClueKind::SamePicture),
            (Some(own), Some(_)) if self.pictures.en.iter().any(|picture| file_name(&picture.address) == Some(own)) => {
                Some(ClueKind::OtherPicture)
            }
            _ => ko.rank.filter(|_| ko.rank == en.rank).map(|_| ClueKind::SameRank),
        }
    }
}

/// The name of a picture without its folder, its ending and what asks for a size.
fn file_name(address: &str) -> Option<&str> {
    let name = address.split(['?', '#']).next()?.rsplit('/').next()?;
    let name = name.rsplit_once('.').map_or(name, |(name, _)| name);
    (!name.is_empty() && !address.starts_with("data:")).then_some(name)
}

fn units(page: &Page, side: Side) -> Vec<Unit> {
    let mut rank = 0;
    let mut units = Vec::new();
    for (block, placed) in page.lines.get(side).iter().enumerate() {
        let LineRole::Judged(judgement, picture) = &placed.told else { continue };
        let log_odds = judgement.log_odds();
        let is_caption = judgement.is_caption();
        if log_odds >= LEAST_LOG_ODDS {
            let rank = is_caption.then_some(rank);
            units.push(Unit { block, order: placed.order, source_block: placed.line.block, picture: *picture, rank, log_odds });
        }
        rank += usize::from(is_caption);
    }
    units
}
