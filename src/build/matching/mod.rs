//! Which documents translate each other, by what they say.
//!
//! ```text
//! documents ── sketch.rs     vectors of segments, numbers and Latin words, of bounded size
//!                 │
//!          candidates.rs     pairs that are near as a whole
//!                 │
//!               chain.rs     segments that answer one another in the same order
//!                 │
//!             support.rs     the best few aligned: how much of them has partners
//!                 │
//!              assign.rs     one to one, each with how sure it is
//! ```

mod assign;
mod candidates;
mod chain;
mod fit;
mod sketch;
mod support;
mod weights;

use rayon::prelude::*;

use crate::bitext::Sides;
pub use assign::Match;
use assign::{Judged, take, weigh};
use candidates::candidates;
use chain::resemblance;
pub use fit::{Fitted, fit};
pub use sketch::Sketch;
pub use support::Support;
pub use weights::Weights;

/// So many of the likeliest partners of a document are aligned with it.
const ALIGNED: usize = 2;
/// Documents that resemble each other less are not aligned. Half of it makes the work of aligning three times as much.
const LEAST_CHAINED: f32 = 0.16;
/// Nor is a pair that resembles each other less than this share of the best pair of either document.
const LEAST_OF_BEST: f32 = 0.6;

/// Pairs documents one to one, those that have no partner left out, in the order of the Korean ones. `hints` are pairs that something
/// else speaks for, such as their names: they are looked at in any case, and are likelier. `align` says what the aligner finds of
/// a Korean and an English document; pairs that it gives nothing for, because a file cannot be read, are none.
///
/// Time grows with the product of the numbers of documents by one product of vectors, and with their sum by all else.
pub fn match_documents(
    sketches: Sides<&[Sketch]>,
    hints: &[(u32, u32)],
    align: impl Fn(usize, usize) -> Option<Support> + Sync,
) -> Vec<Match> {
    weigh(take(judge(sketches, hints, align)), Weights::builtin())
}

/// The pairs that are worth it, looked at closely, in order.
fn judge(sketches: Sides<&[Sketch]>, hints: &[(u32, u32)], align: impl Fn(usize, usize) -> Option<Support> + Sync) -> Vec<Judged> {
    let mut pairs = candidates(sketches);
    pairs.extend(hints);
    pairs.par_sort_unstable();
    pairs.dedup();
    let resemblance = |(ko, en): (u32, u32)| resemblance(&sketches.ko[ko as usize], &sketches.en[en as usize]);
    let looked_at: Vec<Seen> = pairs.into_par_iter().map(|pair| (resemblance(pair), pair)).collect();
    shortlist(looked_at, sketches.map(<[Sketch]>::len), hints)
        .into_par_iter()
        .filter_map(|(chained, (ko, en))| {
            let support = align(ko as usize, en as usize)?;
            Some(Judged { ko, en, chained, support, is_hinted: hints.binary_search(&(ko, en)).is_ok() })
        })
        .collect()
}

/// How far two documents resemble each other, and which.
type Seen = (f32, (u32, u32));

/// The pairs that are among the best of one of their documents, and those hinted at, in order.
fn shortlist(mut pairs: Vec<Seen>, documents: Sides<usize>, hints: &[(u32, u32)]) -> Vec<Seen> {
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    // How many better pairs each document has, and how good its best one is.
    let mut before = documents.map(|count| vec![(0, 0.0f32); count]);
    pairs.retain(|(chained, (ko, en))| {
        let of_both = [&mut before.ko[*ko as usize], &mut before.en[*en as usize]];
        let is_close = |(count, best): &(usize, f32)| *count < ALIGNED && *chained >= LEAST_OF_BEST * best;
        let is_worth_it = *chained >= LEAST_CHAINED && of_both.iter().any(|before| is_close(before));
        for before in of_both {
            *before = (before.0 + 1, before.1.max(*chained));
        }
        is_worth_it || hints.binary_search(&(*ko, *en)).is_ok()
    });
    pairs.sort_by_key(|(_, pair)| *pair);
    pairs
}
