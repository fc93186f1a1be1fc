//! The one pass over a block: finds the places where a sentence may end and asks the rules of the script before each.
//!
//! A place is the white space after a word, or a mark inside a word (올랐다.그러나). Cuts are collected in ascending order; when a
//! pair of quotes or brackets closes, the cuts inside it are taken back. Every byte is looked at a bounded number of times and
//! every look ahead is cut off after some dozens of bytes: O(n) time on any input, O(cuts) space.

mod judge;

use std::ops::Range;

use super::hangul::{self, Strength};
use super::latin;
use super::lists::Marker;
use super::marks::{
    self, CLASS, Class, Finish, Mark, STOPS_EN, STOPS_KO, Tail, char_at, char_before, is_bullet, is_closer, is_mark, is_opener,
    is_syllable,
};
use super::quotes::{Fences, Kind, Pair};
use super::{Quotes, Side};

/// How far a rule looks at what follows, in bytes.
const LOOK_AHEAD_BYTES: usize = 96;
/// The longest bracket that is taken for a credit or an aside, in bytes.
const ASIDE_BYTES: usize = 90;

/// The shortest word that may be the end of a sentence and the beginning of the next, in bytes.
const GLUED_BYTES: usize = 12;

/// What a cut rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ground {
    /// A mark or a sign.
    Mark,
    /// An ending without a mark.
    Ending(Strength),
}

/// A place where the text is cut.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cut {
    /// Where the next sentence begins.
    pub(super) at: usize,
    pub(super) ground: Ground,
}

/// The state of the pass.
pub(super) struct Scan<'t> {
    text: &'t str,
    side: Side,
    quotes: Quotes,
    cuts: Vec<Cut>,
    fences: Fences,
    last_pair: Option<Pair>,
    /// A sentence that has ended but takes in what stands up to this offset: ㅋㅋ, a credit in brackets.
    held: Option<(usize, Ground)>,
    /// The marker of the list item we are in.
    item: Option<Marker>,
    /// Hangul sentences that ended with a mark.
    marked: usize,
    /// How the last sentence ends without one.
    ends_bare: Option<Strength>,
    /// Where the first of the bullets stands that may be inside a sentence: 시는 ▲공원 ▲도로를 짓는다.
    inset: Option<usize>,
}

/// What the pass found.
#[derive(Default)]
pub(super) struct Found {
    pub(super) cuts: Vec<Cut>,
    /// Hangul sentences that end with a mark, the last one included.
    pub(super) marked: usize,
    /// Sentences that end without one in a way that names and nouns do not, the last one included.
    pub(super) bare: usize,
    /// Those that may have been cut behind a name or a noun.
    pub(super) faint: usize,
}

/// Finds the cuts in a block.
pub(super) fn scan(text: &str, side: Side, quotes: Quotes) -> Found {
    let mut scan = Scan {
        text,
        side,
        quotes,
        cuts: Vec::new(),
        fences: Fences::default(),
        last_pair: None,
        held: None,
        item: None,
        marked: 0,
        ends_bare: None,
        inset: None,
    };
    scan.run();
    scan.weigh_end();
    let endings = scan.cuts.iter().filter_map(|c| if let Ground::Ending(strength) = c.ground { Some(strength) } else { None });
    let (faint, bare): (Vec<_>, Vec<_>) = endings.chain(scan.ends_bare).partition(|&strength| strength == Strength::Faint);
    Found { marked: scan.marked, bare: bare.len(), faint: faint.len(), cuts: scan.cuts }
}

