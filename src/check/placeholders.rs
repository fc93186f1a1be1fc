//! What a program fills in, by the grammars of those who fill it in: printf and its kin, Python, .NET and Rust, ICU messages, i18next,
//! Ruby, Qt, Laravel, Drupal, shells and templates.
//!
//! Two placeholders are the same if the program puts the same thing there: that is a name, a number, or a place in the row of those
//! without either, and the type of what is put there. Linear, but for the depth of ICU messages, which is bounded.

use std::ops::Range;

/// A placeholder in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Placeholder {
    /// Where it stands, in bytes.
    pub(super) range: Range<usize>,
    /// What is put there.
    pub(super) key: Key,
    /// Whether it may be none: `%s` with a letter right behind, a word in capitals.
    pub(super) is_weak: bool,
}

/// What is put at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Key {
    /// The value at a place in the row, and its type.
    Place(u32, Type),
    /// A value by its name, as it is written but for what only formats it.
    Name(String),
}

/// The types of values that printf tells apart: another one crashes or shows nonsense.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Type {
    Text,
    Whole,
    Real,
    Character,
    Pointer,
    /// Of any type: Qt's %1.
    Any,
}

/// The longest name of a placeholder, in bytes.
const LONGEST: usize = 64;
/// How deep messages of ICU are read.
const DEEPEST: usize = 8;

/// The placeholders of a text, in order.
pub(super) fn placeholders(text: &str) -> Vec<Placeholder> {
    let mut scan = Scan { text, found: Vec::new(), places: 0, slots: 0 };
    scan.run(0..text.len(), 0);
    scan.found
}

struct Scan<'t> {
    text: &'t str,
    found: Vec<Placeholder>,
    /// How many values without number or name printf has filled in so far.
    places: u32,
    /// The same of `{}`.
    slots: u32,
}

