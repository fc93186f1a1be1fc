//! Whether a word with signs at its end closes a sentence: the rules of both scripts, asked by the scanner.

use super::{Ground, LOOK_AHEAD_BYTES, Scan};
use crate::bitext::Side;
use crate::split::hangul::{self, Strength};
use crate::split::latin::{self, Abbreviation};
use crate::split::lists::Marker;
use crate::split::marks::{self, Finish, Mark, Tail, char_at, char_before, is_opener, is_syllable};

impl Scan<'_> {
    /// Decides by what the word ends with, and by its script.
    pub(super) fn judge(&mut self, start: usize, f: Finish, next: usize) {
        let Some(last) = char_before(self.text, f.core) else { return };
        let ends = if is_syllable(last) {
            self.ends_hangul(&self.text[start..f.core], f, next)
        } else if f.mark == Mark::None {
            f.tail == Tail::Hard && self.begins_sentence(next)
        } else if last.is_alphanumeric() || !last.is_ascii() || matches!(last, '%' | '$' | '*' | '&' | '+' | '-' | '/' | '°') {
            self.ends_latin(start, f, last, next)
        } else {
            // A lone sign before the mark, (?) or [.], or dots with spaces between, where a capital I says nothing.
            f.mark_last && self.begins_sentence(next) && !self.ahead(next).starts_with("I ")
        };
        if ends {
            let hangul_mark = is_syllable(last) && f.mark != Mark::None;
            self.marked += usize::from(hangul_mark);
            let ground = if is_syllable(last) && f.mark == Mark::None && f.tail == Tail::Soft {
                Ground::Ending(Strength::Weak)
            } else {
                Ground::Mark
            };
            self.end(ground, next);
        }
    }

    fn ends_hangul(&self, word: &str, f: Finish, next: usize) -> bool {
        let ahead = self.ahead(next);
        if hangul::continues(ahead, f.closed) {
            return false;
        }
        let label = word.trim_start_matches(is_opener);
        match f.mark {
            Mark::None => match f.tail {
                Tail::Hard => true,
                Tail::Soft => self.side == Side::Ko && hangul::looks_final(word) && hangul::closes(word, ahead).is_some(),
                Tail::None => false,
            },
            Mark::Stop if hangul::is_list_letter(label) && self.text[self.sentence_start()..f.core].trim_start() == word => false,
            Mark::Ellipsis if f.tail != Tail::Hard => hangul::looks_final(word) && !self.speech_goes_on(f, ahead),
            // 'A, B 등.' names something; a quoted sentence ends like one.
            Mark::Stop if f.closed && !f.mark_last && !hangul::looks_final(word) => false,
            _ => !self.speech_goes_on(f, ahead),
        }
    }

    /// Whether a quotation has closed and the words after it say who spoke.
    fn speech_goes_on(&self, f: Finish, ahead: &str) -> bool {
        f.closed && !f.mark_last && hangul::attributes(ahead)
    }

    /// Whether what begins at `next` looks like the start of a sentence: a capital, a digit, Hangul, an opening quote.
    fn begins_sentence(&self, next: usize) -> bool {
        self.text[next..].chars().take(4).find(|&c| !is_opener(c)).is_none_or(|c| {
            !c.is_lowercase() && (c.is_alphanumeric() || !c.is_ascii() || matches!(c, '$' | '#' | '@' | '*' | '-' | '&'))
        })
    }

    /// Whether the sentence began in lower case, as its author then does in general.
    fn writes_lower_case(&self) -> bool {
        self.text[self.sentence_start()..].chars().take(6).find(|c| c.is_alphabetic()).is_some_and(char::is_lowercase)
    }

    fn ends_latin(&self, start: usize, f: Finish, last: char, next: usize) -> bool {
        let ahead = self.ahead(next);
        if hangul::begins_at(self.text, next) && hangul::continues(ahead, f.closed) {
            return false;
        }
        let word = &self.text[start..f.core];
        let word = &word[word.ceil_char_boundary(word.len().saturating_sub(LOOK_AHEAD_BYTES))..];
        let word = word.trim_start_matches(is_opener);
        let quoted = f.closed && !f.mark_last;
        if self.opened_by_marker(start) {
            return false;
        }
        if !self.begins_sentence(next) {
            let lower_next = char_at(self.text, next).is_some_and(char::is_lowercase);
            let plain_word = word.len() >= 3
                && word.bytes().all(|b| b.is_ascii_lowercase())
                && !(self.text[f.core..].starts_with('!') && self.fences.in_quotation(next));
            return lower_next
                && !f.closed
                && f.mark != Mark::Ellipsis
                && (plain_word || self.writes_lower_case())
                && !(f.mark == Mark::Stop && self.may_be_short(word, last));
        }
        if f.mark == Mark::Loud {
            return !(quoted && (latin::attributes(ahead) || hangul::attributes(ahead)));
        }
        if f.mark == Mark::Ellipsis && ["I ", "I'", "I’"].iter().any(|i| ahead.starts_with(i)) {
            return false;
        }
        if f.mark == Mark::Ellipsis || f.closed {
            return !(quoted && hangul::attributes(ahead));
        }
        self.ends_at_stop(word, last, start, next)
    }

    /// Whether the word at `start` is the marker that opens the sentence.
    fn opened_by_marker(&self, start: usize) -> bool {
        let before = self.text[self.sentence_start()..start].trim_end();
        before.len() <= 8 && before.chars().all(|c| is_opener(c) || marks::is_bullet(c)) && Marker::at(self.text, start).is_some()
    }

    fn may_be_short(&self, word: &str, last: char) -> bool {
        latin::is_initial(word) || latin::is_dotted(word) || latin::abbreviation(word).is_some() || last.is_ascii_digit()
    }

    /// One full stop after `word`, before something that may begin a sentence.
    fn ends_at_stop(&self, word: &str, last: char, start: usize, next: usize) -> bool {
        let ahead = self.ahead(next);
        let opened = ahead.trim_start_matches(is_opener);
        let opens = latin::opens(opened) || hangul::begins_at(self.text, next);
        let next_digit = opened.starts_with(|c: char| c.is_ascii_digit());
        if last.is_ascii_digit() && word.bytes().all(|b| b.is_ascii_digit()) {
            return self.number_ends(word, start, next_digit, opens);
        }
        if latin::is_initial(word) {
            let name = self.word_before(start).is_none_or(|w| w.starts_with(char::is_uppercase) || w.ends_with('.'));
            return opens && (!name || latin::opens(opened) && opened.find(' ').is_some_and(|i| i > 2));
        }
        match latin::abbreviation(word) {
            Some(Abbreviation::Never) => false,
            Some(Abbreviation::Number) => {
                let roman = opened
                    .split(|c: char| !c.is_ascii_alphanumeric())
                    .next()
                    .is_some_and(|w| w.bytes().all(|b| b"IVXLC".contains(&b)));
                !next_digit && !roman && !ahead.starts_with(['(', '[', '#'])
            }
            Some(Abbreviation::May) => opens && self.has_said_something(start),
            None if latin::is_dotted(word) => opens && self.has_said_something(start),
            None => true,
        }
    }

    /// A number with a full stop: an item, part of a date, or the end of a sentence.
    fn number_ends(&self, word: &str, start: usize, next_digit: bool, opens: bool) -> bool {
        let before = self.word_before(start);
        let date = before.is_some_and(|w| w.ends_with('.') && w.trim_end_matches('.').bytes().all(|b| b.is_ascii_digit()));
        if date || (next_digit && (self.side == Side::Ko || word.len() < 3)) {
            return false;
        }
        let hangul_before = before.and_then(|w| char_before(w, w.len())).is_some_and(is_syllable);
        let labelled = before.is_none_or(|w| w.ends_with([':', ',', ';', '.']));
        if hangul_before { word.len() >= 2 && !next_digit } else { word.len() >= 2 || opens || !labelled }
    }

    /// The word before the one that begins at `start`, in the same sentence, cut short.
    fn word_before(&self, start: usize) -> Option<&str> {
        let from = self.text.ceil_char_boundary(start.saturating_sub(LOOK_AHEAD_BYTES).max(self.sentence_start()));
        self.text.get(from..start)?.split_whitespace().next_back()
    }

    /// Whether enough words stand in the sentence before `start` for it to end there.
    fn has_said_something(&self, start: usize) -> bool {
        let from = self.text.ceil_char_boundary(start.saturating_sub(LOOK_AHEAD_BYTES).max(self.sentence_start()));
        self.text.get(from..start).is_none_or(|t| t.split_whitespace().count() >= 3)
    }
}