impl<'t> Scan<'t> {
    /// Goes from one byte that may matter to the next; words without one are never looked at. On the Korean side white space
    /// matters too, since an ending may close a sentence without a mark.
    fn run(&mut self) {
        let bytes = self.text.as_bytes();
        let mut i = self.text.len() - self.text.trim_start().len();
        self.item = Marker::at(self.text, i);
        let mut from = i;
        let stops = if self.side == Side::Ko { &STOPS_KO } else { &STOPS_EN };
        while let Some(plain) = bytes[i..].iter().position(|&b| stops[usize::from(b)]) {
            i += plain;
            i = if CLASS[usize::from(bytes[i])] == Class::Space { self.plain_space(from, i) } else { self.word(from, i) };
            from = i;
        }
    }

    /// The end of the block cuts nothing, but how the last sentence ends tells the register.
    fn weigh_end(&mut self) {
        let end = self.text.trim_end().len();
        if end <= self.sentence_start() || self.side == Side::En && self.inset.is_none() {
            return;
        }
        let start = self.last_word_start(end);
        let f = marks::finish(self.text, start, end);
        if f.mark != Mark::None {
            self.settle_bullets(end);
        }
        if self.side == Side::En || !char_before(&self.text[start..], f.core - start).is_some_and(is_syllable) {
            return;
        }
        if f.mark != Mark::None {
            self.marked += 1;
        } else if f.core == end {
            self.ends_bare = hangul::closes(self.with_word_before(start, end), "");
        }
    }

    /// Where the word around `at` begins; no earlier than `from`.
    fn word_start(&self, from: usize, at: usize) -> usize {
        let before = &self.text.as_bytes()[from..at];
        before.iter().rposition(|&b| CLASS[usize::from(b)] == Class::Space).map_or(from, |i| from + i + 1)
    }

    /// White space at `end` after a Korean word without any sign in it.
    fn plain_space(&mut self, from: usize, end: usize) -> usize {
        let next = self.skip_space(end);
        self.glued_endings(from, end);
        if let Some(&[a, b, c]) = self.text.as_bytes()[from..end].last_chunk::<3>()
            && hangul::may_close_utf8(a, b, c)
            && next < self.text.len()
        {
            let start = self.word_start(from, end);
            self.bare(start, end, next);
        }
        next
    }

    /// 갔다집에: endings inside the word from `from`, up to `end`, that nothing parts from the next sentence.
    fn glued_endings(&mut self, from: usize, end: usize) {
        if end - from < GLUED_BYTES || self.side == Side::En || self.text.as_bytes()[from] < 0xEA {
            return;
        }
        // Words of syllables alone, of three bytes each; the last two are no beginning of a sentence.
        for at in (from + 6..=end - 6).step_by(3).filter(|&at| self.text.as_bytes()[at - 3..at] == *"다".as_bytes()) {
            let left = self.text.ceil_char_boundary(at.saturating_sub(LOOK_AHEAD_BYTES)).max(from).max(self.sentence_start());
            let left = &self.text[left.min(at)..at];
            if hangul::closes_glued(left, &self.text[at..end]) {
                self.cut(at, Ground::Ending(Strength::Weak));
            }
        }
    }

    /// The rest, from `i` on, of a word with something in it that may matter, and the white space after it.
    fn word(&mut self, from: usize, mut i: usize) -> usize {
        let bytes = self.text.as_bytes();
        self.glued_endings(from, i);
        let word = self.word_start(from, i);
        if word > 0 && self.opens_item(word) {
            self.cut_before_item(word);
        }
        while let Some(&b) = bytes.get(i) {
            match CLASS[usize::from(b)] {
                Class::Plain => i += 1,
                Class::Sign => i = self.decoration(word, i),
                Class::Mark => i = self.mark(word, i, i + 1),
                Class::Fence => {
                    self.fence(i, char::from(b));
                    i += 1;
                }
                Class::Space => return self.space(word, i),
                Class::Wide => match char_at(self.text, i) {
                    Some(c) if c.is_whitespace() => return self.space(word, i),
                    Some(c) if is_mark(c) => i = self.mark(word, i, i + c.len_utf8()),
                    Some(c) if marks::is_jamo(c) || marks::is_emoji(c) => i = self.decoration(word, i),
                    Some(c) => {
                        self.fence(i, c);
                        i += c.len_utf8();
                    }
                    None => i += 1,
                },
            }
        }
        i
    }

