//! HTML to blocks of visible text.
//!
//! The tokenizer follows the standard; on top of it a stack of the elements that matter (blocks and what is not shown) takes the
//! place of a tree. An end tag closes the nearest element of its name and all that were opened inside; an end tag without one is
//! passed over in constant time, so any nesting takes linear time.

use std::convert::Infallible;
use std::ops::Range;

use html5gum::emitters::callback::{Callback, CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};

use super::blocks::{self, Builder};
use super::classes::{names_caption, names_picture};
use super::encoding::{Decoded, Encoding};
use crate::bitext::{BlockKind, Document, Warning};

/// What an element does to the text in and around it. Elements that are not listed are inline and do nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    /// Stands on lines of its own; text in it is what text around it is.
    Block,
    /// The same, and says what the text is.
    Kind(BlockKind),
    /// Stands within text, unless its class says that it is a caption.
    Inline,
    /// Ends a block, and holds nothing.
    Break,
    /// Not shown, or no part of what is said.
    Skip,
}

/// Sorted by name.
#[rustfmt::skip]
const ELEMENTS: &[(&str, Role)] = &[
    ("address", Role::Block), ("article", Role::Block), ("aside", Role::Block), ("audio", Role::Skip), ("b", Role::Inline),
    ("blockquote", Role::Kind(BlockKind::Quote)), ("body", Role::Block), ("br", Role::Break), ("button", Role::Block),
    ("canvas", Role::Skip), ("caption", Role::Kind(BlockKind::Caption)), ("center", Role::Block),
    ("datalist", Role::Skip), ("dd", Role::Kind(BlockKind::ListItem)), ("details", Role::Block), ("dialog", Role::Block),
    ("div", Role::Block), ("dl", Role::Block), ("dt", Role::Kind(BlockKind::ListItem)), ("em", Role::Inline), ("fieldset", Role::Block),
    ("figcaption", Role::Kind(BlockKind::Caption)), ("figure", Role::Block), ("font", Role::Inline), ("footer", Role::Block),
    ("form", Role::Block),
    ("h1", Role::Kind(BlockKind::Heading(1))), ("h2", Role::Kind(BlockKind::Heading(2))),
    ("h3", Role::Kind(BlockKind::Heading(3))), ("h4", Role::Kind(BlockKind::Heading(4))),
    ("h5", Role::Kind(BlockKind::Heading(5))), ("h6", Role::Kind(BlockKind::Heading(6))),
    ("head", Role::Block), ("header", Role::Block), ("hgroup", Role::Block), ("hr", Role::Break), ("html", Role::Block),
    ("i", Role::Inline), ("iframe", Role::Skip), ("legend", Role::Block), ("li", Role::Kind(BlockKind::ListItem)),
    ("listing", Role::Kind(BlockKind::Code)), ("main", Role::Block), ("math", Role::Skip), ("menu", Role::Block),
    ("nav", Role::Skip), ("noembed", Role::Skip), ("noframes", Role::Skip), ("noscript", Role::Skip), ("object", Role::Skip),
    ("ol", Role::Block), ("optgroup", Role::Block), ("option", Role::Kind(BlockKind::ListItem)), ("p", Role::Block),
    ("plaintext", Role::Kind(BlockKind::Code)), ("pre", Role::Kind(BlockKind::Code)), ("rp", Role::Skip),
    ("script", Role::Skip), ("search", Role::Block), ("section", Role::Block), ("select", Role::Block), ("small", Role::Inline),
    ("span", Role::Inline), ("strong", Role::Inline), ("style", Role::Skip),
    ("summary", Role::Block), ("svg", Role::Skip), ("table", Role::Block), ("tbody", Role::Block),
    ("td", Role::Kind(BlockKind::Cell)), ("template", Role::Skip), ("textarea", Role::Block), ("tfoot", Role::Block),
    ("th", Role::Kind(BlockKind::Cell)), ("thead", Role::Block), ("title", Role::Kind(BlockKind::Heading(1))), ("tr", Role::Block),
    ("ul", Role::Block), ("video", Role::Skip), ("xmp", Role::Kind(BlockKind::Code)),
];

fn element(name: &[u8]) -> Option<usize> {
    ELEMENTS.binary_search_by(|(known, _)| known.as_bytes().cmp(name)).ok()
}

