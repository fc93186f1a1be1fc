//! A subtitle is shown for less time than it takes to read.
//!
//! The limits are those of Netflix's Timed Text Style Guides for adult programmes: 12 characters a second in Korean, where Latin
//! letters, digits, spaces and marks count half, and 20 in English. For children they are lower: 17 in English. A `jjak.toml` sets
//! others: `speed-ko` and `speed-en` in `[limits]`. What is shown for no time at all is a matter of `timing`.
//!
//! ## Fires
//!
//! ```text
//! ko: cue 1.0-2.0: 아직 늦지 않았으니까 / 지금이라도 돌아가야 해
//! en: cue 1.0-2.0: Go back.
//! ```
//!
//! ## Does not fire
//!
//! ```text
//! ko: cue 1.0-3.0: 아직 늦지 않았으니까 / 지금이라도 돌아가야 해
//! en: cue 1.0-3.0: It's not too late to go back.
//! ```

use crate::bitext::Side;
use crate::check::cues::{cues, len};
use crate::check::{Check, Facts, Remark, Say};

pub(super) struct ReadingSpeed;

impl Check for ReadingSpeed {
    fn entry(&self, facts: &Facts<'_>, say: &mut Say<'_>) {
        for side in Side::BOTH {
            let limit = match side {
                Side::Ko => facts.settings.limits.speed_ko,
                Side::En => facts.settings.limits.speed_en,
            };
            for cue in cues(facts, side).filter(|cue| cue.cue.duration_ms() > 0) {
                let chars: f64 = cue.text.split('\n').map(|line| len(side, line)).sum();
                let seconds = cue.cue.duration_ms() as f64 / 1e3;
                if chars / seconds > limit {
                    let message =
                        format!("{:.1} characters a second ({chars} in {seconds:.2} s), more than {limit}", chars / seconds);
                    say(Remark::new(message).at(side, cue.start..cue.start + cue.text.len()));
                }
            }
        }
    }
}