impl Scan<'_> {
    fn run(&mut self, within: Range<usize>, depth: usize) {
        let bytes = self.text.as_bytes();
        let mut at = within.start;
        while let Some(step) = bytes[at..within.end].iter().position(|b| matches!(b, b'%' | b'{' | b'$' | b':' | b'@' | b'!')) {
            at += step;
            let end = match bytes[at] {
                b'%' => self.percent(at),
                b'{' => self.braces(at, within.end, depth),
                b'$' => self.dollar(at),
                _ => self.sigil(at),
            };
            at = end.unwrap_or(at + 1);
        }
    }

    fn add(&mut self, range: Range<usize>, key: Key) -> Option<usize> {
        let end = range.end;
        self.found.push(Placeholder { range, key, is_weak: false });
        Some(end)
    }

    /// Printf (`%s`, `%1$d`, `%[2]s`, `%'d`, `%-5.2f`, `%(name)s`, `%@`), Ruby (`%{name}`, `%<name>d`), Qt (`%1`, `%L1`, `%n`); not
    /// the per cent of `5% of`, nor `100%d`.
    fn percent(&mut self, start: usize) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let (before, rest) = (self.text[..start].chars().next_back(), &bytes[start + 1..]);
        if rest.first() == Some(&b'%') {
            return Some(start + 2);
        }
        // A name in brackets is meant wherever it stands.
        let is_named = matches!(rest.first(), Some(b'(' | b'{' | b'<'));
        if before.is_some_and(|c| c.is_ascii_digit()) && !is_named || is_in_address(self.text, start) {
            return None;
        }
        if let Some((_, close)) = [(b'{', b'}'), (b'<', b'>')].into_iter().find(|(open, _)| rest.first() == Some(open)) {
            let len = rest.iter().take(LONGEST).position(|b| *b == close)?;
            let name = &self.text[start + 2..start + 1 + len];
            return name.chars().all(|c| c.is_alphanumeric() || c == '_').then(|| name.to_owned()).and_then(|name| {
                let end = start + 2 + len + usize::from(close == b'>' && rest.get(len + 1).is_some_and(u8::is_ascii_alphabetic));
                self.add(start..end, Key::Name(name))
            });
        }
        self.printf(start).or_else(|| self.qt(start))
    }

    fn printf(&mut self, start: usize) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let mut at = start + 1;
        let digits = |at: usize| bytes[at..].iter().take(4).take_while(|b| b.is_ascii_digit()).count();
        let number = |range: Range<usize>| self.text[range].parse::<u32>().ok();
        let mut name = None;
        let mut index = None;
        if bytes.get(at) == Some(&b'(') {
            let len = bytes[at..].iter().take(LONGEST).position(|b| *b == b')')?;
            name = Some(self.text[at + 1..at + len].to_owned());
            at += len + 1;
        } else if bytes.get(at) == Some(&b'[') {
            let len = digits(at + 1);
            index = number(at + 1..at + 1 + len);
            at += len + 2;
            if bytes.get(at - 1) != Some(&b']') {
                return None;
            }
        } else if let len @ 1.. = digits(at)
            && bytes.get(at + len) == Some(&b'$')
        {
            index = number(at..at + len);
            at += len + 1;
        }
        at += bytes[at..]
            .iter()
            .take(12)
            .take_while(|b| matches!(b, b'0'..=b'9' | b'.' | b'-' | b'+' | b'#' | b'*' | b'\'' | b','))
            .count();
        at += bytes[at..].iter().take(2).take_while(|b| matches!(b, b'l' | b'h' | b'z' | b'j' | b't' | b'q' | b'L')).count();
        let of = match bytes.get(at)? {
            b's' | b'@' | b'r' | b'q' | b'v' => Type::Text,
            b'd' | b'i' | b'u' | b'x' | b'X' | b'o' => Type::Whole,
            b'f' | b'F' | b'g' | b'G' | b'e' | b'E' | b'a' => Type::Real,
            b'c' | b'C' => Type::Character,
            b'p' => Type::Pointer,
            _ => return None,
        };
        let end = at + 1;
        let goes_on = bytes.get(end).is_some_and(u8::is_ascii_alphanumeric);
        if goes_on && name.is_none() && index.is_none() && (at > start + 1 || !matches!(bytes[at], b's' | b'd')) {
            return None;
        }
        let key = match (name, index) {
            (Some(name), _) => Key::Name(name),
            (None, Some(index)) => Key::Place(index, of),
            (None, None) => {
                self.places += 1;
                Key::Place(self.places, of)
            }
        };
        self.found.push(Placeholder { range: start..end, is_weak: goes_on && matches!(key, Key::Place(..)), key });
        Some(end)
    }

    /// `%1`, `%L1`, `%n`, and what became of them when somebody typed a space: `% 1`.
    fn qt(&mut self, start: usize) -> Option<usize> {
        let bytes = self.text.as_bytes();
        if self.text[..start].ends_with(|c: char| c.is_alphanumeric() && c.is_ascii()) {
            return None;
        }
        let mut at = start + 1 + usize::from(bytes.get(start + 1) == Some(&b'L'));
        if bytes.get(at) == Some(&b'n') && !bytes.get(at + 1).is_some_and(u8::is_ascii_alphanumeric) {
            return self.add(start..at + 1, Key::Name("n".to_owned()));
        }
        let len = bytes[at..].iter().take(2).take_while(|b| b.is_ascii_digit()).count();
        let number = self.text[at..at + len].parse::<u32>().ok()?;
        at += len;
        let goes_on = bytes.get(at).is_some_and(u8::is_ascii_alphanumeric) || bytes.get(at) == Some(&b'%');
        (number > 0 && !goes_on).then(|| self.add(start..at, Key::Place(number, Type::Any)))?
    }

    /// `{0}`, `{name}`, `{}`, `{n:.2f}`, `{{x}}`, `{ $x }`, and messages of ICU: `{n, plural, one {…} other {…}}`.
    fn braces(&mut self, start: usize, limit: usize, depth: usize) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let double = usize::from(bytes.get(start + 1) == Some(&b'{'));
        let inner = start + 1 + double;
        let rest = &self.text[inner..limit];
        let len = rest.find(|c: char| matches!(c, '{' | '}' | '\n') || c == ',' && double == 0).unwrap_or(rest.len());
        let name = rest[..len].trim();
        let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '-' | '$' | '[' | ']' | '@' | '/' | '#');
        // What only formats a value may differ, as the format of dates does.
        let bare = name.split([':', '!', '|']).next().unwrap_or_default().trim();
        let spaced = name.len() != len && double == 0 && !name.starts_with('$');
        if name.len() > LONGEST || !bare.chars().all(is_name) || spaced && rest.as_bytes().get(len) != Some(&b',') {
            return None;
        }
        if rest.as_bytes().get(len) == Some(&b',') {
            return self.message(start, inner + len, limit, bare.to_owned(), depth);
        }
        let end = inner + len + 1 + double;
        let is_closed = self.text.get(inner + len..end).is_some_and(|close| close.bytes().all(|b| b == b'}'));
        if !is_closed || end > limit {
            return None;
        }
        let from = start - usize::from(start > 0 && bytes[start - 1] == b'$');
        if bare.is_empty() {
            self.slots += 1;
            return self.add(from..end, Key::Name(format!("{{{}", self.slots)));
        }
        self.add(from..end, Key::Name(format!("{{{bare}")))
    }

    /// The rest of `{name, type, …}` from the comma on; what stands in its branches counts as text.
    fn message(&mut self, start: usize, comma: usize, limit: usize, name: String, depth: usize) -> Option<usize> {
        let end = start + closing(&self.text[start..limit])?;
        let inside = &self.text[comma + 1..end - 1];
        let kind = inside.split(',').next().unwrap_or_default().trim().to_owned();
        const KINDS: [&str; 9] = ["plural", "select", "selectordinal", "number", "date", "time", "choice", "duration", "ordinal"];
        if name.is_empty() || !KINDS.contains(&kind.as_str()) || depth >= DEEPEST {
            return None;
        }
        self.found.push(Placeholder { range: start..end, key: Key::Name(format!("{{{name}, {kind}")), is_weak: false });
        let mut at = comma + 1;
        while let Some(open) = self.text[at..end - 1].find('{').map(|i| at + i) {
            let close = open + closing(&self.text[open..end])?;
            let before = self.found.len();
            self.run(open + 1..close - 1, depth + 1);
            // A language has branches of its own: what stands in one of them counts once.
            let mut new = self.found.split_off(before);
            new.retain(|one| !self.found.iter().any(|known| known.key == one.key));
            self.found.extend(new);
            at = close;
        }
        Some(end)
    }

    /// `$name`, `${name}` (its brace counts with it), `$t(key)`.
    fn dollar(&mut self, start: usize) -> Option<usize> {
        let rest = &self.text[start + 1..];
        if let Some(key) = rest.strip_prefix("t(") {
            let len = key[..key.floor_char_boundary(LONGEST)].find(')')?;
            return self.add(start..start + 4 + len, Key::Name(format!("$t({}", &key[..len])));
        }
        if rest.starts_with('{') {
            return None;
        }
        let len = rest.bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'_').count();
        let is_name = rest.starts_with(|c: char| c.is_ascii_lowercase() || c == '_') && (2..LONGEST).contains(&len);
        let is_free = !self.text[..start].ends_with(|c: char| c.is_alphanumeric());
        (is_name && is_free).then(|| self.add(start..start + 1 + len, Key::Name(format!("${}", &rest[..len]))))?
    }

    /// `:name` of Laravel, `@name` and `!name` of Drupal: weak, for a text may say so by itself.
    fn sigil(&mut self, start: usize) -> Option<usize> {
        let rest = &self.text[start + 1..];
        let len = rest.bytes().take_while(|b| b.is_ascii_lowercase() || *b == b'_').count();
        let (before, after) = (self.text[..start].chars().next_back(), rest[len..].chars().next());
        let is_free = before.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '"' | '\'' | '“' | '‘' | '['));
        let ends = after.is_none_or(|c| !c.is_ascii_alphanumeric() && !matches!(c, ':' | '/' | '@' | '`' | '=' | '(' | '-'));
        let is_domain = after == Some('.') && rest[len + 1..].starts_with(|c: char| c.is_ascii_alphabetic());
        if !(3..LONGEST).contains(&len) || !is_free || !ends || is_domain {
            return None;
        }
        let range = start..start + 1 + len;
        self.found.push(Placeholder { key: Key::Name(self.text[range.clone()].to_owned()), range, is_weak: true });
        Some(start + 1 + len)
    }
}

