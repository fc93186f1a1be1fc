//! `jjak split`: text to sentences.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use jjak::batch::warnings;
use jjak::bitext::{Document, Side};
use jjak::display::counted;
use jjak::error::Result;
use jjak::formats::{Lines, read_document};
use jjak::report::{SentenceFormat, write_sentences};
use jjak::split::{Boundary, Splitter};

use crate::input::InputArgs;
use crate::{Outcome, Ran, strength, terminal};

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

    /// Print how likely a sentence ends at each possible boundary, at least so likely [default: 0.05], with what speaks for it
    #[arg(long, value_name = "LEAST", num_args = 0..=1, require_equals = true, default_missing_value = "0.05",
          value_parser = strength::probability, conflicts_with = "format")]
    strength: Option<f32>,

    /// Fit the strengths of boundaries to files of sentences, one a line, and print their table
    #[arg(long, hide = true, requires = "lang", conflicts_with = "strength")]
    fit_strength: bool,
}

const EXAMPLES: &str = "\
Examples:
  jjak split corpora/blog_informal/ko.txt
  jjak split --lang en < corpora/speech/en.txt
  jjak split corpora/museum_guide/ko.html --format jsonl | head -2
  jjak split --strength corpora/blog_informal/ko.txt";

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
    if let (true, Some(side)) = (args.fit_strength, args.lang) {
        strength::fit(side, &args.files, &mut out)?;
        out.flush()?;
        return Ok(Outcome::Fine);
    }
    let mut bad = 0;
    let mut is_first = true;
    for path in &args.files {
        match split(path, &args) {
            Ok((document, behind)) => {
                warnings(&document).for_each(|warning| terminal::say(&warning));
                if args.strength.is_some() {
                    strength::write(&document, &behind, &mut out)?;
                    continue;
                }
                let format = match args.format {
                    SplitFormat::Jsonl => SentenceFormat::Jsonl,
                    SplitFormat::Lines => SentenceFormat::Lines,
                };
                if format == SentenceFormat::Lines && !is_first {
                    out.write_all(b"\n")?;
                }
                write_sentences(&document, format, &mut out)?;
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

/// The document with its segments, and the boundary behind each where strengths are asked for.
fn split(path: &Path, args: &SplitArgs) -> Result<(Document, Vec<Boundary>)> {
    let side = args.lang.unwrap_or(Side::Ko);
    let options = args.input.read_options(side, Lines::Text);
    let mut document = read_document(path, &options)?;
    let side = args.lang.or_else(|| Side::of_text(&document.text)).unwrap_or(side);
    let splitter = Splitter::new(side).quotes(args.input.quotes().unwrap_or_default()).register(args.input.register());
    let behind = match args.strength {
        Some(least) => splitter.segment_finely(&mut document, least),
        None => {
            splitter.segment(&mut document);
            Vec::new()
        }
    };
    Ok((document, behind))
}
