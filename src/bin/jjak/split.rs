//! `jjak split`: text to sentences.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use jjak::bitext::{BlockKind, Document, Side};
use jjak::display::counted;
use jjak::error::{Error, Result};
use jjak::read::{Format, Lines, ReadOptions, read_document};
use jjak::split::Splitter;
use serde::Serialize;

use crate::input::InputArgs;
use crate::{Outcome, Ran, terminal};

/// Cut Korean or English text into sentences
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct SplitArgs {
    /// Files to split, - for standard input
    #[arg(value_name = "FILE", default_value = "-", hide_default_value = true)]
    files: Vec<PathBuf>,

    /// Language: ko or en [default: by the letters of the text]
    #[arg(long)]
    lang: Option<Side>,

    #[command(flatten)]
    input: InputArgs,

    /// What to write
    #[arg(long, value_enum, default_value_t)]
    format: SplitFormat,
}

const EXAMPLES: &str = "\
Examples:
  jjak split corpora/blog_informal/ko.txt
  jjak split --lang en < corpora/speech/en.txt
  jjak split corpora/museum_guide/ko.html --format jsonl | head -2";

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum SplitFormat {
    /// One sentence a line, line ends inside a sentence as spaces, paragraphs parted by an empty line
    #[default]
    Lines,
    /// One JSON object a line: text, bytes, line, column, block
    Jsonl,
}

pub(crate) fn run(args: SplitArgs) -> Ran {
    let mut out = terminal::stdout();
    let mut bad = 0;
    let mut is_first = true;
    for path in &args.files {
        match split(path, &args) {
            Ok(document) => {
                terminal::warnings(&document).for_each(|warning| terminal::say(&warning));
                match args.format {
                    SplitFormat::Jsonl => write_jsonl(&document, &mut out)?,
                    SplitFormat::Lines => {
                        if !is_first {
                            out.write_all(b"\n")?;
                        }
                        let format = args.input.input_format.unwrap_or_else(|| Format::from_extension(path));
                        write_lines(&document, format, &mut out)?;
                    }
                }
                is_first = false;
            }
            // A single file has nothing to be skipped for.
            Err(error) if args.files.len() == 1 => return Err(error),
            Err(error) => {
                terminal::say(&format!("jjak: {error}"));
                bad += 1;
            }
        }
    }
    out.flush()?;
    if bad == 0 {
        return Ok(Outcome::Fine);
    }
    terminal::say(&format!("jjak: {bad} of {} could not be split", counted(args.files.len(), "file")));
    Ok(Outcome::SomeBad)
}

fn split(path: &Path, args: &SplitArgs) -> Result<Document> {
    let side = args.lang.unwrap_or(Side::Ko);
    let options: ReadOptions = args.input.read_options(side, Lines::Text);
    let mut document = read_document(path, &options)?;
    let side = args.lang.or_else(|| Side::of_text(&document.text)).unwrap_or(side);
    Splitter::new(side).quotes(args.input.quotes()).register(args.input.register()).segment(&mut document);
    Ok(document)
}

/// Sentences as they stand, line by line. Plain text keeps its empty lines as paragraph ends; elsewhere every block is a paragraph.
fn write_lines(document: &Document, format: Format, out: &mut impl Write) -> Result<()> {
    let text = document.text.as_bytes();
    let mut before: Option<(usize, usize)> = None;
    for segment in &document.segments {
        if let Some((end, block)) = before.filter(|(_, block)| *block != segment.block) {
            let parts = match format {
                Format::Plain => has_empty_line(&text[end..segment.range.start]),
                Format::Html | Format::Markdown => block != segment.block,
                // A cue is a line by itself.
                Format::Srt | Format::Vtt | Format::Sami => false,
            };
            if parts {
                out.write_all(b"\n")?;
            }
        }
        write_line(&text[segment.range.clone()], out)?;
        before = Some((segment.range.end, segment.block));
    }
    Ok(())
}

/// Whether two line ends stand here.
fn has_empty_line(gap: &[u8]) -> bool {
    let ends = gap.iter().filter(|b| **b == b'\n').count();
    // Lone carriage returns end lines only where there is no line feed.
    ends > 1 || ends == 0 && gap.iter().filter(|b| **b == b'\r').count() > 1
}

/// A sentence on one line.
fn write_line(sentence: &[u8], out: &mut impl Write) -> Result<()> {
    let mut rest = sentence;
    while let Some(end) = memchr::memchr2(b'\n', b'\r', rest) {
        out.write_all(&rest[..end])?;
        out.write_all(b" ")?;
        let after = &rest[end..];
        rest = after.strip_prefix(b"\r\n").unwrap_or(&after[1..]);
    }
    out.write_all(rest)?;
    Ok(out.write_all(b"\n")?)
}

#[derive(Serialize)]
struct Row<'t> {
    text: &'t str,
    /// Half-open range of the file as read.
    bytes: [usize; 2],
    line: usize,
    column: usize,
    block: &'static str,
}

fn write_jsonl(document: &Document, out: &mut impl Write) -> Result<()> {
    for (index, segment) in document.segments.iter().enumerate() {
        let span = document.segment_span(index);
        let row = Row {
            text: document.segment_text(index),
            bytes: [span.bytes.start, span.bytes.end],
            line: span.start.line,
            column: span.start.column,
            block: block_name(document.blocks[segment.block].kind),
        };
        serde_json::to_writer(&mut *out, &row).map_err(|e| Error::from(std::io::Error::from(e)))?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

fn block_name(kind: BlockKind) -> &'static str {
    match kind {
        BlockKind::Paragraph => "paragraph",
        BlockKind::Heading(_) => "heading",
        BlockKind::ListItem => "list-item",
        BlockKind::Cell => "cell",
        BlockKind::Quote => "quote",
        BlockKind::Caption => "caption",
        BlockKind::Code => "code",
        BlockKind::Line => "line",
        BlockKind::Cue => "cue",
    }
}
