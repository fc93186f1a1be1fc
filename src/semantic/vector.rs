//! Loops over rows of numbers, with the vector registers that the processor turns out to have.

/// Runs `work` with the widest vector registers there are. Only what is inlined into it gains: what it calls is `inline(always)`.
#[inline]
pub(super) fn vectorized<R>(work: impl FnOnce() -> R) -> R {
    pulp::Arch::new().dispatch(work)
}

/// The bfloat16 nearest to each of some finite numbers.
pub(super) fn round_to_bfloat16(from: &[f32], to: &mut [u16]) {
    vectorized(
        #[inline(always)]
        || to.iter_mut().zip(from).for_each(|(to, x)| *to = (x.to_bits().wrapping_add(0x8000) >> 16) as u16),
    );
}

/// The single-precision number that a bfloat16 stands for.
#[inline(always)]
pub(super) fn from_bfloat16(bits: u16) -> f32 {
    f32::from_bits(u32::from(bits) << 16)
}

/// Adds row to row.
#[inline(always)]
pub(super) fn add(to: &mut [f32], from: &[f32]) {
    to.iter_mut().zip(from).for_each(|(to, from)| *to += from);
}

/// Layer normalization of a row: what it subtracts (the mean), and what it multiplies by then.
#[inline(always)]
pub(super) fn mean_and_factor<const N: usize>(row: &[f32; N], epsilon: f32) -> (f32, f32) {
    let mean = sum_of(row, |x| x) / N as f32;
    let variance = sum_of(row, |x| (x - mean) * (x - mean)) / N as f32;
    (mean, (variance + epsilon).sqrt().recip())
}

/// Many running sums let the compiler use vector registers, and the processor not wait for the last addition.
#[inline(always)]
fn sum_of<const N: usize>(row: &[f32; N], term: impl Fn(f32) -> f32) -> f32 {
    let mut sums = [0f32; 64];
    let (chunks, rest) = row.as_chunks::<64>();
    for chunk in chunks {
        sums.iter_mut().zip(chunk).for_each(|(sum, &x)| *sum += term(x));
    }
    sums.iter().sum::<f32>() + rest.iter().map(|&x| term(x)).sum::<f32>()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_normalized_row_has_mean_nought_and_variance_one() {
        let mut row: [f32; 150] = std::array::from_fn(|i| (i * 7 % 31) as f32 + 5.0);
        let (mean, factor) = vectorized(|| mean_and_factor(&row, 1e-9));
        row.iter_mut().for_each(|x| *x = (*x - mean) * factor);
        let sums = row.iter().fold((0.0, 0.0), |(sum, squares), x| (sum + x, squares + x * x));
        assert!(sums.0.abs() < 1e-3 && (sums.1 - 150.0).abs() < 1e-2, "{sums:?}");
    }

    #[test]
    fn a_bfloat16_is_the_nearest() {
        let mut bits = [0; 4];
        round_to_bfloat16(&[1.0, -2.5, 0.0, 1.006], &mut bits);
        assert_eq!(bits.map(from_bfloat16), [1.0, -2.5, 0.0, 1.007_812_5]);
    }
}