    /// ㅋㅋ, ^^, ~ or emoji that begin at `at` inside a word, and marks among them; returns where they end. Between an ending and
    /// another syllable they close a sentence: 좋아요ㅋㅋ또.
    fn decoration(&mut self, word: usize, at: usize) -> usize {
        let rest = &self.text[at..];
        let ours = |c: char| marks::is_jamo(c) || marks::is_emoji(c) || is_mark(c) || matches!(c, '^' | '~' | ';' | '_');
        let end = at + rest.find(|c| !ours(c)).unwrap_or(rest.len());
        let end = end.max(at + 1);
        let word = word.max(self.sentence_start());
        if self.side == Side::Ko
            && hangul::begins_at(self.text, end)
            && hangul::closes(&self.text[word.min(at)..at], self.ahead(end)).is_some()
        {
            self.cut(end, Ground::Ending(Strength::Weak));
        }
        end
    }

    /// Where the white space that begins at `end` is over.
    fn skip_space(&self, end: usize) -> usize {
        let bytes = self.text.as_bytes();
        let next = end + 1;
        if bytes[end] == b' ' && bytes.get(next).is_some_and(|b| !matches!(CLASS[usize::from(*b)], Class::Space | Class::Wide)) {
            return next;
        }
        self.text.len() - self.text[end..].trim_start().len()
    }

    /// White space at `end`, after the word that began at `word`: decides, and goes to the next word.
    fn space(&mut self, word: usize, end: usize) -> usize {
        let next = self.skip_space(end);
        if next < self.text.len() && word < end {
            self.boundary(word..end, next);
        }
        next
    }

    fn fence(&mut self, at: usize, c: char) {
        if let Some(pair) = self.fences.meet(self.text, at, c) {
            if pair.kind == Kind::Bracket || self.quotes == Quotes::Whole {
                while self.cuts.last().is_some_and(|cut| cut.at > pair.open && cut.at < pair.end) {
                    self.cuts.pop();
                }
                self.held = self.held.filter(|h| h.0 <= pair.open || h.0 >= pair.end);
            }
            self.last_pair = Some(pair);
            self.reference(pair);
        }
    }

    /// 유명하다.[3]그리고: a reference glued between two sentences.
    fn reference(&mut self, pair: Pair) {
        if self.text.as_bytes()[pair.open] == b'['
            && char_before(self.text, pair.open).is_some_and(is_mark)
            && char_at(self.text, pair.end).is_some_and(|c| is_syllable(c) || c.is_ascii_uppercase())
        {
            self.cut(pair.end, Ground::Mark);
        }
    }

    fn cut(&mut self, at: usize, ground: Ground) {
        self.held = None;
        if self.cuts.last().is_none_or(|c| c.at < at) {
            self.cuts.push(Cut { at, ground });
            self.item = Marker::at(self.text, at).or(self.item);
        }
    }

    /// An item of a list begins at `at`.
    fn cut_before_item(&mut self, at: usize) {
        let start = self.sentence_start();
        if at == start {
            // The item ends there in any register.
            if let Some(cut) = self.cuts.last_mut() {
                cut.ground = Ground::Mark;
            }
            return;
        }
        let begins_with_bullet = self.text[start..].trim_start().starts_with(is_bullet);
        if char_at(self.text, at).is_some_and(is_bullet) && !begins_with_bullet {
            self.inset = Some(at);
        }
        self.cut(at, Ground::Mark);
    }

    /// A sentence ends by a mark before `next`: the bullets in it were no items by themselves, unless the next thing is one more.
    fn settle_bullets(&mut self, next: usize) {
        if let Some(first) = self.inset.take()
            && !self.text[next..].starts_with(is_bullet)
        {
            self.cuts.truncate(self.cuts.partition_point(|cut| cut.at < first));
        }
    }

