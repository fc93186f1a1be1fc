//! Options for vectors other than the built-in ones: an encoder, or files of the user's own.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use clap::{Args, ValueEnum};
use jjak::align::{Encode, SecondLook};
use jjak::bitext::Sides;
use jjak::display::counted;
use jjak::error::{Error, Result};
use jjak::semantic::{Embeddings, Encoder};

use crate::model;

#[derive(Args)]
pub(crate) struct EncoderArgs {
    /// Full encoder to ask where the built-in vectors leave doubt: its wheel [default: none, or with --encode the installed one]
    #[arg(long, value_name = "FILE")]
    encoder: Option<PathBuf>,

    /// Segments that the encoder sees [default: doubtful]
    #[arg(long, value_enum, value_name = "SEGMENTS")]
    encode: Option<Encoded>,

    /// Vectors of your own in place of an encoder: two files of numpy's (.npy), a row a segment, best with --lines
    #[arg(long, num_args = 2, value_names = ["KO.npy", "EN.npy"], conflicts_with_all = ["encoder", "encode"])]
    embeddings: Vec<PathBuf>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Encoded {
    /// Those of pairs that are in doubt, and their neighbours
    Doubtful,
    /// Every segment
    All,
}

impl EncoderArgs {
    /// Whether any vectors but the built-in ones are asked for.
    pub(crate) fn is_asked_for(&self) -> bool {
        self.encoder.is_some() || self.encode.is_some() || !self.embeddings.is_empty()
    }

    /// The encoder that is asked for, with a count of what it sees.
    pub(crate) fn second_look(&self) -> Result<Option<(SecondLook, Arc<Counted>)>> {
        if self.encoder.is_none() && self.encode.is_none() {
            return Ok(None);
        }
        let counted = Arc::new(Counted { encoder: model::open(self.encoder.as_deref())?, seen: AtomicUsize::new(0) });
        let encode = match self.encode {
            Some(Encoded::All) => Encode::All,
            Some(Encoded::Doubtful) | None => Encode::Doubtful,
        };
        Ok(Some((SecondLook { encoder: Arc::clone(&counted) as Arc<dyn Encoder>, encode }, counted)))
    }

    /// The user's own vectors.
    pub(crate) fn embeddings(&self) -> Result<Option<Sides<Embeddings>>> {
        let [ko, en] = self.embeddings.as_slice() else { return Ok(None) };
        Ok(Some(Sides { ko: Embeddings::read_npy(ko)?, en: Embeddings::read_npy(en)? }))
    }

    /// Refuses the user's own vectors for more than one pair of files.
    pub(crate) fn expect_none_of_many(&self) -> Result<()> {
        match self.embeddings.is_empty() {
            true => Ok(()),
            false => Err(Error::contradiction("--embeddings are for one pair of files: name two files, no folders and no list")),
        }
    }
}

/// An encoder, and how many texts it has seen.
pub(crate) struct Counted {
    encoder: Arc<dyn Encoder>,
    seen: AtomicUsize,
}

impl Counted {
    pub(crate) fn message(&self) -> String {
        format!("the encoder saw {}", counted(self.seen.load(Ordering::Relaxed), "segment"))
    }
}

impl Encoder for Counted {
    fn dim(&self) -> usize {
        self.encoder.dim()
    }

    fn sum_dim(&self) -> usize {
        self.encoder.sum_dim()
    }

    fn sums(&self, texts: &[&str]) -> Vec<(Vec<f32>, u32)> {
        self.seen.fetch_add(texts.len(), Ordering::Relaxed);
        self.encoder.sums(texts)
    }

    fn finish(&self, sum: &[f32], pieces: u32, out: &mut [f32]) {
        self.encoder.finish(sum, pieces, out);
    }

    fn finish_all(&self, sums: &[f32], pieces: &[u32]) -> Vec<f32> {
        self.encoder.finish_all(sums, pieces)
    }
}
