//! Which captions belong together, when each has one partner at most: probabilities, and the matching of greatest likelihood.

use ordered_float::NotNan;
use pathfinding::kuhn_munkres::kuhn_munkres;
use pathfinding::matrix::Matrix;

/// Groups of more captions than this on a side are matched best pair first: the exact matching is cubic.
const MOST: usize = 200;
/// Log-odds beyond this are as good as certain.
const MOST_ODDS: f64 = 30.0;
/// Rounds in which probabilities settle.
const ROUNDS: usize = 100;

/// A pair that may be one, with the log-odds of its being one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Edge {
    pub(super) ko: usize,
    pub(super) en: usize,
    pub(super) log_odds: f64,
}

/// The probability of each edge, when every caption has one partner or none: marginals of the matchings, each as probable as its
/// odds make it, by belief propagation (exact where the edges make no circle). O(edges) a round.
pub(super) fn probabilities(edges: &[Edge], rows: usize, columns: usize) -> Vec<f64> {
    let odds: Vec<f64> = edges.iter().map(|edge| edge.log_odds.min(MOST_ODDS).exp()).collect();
    // For each edge the odds-weighted chance that its end on the other side is free for it, the edge itself aside.
    let (mut from_ko, mut from_en) = (vec![1.0; edges.len()], vec![1.0; edges.len()]);
    let mut sums = vec![0.0; rows.max(columns)];
    for _ in 0..ROUNDS {
        sums.fill(1.0);
        edges.iter().enumerate().for_each(|(n, edge)| sums[edge.ko] += odds[n] * from_en[n]);
        edges.iter().enumerate().for_each(|(n, edge)| from_ko[n] = 1.0 / (sums[edge.ko] - odds[n] * from_en[n]).max(1.0));
        sums.fill(1.0);
        edges.iter().enumerate().for_each(|(n, edge)| sums[edge.en] += odds[n] * from_ko[n]);
        edges.iter().enumerate().for_each(|(n, edge)| from_en[n] = 1.0 / (sums[edge.en] - odds[n] * from_ko[n]).max(1.0));
    }
    let of = |n: usize| odds[n] * from_ko[n] * from_en[n];
    (0..edges.len()).map(|n| of(n) / (1.0 + of(n))).collect()
}

/// For each row its column, so that the sum of log-odds is greatest; none where every pair would make it smaller.
pub(super) fn best_matching(edges: &[Edge], rows: usize, columns: usize) -> Vec<Option<usize>> {
    let good: Vec<Edge> = edges.iter().copied().filter(|edge| edge.log_odds > 0.0).collect();
    let mut found = vec![None; rows];
    for group in groups(&good, rows, columns) {
        let mut ko: Vec<usize> = group.iter().map(|edge| edge.ko).collect();
        let mut en: Vec<usize> = group.iter().map(|edge| edge.en).collect();
        for list in [&mut ko, &mut en] {
            list.sort_unstable();
            list.dedup();
        }
        if ko.len().max(en.len()) > MOST {
            greedy(group, columns, &mut found);
        } else {
            exact(&group, &ko, &en, &mut found);
        }
    }
    found
}

/// Edges that hang together, group by group.
fn groups(edges: &[Edge], rows: usize, columns: usize) -> Vec<Vec<Edge>> {
    let mut parents: Vec<usize> = (0..rows + columns).collect();
    fn root(parents: &mut [usize], mut at: usize) -> usize {
        while parents[at] != at {
            parents[at] = parents[parents[at]];
            at = parents[at];
        }
        at
    }
    for edge in edges {
        let (a, b) = (root(&mut parents, edge.ko), root(&mut parents, rows + edge.en));
        parents[a.max(b)] = a.min(b);
    }
    let mut keyed: Vec<(usize, Edge)> = edges.iter().map(|edge| (root(&mut parents, edge.ko), *edge)).collect();
    keyed.sort_by_key(|(root, edge)| (*root, edge.ko, edge.en));
    keyed.chunk_by(|a, b| a.0 == b.0).map(|group| group.iter().map(|(_, edge)| *edge).collect()).collect()
}

/// O(n³) for n captions.
fn exact(group: &[Edge], ko: &[usize], en: &[usize], found: &mut [Option<usize>]) {
    // Each row has a column of its own that stands for no partner.
    let none = NotNan::new(-1e6).unwrap_or_default();
    let mut weights = Matrix::new(ko.len(), en.len() + ko.len(), none);
    for edge in group {
        if let (Ok(row), Ok(column)) = (ko.binary_search(&edge.ko), en.binary_search(&edge.en)) {
            weights[(row, column)] = NotNan::new(edge.log_odds).unwrap_or_default();
        }
    }
    for row in 0..ko.len() {
        weights[(row, en.len() + row)] = NotNan::default();
    }
    let (_, assigned) = kuhn_munkres(&weights);
    for (row, column) in assigned.into_iter().enumerate() {
        found[ko[row]] = en.get(column).copied().filter(|_| weights[(row, column)] > NotNan::default());
    }
}

/// The best pairs first, each caption once.
fn greedy(mut group: Vec<Edge>, columns: usize, found: &mut [Option<usize>]) {
    group.sort_by(|a, b| b.log_odds.total_cmp(&a.log_odds).then((a.ko, a.en).cmp(&(b.ko, b.en))));
    let mut is_taken = vec![false; columns];
    for edge in group {
        if found[edge.ko].is_none() && !is_taken[edge.en] {
            (found[edge.ko], is_taken[edge.en]) = (Some(edge.en), true);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edges(list: &[(usize, usize, f64)]) -> Vec<Edge> {
        list.iter().map(|&(ko, en, log_odds)| Edge { ko, en, log_odds }).collect()
    }

    #[test]
    fn the_sum_counts_not_the_best_pair() {
        let edges = edges(&[(0, 0, 5.0), (0, 1, 4.0), (1, 0, 4.5), (2, 2, -1.0)]);
        assert_eq!(best_matching(&edges, 3, 3), [Some(1), Some(0), None]);
    }

    #[test]
    fn rivals_share_the_probability() {
        let p = probabilities(&edges(&[(0, 0, 6.0), (0, 1, 6.0), (1, 2, 6.0)]), 2, 3);
        assert!((p[0] - 0.5).abs() < 0.01 && (p[1] - 0.5).abs() < 0.01 && p[2] > 0.99, "{p:?}");
    }

    #[test]
    fn many_captions_take_little_time() {
        let many: Vec<Edge> = (0..4000)
            .flat_map(|n| (0..8).map(move |k| Edge { ko: n, en: (n + k) % 4000, log_odds: if k == 0 { 5.0 } else { 1.0 } }))
            .collect();
        let start = std::time::Instant::now();
        let found = best_matching(&many, 4000, 4000);
        assert_eq!(found, (0..4000).map(Some).collect::<Vec<_>>());
        assert_eq!(probabilities(&many, 4000, 4000).len(), many.len());
        assert!(start.elapsed().as_secs() < 10);
    }
}
