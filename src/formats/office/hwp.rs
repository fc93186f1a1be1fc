//! HWP 5, the binary format of the Hangul word processor: a compound file whose sections are streams of records, each with a level.
//! Follows the published description of the format (Hancom, "한글 문서 파일 형식 5.0").

use std::collections::VecDeque;
use std::io::{Cursor, Read};

use flate2::read::DeflateDecoder;

use super::flow::Flow;
use super::hwpx::is_automatic;
use super::package::locked;
use crate::bitext::{BlockKind, Document};
use crate::error::{Error, Result};
use crate::formats::Limits;

const SIGNATURE: &[u8] = b"HWP Document File";
const PARA_SHAPE: u32 = 25;
const PARA_HEADER: u32 = 66;
const PARA_TEXT: u32 = 67;
const CTRL_HEADER: u32 = 71;
const LIST_HEADER: u32 = 72;
const SHAPE_COMPONENT: u32 = 76;
const TABLE: u32 = 77;
const MEMO_LIST: u32 = 93;
/// A size that says that the size follows.
const LONG: u32 = 0xFFF;
/// Bytes that all streams read may unpack to.
const MOST_BYTES: u64 = 128 << 20;
/// Where an object says in words what it is.
const DESCRIPTION: usize = 44;
/// Deeper than this nothing is nested that a person wrote.
const MOST_DEPTH: usize = 512;
/// Stands where the text of a control of its own record comes.
const HOLDER: char = '\u{FFFC}';

/// Reads a document.
///
/// # Errors
/// When it is damaged, locked, or made for distribution only.
pub(super) fn document(bytes: &[u8], limits: Limits) -> Result<Document> {
    let mut file = File::open(bytes, limits)?;
    let kinds = kinds(&file.stream("/DocInfo")?);
    let sections = file.sections();
    if sections.is_empty() {
        return Err(Error::malformed("this is no whole HWP document: it has no section"));
    }
    let mut walker = Walker { flow: Flow::default(), kinds, open: Vec::new(), parts: Vec::new(), row: None };
    for (number, name) in (1..).zip(&sections) {
        if sections.len() > 1 {
            walker.flow.context(format!("section {number}"));
        }
        let section = file.stream(name)?;
        walker.section(&section).map_err(|what| Error::malformed(format!("the file is damaged: its part {name} {what}")))?;
    }
    Ok(walker.flow.finish())
}

struct File<'b> {
    inner: cfb::CompoundFile<Cursor<&'b [u8]>>,
    is_packed: bool,
    left: u64,
}

impl<'b> File<'b> {
    fn open(bytes: &'b [u8], limits: Limits) -> Result<Self> {
        let broken =
            |e: std::io::Error| Error::malformed(format!("this is no whole HWP document: it is damaged or cut short ({e})"));
        let inner = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(broken)?;
        let mut file = Self { inner, is_packed: false, left: limits.max_bytes.min(MOST_BYTES) };
        let header = file.stream("/FileHeader")?;
        if !header.starts_with(SIGNATURE) {
            return Err(Error::malformed("this is no HWP document: its header does not say so"));
        }
        let flags = number(&header, 36).unwrap_or(0);
        if flags & 2 != 0 {
            return Err(locked());
        }
        if flags & 4 != 0 {
            let message = "this is a document for distribution only, which its program shows and lets nobody copy: ask for the document itself";
            return Err(Error::malformed(message));
        }
        file.is_packed = flags & 1 != 0;
        Ok(file)
    }

    fn sections(&self) -> Vec<String> {
        (0..).map(|n| format!("/BodyText/Section{n}")).take_while(|name| self.inner.is_stream(name)).collect()
    }

    /// A stream, unpacked.
    fn stream(&mut self, name: &str) -> Result<Vec<u8>> {
        let damaged = |e: std::io::Error| Error::malformed(format!("the file is damaged: its part {name} cannot be read ({e})"));
        let mut stream = self.inner.open_stream(name).map_err(damaged)?;
        let mut bytes = Vec::new();
        let limits = Limits::of_bytes(self.left);
        let taken = if self.is_packed {
            limits.read_all(DeflateDecoder::new(stream), &mut bytes)
        } else {
            limits.read_all(stream.by_ref(), &mut bytes)
        };
        let too_much =
            |_| Error::limit(format!("the document unpacks to more than {} MB, which no document does", MOST_BYTES >> 20));
        taken.map_err(damaged)?.map_err(too_much)?;
        self.left -= bytes.len() as u64;
        Ok(bytes)
    }
}

