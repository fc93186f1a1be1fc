//! A subtitle has a line that is too long, or too many lines.
//!
//! The limits are those of Netflix's Timed Text Style Guides: 16 characters a line in Korean, where Latin letters, digits, spaces and
//! marks count half, 42 in English, and two lines. A `jjak.toml` sets others: `line-ko`, `line-en` and `lines` in `[limits]`. Texts
//! without times are no subtitles.
//!
//! ## Fires
//!
//! ```text
//! ko: cue 1.0-4.0: 이 배는 내일 아침 일곱 시에 남쪽 섬으로 떠납니다.
//! en: cue 1.0-4.0: This boat leaves tomorrow.
//! ```
//!
//! ## Does not fire
//!
//! ```text
//! ko: cue 1.0-4.0: 이 배는 내일 아침 / 남쪽 섬으로 떠납니다.
//! en: cue 1.0-4.0: This boat leaves for the southern island / tomorrow morning.
//!
//! ko: 이 배는 내일 아침 일곱 시에 남쪽 섬으로 떠나서 저녁에 돌아옵니다.
//! en: This boat leaves for the southern island at seven tomorrow morning and returns in the evening.
//! ```

use crate::bitext::Side;
use crate::check::cues::{cues, len};
use crate::check::{Check, Facts, Remark, Say};

pub(super) struct CaptionTooLong;

impl Check for CaptionTooLong {
    fn entry(&self, facts: &Facts<'_>, say: &mut Say<'_>) {
        let limits = facts.settings.limits;
        for side in Side::BOTH {
            let limit = match side {
                Side::Ko => limits.line_ko,
                Side::En => limits.line_en,
            };
            for cue in cues(facts, side) {
                let mut at = cue.start;
                for line in cue.text.split('\n') {
                    let chars = len(side, line);
                    if chars > limit {
                        say(Remark::new(format!("a line of {chars} characters, more than {limit}")).at(side, at..at + line.len()));
                    }
                    at += line.len() + 1;
                }
                let count = cue.text.split('\n').count();
                if count > limits.lines {
                    let message = format!("{count} lines, more than {}", limits.lines);
                    say(Remark::new(message).at(side, cue.start..cue.start + cue.text.len()));
                }
            }
        }
    }
}
