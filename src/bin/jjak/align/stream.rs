//! `jjak align --stdin`: documents as lines, rows as answers.

use std::io::Write;

use clap::{ArgAction, Args};
use jjak::batch::{AlignJob, Order, Shard, StreamJob, align_stream};
use jjak::display::counted;
use jjak::error::{Error, Result};

use super::AlignArgs;
use super::shape::Shape;
use crate::{Outcome, Ran, terminal};

#[derive(Args, Debug)]
#[command(next_help_heading = "Streams")]
pub(crate) struct StreamArgs {
    /// Align a stream of documents: a pair a line, as a table with base64 texts (src_text, trg_text) or as JSON with ko and en
    #[arg(long, conflicts_with_all = ["ko", "pairs", "out", "table"])]
    pub(super) stdin: bool,

    /// Keep the order of the lines; =false hands rows out as soon as they are there
    #[arg(long, requires = "stdin", action = ArgAction::Set, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_value_t = true, default_missing_value = "true", hide_default_value = true)]
    keep_order: bool,

    /// Hand on the rows of each document at once
    #[arg(long, requires = "stdin")]
    unbuffered: bool,

    /// Work on one of so many equal shares of the lines, as in 3/8
    #[arg(long, requires = "stdin", value_name = "N/OF", default_value = "1/1", hide_default_value = true)]
    shard: Shard,
}

/// Aligns standard input to standard output; bad lines are told and show in the exit code.
pub(super) fn stream(align: AlignJob, args: &AlignArgs) -> Ran {
    args.aligner.encoder.expect_none_of_many()?;
    let job = StreamJob {
        align,
        format: format(args)?,
        order: if args.stream.keep_order { Order::Kept } else { Order::Free },
        is_unbuffered: args.stream.unbuffered,
        shard: args.stream.shard,
    };
    let mut out = terminal::stdout();
    let progress = terminal::spinner("aligning");
    let streamed = align_stream(job, std::io::stdin(), &mut out, &mut |messages, error| terminal::tell(&progress, messages, error));
    progress.finish_and_clear();
    let streamed = streamed?;
    out.flush()?;
    if streamed.bad > 0 {
        terminal::say(&format!("jjak: {} of {} could not be aligned", streamed.bad, counted(streamed.documents, "line")));
        return Ok(Outcome::SomeBad);
    }
    Ok(Outcome::Fine)
}

fn format(args: &AlignArgs) -> Result<Option<jjak::formats::Format>> {
    match args.format {
        None => Ok(None),
        Some(Shape::File(format)) => Ok(Some(format)),
        Some(Shape::Table) => Err(Error::contradiction("the table shows one pair of files: say another --format")),
    }
}
