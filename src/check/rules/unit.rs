//! A number has another unit of measure in the translation.
//!
//! Lengths, weights, areas, volumes, temperatures and durations. A value that was converted is right if it is so within rounding:
//! 100 km is 62 miles, 30평 is 99 m². Units that only one side names are not compared.
//!
//! ## Fires
//!
//! ```text
//! ko: 그는 하루에 100㎞를 달렸다.
//! en: He ran 100 miles a day.
//! ```
//!
//! ## Does not fire
//!
//! ```text
//! ko: 그는 하루에 100㎞를 달렸다.
//! en: He ran 62 miles a day.
//! ```

use crate::bitext::Side;
use crate::check::numbers::changed_units;
use crate::check::{Check, Class, Facts, Remark, Say};

pub(super) struct Unit;

impl Check for Unit {
    fn entry(&self, facts: &Facts<'_>, say: &mut Say<'_>) {
        if !facts.has(Side::Ko, Class::Digit) || !facts.has(Side::En, Class::Digit) {
            return;
        }
        for changed in changed_units(facts) {
            let range = |side: Side| {
                let range = &facts.numbers(side)[*changed.get(side)].range;
                range.start as usize..range.end as usize
            };
            let (source, target) = (facts.source, facts.source.other());
            let number = &facts.text.get(source)[range(source)];
            let message = format!("{number} has another unit in the {}", target.language());
            say(Remark::new(message).at(Side::Ko, range(Side::Ko)).at(Side::En, range(Side::En)));
        }
    }
}
