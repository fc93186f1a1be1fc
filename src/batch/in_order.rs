//! Work in parallel, results in order.

use rayon::prelude::*;

/// How many items are in work before their results are handed out: bounds memory, and keeps the threads busy.
pub(super) const IN_WORK: usize = 128;

/// Works on all items in parallel, and hands out the results in their order.
pub(super) fn in_order<'w, T: Sync, R: Send + 'w>(
    items: &'w [T],
    work: impl Fn(&T) -> R + Sync + 'w,
) -> impl Iterator<Item = R> + 'w {
    items.chunks(IN_WORK).flat_map(move |chunk| chunk.par_iter().map(&work).collect::<Vec<_>>())
}
