//! Writes a translation memory of the pairs that are sure, each with why: `cargo run --example memory > notice.tmx`.

use std::io::{BufWriter, stdout};

use jjak::align::Explain;
use jjak::formats::{Filter, Format, ReadOptions, write};
use jjak::pipeline::Pipeline;
use jjak::{Result, Sides};

fn main() -> Result<()> {
    let pipeline = Pipeline { explain: Explain::Yes, ..Pipeline::default() };
    let paths = Sides { ko: "examples/notice/ko.txt".as_ref(), en: "examples/notice/en.txt".as_ref() };
    let options = Sides::build(ReadOptions::new);
    let bitext = pipeline.run_on(paths, options.as_ref())?;

    let sure = Filter { min_confidence: Some(0.8), ..Filter::usual(Format::Tmx) };
    write(Format::Tmx, &sure.view(&bitext), &mut BufWriter::new(stdout().lock()))
}
