//! A sentence of the source has no counterpart in the translation.
//!
//! For texts that were aligned: the aligner found no place in the translation where the sentence is said; or it put the sentence
//! into a longer pair whose translation is far too short for it, and has the usual length without it. Credits and by-lines, which
//! translations often leave out, are no omissions.
//!
//! ## Fires
//!
//! ```text
//! ko: aligned: 회의는 세 시간 만에 끝났다.
//! en:
//! ```
//!
//! ## Does not fire
//!
//! ```text
//! ko: aligned: 회의는 세 시간 만에 끝났다.
//! en: The meeting ended after three hours.
//!
//! ko: aligned: 사진=연합뉴스
//! en:
//! ```

use crate::bitext::{Bitext, Entry, Side};
use crate::captions::is_credit;
use crate::check::lengths::{chars, usual_ratio};
use crate::check::{Check, Facts, Remark, Say, SayOf, Settings};

/// A translation is too short if that much of its usual length, ln, is missing …
const MISSING: f64 = 0.4;
/// … and that much less when the sentence is taken away.
const MENDED: f64 = 0.3;

pub(super) struct Omission;

impl Check for Omission {
    fn entry(&self, facts: &Facts<'_>, say: &mut Say<'_>) {
        let (source, target) = (facts.source, facts.source.other());
        let text = *facts.text.get(source);
        if facts.entry.is_aligned && facts.has_words(source) && facts.text.get(target).is_empty() && !is_credit(text) {
            say(Remark::new(format!("not in the {}", target.language())).at(source, 0..text.len()));
        }
    }

    fn bitext(&self, bitext: &Bitext, settings: &Settings, say: &mut SayOf<'_>) {
        let source = settings.source_of(bitext);
        let is_long = |entry: &&Entry| entry.is_aligned && entry.segments.get(source).len() > 1;
        if !bitext.entries.iter().any(|entry| is_long(&entry)) {
            return;
        }
        let usual = usual_ratio(bitext, source);
        for (number, entry) in bitext.entries.iter().enumerate().filter(|(_, entry)| is_long(entry)) {
            if let Some(segment) = left_out(bitext, entry, source, usual) {
                let document = bitext.documents.get(source);
                let (start, range) = (bitext.range(source, entry).start, document.segments[segment].range.clone());
                let message = format!("perhaps not in the {}, which is too short for it", source.other().language());
                say(number, Remark::new(message).at(source, range.start - start..range.end - start));
            }
        }
    }
}

/// The first or the last sentence of the source, if the translation would have its usual length without it.
fn left_out(bitext: &Bitext, entry: &Entry, source: Side, usual: f64) -> Option<usize> {
    let segments = entry.segments.get(source).clone();
    let document = bitext.documents.get(source);
    let all: f64 = segments.clone().map(|s| chars(document.segment_text(s))).sum();
    let target = chars(bitext.text(source.other(), entry));
    let off = |source_chars: f64| (target / source_chars.max(1.0)).ln() - usual;
    if target == 0.0 || off(all) > -MISSING {
        return None;
    }
    let edges = [segments.start, segments.end - 1].map(|s| (s, off(all - chars(document.segment_text(s))).abs()));
    let (segment, without) = edges.into_iter().min_by(|a, b| a.1.total_cmp(&b.1))?;
    (without + MENDED < off(all).abs()).then_some(segment)
}