/// Reads a whole page.
pub(super) fn document(decoded: &Decoded) -> Document {
    let mut warning = None;
    let mut document = blocks::document(decoded, |builder| {
        let all = 0..builder.source().len();
        let hidden_from = fragment(builder, all);
        warning = hidden_from.map(|(name, at)| Warning {
            position: Some(decoded.origin.locate(&decoded.text, at).1),
            message: format!("<{name}> is never closed: what follows it was left out"),
        });
    });
    document.warnings.extend(warning);
    document
}

/// Takes the visible text of a stretch of the source. Gives the element that hid the rest, with its place, if one was left open.
pub(super) fn fragment(builder: &mut Builder<'_>, range: Range<usize>) -> Option<(&'static str, usize)> {
    let source = builder.source();
    let outer = builder.kind;
    let mut page = Page {
        builder,
        base: range.start,
        stack: Vec::new(),
        open: [0; ELEMENTS.len()],
        tag: Tag::default(),
        ended: Ended::Well,
        resume: None,
        reached: range.start,
    };
    let last_end = source[range.clone()].rfind("-->").map_or(range.start, |i| range.start + i);
    let comment_from = |at: usize| source[at..range.end].find("<!--").map_or(range.end, |i| at + i);
    let mut comment = comment_from(last_end);
    let mut from = range.start;
    while from < range.end {
        (page.base, page.ended, page.resume) = (from, Ended::Well, None);
        // Where no comment ends any more, the next one is as far as a tokenizer can be let go.
        if comment < from {
            comment = comment_from(from);
        }
        let mut emitter = CallbackEmitter::new(&mut page);
        emitter.naively_switch_states(true);
        // Only a tag that lacks a quotation mark stops it, and a string cannot fail to be read.
        let _ = Tokenizer::new_with_emitter(&source[from..comment], emitter).next();
        from = page.mended(source, range.end, comment).unwrap_or(range.end);
    }
    page.builder.end_block();
    page.builder.kind = outer;
    page.stack.iter().find(|f| f.hidden).map(|f| (ELEMENTS[f.element].0, f.at))
}

/// How the tokenizer came to the end of what it was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ended {
    Well,
    /// Inside a tag, which took all the rest for one of its values.
    InTag,
}

/// A start tag, until it ends.
#[derive(Default)]
struct Tag {
    /// Whether a value holds the end of a tag, as it does when a quotation mark is missing, and whether it breaks off before another
    /// value.
    swallows: bool,
    breaks_off: bool,
    /// Whether a quotation mark stands in the name of an attribute.
    has_stray_mark: bool,
    name: Vec<u8>,
    at: usize,
    /// The attribute whose value comes next.
    attribute: Vec<u8>,
    is_caption: bool,
    is_of_pictures: bool,
    address: String,
    asides: Vec<(BlockKind, String, Range<usize>)>,
}

impl Tag {
    fn value(&mut self, value: &[u8], source: Range<usize>) {
        let value = String::from_utf8_lossy(value);
        if value.contains('>') {
            self.swallows = true;
            self.breaks_off |= value.trim_end().ends_with('=');
        }
        match self.attribute.as_slice() {
            b"alt" | b"title" => self.asides.push((BlockKind::AltText, value.into_owned(), source)),
            b"data-caption" => self.asides.push((BlockKind::Caption, value.into_owned(), source)),
            b"class" | b"id" | b"itemprop" => {
                self.is_caption |= names_caption(&value);
                self.is_of_pictures |= names_picture(&value);
            }
            b"src" => self.address = value.into_owned(),
            b"data-src" if self.address.is_empty() => self.address = value.into_owned(),
            _ => {}
        }
    }
}

struct Frame {
    element: usize,
    /// The kind of text around the element.
    outer: BlockKind,
    /// Whether text in it is left out.
    hidden: bool,
    /// Where it stands in the source.
    at: usize,
    /// Whether text before, in and behind it is not of one block.
    ends_block: bool,
    /// For an element that is there for pictures, where it begins.
    pictures: Option<(usize, usize)>,
}

struct Page<'b, 's> {
    builder: &'b mut Builder<'s>,
    /// Where the fragment begins in the source.
    base: usize,
    stack: Vec<Frame>,
    /// How many elements of each name are open.
    open: [usize; ELEMENTS.len()],
    tag: Tag,
    ended: Ended,
    /// Where to go on behind a tag that lacks a quotation mark.
    resume: Option<usize>,
    /// Up to where the source has been read.
    reached: usize,
}

