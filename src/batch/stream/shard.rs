//! Which lines of a stream one of several programs works on.

use std::str::FromStr;

use crate::error::Error;

/// Every so-many-th line, from one of them on; all lines by default. Written `3/8`, counted from one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shard {
    index: usize,
    of: usize,
}

impl Default for Shard {
    fn default() -> Self {
        Self { index: 0, of: 1 }
    }
}

impl Shard {
    /// Whether the document of a number, counted from nought, is meant.
    pub(super) fn holds(self, document: usize) -> bool {
        document % self.of == self.index
    }
}

impl FromStr for Shard {
    type Err = Error;

    fn from_str(s: &str) -> Result<Self, Error> {
        let numbers = s.split_once('/').and_then(|(index, of)| Some((index.parse::<usize>().ok()?, of.parse::<usize>().ok()?)));
        match numbers {
            Some((index, of)) if (1..=of).contains(&index) => Ok(Self { index: index - 1, of }),
            _ => Err(Error::unknown(format!("'{s}' is no shard: say which of how many, as in 3/8"))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_document_is_in_exactly_one_shard() {
        let shards: Vec<Shard> = ["1/3", "2/3", "3/3"].iter().map(|s| s.parse().unwrap()).collect();
        assert!((0..10).all(|document| shards.iter().filter(|shard| shard.holds(document)).count() == 1));
        assert!(["0/3", "4/3", "3", "a/b", "/"].iter().all(|s| s.parse::<Shard>().is_err()));
    }
}