fn number(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at + 4).and_then(|b| b.try_into().ok()).map(u32::from_le_bytes)
}

fn short(bytes: &[u8], at: usize) -> Option<usize> {
    bytes.get(at..at + 2).and_then(|b| b.try_into().ok()).map(u16::from_le_bytes).map(usize::from)
}

/// One record of a stream.
struct Record<'b> {
    tag: u32,
    level: usize,
    data: &'b [u8],
}

/// The records of a stream; the last one is an error if it breaks off.
fn records(mut rest: &[u8]) -> impl Iterator<Item = std::result::Result<Record<'_>, &'static str>> {
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let Some((record, behind)) = record(rest) else {
            rest = &[];
            return Some(Err("breaks off in a record"));
        };
        rest = behind;
        Some(Ok(record))
    })
}

fn record(bytes: &[u8]) -> Option<(Record<'_>, &[u8])> {
    let head = number(bytes, 0)?;
    let (size, from) = if head >> 20 == LONG { (number(bytes, 4)?, 8) } else { (head >> 20, 4) };
    let (data, behind) = bytes[from..].split_at_checked(usize::try_from(size).ok()?)?;
    Some((Record { tag: head & 0x3FF, level: (head >> 10 & 0x3FF) as usize, data }, behind))
}

/// The kind of the paragraphs of each shape, by its number.
fn kinds(info: &[u8]) -> Vec<BlockKind> {
    let shapes = records(info).map_while(std::result::Result::ok).filter(|record| record.tag == PARA_SHAPE);
    shapes
        .map(|record| {
            let bits = number(record.data, 0).unwrap_or(0);
            match bits >> 23 & 3 {
                1 => BlockKind::Heading(((bits >> 25 & 7) as u8 + 1).min(6)),
                2 | 3 => BlockKind::ListItem,
                _ => BlockKind::Paragraph,
            }
        })
        .collect()
}

/// What is open, by what ends it.
enum Open {
    Paragraph,
    /// A table or a shape, whose first lists are its captions until it begins itself.
    Table {
        has_begun: bool,
    },
    Shape {
        has_begun: bool,
    },
    /// A note, a header.
    Apart,
    /// A control that holds nothing, or nothing of the text.
    Other {
        is_passed: bool,
    },
    /// A list of paragraphs, with the frame that it is.
    List {
        has_frame: bool,
    },
}

struct Walker {
    flow: Flow,
    kinds: Vec<BlockKind>,
    open: Vec<(usize, Open)>,
    /// Of each open paragraph the text that follows controls to come.
    parts: Vec<VecDeque<String>>,
    /// The row of the table cell before.
    row: Option<usize>,
}

