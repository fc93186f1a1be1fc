//! The times of a subtitle cannot be right, or do not fit those of the other language.
//!
//! It ends before it begins; it is still shown when the next one begins; it is shown for less than five sixths of a second or more
//! than seven seconds, the bounds of Netflix's Timed Text Style Guides (`shortest` and `longest`, in seconds, in `[limits]`); or it says
//! the same as one of the other language that is shown at another time. That goes by one clock: that one file begins later, or runs
//! faster, as a whole, is no fault of its cues. A subtitle that the other language does not have is a matter of `omission` and `addition`.
//!
//! ## Fires
//!
//! ```text
//! ko: cue 3.0-2.0: 기다려.
//! en: cue 1.0-2.0: Wait.
//! ```
//!
//! ## Does not fire
//!
//! ```text
//! ko: cue 1.0-2.0: 기다려.
//! en: cue 1.0-2.0: Wait.
//!
//! ko: cue 2.0-3.0: 왜?
//! en: cue 2.0-3.0: Why?
//! ```

use std::ops::Range;

use crate::bitext::{Bitext, Cue, Entry, Side, clock_time};
use crate::check::cues::{CueFacts, cues};
use crate::check::{Check, Facts, Remark, Say};

/// Milliseconds between two cues that say the same before they are thought to be shown at different times.
const APART_MS: f64 = 1000.0;

pub(super) struct Timing;

impl Check for Timing {
    fn entry(&self, facts: &Facts<'_>, say: &mut Say<'_>) {
        for side in Side::BOTH {
            for cue in cues(facts, side).filter(|cue| !cue.text.is_empty()) {
                let mut say = |message: String| say(Remark::new(message).at(side, cue.start..cue.start + cue.text.len()));
                of_itself(facts, side, &cue, &mut say);
            }
        }
        apart(facts, say);
    }
}

/// What is wrong with the times of one cue.
fn of_itself(facts: &Facts<'_>, side: Side, cue: &CueFacts<'_>, say: &mut impl FnMut(String)) {
    let limits = facts.settings.limits;
    let Cue { start_ms, end_ms, .. } = *cue.cue;
    if end_ms <= start_ms {
        let how = if end_ms < start_ms { "before it begins" } else { "as it begins" };
        return say(format!("it ends {how} ({} to {})", clock_time(start_ms), clock_time(end_ms)));
    }
    let next = facts.bitext.documents.get(side).cue(cue.segment + 1).filter(|next| next.start_ms >= start_ms);
    if let Some(next) = next.filter(|next| next.start_ms < end_ms) {
        let over = (end_ms - next.start_ms) as f64 / 1e3;
        say(format!("it is still shown when the next one begins, {over:.3} s too long"));
    }
    let seconds = cue.cue.duration_ms() as f64 / 1e3;
    // Times are kept in whole milliseconds.
    if seconds + 0.001 < limits.shortest {
        say(format!("it is shown for {seconds:.2} s only, less than {:.2}", limits.shortest));
    }
    if seconds > limits.longest {
        say(format!("it is shown for {seconds:.2} s, more than {:.2}", limits.longest));
    }
}

/// Says so if the two sides of an entry are shown at different times.
fn apart(facts: &Facts<'_>, say: &mut Say<'_>) {
    let (bitext, entry) = (facts.bitext, facts.entry);
    if bitext.clock.is_none() || !facts.is_pair() {
        return;
    }
    let (Some(ko), Some(en)) = (span(bitext, Side::Ko, entry), span(bitext, Side::En, entry)) else { return };
    let gap = (en.start - ko.end).max(ko.start - en.end);
    if gap > APART_MS {
        let [ko_time, en_time] = Side::BOTH.map(|side| told(bitext, side, entry));
        let message = format!("shown {:.1} s apart, once on one clock: Korean {ko_time}, English {en_time}", gap / 1e3);
        say(Remark::new(message));
    }
}

/// From the first start to the last end of one side of an entry, in milliseconds of the Korean clock.
fn span(bitext: &Bitext, side: Side, entry: &Entry) -> Option<Range<f64>> {
    let cues = bitext.documents.get(side).cues.get(entry.segments.get(side).clone())?;
    let (start, end) = (cues.first()?.start_ms, cues.last()?.end_ms);
    let clock = bitext.clock.as_ref().filter(|_| side == Side::En);
    let ms = |ms: u64| clock.map_or(ms as f64, |clock| clock.to_korean(ms as f64));
    Some(ms(start)..ms(end.max(start)))
}

/// When one side of an entry is shown, by its own clock.
fn told(bitext: &Bitext, side: Side, entry: &Entry) -> String {
    let cues = bitext.documents.get(side).cues.get(entry.segments.get(side).clone()).unwrap_or_default();
    cues.first().map_or(String::new(), |cue| clock_time(cue.start_ms))
}