impl Callback<(), usize> for &mut Page<'_, '_> {
    fn handle_event(&mut self, event: CallbackEvent<'_>, span: Span<usize>) -> Option<()> {
        if self.resume.is_some() {
            return None;
        }
        let source = self.base + span.start..self.base + span.end;
        if !matches!(event, CallbackEvent::Error(_)) {
            self.reached = self.reached.max(source.end);
        }
        match event {
            CallbackEvent::OpenStartTag { name } => self.tag = Tag { name: name.to_vec(), at: source.start, ..Tag::default() },
            CallbackEvent::AttributeName { name } => self.tag.attribute = name.to_vec(),
            CallbackEvent::AttributeValue { value } => self.tag.value(value, source),
            CallbackEvent::CloseStartTag { .. } if self.tag.swallows && (self.tag.breaks_off || self.tag.has_stray_mark) => {
                self.resume = Some(self.tag.at);
                return Some(());
            }
            CallbackEvent::CloseStartTag { self_closing } => {
                self.start();
                if self_closing {
                    self.close_foreign();
                }
            }
            CallbackEvent::EndTag { name } => self.end(name),
            CallbackEvent::String { value } if !self.is_hidden() => self.string(value, source),
            CallbackEvent::Comment { value } => self.builder.comment(&String::from_utf8_lossy(value)),
            CallbackEvent::Error(html5gum::Error::UnexpectedCharacterInAttributeName) => self.tag.has_stray_mark = true,
            CallbackEvent::Error(html5gum::Error::EofInTag) => self.ended = Ended::InTag,
            _ => {}
        }
        None
    }
}

impl Page<'_, '_> {
    /// Where to go on after what the tokenizer has read, with a word on what was mended; `None` at the end. A tag that lacks a quotation
    /// mark, and a comment that is never closed, end at their first `>`, so that the text behind them is kept.
    fn mended(&mut self, source: &str, end: usize, comment: usize) -> Option<usize> {
        let behind = |at: usize| source[at..end].find('>').map(|i| at + i + 1);
        let is_open = !self.tag.name.is_empty();
        if self.ended == Ended::InTag && !is_open {
            // An end tag, or no more than the beginning of a name.
            return behind(self.reached);
        }
        if let Some(at) = self.resume.or((self.ended == Ended::InTag).then_some(self.tag.at)) {
            let next = behind(at)?;
            let name = String::from_utf8_lossy(&self.tag.name).into_owned();
            self.builder.mended(at, format!("a quotation mark is missing in <{name}>: the tag was taken to end at its first >"));
            self.tag = Tag { name: name.into_bytes(), at, ..Tag::default() };
            self.start();
            return Some(next);
        }
        if comment == end {
            return None;
        }
        self.builder.mended(comment, "this comment is never closed: it was taken to end at its first >".to_owned());
        behind(comment)
    }

    fn is_hidden(&self) -> bool {
        self.stack.last().is_some_and(|frame| frame.hidden)
    }

    /// What the tag that has just ended begins.
    fn start(&mut self) {
        let tag = std::mem::take(&mut self.tag);
        if let Some(element) = element(&tag.name) {
            self.open_element(element, &tag);
        }
        if self.is_hidden() {
            return;
        }
        if tag.name == b"img" {
            self.builder.picture(tag.address);
        }
        for (kind, text, source) in tag.asides {
            self.builder.aside(kind, &text, source);
        }
    }

    fn open_element(&mut self, element: usize, tag: &Tag) {
        let (name, role) = ELEMENTS[element];
        // An element inside one that is a caption has to be told from it when it ends.
        if role == Role::Inline && !tag.is_caption && self.open[element] == 0 {
            return;
        }
        let is_caption = tag.is_caption && !matches!(name, "html" | "body" | "main" | "article" | "section" | "form");
        if role != Role::Inline || is_caption {
            self.builder.end_block();
        }
        if role == Role::Break {
            return;
        }
        let is_of_pictures = name == "figure" || tag.is_of_pictures && role != Role::Skip;
        self.stack.push(Frame {
            element,
            outer: self.builder.kind,
            hidden: self.is_hidden() || role == Role::Skip,
            at: tag.at,
            ends_block: role != Role::Inline || is_caption,
            pictures: is_of_pictures.then(|| self.builder.frame()),
        });
        self.open[element] += 1;
        match role {
            _ if is_caption => self.builder.kind = BlockKind::Caption,
            Role::Kind(kind) => self.builder.kind = kind,
            _ => {}
        }
    }