impl Walker {
    fn section(&mut self, bytes: &[u8]) -> std::result::Result<(), &'static str> {
        for record in records(bytes) {
            let record = record?;
            self.close_until(record.level, record.tag);
            if self.open.len() > MOST_DEPTH {
                return Err("nests tables and boxes too deep");
            }
            if !self.open.iter().any(|(_, open)| matches!(open, Open::Other { is_passed: true })) {
                self.record(&record);
            }
        }
        self.close_until(0, 0);
        Ok(())
    }

    /// Ends what a record of this level is not inside of. The paragraphs of a list have its own level.
    fn close_until(&mut self, level: usize, tag: u32) {
        while let Some((at, open)) = self.open.last() {
            let goes_on = *at == level && tag == PARA_HEADER && matches!(open, Open::List { .. } | Open::Other { is_passed: true });
            if *at < level || goes_on {
                break;
            }
            match self.open.pop() {
                Some((_, Open::Paragraph)) => self.close_paragraph(),
                Some((_, Open::Table { .. } | Open::Apart | Open::List { has_frame: true })) => self.flow.close_frame(),
                _ => {}
            }
        }
    }

    fn close_paragraph(&mut self) {
        for part in self.parts.pop().into_iter().flatten() {
            self.say(&part);
        }
        self.flow.close_paragraph();
    }

    fn say(&mut self, text: &str) {
        for (n, line) in text.split('\n').enumerate() {
            if n > 0 {
                self.flow.line_break();
            }
            self.flow.text(line);
        }
    }

    fn record(&mut self, record: &Record<'_>) {
        let opened = match record.tag {
            PARA_HEADER => {
                let kind = short(record.data, 8).and_then(|shape| self.kinds.get(shape)).copied();
                self.flow.open_paragraph(kind.unwrap_or_default());
                self.parts.push(VecDeque::new());
                Open::Paragraph
            }
            PARA_TEXT => return self.text(record.data),
            CTRL_HEADER => self.control(record.data),
            LIST_HEADER => self.list(record.data),
            MEMO_LIST => Open::Other { is_passed: true },
            TABLE | SHAPE_COMPONENT => {
                if let Some((_, Open::Table { has_begun } | Open::Shape { has_begun })) = self.open.last_mut() {
                    *has_begun = true;
                }
                return;
            }
            _ => return,
        };
        self.open.push((record.level, opened));
    }

    fn text(&mut self, data: &[u8]) {
        let text = characters(data);
        let mut parts = text.split(HOLDER).map(str::to_owned);
        let first = parts.next().unwrap_or_default();
        self.say(&first);
        if let Some(open) = self.parts.last_mut() {
            open.extend(parts);
        }
    }

    /// A control, by its name of four letters, which stand backwards.
    fn control(&mut self, data: &[u8]) -> Open {
        match data.get(..4).unwrap_or_default() {
            b" lbt" => {
                self.describe(data);
                self.flow.open_table();
                self.row = None;
                Open::Table { has_begun: false }
            }
            b" osg" => {
                self.describe(data);
                Open::Shape { has_begun: false }
            }
            b"  nf" => self.apart("footnote"),
            b"  ne" => self.apart("endnote"),
            b"daeh" => self.apart("header"),
            b"toof" => self.apart("footer"),
            // A reading above a word; the word itself comes first.
            b"tudt" => self.inline(&counted(data, 4)),
            b"spct" => self.inline(&counted(data, 4)),
            b"tmct" => Open::Other { is_passed: true },
            _ => Open::Other { is_passed: false },
        }
    }

    fn describe(&mut self, data: &[u8]) {
        let words = counted(data, DESCRIPTION);
        if !is_automatic(&words) {
            self.flow.alt_text(&words);
        }
    }

    fn apart(&mut self, name: &'static str) -> Open {
        self.flow.open_apart(name);
        Open::Apart
    }

    fn inline(&mut self, text: &str) -> Open {
        self.say(text);
        if let Some(part) = self.parts.last_mut().and_then(VecDeque::pop_front) {
            self.say(&part);
        }
        Open::Other { is_passed: false }
    }

    fn list(&mut self, data: &[u8]) -> Open {
        let has_frame = match self.open.last() {
            Some((_, Open::Table { has_begun: false } | Open::Shape { has_begun: false })) => {
                self.flow.open_caption();
                true
            }
            Some((_, Open::Table { .. })) => {
                self.cell(short(data, 10));
                false
            }
            Some((_, Open::Shape { .. })) => {
                self.flow.open_box();
                true
            }
            _ => false,
        };
        Open::List { has_frame }
    }

    /// Cells come row by row; each says in which.
    fn cell(&mut self, row: Option<usize>) {
        if self.row != row || row.is_none() {
            self.flow.open_row();
            self.row = row;
        }
        self.flow.open_cell();
    }
}

/// The characters of a paragraph, without what stands for controls.
fn characters(data: &[u8]) -> String {
    let units: Vec<u16> = data.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
    let (mut text, mut at, mut plain) = (String::with_capacity(data.len()), 0, Vec::new());
    let flush = |plain: &mut Vec<u16>, text: &mut String| {
        text.extend(char::decode_utf16(plain.drain(..)).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)));
    };
    while let Some(unit) = units.get(at) {
        if *unit >= 32 {
            plain.push(*unit);
            at += 1;
            continue;
        }
        flush(&mut plain, &mut text);
        match unit {
            9 => text.push('\t'),
            10 => text.push('\n'),
            23 => text.push(HOLDER),
            24 => text.push('-'),
            30 | 31 => text.push(' '),
            _ => {}
        }
        // What stands for a control takes eight units, but for those that are a character themselves.
        at += if matches!(unit, 0 | 10 | 13 | 24..=31) { 1 } else { 8 };
    }
    flush(&mut plain, &mut text);
    text
}

/// A text behind its length.
fn counted(data: &[u8], at: usize) -> String {
    let units = short(data, at).unwrap_or(0);
    let text = data.get(at + 2..).unwrap_or_default();
    characters(&text[..text.len().min(2 * units)])
}
