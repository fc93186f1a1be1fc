//! Many pairs of files, to one place.

use jjak::batch::{AlignJob, Pairing, Target, align_all};
use jjak::display::counted;
use jjak::error::{Error, Result};

use super::AlignArgs;
use super::shape::Shape;
use crate::{Outcome, Ran, terminal};

/// Aligns all pairs and says what is left over.
pub(super) fn many(job: AlignJob, args: &AlignArgs, pairing: Pairing) -> Ran {
    let target = target(args)?;
    pairing.unpaired.iter().for_each(|message| terminal::say(message));
    pairing.unreadable.iter().for_each(|error| terminal::say(&format!("jjak: {error}")));
    let progress = terminal::bar(pairing.pairs.len(), "aligning");
    let mut out = terminal::stdout();
    let bad = align_all(job, &pairing.pairs, &target, &mut out, &mut |messages, error| terminal::tell(&progress, messages, error));
    progress.finish_and_clear();
    let bad = bad?;
    if bad > 0 {
        terminal::say(&format!("jjak: {bad} of {} could not be aligned", counted(pairing.pairs.len(), "pair")));
    }
    Ok(if bad == 0 && pairing.unreadable.is_empty() { Outcome::Fine } else { Outcome::SomeBad })
}

fn target(args: &AlignArgs) -> Result<Target> {
    let format = match args.format {
        _ if args.table => Err(Error::contradiction("the table shows one pair of files: leave --table out")),
        Some(Shape::Table) => Err(Error::contradiction("the table shows one pair of files: say another --format")),
        Some(Shape::File(format)) => Ok(Some(format)),
        None => Ok(None),
    }?;
    match args.out.as_slice() {
        [] => Target::stream(format),
        [out] => Target::at(out, format),
        _ => Err(Error::contradiction("many pairs of files go to one place: give -o once")),
    }
}
