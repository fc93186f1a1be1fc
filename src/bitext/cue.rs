//! When a segment of a subtitle file is shown, and how the times of two files go together.

/// What a subtitle file says of a cue beside its text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cue {
    /// When it appears, in milliseconds from the beginning.
    pub start_ms: u64,
    /// When it goes, in milliseconds from the beginning; before the start if the file says so.
    pub end_ms: u64,
    /// Its number or name, as written.
    pub id: Option<String>,
    /// What WebVTT says behind the times (`line:0 align:start`), as written.
    pub settings: String,
    /// Tags that were taken out of the text (`<i>`, `{\an8}`), each with the byte of the segment's text that it stands before.
    pub tags: Vec<(usize, String)>,
}

impl Cue {
    /// How long it is shown, in milliseconds; nothing where it ends before it begins.
    pub fn duration_ms(&self) -> u64 {
        self.end_ms.saturating_sub(self.start_ms)
    }
}

/// How the times of the English side translate into those of the Korean one: one file may begin later, run faster, or have breaks
/// that the other has not.
#[derive(Clone, Debug, PartialEq)]
pub struct Clock {
    /// Korean milliseconds for an English one.
    pub stretch: f64,
    /// Where English zero lies, in Korean milliseconds.
    pub shift_ms: f64,
    /// From which English millisecond on another shift holds, ascending; empty unless one file has a break of its own.
    pub later: Vec<(u64, f64)>,
}

impl Clock {
    /// English milliseconds as Korean ones; may be negative. O(log breaks).
    pub fn to_korean(&self, english_ms: f64) -> f64 {
        let begun = self.later.partition_point(|(from, _)| *from as f64 <= english_ms);
        let shift_ms = self.later[..begun].last().map_or(self.shift_ms, |(_, shift_ms)| *shift_ms);
        self.stretch * english_ms + shift_ms
    }
}

/// `1:02:03.450`, as people read times; hours only where there are some.
pub fn clock_time(ms: u64) -> String {
    let (seconds, minutes, hours) = (ms / 1000 % 60, ms / 60_000 % 60, ms / 3_600_000);
    let rest = format!("{seconds:02}.{:03}", ms % 1000);
    if hours > 0 { format!("{hours}:{minutes:02}:{rest}") } else { format!("{minutes}:{rest}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_read_as_on_a_clock() {
        let told = [0, 62_003, 3_723_450, 360_000_000].map(clock_time);
        assert_eq!(told, ["0:00.000", "1:02.003", "1:02:03.450", "100:00:00.000"]);
    }

    #[test]
    fn a_clock_turns_english_times_into_korean_ones() {
        let clock = Clock { stretch: 1.25, shift_ms: -2000.0, later: vec![(9000, 500.0)] };
        assert_eq!([0.0, 8000.0, 9000.0].map(|ms| clock.to_korean(ms)), [-2000.0, 8000.0, 11_750.0]);
    }
}
