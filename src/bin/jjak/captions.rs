//! `jjak captions`: which captions of a page belong together, and which have no translation.

use std::io::Write;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use jjak::align::Aligner;
use jjak::batch::warnings;
use jjak::bitext::{Document, Side, Sides};
use jjak::captions::{Page, PairedPage, find, pair, pair_cues};
use jjak::error::Result;
use jjak::formats::{Content, Lines, read, read_document};
use jjak::report::{CaptionFormat, write_captions};

use crate::input::InputArgs;
use crate::terminal::{self, ColourChoice};
use crate::{Outcome, Ran};

/// Pair the captions of a page or of subtitles, and find those without a translation
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct CaptionsArgs {
    /// Page in two languages, or the Korean page; text, HTML, Markdown or subtitles
    #[arg(value_name = "PAGE")]
    page: PathBuf,

    /// English page, if the first one is Korean
    #[arg(value_name = "EN")]
    en: Option<PathBuf>,

    /// How to write the result
    #[arg(long, value_enum, default_value_t)]
    format: Shape,

    /// Also tell why each line was taken for a caption, or was not
    #[arg(long, conflicts_with = "format")]
    explain: bool,

    #[command(flatten)]
    input: InputArgs,

    /// When to use colours
    #[arg(long, value_enum, default_value_t, value_name = "WHEN")]
    color: ColourChoice,

    /// Columns to fill [default: the terminal's]
    #[arg(long, value_name = "COLUMNS", value_parser = clap::value_parser!(u16).range(20..))]
    width: Option<u16>,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum Shape {
    /// A line a caption for scripts, then the two texts and the reasons for people
    #[default]
    Text,
    /// One line a caption and nothing else
    Lines,
    /// One JSON object a line, a caption each
    Jsonl,
}

const EXAMPLES: &str = "\
Examples:
  A page in two languages, and a page with its translation:
  jjak captions examples/captions/page.txt
  jjak captions examples/captions/ko.html examples/captions/en.html

  The cues of subtitles:
  jjak captions corpora/film_subtitles/ko.srt corpora/film_subtitles/en.srt --format lines

  Why a line is a caption, or none, and what speaks for and against a pair:
  jjak captions examples/captions/page.txt --explain

  What a build script needs:
  jjak captions examples/captions/page.txt --format lines | grep untranslated

Verdicts: paired; shared, by two pictures; doubtful (KE031); duplicate (KE050), the same as one before but for what is named; untranslated
(KE001), missing on the other side; copied (KE002), left in the language of the other page; extra (KE003), a credit
without a source. The exit code is 1 if a caption is untranslated, copied or doubtful, else 0; 2 on an error.";

pub(crate) fn run(args: CaptionsArgs) -> Ran {
    let pairing = pairing(&args)?;
    let mut out = terminal::stdout();
    let format = match args.format {
        Shape::Text if args.explain => CaptionFormat::Explained,
        Shape::Text => CaptionFormat::Text,
        Shape::Lines => CaptionFormat::Lines,
        Shape::Jsonl => CaptionFormat::Jsonl,
    };
    write_captions(&pairing, format, &terminal::table_options(args.width, args.color), &mut out)?;
    if pairing.lines.is_empty() {
        terminal::say("jjak: no captions found");
    }
    out.flush()?;
    Ok(if pairing.lines.iter().any(|line| line.verdict.fails()) { Outcome::Findings } else { Outcome::Fine })
}

/// Reads one page or two, and pairs their captions.
fn pairing(args: &CaptionsArgs) -> Result<PairedPage> {
    let options = |side| args.input.read_options(side, Lines::Text);
    let say = |document: &Document| warnings(document).for_each(|warning| terminal::say(&warning));
    let Some(en) = &args.en else {
        return match read(&args.page, &options(Side::Ko))? {
            content @ Content::Both(_) => {
                let documents = content.into_both()?;
                Side::BOTH.into_iter().for_each(|side| say(documents.get(side)));
                Ok(pair_cues(documents, &Aligner::default()))
            }
            content => {
                let document = content.into_text(Side::Ko)?;
                say(&document);
                Ok(pair(find(&document), &Aligner::default()))
            }
        };
    };
    let documents = Sides { ko: &args.page, en };
    let documents = Sides::build(|side| read_document(documents.get(side), &options(side))).transpose()?;
    Side::BOTH.into_iter().for_each(|side| say(documents.get(side)));
    Ok(match documents.as_ref().map(|document| document.cues.is_empty()) {
        Sides { ko: false, en: false } => pair_cues(documents, &Aligner::default()),
        _ => pair(Page::of_two(documents.as_ref()), &Aligner::default()),
    })
}
