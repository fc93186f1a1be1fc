//! Options that say how texts are aligned, shared by the subcommands that align.

use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;
use jjak::align::{EvidenceSet, Explain, Order, Source};
use jjak::error::{Error, Result};
use jjak::pipeline::Pipeline;

use crate::encoder::{Counted, EncoderArgs};
use crate::input::InputArgs;

#[derive(Args)]
pub(crate) struct AlignerArgs {
    /// Evidence to weigh: any of length, anchors, learned, meaning, time, with commas between [default: all]
    #[arg(long, value_name = "SOURCES")]
    evidence: Option<EvidenceSet>,

    /// Model to align by, a folder that `jjak fit -o` wrote [default: the built-in one]
    #[arg(long, value_name = "DIR")]
    model: Option<PathBuf>,

    /// Look for no sections that changed places: pairs never cross
    #[arg(long)]
    monotone: bool,

    #[command(flatten)]
    pub(crate) encoder: EncoderArgs,
}

impl AlignerArgs {
    /// The stages from documents to a bitext, as meant, and the count of what an encoder sees, if one is asked.
    pub(crate) fn pipeline(&self, input: &InputArgs, explain: Explain) -> Result<(Pipeline, Option<Arc<Counted>>)> {
        if self.encoder.is_asked_for() && self.evidence.is_some_and(|evidence| !evidence.uses(Source::Meaning)) {
            return Err(Error::contradiction("vectors are evidence of meaning: add meaning to --evidence, or leave them out"));
        }
        let (second_look, counted) = self.encoder.second_look()?.unzip();
        let pipeline = Pipeline {
            evidence: self.evidence.unwrap_or_default(),
            explain,
            second_look,
            quotes: input.quotes(),
            register: input.register(),
            model: self.model.as_deref().map(jjak::model::open).transpose()?,
            order: if self.monotone { Order::Monotone } else { Order::Free },
        };
        Ok((pipeline, counted))
    }
}
