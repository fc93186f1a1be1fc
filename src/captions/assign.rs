//! The assignment of greatest total likelihood, in any order.

use ordered_float::NotNan;
use pathfinding::kuhn_munkres::kuhn_munkres;
use pathfinding::matrix::Matrix;

/// More captions than this on a side are paired with their best partner instead: the assignment is cubic.
const MOST: usize = 400;

/// For each row its column, so that the sum is greatest; none where every pairing would make the sum smaller. O(n³) for n captions.
pub(super) fn assign(llr: &[Vec<f64>]) -> Vec<Option<usize>> {
    let (rows, columns) = (llr.len(), llr.first().map_or(0, Vec::len));
    if rows == 0 || columns == 0 {
        return vec![None; rows];
    }
    if rows.max(columns) > MOST {
        return greedy(llr, columns);
    }
    // Each row has a column of its own that stands for no partner.
    let value = |row: usize, column: usize| {
        if column < columns {
            llr[row][column].max(-1e6)
        } else if column == columns + row {
            0.0
        } else {
            -1e6
        }
    };
    let weights = Matrix::from_fn(rows, columns + rows, |(row, column)| NotNan::new(value(row, column)).unwrap_or_default());
    let (_, assigned) = kuhn_munkres(&weights);
    assigned.into_iter().enumerate().map(|(row, column)| (column < columns && llr[row][column] > 0.0).then_some(column)).collect()
}

/// The best pairs first, each caption once.
fn greedy(llr: &[Vec<f64>], columns: usize) -> Vec<Option<usize>> {
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for (row, values) in llr.iter().enumerate() {
        pairs.extend((0..columns).filter(|column| values[*column] > 0.0).map(|column| (row, column)));
    }
    pairs.sort_by(|a, b| llr[b.0][b.1].total_cmp(&llr[a.0][a.1]).then(a.cmp(b)));
    let (mut found, mut taken) = (vec![None; llr.len()], vec![false; columns]);
    for (row, column) in pairs {
        if found[row].is_none() && !taken[column] {
            (found[row], taken[column]) = (Some(column), true);
        }
    }
    found
}
