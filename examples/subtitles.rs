//! Makes subtitles in two languages of one file that holds both: `cargo run --example subtitles > island.srt`.

use std::io::{BufWriter, stdout};

use jjak::formats::{Filter, Format, ReadOptions, read_both};
use jjak::{Result, Side, align, write};

fn main() -> Result<()> {
    let documents = read_both("examples/subtitles/island.smi", &ReadOptions::new(Side::Ko))?;
    let bitext = align(documents);
    write(Format::Srt, &Filter::usual(Format::Srt).view(&bitext), &mut BufWriter::new(stdout().lock()))
}
