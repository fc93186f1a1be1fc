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
use super::encoding::{Decoded, Encoding};
use crate::bitext::{BlockKind, Document, Warning};

/// What an element does to the text in and around it. Elements that are not listed are inline and do nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    /// Stands on lines of its own; text in it is what text around it is.
    Block,
    /// The same, and says what the text is.
    Kind(BlockKind),
    /// Ends a block, and holds nothing.
    Break,
    /// Not shown, or no part of what is said.
    Skip,
}

/// Sorted by name.
#[rustfmt::skip]
const ELEMENTS: &[(&str, Role)] = &[
    ("address", Role::Block), ("article", Role::Block), ("aside", Role::Block), ("audio", Role::Skip),
    ("blockquote", Role::Kind(BlockKind::Quote)), ("body", Role::Block), ("br", Role::Break), ("button", Role::Block),
    ("canvas", Role::Skip), ("caption", Role::Kind(BlockKind::Caption)), ("center", Role::Block),
    ("datalist", Role::Skip), ("dd", Role::Kind(BlockKind::ListItem)), ("details", Role::Block), ("dialog", Role::Block),
    ("div", Role::Block), ("dl", Role::Block), ("dt", Role::Kind(BlockKind::ListItem)), ("fieldset", Role::Block),
    ("figcaption", Role::Kind(BlockKind::Caption)), ("figure", Role::Block), ("footer", Role::Block), ("form", Role::Block),
    ("h1", Role::Kind(BlockKind::Heading(1))), ("h2", Role::Kind(BlockKind::Heading(2))),
    ("h3", Role::Kind(BlockKind::Heading(3))), ("h4", Role::Kind(BlockKind::Heading(4))),
    ("h5", Role::Kind(BlockKind::Heading(5))), ("h6", Role::Kind(BlockKind::Heading(6))),
    ("head", Role::Block), ("header", Role::Block), ("hgroup", Role::Block), ("hr", Role::Break), ("html", Role::Block),
    ("iframe", Role::Skip), ("legend", Role::Block), ("li", Role::Kind(BlockKind::ListItem)),
    ("listing", Role::Kind(BlockKind::Code)), ("main", Role::Block), ("math", Role::Skip), ("menu", Role::Block),
    ("nav", Role::Skip), ("noembed", Role::Skip), ("noframes", Role::Skip), ("noscript", Role::Skip), ("object", Role::Skip),
    ("ol", Role::Block), ("optgroup", Role::Block), ("option", Role::Kind(BlockKind::ListItem)), ("p", Role::Block),
    ("plaintext", Role::Kind(BlockKind::Code)), ("pre", Role::Kind(BlockKind::Code)), ("rp", Role::Skip),
    ("script", Role::Skip), ("search", Role::Block), ("section", Role::Block), ("select", Role::Block), ("style", Role::Skip),
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
    let mut page = Page { builder, base: range.start, stack: Vec::new(), open: [0; ELEMENTS.len()], attribute: Attribute::Other };
    let mut emitter = CallbackEmitter::new(&mut page);
    emitter.naively_switch_states(true);
    // No token comes out, and a string cannot fail to be read: the callback has seen it all once this is through.
    Tokenizer::new_with_emitter(&source[range], emitter).for_each(drop);
    page.builder.end_block();
    page.builder.kind = outer;
    page.stack.iter().find(|f| f.hidden).map(|f| (ELEMENTS[f.element].0, f.at))
}

/// The attribute whose value comes next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Attribute {
    Spoken,
    Other,
}

struct Frame {
    element: usize,
    /// The kind of text around the element.
    outer: BlockKind,
    /// Whether text in it is left out.
    hidden: bool,
    /// Where it stands in the source.
    at: usize,
}

struct Page<'b, 's> {
    builder: &'b mut Builder<'s>,
    /// Where the fragment begins in the source.
    base: usize,
    stack: Vec<Frame>,
    /// How many elements of each name are open.
    open: [usize; ELEMENTS.len()],
    attribute: Attribute,
}

impl Callback<Infallible, usize> for &mut Page<'_, '_> {
    fn handle_event(&mut self, event: CallbackEvent<'_>, span: Span<usize>) -> Option<Infallible> {
        let source = self.base + span.start..self.base + span.end;
        match event {
            CallbackEvent::OpenStartTag { name } => self.start(name, source.start),
            CallbackEvent::EndTag { name } => self.end(name),
            CallbackEvent::String { value } if !self.is_hidden() => self.string(value, source),
            CallbackEvent::AttributeName { name } => self.attribute_name(name),
            CallbackEvent::AttributeValue { value } if self.attribute == Attribute::Spoken && !self.is_hidden() => {
                self.builder.caption(&String::from_utf8_lossy(value), source);
            }
            CallbackEvent::Comment { value } => self.builder.comment(&String::from_utf8_lossy(value)),
            CallbackEvent::CloseStartTag { self_closing: true } => self.close_foreign(),
            _ => {}
        }
        None
    }
}

impl Page<'_, '_> {
    fn is_hidden(&self) -> bool {
        self.stack.last().is_some_and(|frame| frame.hidden)
    }

    fn start(&mut self, name: &[u8], at: usize) {
        let Some(element) = element(name) else { return };
        self.builder.end_block();
        let role = ELEMENTS[element].1;
        if role == Role::Break {
            return;
        }
        self.stack.push(Frame { element, outer: self.builder.kind, hidden: self.is_hidden() || role == Role::Skip, at });
        self.open[element] += 1;
        if let Role::Kind(kind) = role {
            self.builder.kind = kind;
        }
    }

    fn end(&mut self, name: &[u8]) {
        let Some(element) = element(name).filter(|e| self.open[*e] > 0) else { return };
        self.builder.end_block();
        while let Some(frame) = self.stack.pop() {
            self.open[frame.element] -= 1;
            self.builder.kind = frame.outer;
            if frame.element == element {
                break;
            }
        }
    }

    fn attribute_name(&mut self, name: &[u8]) {
        self.attribute = if matches!(name, b"alt" | b"title") { Attribute::Spoken } else { Attribute::Other };
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
