//! The little of the protocol buffer wire format that reading a SentencePiece model takes: fields one after another, unknown ones
//! passed over. Time is linear, nothing is copied.

use crate::error::{Error, Result};

/// The content of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Value<'a> {
    /// A number (wire type 0).
    Varint(u64),
    /// Eight bytes (wire type 1).
    Fixed64(u64),
    /// A string, bytes or a message (wire type 2).
    Bytes(&'a [u8]),
    /// Four bytes (wire type 5), often a float.
    Fixed32(u32),
}

/// The fields of a message as (number, content); ends after the first error.
pub(super) fn fields(message: &[u8]) -> impl Iterator<Item = Result<(u64, Value<'_>)>> {
    let mut rest = message;
    let mut broken = false;
    std::iter::from_fn(move || {
        if rest.is_empty() || broken {
            return None;
        }
        let field = read_field(&mut rest).ok_or_else(|| Error::malformed("the protocol buffer is cut short or damaged"));
        broken = field.is_err();
        Some(field)
    })
}

fn read_field<'a>(rest: &mut &'a [u8]) -> Option<(u64, Value<'a>)> {
    let tag = read_varint(rest)?;
    let value = match tag & 7 {
        0 => Value::Varint(read_varint(rest)?),
        1 => Value::Fixed64(u64::from_le_bytes(*rest.split_off(..8)?.first_chunk()?)),
        2 => {
            let len = usize::try_from(read_varint(rest)?).ok()?;
            Value::Bytes(rest.split_off(..len)?)
        }
        5 => Value::Fixed32(u32::from_le_bytes(*rest.split_off(..4)?.first_chunk()?)),
        _ => return None,
    };
    Some((tag >> 3, value))
}

fn read_varint(rest: &mut &[u8]) -> Option<u64> {
    let mut value = 0u64;
    for shift in (0..64).step_by(7) {
        let &byte = rest.split_off_first()?;
        value |= u64::from(byte & 0x7F) << shift;
        if byte & 0x80 == 0 {
            return Some(value);
        }
    }
    None
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn fields_of_every_wire_type_are_read_in_order() {
        let message = [0x08, 0x96, 0x01, 0x12, 0x02, b'h', b'i', 0x1D, 1, 0, 0, 0, 0x21, 2, 0, 0, 0, 0, 0, 0, 0];
        let read: Vec<_> = fields(&message).map(|field| field.unwrap()).collect();
        assert_eq!(read, [(1, Value::Varint(150)), (2, Value::Bytes(b"hi")), (3, Value::Fixed32(1)), (4, Value::Fixed64(2))]);
    }

    #[test]
    fn a_message_that_is_cut_short_is_an_error_and_ends() {
        let read: Vec<_> = fields(&[0x12, 0x05, b'h']).collect();
        assert_eq!(read.len(), 1);
        assert!(read[0].is_err());
    }
}
