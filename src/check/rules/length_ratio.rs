//! One side is far too long or too short for the other.
//!
//! Measured against what is usual in the file itself (the median ratio of characters and its spread), from twenty pairs on; below that
//! against what is usual between Korean and English. Short texts vary, and count only if they are out by more.
//!
//! ## Fires
//!
//! ```text
//! ko: 회의는 예정보다 한 시간 늦게 시작해 저녁 무렵에야 끝났고, 참석자들은 다음 일정을 정하지 못한 채 헤어졌다.
//! en: It ended.
//! ```
//!
//! ## Does not fire
//!
//! ```text
//! ko: 회의는 예정보다 한 시간 늦게 시작했다.
//! en: The meeting started an hour later than planned.
//! ```

use crate::bitext::{Bitext, Entry};
use crate::check::{Check, Remark, SayOf, Settings};

pub(super) struct LengthRatio;

impl Check for LengthRatio {
    fn bitext(&self, bitext: &Bitext, _settings: &Settings, say: &mut SayOf<'_>) {
        let ratios: Vec<Option<f64>> = bitext.entries.iter().map(|entry| ratio(bitext, entry)).collect();
        let (usual, spread) = usual(ratios.iter().flatten().copied().collect());
        for (number, ratio) in ratios.into_iter().enumerate() {
            let Some(ratio) = ratio else { continue };
            let off = (ratio - usual).abs();
            if off > SPREADS * spread && off > LEAST {
                let times = off.exp();
                let longer = if ratio > usual { "English" } else { "Korean" };
                say(number, Remark::new(format!("the {longer} is {times:.1} times as long as is usual here")));
            }
        }
    }
}

/// How many spreads off is too far …
const SPREADS: f64 = 4.5;
/// … and at least that much, ln: two and a half times too long.
const LEAST: f64 = 0.92;
/// English characters for a Korean one, ln, and the spread, where a file has too few pairs to tell.
const USUAL: (f64, f64) = (0.69, 0.28);
/// Added to each side, so that short texts, which vary, are less far off.
const PRIOR_CHARS: f64 = 6.0;
const ENOUGH: usize = 20;

fn ratio(bitext: &Bitext, entry: &Entry) -> Option<f64> {
    use crate::bitext::Side::{En, Ko};
    let [ko, en] = [Ko, En].map(|side| bitext.text(side, entry).chars().filter(|c| !c.is_whitespace()).count());
    (ko > 0 && en > 0).then(|| ((en as f64 + 2.0 * PRIOR_CHARS) / (ko as f64 + PRIOR_CHARS)).ln())
}

/// Median, and the spread that a normal distribution with the same median deviation has.
fn usual(mut ratios: Vec<f64>) -> (f64, f64) {
    if ratios.len() < ENOUGH {
        return USUAL;
    }
    let median = |values: &mut Vec<f64>| {
        values.sort_by(f64::total_cmp);
        values[values.len() / 2]
    };
    let middle = median(&mut ratios);
    let mut off: Vec<f64> = ratios.iter().map(|r| (r - middle).abs()).collect();
    (middle, (1.4826 * median(&mut off)).max(0.12))
}