    fn end(&mut self, name: &[u8]) {
        let Some(element) = element(name).filter(|e| self.open[*e] > 0) else { return };
        while let Some(frame) = self.stack.pop() {
            if frame.ends_block {
                self.builder.end_block();
            }
            self.open[frame.element] -= 1;
            self.builder.kind = frame.outer;
            if let Some(start) = frame.pictures {
                self.builder.end_frame(start);
            }
            if frame.element == element {
                break;
            }
        }
    }

    /// `<svg/>` and `<math/>` hold nothing; on other elements the slash means nothing.
    fn close_foreign(&mut self) {
        let name = self.stack.last().map_or("", |frame| ELEMENTS[frame.element].0);
        if matches!(name, "svg" | "math") {
            self.end(name.as_bytes());
        }
    }

    /// Text in which references such as `&amp;` have been resolved.
    fn string(&mut self, value: &[u8], source: Range<usize>) {
        let Some(raw) = self.builder.source().get(source.clone()) else {
            return self.builder.stand_in(&String::from_utf8_lossy(value), source.start..source.start);
        };
        let mut at = source.start;
        for (number, part) in raw.split('&').enumerate() {
            if number == 0 {
                self.builder.text(at..at + part.len());
                at += part.len();
                continue;
            }
            let whole = at..at + 1 + part.len();
            let (text, len) = reference(&self.builder.source()[whole.clone()]);
            if let Some(text) = text {
                self.builder.stand_in(&text, at..at + len);
                at += len;
            }
            self.builder.text(at..whole.end);
            at = whole.end;
        }
    }
}

/// Resolves the reference at the head of `text`, which begins with `&`: what it means and how long it is. No reference gives `None`
/// and no length.
pub(super) fn reference(text: &str) -> (Option<String>, usize) {
    /// The longest name is `CounterClockwiseContourIntegral;`.
    const LONGEST: usize = 40;
    let head = &text[..text.floor_char_boundary(LONGEST)];
    let mut meant = String::new();
    let emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, _: Span<()>| {
        if let CallbackEvent::String { value } = event {
            meant.push_str(&String::from_utf8_lossy(value));
        }
        None::<Infallible>
    });
    Tokenizer::new_with_emitter(head, emitter).for_each(drop);
    // What follows the reference stands for itself, so it is the common end.
    let same = head.bytes().rev().zip(meant.bytes().rev()).take_while(|(a, b)| a == b).count();
    let same = (head.len() - same..=head.len()).find(|at| head.is_char_boundary(*at)).map_or(0, |at| head.len() - at);
    if same == head.len() { (None, 0) } else { (Some(meant[..meant.len() - same].to_owned()), head.len() - same) }
}

/// The encoding that a page declares in its first kilobytes.
pub(super) fn declared(bytes: &[u8]) -> Option<Encoding> {
    const HEAD_BYTES: usize = 4096;
    let mut found = None;
    let (mut in_meta, mut attribute) = (false, Vec::new());
    let emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, _: Span<()>| {
        match event {
            CallbackEvent::OpenStartTag { name } => in_meta = name == b"meta",
            CallbackEvent::AttributeName { name } => attribute = name.to_vec(),
            CallbackEvent::AttributeValue { value } if in_meta && found.is_none() => {
                let value = String::from_utf8_lossy(value).to_ascii_lowercase();
                let label = match attribute.as_slice() {
                    b"charset" => Some(value.as_str()),
                    b"content" => value.split_once("charset=").map(|(_, label)| label),
                    _ => None,
                };
                found = label.and_then(|l| l.trim_matches(|c: char| c.is_whitespace() || ";'\"".contains(c)).parse().ok());
            }
            _ => {}
        }
        None::<Infallible>
    });
    Tokenizer::new_with_emitter(&bytes[..bytes.len().min(HEAD_BYTES)], emitter).for_each(drop);
    found
}