    fn sentence_start(&self) -> usize {
        self.cuts.last().map_or(0, |c| c.at)
    }

    /// The word in `start..end` and what stands before it in its sentence, cut short.
    fn with_word_before(&self, start: usize, end: usize) -> &'t str {
        let from = self.text.ceil_char_boundary(start.saturating_sub(LOOK_AHEAD_BYTES).max(self.sentence_start()));
        &self.text[from.min(start)..end]
    }

    /// Where the last word of `text[..end]` begins, within the sentence.
    fn last_word_start(&self, end: usize) -> usize {
        self.text[self.sentence_start()..end].rsplit(char::is_whitespace).next().map_or(end, |w| end - w.len())
    }

    fn ahead(&self, at: usize) -> &'t str {
        let rest = &self.text[at..];
        &rest[..rest.floor_char_boundary(LOOK_AHEAD_BYTES.min(rest.len()))]
    }

    /// A run of marks that begins at `at` inside the word from `word`; returns where to go on.
    fn mark(&mut self, word: usize, at: usize, mut end: usize) -> usize {
        while let Some(c) = char_at(self.text, end).filter(|&c| is_mark(c)) {
            end += c.len_utf8();
        }
        let Some(c) = char_at(self.text, end) else { return end };
        if c.is_whitespace() || (c.is_ascii_alphanumeric() && !c.is_ascii_uppercase()) || at == word {
            return end;
        }
        if let Some(cut) = self.glued(&self.text[word..at], at, end, c) {
            self.cut(cut, Ground::Mark);
        }
        end
    }

    /// Where, if anywhere, a sentence ends at the marks in `at..end`, which `c` follows without white space.
    fn glued(&self, left: &str, at: usize, end: usize, c: char) -> Option<usize> {
        let left = &left[left.ceil_char_boundary(left.len().saturating_sub(LOOK_AHEAD_BYTES))..];
        let last = char_before(left, left.len())?;
        let loud = self.text[at..end].contains(['!', '?', '！', '？']);
        let one_stop = end - at == 1;
        if is_syllable(last) {
            let final_here =
                if loud { true } else { hangul::looks_final(left) && (one_stop || matches!(last, '다' | '요' | '죠')) };
            let begins = (is_syllable(c) && !hangul::continues(self.ahead(end), false))
                || c.is_ascii_uppercase()
                || is_opener(c)
                    && (!is_closer(c) && !matches!(c, '(' | '[' | '<') || c == '"' && !self.fences.is_open_alike(c, end))
                    && self.opens_quotation(end);
            let noted = !final_here && hangul::is_source_note(self.ahead(end));
            return (final_here && begins && !hangul::is_list_letter(left) || noted).then_some(end);
        }
        if !last.is_ascii_alphabetic() || !(loud || one_stop) {
            return None;
        }
        let mut start = end;
        while let Some(c) =
            char_at(self.text, start).filter(|&c| matches!(c, '”' | '’' | ')') || c == '"' && self.fences.is_open(c, start))
        {
            start += c.len_utf8();
        }
        let mut right = start;
        if let Some(c) = char_at(self.text, right).filter(|&c| is_opener(c) && c != '\'' && c != '(' && c != '[' && c != '<') {
            right += c.len_utf8();
        }
        latin::glued(left, self.ahead(right)).then_some(start)
    }

    /// Whether the quote at `at`, which no white space stands before, begins something and is not the end of a quotation.
    fn opens_quotation(&self, at: usize) -> bool {
        let inside = self.ahead(at).trim_start_matches(|c| is_opener(c) || is_closer(c));
        char_at(inside, 0).is_some_and(|c| !c.is_whitespace() && !is_mark(c) && c != ',') && !hangul::continues(inside, true)
    }

    /// Whether a sentence ends after the word `word`, before the word at `next`.
    fn boundary(&mut self, word: Range<usize>, next: usize) {
        let bytes = self.text.as_bytes();
        // What stands before a cut inside the word is another sentence's.
        let word = word.start.max(self.sentence_start())..word.end;
        if word.is_empty() {
            return;
        }
        if let Some((until, ground)) = self.held {
            if word.end < until {
                return;
            }
            self.held = None;
            if !self.quotation_goes_on(word.end, next) {
                self.end(ground, next);
            }
            return;
        }
        match CLASS[usize::from(bytes[word.end - 1])] {
            Class::Plain if bytes[word.end - 1].is_ascii() => {}
            Class::Mark | Class::Fence | Class::Sign => self.finished(word, next),
            _ => match char_before(self.text, word.end) {
                Some(c) if !is_syllable(c) => self.finished(word, next),
                Some(c) if self.side == Side::Ko && hangul::may_close(c) => self.bare(word.start, word.end, next),
                _ => {}
            },
        }
    }

    /// Whether a quotation has closed at `end` and the words at `next` say who spoke or what became of it.
    fn quotation_goes_on(&self, end: usize, next: usize) -> bool {
        let ahead = self.ahead(next);
        self.quotes == Quotes::Whole
            && self.last_pair.is_some_and(|pair| pair.kind == Kind::Quote && pair.end == end)
            && (hangul::continues(ahead, true)
                || hangul::attributes(ahead)
                || ahead.starts_with(char::is_lowercase)
                || latin::attributes(ahead))
    }

    /// Whether an item of a list, or a caption, begins at `next`.
    fn opens_item(&self, next: usize) -> bool {
        let first = self.text.as_bytes()[next];
        if matches!(first, 0xE2 | 0xE3) {
            let Some(c) = char_at(self.text, next).filter(|&c| marks::is_bullet(c)) else { return false };
            let after = char_at(self.text, next + c.len_utf8()).unwrap_or(' ');
            if !after.is_ascii_digit() {
                return !is_mark(after) && after != ',' && !is_closer(after);
            }
        }
        self.item.is_some_and(|item| Marker::at(self.text, next).is_some_and(|marker| marker.follows(item)))
    }

    /// An ending without a mark.
    fn bare(&mut self, start: usize, end: usize, next: usize) {
        let ahead = self.ahead(next);
        if ahead.starts_with(['-', '—', '–', ',', ':', '/']) || ahead.starts_with('(') && self.aside(next).is_none() {
            return;
        }
        // '끝이다 ", "그렇다 "': the quotation is one of a row.
        if ahead.starts_with(is_closer) && ahead.trim_start_matches(is_closer).starts_with(',') {
            return;
        }
        if let Some(strength) = hangul::closes(self.with_word_before(start, end), ahead) {
            self.end(Ground::Ending(strength), next);
        }
    }

    /// The sentence ends before `next`, unless what stands there still belongs to it.
    fn end(&mut self, ground: Ground, next: usize) {
        let quote_open = self.fences.is_open_alike('"', next);
        if let Some(until) = marks::trailing_word(self.text, next, quote_open) {
            // 갔다 . 다음: a mark behind a space is still a mark.
            let marked = ground != Ground::Mark && marks::finish(self.text, next, until).mark != Mark::None;
            self.marked += usize::from(marked);
            self.held = Some((until, if marked { Ground::Mark } else { ground }));
        } else if let Some(until) = self.aside(next).or_else(|| self.detached_reference(next)) {
            self.held = Some((until, ground));
        } else {
            match ground {
                Ground::Mark => self.settle_bullets(next),
                Ground::Ending(_) => self.inset = None,
            }
            self.cut(next, ground);
        }
    }

    /// The end of a reference, [10], that stands by itself behind the sentence; where the sentence itself is opened by one, as in a
    /// bibliography, the next is opened by the next.
    fn detached_reference(&self, at: usize) -> Option<usize> {
        if self.text.as_bytes()[at] != b'[' || self.text[self.sentence_start()..].trim_start().starts_with('[') {
            return None;
        }
        let near = self.ahead(at);
        let close = near.find(']')?;
        let numbers = near[1..close].split([',', '-', '–']);
        let is_number = |n: &str| (1..=4).contains(&n.len()) && n.bytes().all(|b| b.is_ascii_digit());
        let ends = near[close + 1..].starts_with(|c: char| c.is_whitespace() || c == '[') || at + close + 1 == self.text.len();
        (ends && numbers.map(str::trim).all(is_number)).then_some(at + close + 1)
    }

    /// The end of a credit or an aside in brackets that begins at `at`: (사진=연합뉴스), (웃음). A byline with the name of its
    /// reporter opens a sentence instead.
    fn aside(&self, at: usize) -> Option<usize> {
        if self.side != Side::Ko || self.text.as_bytes()[at] != b'(' {
            return None;
        }
        let rest = &self.text[at..];
        let rest = &rest[..rest.floor_char_boundary(ASIDE_BYTES.min(rest.len()))];
        let close = rest.find(')')?;
        let inner = &rest[1..close];
        if inner.contains(['.', '!', '?']) {
            return None;
        }
        let end = at + close + 1;
        let mut after = self.ahead(end).split_whitespace();
        let reporter = after.next().is_some() && after.next().is_some_and(|w| w.starts_with("기자") || w.starts_with("특파원"));
        (!reporter).then_some(end)
    }

    /// A word that ends with something other than a letter or a digit.
    fn finished(&mut self, word: Range<usize>, next: usize) {
        let mut f = marks::finish(self.text, word.start, word.end);
        if let Some(pair) = self.last_pair.filter(|p| p.kind == Kind::Bracket && p.end == word.end && f.mark == Mark::None) {
            self.after_bracket(pair, word, next);
            return;
        }
        if f.core == word.start {
            // Nothing but signs: they belong to the word before, where there is one in this sentence.
            let before = &self.text[self.sentence_start()..word.start];
            let end = self.sentence_start() + before.trim_end().len();
            if end == self.sentence_start() || self.fences.opened_at(word.start) {
                return;
            }
            if f.mark == Mark::None && f.tail == Tail::Hard && f.pictures.is_none() {
                self.end(Ground::Mark, next);
                return;
            }
            let start = self.last_word_start(end);
            let earlier = marks::finish(self.text, start, end);
            f = Finish { core: earlier.core, mark: f.mark.max(earlier.mark), tail: f.tail.max(earlier.tail), ..f };
            self.judge(start, f, next);
            return;
        }
        self.judge(word.start, f, next);
    }

    /// A closing bracket without a mark in it: 유명하다.[3], 좋아요(웃음).
    fn after_bracket(&mut self, pair: Pair, word: Range<usize>, next: usize) {
        let glued = pair.open > word.start || !self.text[..pair.open].ends_with(char::is_whitespace);
        if !glued || pair.open <= self.sentence_start() {
            return;
        }
        let start = self.last_word_start(pair.open);
        let open = before_references(&self.text[start..pair.open]) + start;
        let f = marks::finish(self.text, start, open);
        if f.mark != Mark::None && f.core > start {
            self.judge(start, f, next);
        } else if self.side == Side::Ko && f.core == open && char_before(self.text, f.core).is_some_and(hangul::may_close) {
            let word = &self.text[start..f.core];
            if hangul::closes(word, self.ahead(next)) == Some(Strength::Strong) {
                self.end(Ground::Ending(Strength::Strong), next);
            }
        }
    }
}

/// Where the references, [4][5], at the end of `word` begin.
fn before_references(word: &str) -> usize {
    let mut end = word.len();
    while word[..end].ends_with(']') {
        match word[..end].rfind('[') {
            Some(open) => end = open,
            None => break,
        }
    }
    end
}
