//! Markdown to blocks: prose by kind, code in its place, pictures' texts as captions; front matter is left out.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::blocks::{self, Builder};
use super::encoding::Decoded;
use super::html;
use super::shortcode::{self, Figure};
use crate::bitext::{BlockKind, Document};

/// Reads a whole file.
pub(super) fn document(decoded: &Decoded) -> Document {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS;
    let figures = shortcode::figures(&decoded.text);
    blocks::document(decoded, |builder| {
        let mut page = Page { builder, outer: Vec::new(), within: Within::Text, emphases: 0, figures: &figures };
        for (event, range) in Parser::new_ext(&decoded.text, options).into_offset_iter() {
            page.event(event, range);
        }
    })
}

/// What text belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Within {
    Text,
    /// The words in place of a picture, gathered until it ends, and how many pictures are nested.
    Image(String, usize),
    /// Front matter, and HTML that was taken as a whole.
    Passed,
}

struct Page<'b, 's> {
    builder: &'b mut Builder<'s>,
    /// The short codes of pictures that have not been passed.
    figures: &'b [Figure],
    /// The kinds of text around the open blocks.
    outer: Vec<BlockKind>,
    within: Within,
    /// How many emphases are open in a caption, with the one that makes it.
    emphases: usize,
}

impl Page<'_, '_> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        if self.is_in_figure(&event, &range) {
            return;
        }
        match event {
            Event::Start(tag) => self.start(&tag, range),
            Event::End(tag) => self.end(tag, range),
            Event::Text(text) => self.text(&text, range),
            Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => self.code(&text, range),
            Event::SoftBreak => self.text(&CowStr::Borrowed(" "), range),
            Event::InlineHtml(tag) if self.within == Within::Text && is_line_break(&tag) => self.builder.end_block(),
            Event::HardBreak if self.within == Within::Text => self.builder.end_block(),
            Event::Rule => self.builder.end_block(),
            _ => {}
        }
    }

    /// Whether text belongs to the short code of a picture, which is taken as a whole when its first text comes.
    fn is_in_figure(&mut self, event: &Event<'_>, range: &Range<usize>) -> bool {
        let is_text = matches!(event, Event::Text(_) | Event::Code(_) | Event::SoftBreak | Event::InlineHtml(_));
        while let [figure, rest @ ..] = self.figures
            && figure.range.end <= range.start
        {
            self.figures = rest;
        }
        let Some(figure) =
            self.figures.first().filter(|figure| is_text && self.within == Within::Text && range.end > figure.range.start)
        else {
            return false;
        };
        // The source stands for itself before and behind the code.
        if range.start < figure.range.start {
            self.builder.text(range.start..figure.range.start);
        }
        if range.start <= figure.range.start {
            self.builder.end_block();
            self.builder.picture(figure.address.clone());
            for (kind, text) in &figure.texts {
                self.builder.aside(*kind, &self.builder.source()[text.clone()], text.clone());
            }
            self.builder.end_block();
        }
        if range.end > figure.range.end {
            let rest = &self.builder.source()[figure.range.end..range.end];
            self.builder.text(range.end - rest.trim_start().len()..range.end);
        }
        true
    }

    fn start(&mut self, tag: &Tag<'_>, range: Range<usize>) {
        let kind = match tag {
            Tag::Heading { level, .. } => BlockKind::Heading(depth(*level)),
            Tag::Item => BlockKind::ListItem,
            Tag::TableCell => BlockKind::Cell,
            Tag::BlockQuote(_) => BlockKind::Quote,
            Tag::CodeBlock(_) => BlockKind::Code,
            Tag::HtmlBlock => {
                self.builder.end_block();
                html::fragment(self.builder, range);
                self.within = Within::Passed;
                return;
            }
            Tag::MetadataBlock(_) => {
                self.within = Within::Passed;
                return;
            }
            Tag::Link { title, .. } => return self.title(title, range),
            Tag::Image { title, dest_url, .. } => {
                if self.within != Within::Passed {
                    self.builder.picture(dest_url.to_string());
                }
                self.title(title, range);
                self.within = match std::mem::replace(&mut self.within, Within::Text) {
                    Within::Image(alt, depth) => Within::Image(alt, depth + 1),
                    _ => Within::Image(String::new(), 1),
                };
                return;
            }
            Tag::Emphasis | Tag::Strong if self.emphases > 0 => {
                self.emphases += 1;
                return;
            }
            // What stands in emphasis right behind a picture is said of it.
            Tag::Emphasis | Tag::Strong if self.within == Within::Text && self.builder.follows_picture() => {
                self.emphases = 1;
                BlockKind::Caption
            }
            _ if is_inline(&tag.to_end()) => return,
            _ => self.builder.kind,
        };
        self.builder.end_block();
        self.outer.push(self.builder.kind);
        self.builder.kind = kind;
    }

    /// The title of a link or a picture, which stands near the end of it.
    fn title(&mut self, title: &str, range: Range<usize>) {
        if self.within != Within::Passed && !title.is_empty() {
            let found = self.builder.source()[range.clone()].rfind(title).map(|at| range.start + at);
            self.builder.aside(BlockKind::AltText, title, found.map_or(range, |at| at..at + title.len()));
        }
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::HtmlBlock | TagEnd::MetadataBlock(_) => self.within = Within::Text,
            TagEnd::Image => match std::mem::replace(&mut self.within, Within::Text) {
                Within::Image(alt, depth) if depth > 1 => self.within = Within::Image(alt, depth - 1),
                Within::Image(alt, _) => {
                    // The words stand behind `![` as they are, unless they hold marks.
                    let verbatim = range.start + 2..range.start + 2 + alt.len();
                    let stands = self.builder.source().get(verbatim.clone()) == Some(&alt);
                    self.builder.aside(BlockKind::AltText, &alt, if stands { verbatim } else { range });
                }
                _ => {}
            },
            TagEnd::Emphasis | TagEnd::Strong if self.emphases > 0 => {
                self.emphases -= 1;
                if self.emphases == 0 {
                    self.end_kind();
                }
            }
            _ if is_inline(&tag) => {}
            _ => self.end_kind(),
        }
    }

    fn end_kind(&mut self) {
        self.builder.end_block();
        self.builder.kind = self.outer.pop().unwrap_or_default();
    }

    fn text(&mut self, text: &str, range: Range<usize>) {
        match &mut self.within {
            Within::Passed => {}
            Within::Image(alt, _) => alt.push_str(text),
            Within::Text if self.builder.source().get(range.clone()) == Some(text) => self.builder.text(range),
            Within::Text => self.builder.stand_in(text, range),
        }
    }

    /// Code within a sentence: the marks around it are left out.
    fn code(&mut self, text: &str, range: Range<usize>) {
        let inside = self.builder.source().get(range.clone()).and_then(|raw| raw.find(text));
        match inside.map(|at| range.start + at..range.start + at + text.len()) {
            Some(range) => self.text(text, range),
            None => self.text(text, range),
        }
    }
}

fn depth(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

fn is_inline(tag: &TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
            | TagEnd::Image
            | TagEnd::HtmlBlock
            | TagEnd::MetadataBlock(_)
    )
}

fn is_line_break(tag: &str) -> bool {
    tag.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("<br"))
}