/// Whether a per cent sign stands in an address, where two digits after it are a byte.
fn is_in_address(text: &str, at: usize) -> bool {
    let word = text[..at].rsplit(char::is_whitespace).next().unwrap_or_default();
    word.contains("://") || word.contains("www.")
}

/// How many bytes a stretch in braces takes that begins here.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' if depth == 1 => return Some(at + 1),
            b'}' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// What is wrong with the placeholders of two texts.
pub(super) struct Differences {
    /// Those of the first that the second has not.
    pub(super) missing: Vec<Range<usize>>,
    /// Those of the second that the first has not.
    pub(super) surplus: Vec<Range<usize>>,
    /// Whether both have the same ones without numbers, in another order.
    pub(super) are_in_another_order: bool,
}

/// Compares the placeholders of a source with those of its translation.
pub(super) fn differences(source: &str, target: &str) -> Differences {
    let (source, target) = (placeholders(source), placeholders(target));
    // A value may be shown more often than in the source.
    let left = |from: &[Placeholder], other: &[Placeholder]| -> Vec<Placeholder> {
        from.iter().filter(|one| !other.iter().any(|counterpart| is_same(&one.key, &counterpart.key))).cloned().collect()
    };
    let (missing, surplus) = (left(&source, &target), left(&target, &source));
    // The same types in another order are a matter of their own.
    let types = |all: &[Placeholder]| {
        let of = |one: &Placeholder| match one.key {
            Key::Place(_, of) => Some(of as u8),
            Key::Name(_) => None,
        };
        let mut types: Vec<Option<u8>> = all.iter().map(of).collect();
        types.sort_unstable();
        types
    };
    let are_in_another_order = !missing.is_empty()
        && missing.iter().all(|one| matches!(one.key, Key::Place(..)))
        && types(&missing) == types(&surplus)
        && types(&source) == types(&target);
    let strong = |all: Vec<Placeholder>, of_source: bool| {
        // A text in the other language may speak of a name with a sign by itself; one that was lost is told.
        let counts = |one: &Placeholder| !one.is_weak || of_source && matches!(one.key, Key::Name(_));
        all.into_iter().filter(counts).map(|one| one.range).collect()
    };
    Differences { missing: strong(missing, true), surplus: strong(surplus, false), are_in_another_order }
}

