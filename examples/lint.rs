//! Looks for faults in a table of translations, leaving out one rule: `cargo run --example lint`.
#![allow(clippy::print_stdout)]

use jjak::check::{Config, locate};
use jjak::{Content, Result, Side, read};

fn main() -> Result<()> {
    let file = "examples/orders.tsv";
    let Content::Pairs(bitext) = read(file, &jjak::formats::ReadOptions::new(Side::Ko))? else { return Ok(()) };
    let config = Config::parse("ignore = ['double-space']")?;
    for finding in locate(&bitext, config.checker(&[file]).check(&bitext)) {
        let line = finding.place().map_or(0, |place| place.span.start.line);
        println!("line {line}: {} {}", finding.rule.name, finding.message);
    }
    Ok(())
}
