//! Whether a word with signs at its end closes a sentence: the rules of both scripts, asked by the scanner.

use super::{Ground, LOOK_AHEAD_BYTES, Scan};
use crate::bitext::Side;
use crate::split::hangul::{self, Strength};
use crate::split::latin::{self, Abbreviation};
use crate::split::lists::{self, Marker};
use crate::split::marks::{self, Finish, Mark, Tail, char_at, char_before, is_closer, is_opener, is_syllable};
use crate::split::quotes::Kind;

impl Scan<'_> {
    /// Decides by what the word ends with, and by its script.
    pub(super) fn judge(&mut self, start: usize, f: Finish, next: usize) {
        let Some(last) = char_before(self.text, f.core) else { return };
        let hangul = is_syllable(last);
        let ground = if hangul {
            self.ends_hangul(start, f, next)
        } else {
            let ends = if f.mark == Mark::None {
                f.tail == Tail::Hard && self.begins_sentence(next) && !self.picture_inside(f, next)
            } else if last.is_alphanumeric() || !last.is_ascii() || matches!(last, '%' | '$' | '*' | '&' | '+' | '-' | '/' | '°') {
                self.ends_latin(start, f, last, next)
            } else {
                // A lone sign before the mark, (?) or [.], or dots with spaces between, where a capital I says nothing.
                f.mark_last && self.begins_sentence(next) && !self.ahead(next).starts_with("I ")
            };
            ends.then_some(Ground::Mark)
        };
        if let Some(ground) = ground {
            self.marked += usize::from(hangul && f.mark != Mark::None && ground == Ground::Mark);
            self.end(ground, next);
        }
    }

    /// What a sentence that ends behind the Hangul word at `start` ends by, if one does.
    fn ends_hangul(&self, start: usize, f: Finish, next: usize) -> Option<Ground> {
        let word = &self.text[start..f.core];
        let ahead = self.ahead(next);
        // “가자! "라고: the quote is detached from what it closes.
        let detached = self.fences.in_quotation(next)
            && hangul::continues(ahead.trim_start_matches(is_closer), true)
            && ahead.starts_with(is_closer);
        if hangul::continues(ahead, f.closed) || detached {
            return None;
        }
        let opening = &self.text[self.sentence_start()..f.core];
        let by_mark = |ends: bool| ends.then_some(Ground::Mark);
        match f.mark {
            Mark::None => match f.tail {
                Tail::Hard => by_mark(hangul::looks_final(word) || !self.picture_inside(f, next)),
                Tail::Soft if self.side == Side::Ko && hangul::looks_final(word) => {
                    hangul::closes(word, ahead).map(|strength| Ground::Ending(strength.min(Strength::Weak)))
                }
                _ => None,
            },
            Mark::Stop if hangul::is_list_letter(word.trim_start_matches(is_opener)) && opening.trim_start() == word => None,
            Mark::Stop if !f.closed && lists::is_heading_label(opening) => None,
            Mark::Ellipsis if f.tail != Tail::Hard && !hangul::looks_final(word) => self.ends_trailing(start, f, ahead),
            // 'A, B 등.' names something; a quoted sentence ends like one, or nothing stands before it but who speaks.
            Mark::Stop if f.closed && !f.mark_last && !hangul::ends_speech(word) && !self.is_all_quoted(next) => None,
            _ => by_mark(!self.speech_goes_on(f, ahead)),
        }
    }

    /// Whether the sentence before `next` is a quotation and nothing else, or what somebody says: 하늘: "먹자."
    fn is_all_quoted(&self, next: usize) -> bool {
        let end = self.text[..next].trim_end().len();
        self.last_pair.is_some_and(|pair| {
            pair.kind == Kind::Quote && pair.end == end && {
                let before = self.text[self.sentence_start().min(pair.open)..pair.open].trim();
                before.is_empty() || before.ends_with(':')
            }
        })
    }

    /// What a sentence ends by behind an ellipsis after the word at `start`, which is no ending: a word that joins follows, or, in
    /// informal text, enough has been said and the word does not call for another.
    fn ends_trailing(&self, start: usize, f: Finish, ahead: &str) -> Option<Ground> {
        if self.side == Side::En || f.closed {
            return None;
        }
        if hangul::joins(ahead) {
            return self.has_said(1, start).then_some(Ground::Mark);
        }
        let ends = self.has_said(2, start) && !hangul::trails_off(&self.text[start..f.core]);
        ends.then_some(Ground::Ending(Strength::Faint))
    }

    /// Whether pictures stand inside a sentence: behind a word that is no ending, one alone or before a particle.
    fn picture_inside(&self, f: Finish, next: usize) -> bool {
        f.pictures
            .is_some_and(|count| hangul::begins_at(self.text, next) && count == 1 || hangul::begins_with_particle(self.ahead(next)))
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
        if self.opened_by_marker(start)
            || f.mark == Mark::Stop && !f.closed && lists::is_heading_label(&self.text[self.sentence_start()..f.core])
        {
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
            Some(Abbreviation::May) => opens && self.has_said(3, start),
            None if latin::is_dotted(word) => opens && self.has_said(3, start),
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

    /// Whether so many words stand in the sentence before `start`.
    fn has_said(&self, words: usize, start: usize) -> bool {
        let from = self.text.ceil_char_boundary(start.saturating_sub(LOOK_AHEAD_BYTES).max(self.sentence_start()));
        self.text.get(from..start).is_none_or(|t| t.split_whitespace().count() >= words)
    }
}