fn is_same(a: &Key, b: &Key) -> bool {
    match (a, b) {
        (Key::Place(i, x), Key::Place(j, y)) => i == j && x == y,
        (Key::Name(x), Key::Name(y)) => x == y,
        _ => false,
    }
}

/// Words in capitals that a program fills in or looks for: `THE_CAPTCHA`.
pub(super) fn constants(text: &str) -> Vec<Range<usize>> {
    let is_part = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
    let mut found = Vec::new();
    let mut at = 0;
    for word in text.split(|c: char| !is_part(c)) {
        let start = at + text[at..].find(word).unwrap_or_default();
        let end = start + word.len();
        at = end;
        let is_whole = !text[..start].ends_with(|c: char| c.is_ascii_alphanumeric())
            && !text[end..].starts_with(|c: char| c.is_ascii_alphanumeric());
        let parts: Vec<&str> = word.split('_').collect();
        if parts.len() > 1
            && parts.iter().all(|part| part.len() > 1)
            && word.starts_with(|c: char| c.is_ascii_uppercase())
            && is_whole
        {
            found.push(start..end);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        placeholders(text).into_iter().map(|one| &text[one.range]).collect()
    }

    #[test]
    fn placeholders_of_every_grammar_are_found() {
        for (text, wanted) in [
            (
                "%s of %1$d, %-5.2f, %'d, %[2]s, %(name)s, %@ %lld",
                &["%s", "%1$d", "%-5.2f", "%'d", "%[2]s", "%(name)s", "%@", "%lld"][..],
            ),
            ("%{count} and %<price>d", &["%{count}", "%<price>d"]),
            ("Page %1 of %L2, %n files", &["%1", "%L2", "%n"]),
            ("{0} {name} {} {n:.2f} {{ x }} ${y} { $z }", &["{0}", "{name}", "{}", "{n:.2f}", "{{ x }}", "${y}", "{ $z }"]),
            ("$t(common.save) $count", &["$t(common.save)", "$count"]),
            ("Removed :resource. @user !name", &[":resource", "@user", "!name"]),
            ("100%d 5% of 50%, 100 %", &[]),
            ("https://x.kr/%EC%95%88%20 http://a.b", &[]),
            ("It is 10:30 :) :term:`file` a::b me@home.kr", &[]),
            ("{a b} {, } {", &[]),
            ("%%d is no %%", &[]),
        ] {
            assert_eq!(found(text), wanted, "{text}");
        }
    }

    #[test]
    fn messages_of_icu_are_read_to_their_branches() {
        let text = "{count, plural, one {# file in {place}} other {# files in {place}}}";
        assert_eq!(found(text), [text, "{place}"]);
        assert_eq!(found("{a, plural, one {"), Vec::<&str>::new());
        let deep = "{a, select, x ".repeat(500);
        assert!(found(&deep).is_empty());
    }

    #[test]
    fn placeholders_that_put_the_same_there_are_the_same() {
        for (en, ko) in [
            ("found %s on page %d", "%2$d쪽에 %1$s이(가) 있습니다"),
            ("%stip: %s", "%s도움말: %s"),
            ("Counted %'d boats", "배 %d척 셈"),
            ("{count, plural, one {# file} other {# files}}", "{count, plural, other {파일 #개}}"),
            ("{date:%B %d}", "{date:%m월 %d일}"),
            ("'%(value)s' is no choice", "'%(value)s'은 없습니다. '%(value)s' 대신"),
            ("Item %(nth)s", "항목 1%(nth)s"),
            ("{} of {}", "{} 중 {}"),
        ] {
            let differences = differences(en, ko);
            assert!(differences.missing.is_empty() && differences.surplus.is_empty(), "{en} {ko}");
        }
    }

    #[test]
    fn placeholders_that_are_lost_changed_or_moved_are_found() {
        for (en, ko) in [
            ("Page %1 of %2", "%2쪽 중 % 1쪽"),
            ("merged %[2]s into %[1]s", "%[1]s에서 %[2] 병합"),
            ("Removed :resource.", "삭제했습니다."),
            ("{count, plural, one {# file} other {# files}}", "{개수, plural, other {파일 #개}}"),
            ("%d files", "파일 %s개"),
            ("{} of {}", "{}"),
            ("Hi {{name}}", "안녕 {{이름}}"),
        ] {
            assert!(!differences(en, ko).missing.is_empty(), "{en} {ko}");
        }
        assert!(differences("Processed %d of %d in %s", "%s 동안 %d / %d 처리함").are_in_another_order);
        assert_eq!(constants("Please type THE_CAPTCHA in UTF_16, not a_b, _X or C_0").len(), 2);
    }
}
