//! Times as subtitles write them.

/// How a time was written, where that is not how the format has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// `00:00:01,500` in SubRip, `00:01.500` in WebVTT.
    Usual,
    /// A full stop for a comma or the other way about, a part missing, spaces inside.
    Loose,
}

/// Both times of a timing line, and what stands behind them. `None` where the line is no timing line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Timing<'l> {
    pub(super) start_ms: u64,
    pub(super) end_ms: u64,
    pub(super) form: Form,
    /// What WebVTT calls settings.
    pub(super) settings: &'l str,
}

/// Whether a line that holds the arrow, and no times that can be read, is meant to hold some: what is said has more letters than
/// digits.
pub(super) fn is_meant_as_times(line: &str) -> bool {
    let letters = line.chars().filter(|c| c.is_alphabetic()).count();
    let digits = line.chars().filter(char::is_ascii_digit).count();
    has_arrow(line) && (letters == 0 || digits > letters && line.contains(':'))
}

/// Arrows that stand between two times, the right one first.
const ARROWS: [&str; 5] = ["-->", "-- >", "–>", "—>", "->"];

/// Whether a line holds the arrow that only timing lines hold.
pub(super) fn has_arrow(line: &str) -> bool {
    line.contains(ARROWS[0])
}

/// Reads a timing line; `mark` stands before milliseconds in this format.
pub(super) fn timing(line: &str, mark: char) -> Option<Timing<'_>> {
    let (arrow, (before, after)) = ARROWS.iter().find_map(|arrow| Some((*arrow, line.split_once(arrow)?)))?;
    let (start_ms, start_form, rest) = time(before, mark)?;
    // `10:30 -> 11:00` is more likely said than meant as times.
    let may_be_text = arrow != ARROWS[0] && before.matches(':').count() < 2;
    if !rest.trim().is_empty() || may_be_text {
        return None;
    }
    let (end_ms, end_form, settings) = time(after, mark)?;
    // Text right behind a time is none of it: `00:01,000 --> 00:02,000text`.
    let is_usual = arrow == ARROWS[0] && start_form == Form::Usual && end_form == Form::Usual;
    let form = if is_usual { Form::Usual } else { Form::Loose };
    Some(Timing { start_ms, end_ms, form, settings: settings.trim() })
}

/// Reads the time at the head of `text`: hours, where there are any, minutes, seconds, milliseconds. Gives what follows, too.
fn time(text: &str, mark: char) -> Option<(u64, Form, &str)> {
    let mut rest = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
    let mut form = Form::Usual;
    let mut parts = Vec::new();
    loop {
        let (number, after) = digits(rest)?;
        parts.push(number.parse::<u64>().ok()?);
        rest = after;
        let spaceless = rest.trim_start();
        match spaceless.strip_prefix(':') {
            Some(after) if parts.len() < 3 => {
                let next = after.trim_start();
                if spaceless.len() < rest.len() || next.len() < after.len() {
                    form = Form::Loose;
                }
                rest = next;
            }
            _ => break,
        }
    }
    if parts.len() < 2 {
        return None;
    }
    let mut millis = 0;
    let marked = rest.trim_start();
    match marked.chars().next() {
        // A colon, too, is seen before milliseconds.
        Some(c @ ('.' | ',' | ':')) if digits(marked[1..].trim_start()).is_some() => {
            let (number, after) = digits(marked[1..].trim_start())?;
            if c != mark || number.len() != 3 || marked.len() < rest.len() {
                form = Form::Loose;
            }
            // A fraction of a second, however many digits it has.
            millis = format!("{number:0<3}")[..3].parse().ok()?;
            rest = after;
        }
        _ => form = Form::Loose,
    }
    let seconds = parts.iter().try_fold(0u64, |sum, part| sum.checked_mul(60)?.checked_add(*part))?;
    Some((seconds.checked_mul(1000)?.checked_add(millis)?, form, rest))
}

/// The digits at the head of a text, and what follows; of more than nine no time is made.
fn digits(text: &str) -> Option<(&str, &str)> {
    let len = text.bytes().take_while(u8::is_ascii_digit).count();
    (1..=9).contains(&len).then(|| text.split_at(len))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Option<(u64, u64, Form, &str)> {
        timing(line, ',').map(|t| (t.start_ms, t.end_ms, t.form, t.settings))
    }

    #[test]
    fn times_are_read_however_they_are_written() {
        use Form::{Loose, Usual};
        for (line, told) in [
            ("00:00:01,500 --> 00:00:02,000", (1500, 2000, Usual, "")),
            ("00:00:01.500 --> 00:00:02.000", (1500, 2000, Loose, "")),
            ("0:00:01,5-->0:00:02,25", (1500, 2250, Loose, "")),
            ("00:01,500 --> 00:02,000 align:start", (1500, 2000, Usual, "align:start")),
            ("00: 00: 01, 500 -- > 00:00:02,000", (1500, 2000, Loose, "")),
            ("00:00:01 -> 00:00:02", (1000, 2000, Loose, "")),
            ("00:00:01:500 --> 00:00:02:000", (1500, 2000, Loose, "")),
            ("123:00:00,000 --> 123:00:01,000  X1:40", (442_800_000, 442_801_000, Usual, "X1:40")),
        ] {
            assert_eq!(read(line), Some(told), "{line}");
        }
    }

    #[test]
    fn what_is_no_time_is_none() {
        for line in [
            "",
            "-->",
            "1 --> 2",
            "a --> b",
            "he said --> 00:00:01,000",
            "10:30 -> 11:00",
            "99999999999:00:00,000 --> 00:00:01,000",
        ] {
            assert_eq!(read(line), None, "{line}");
        }
        assert!(has_arrow("a --> b") && !has_arrow("a -> b"));
    }
}
