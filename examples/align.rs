//! Pairs the sentences of a Korean and an English text: `cargo run --example align`.
#![allow(clippy::print_stdout)]

use jjak::formats::{ReadOptions, read_document};
use jjak::{Result, Side, Sides, align};

fn main() -> Result<()> {
    let read = |side, path| read_document(path, &ReadOptions::new(side));
    let ko = read(Side::Ko, "examples/notice/ko.txt")?;
    let en = read(Side::En, "examples/notice/en.txt")?;
    for entry in &align(Sides { ko, en }).view().entries {
        let text = entry.text();
        println!("{} | {}", text.ko, text.en);
    }
    Ok(())
}
