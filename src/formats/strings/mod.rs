//! Files of messages, one language a file. A reader walks its file once, gives each message its key, and keeps the way back from
//! every letter of its text to the file.

pub(super) mod android;
pub(super) mod apple;
mod catalogue;
pub(super) mod fluent;
pub(super) mod json;
pub(super) mod markup;
pub(super) mod php;
pub(super) mod properties;
pub(super) mod resx;
#[cfg(test)]
mod tests;
mod tree;
