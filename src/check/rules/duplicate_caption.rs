//! A caption stands on the page twice, but for quotation marks, width, case, white space, or one or two letters.
//!
//! One photograph that was put in twice, or a correction that was made in one place only: `Seoul's` and `Seoul’s` on one page. The
//! message says what differs. Captions with other numbers are other captions.
//!
//! ## Fires
//!
//! ```text
//! ko: caption 시장이 3일 서울의 옛 다리에서 시민들과 인사하고 있다.
//! en: The mayor greets citizens on Seoul's old bridge on the 3rd.
//!
//! ko: 시장은 다리를 다시 열었다.
//! en: caption The mayor greets citizens on Seoul’s old bridge on the 3rd.
//!
//! ko: caption 시장이 3일 서울의 옛 다리에서 시민들과 인사를 나누고 있다.
//! en: caption The mayor greets citizens on Seoul's old bridge on the 3rd.
//! ```
//!
//! ## Does not fire
//!
//! ```text
//! ko: caption 시장이 3일 서울의 옛 다리에서 시민들과 인사하고 있다.
//! en: caption The mayor greets citizens on Seoul's old bridge on the 3rd.
//!
//! ko: caption 시장이 4일 서울의 옛 다리에서 시민들과 인사하고 있다.
//! en: caption The mayor greets citizens on Seoul's old bridge on the 4th.
//! ```

use crate::bitext::{Bitext, BlockKind, Side};
use crate::captions::difference;
use crate::check::{Check, Remark, SayOf, Settings};

/// Captions of a side that are compared; pages have a few dozen.
const MOST: usize = 500;

pub(super) struct DuplicateCaption;

impl Check for DuplicateCaption {
    fn bitext(&self, bitext: &Bitext, _settings: &Settings, say: &mut SayOf<'_>) {
        for side in Side::BOTH {
            let document = bitext.documents.get(side);
            let mut before: Vec<(usize, usize)> = Vec::new();
            for (number, entry) in bitext.entries.iter().enumerate() {
                let Some(segment) = entry.segments.get(side).clone().next() else { continue };
                let is_caption = document.blocks[document.segments[segment].block].kind == BlockKind::Caption;
                if !is_caption || before.len() >= MOST || before.iter().any(|(_, known)| *known == segment) {
                    continue;
                }
                let text = document.segment_text(segment);
                let same = before.iter().find_map(|(n, known)| Some((*n, difference(document.segment_text(*known), text)?)));
                match same {
                    Some((first, difference)) => {
                        let message = format!("the same caption as before, but for {difference}");
                        say(number, Remark::new(message).at(side, 0..text.len()).with(first));
                    }
                    None => before.push((number, segment)),
                }
            }
        }
    }
}
