//! The lines of a stream, none of them longer than is allowed.

use std::io::{BufRead, Read};

use crate::error::{Error, Result};

/// Lines with their numbers, counted from one; empty ones are passed over.
pub(super) struct Lines<R> {
    input: R,
    max_bytes: u64,
    number: usize,
    again: Option<Vec<u8>>,
}

impl<R: BufRead> Lines<R> {
    pub(super) fn new(input: R, max_bytes: u64) -> Self {
        Self { input, max_bytes, number: 0, again: None }
    }

    /// The first line; `None` where there is nothing.
    ///
    /// # Errors
    /// When it cannot be read, or is too long.
    pub(super) fn first(&mut self) -> Result<Option<Vec<u8>>> {
        self.next().transpose()?.map(|(_, line)| line).transpose()
    }

    /// Makes the last line the next one.
    pub(super) fn put_back(&mut self, line: Vec<u8>) {
        self.again = Some(line);
    }

    fn read(&mut self) -> Result<Option<Result<Vec<u8>>>> {
        let mut line = Vec::new();
        if (&mut self.input).take(self.max_bytes.saturating_add(1)).read_until(b'\n', &mut line)? == 0 {
            return Ok(None);
        }
        if line.last() != Some(&b'\n') && line.len() as u64 > self.max_bytes {
            self.input.skip_until(b'\n')?;
            return Ok(Some(Err(Error::limit(format!(
                "it has more than {} bytes: raise --max-bytes if that is right",
                self.max_bytes
            )))));
        }
        line.truncate(len_without_end(&line));
        Ok(Some(Ok(line)))
    }
}

/// How long a line is without its end.
fn len_without_end(line: &[u8]) -> usize {
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    line.strip_suffix(b"\r").unwrap_or(line).len()
}

impl<R: BufRead> Iterator for Lines<R> {
    type Item = Result<(usize, Result<Vec<u8>>)>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(line) = self.again.take() {
            return Some(Ok((self.number, Ok(line))));
        }
        loop {
            match self.read() {
                Ok(None) => return None,
                Ok(Some(line)) => {
                    self.number += 1;
                    if line.as_ref().is_ok_and(Vec::is_empty) {
                        continue;
                    }
                    return Some(Ok((self.number, line)));
                }
                Err(error) => return Some(Err(error)),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_is_too_long_is_told_and_the_next_one_is_read() {
        let mut lines = Lines::new(b"abcdefgh\r\n\n12345678901\nxy".as_slice(), 10);
        let mut next = || lines.next().map(|line| line.unwrap()).map(|(number, line)| (number, line.map_err(|e| e.to_string())));
        assert_eq!(next(), Some((1, Ok(b"abcdefgh".to_vec()))));
        assert!(next().is_some_and(|(number, line)| number == 3 && line.unwrap_err().contains("more than 10 bytes")));
        assert_eq!(next(), Some((4, Ok(b"xy".to_vec()))));
        assert_eq!(next(), None);
    }
}
