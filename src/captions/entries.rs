//! The captions of a page as entries of a bitext, for a linter.

use std::ops::Range;

use super::pair::{PairedPage, Verdict};
use crate::bitext::{Bitext, BlockKind, Entry, Link, Side, Sides};

impl PairedPage {
    /// Each pair of captions, and each caption or credit without one, as an entry; the blocks that hold captions are of that kind.
    pub fn into_bitext(self) -> Bitext {
        let PairedPage { page, lines } = self;
        let mut documents = page.documents;
        for line in &lines {
            let document = documents.get_mut(line.side);
            let block = document.segments[line.segment].block;
            if line.caption.is_some() {
                document.blocks[block].kind = BlockKind::Caption;
            }
        }
        let mut found = Vec::new();
        for line in &lines {
            let mut segments = Sides::<Range<usize>>::default();
            *segments.get_mut(line.side) = line.segment..line.segment + 1;
            let mut link = Link::default();
            let mut ignored = Vec::new();
            match &line.verdict {
                Verdict::Paired(n) | Verdict::Doubtful(n) | Verdict::Copied(Some(n)) if line.side == Side::Ko => {
                    let other = &lines[*n];
                    *segments.get_mut(other.side) = other.segment..other.segment + 1;
                    if let Some(candidate) = line.candidates.iter().find(|c| c.line == *n) {
                        link.confidence = Some(candidate.confidence);
                        link.reasons.clone_from(&candidate.reasons);
                    }
                }
                // Said with its Korean partner.
                Verdict::Paired(_) | Verdict::Doubtful(_) | Verdict::Copied(Some(_)) => continue,
                Verdict::Shared(n) => {
                    let other = &lines[*n];
                    *segments.get_mut(other.side) = other.segment..other.segment + 1;
                    // Two pictures with one caption are translated in two ways.
                    ignored.extend(["KE022", "KE023"].map(str::to_owned));
                }
                // The one it is like is translated or not; once is enough to say so. A credit needs no translation.
                Verdict::Duplicate(..) | Verdict::Extra => ignored.push("KE001".to_owned()),
                Verdict::Missing | Verdict::Copied(None) => {}
            }
            found.push(Entry { segments, link, ignored, ..Entry::default() });
        }
        Bitext { documents, entries: found, source: None, clock: None }
    }
}
