//! Cuts text into sentences, also where nobody put a full stop: `cargo run --example sentences`.
#![allow(clippy::print_stdout)]

use jjak::{Side, split};

fn main() {
    let texts = [
        (Side::Ko, "오늘 뒷산에 다녀왔어요 단풍이 벌써 다 졌더라고요ㅠㅠ 그래도 바람은 좋았음ㅋㅋ 다음 주엔 같이 갈래?"),
        (Side::En, "Dr. Min got up at 5 a.m. to see the comet. \"Was it worth it?\" I asked. She only smiled."),
    ];
    for (side, text) in texts {
        for sentence in split(text, side) {
            println!("{sentence}");
        }
    }
}
