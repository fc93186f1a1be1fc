//! `jjak captions`: which captions of a page belong together, and which have no translation.

use std::io::Write;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use jjak::batch::{CaptionJob, page_inputs, pair_pages};
use jjak::bitext::Side;
use jjak::formats::Lines;
use jjak::report::{CaptionFormat, write_caption_header, write_captions};

use crate::input::InputArgs;
use crate::terminal::{self, ColourChoice};
use crate::{Outcome, Ran};

/// Pair the captions of a page or of subtitles, and find those without a translation
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct CaptionsArgs {
    /// Page in two languages, or the Korean page (text, HTML, Markdown or subtitles), or a folder of pages
    #[arg(value_name = "PAGE")]
    page: PathBuf,

    /// English page or folder, if the first one is Korean; pages of folders are paired by their names
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
    /// A table of pairs: texts, credits, places, confidence, addresses of pictures
    Tsv,
}

const EXAMPLES: &str = "\
Examples:
  A page in two languages, and a page with its translation:
  jjak captions examples/captions/page.txt
  jjak captions examples/captions/ko.html examples/captions/en.html

  The cues of subtitles:
  jjak captions corpora/film_subtitles/ko.srt corpora/film_subtitles/en.srt --format lines

  Whole folders of pages, and a parallel corpus of their captions:
  jjak captions examples/captions --format tsv

  Why a line is a caption, or none, and what speaks for and against a pair:
  jjak captions examples/captions/page.txt --explain

  What a build script needs:
  jjak captions examples/captions/page.txt --format lines | grep untranslated

Verdicts: paired; shared, by two pictures; doubtful (KE031); duplicate (KE050), the same as one before but for what is named; untranslated
(KE001), missing on the other side; copied (KE002), left in the language of the other page; extra (KE003), a credit
without a source. The exit code is 1 if a caption is untranslated, copied or doubtful, else 0; 2 on an error.";

pub(crate) fn run(args: CaptionsArgs) -> Ran {
    let (inputs, messages) = page_inputs(&args.page, args.en.as_deref())?;
    messages.iter().for_each(|message| terminal::say(message));
    let job = CaptionJob { options: args.input.read_options(Side::Ko, Lines::Text) };
    let format = match args.format {
        Shape::Text if args.explain => CaptionFormat::Explained,
        Shape::Text => CaptionFormat::Text,
        Shape::Lines => CaptionFormat::Lines,
        Shape::Jsonl => CaptionFormat::Jsonl,
        Shape::Tsv => CaptionFormat::Tsv,
    };
    let table = terminal::table_options(args.width, args.color);
    let mut out = terminal::stdout();
    let (mut captions, mut fails, mut bad) = (0, false, 0usize);
    write_caption_header(format, &mut out)?;
    pair_pages(&job, &inputs, |told| {
        told.messages.iter().for_each(|message| terminal::say(message));
        match told.result {
            Ok(paired) => {
                captions += paired.lines.len();
                fails |= paired.lines.iter().any(|line| line.verdict.fails());
                write_captions(&paired, format, &table, &mut out)
            }
            Err(error) if inputs.len() > 1 => {
                bad += 1;
                terminal::say(&format!("jjak: {error}"));
                Ok(())
            }
            Err(error) => Err(error),
        }
    })?;
    if captions == 0 && bad == 0 {
        terminal::say("jjak: no captions found");
    }
    out.flush()?;
    Ok(match (bad, fails) {
        (1.., _) => Outcome::SomeBad,
        (0, true) => Outcome::Findings,
        (0, false) => Outcome::Fine,
    })
}
