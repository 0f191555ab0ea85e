//! Integers of any size.

use std::fmt;

/// An integer of any size: the bytes of its two's complement, the lowest first, as few as hold it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct BigInt(Vec<u8>);

/// How many digits a decimal number may have; Python's own limit, as the work grows with their square.
const MAX_DIGITS: usize = 4300;

impl BigInt {
    /// The integer of these bytes of two's complement, the lowest first. No bytes are 0.
    pub fn from_le_bytes(bytes: &[u8]) -> BigInt {
        let mut bytes = bytes.to_vec();
        while let [.., below, last] = bytes.as_slice() {
            let filler = if below & 0x80 == 0 { 0 } else { 0xFF };
            if *last != filler {
                break;
            }
            bytes.pop();
        }
        if bytes == [0] {
            bytes.clear();
        }
        BigInt(bytes)
    }

    /// The bytes of its two's complement, the lowest first.
    pub fn as_le_bytes(&self) -> &[u8] {
        &self.0
    }

    /// The same integer where 128 bits hold it.
    pub fn to_i128(&self) -> Option<i128> {
        let mut wide = [if self.is_negative() { 0xFF } else { 0 }; 16];
        wide.get_mut(..self.0.len())?.copy_from_slice(&self.0);
        Some(i128::from_le_bytes(wide))
    }

    pub(super) fn to_u128(&self) -> Option<u128> {
        let bytes = match self.0.as_slice() {
            [rest @ .., 0] => rest,
            bytes if self.is_negative() || bytes.len() > 16 => return None,
            bytes => bytes,
        };
        let mut wide = [0; 16];
        wide.get_mut(..bytes.len())?.copy_from_slice(bytes);
        Some(u128::from_le_bytes(wide))
    }

    pub(super) fn is_negative(&self) -> bool {
        self.0.last().is_some_and(|last| last & 0x80 != 0)
    }

    /// The integer of decimal digits, with a sign or without.
    pub(in crate::codec) fn parse(text: &str) -> Option<BigInt> {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(digits) => (true, digits),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        if digits.is_empty() || digits.len() > MAX_DIGITS {
            return None;
        }
        let mut bytes: Vec<u8> = Vec::new();
        for digit in digits.chars() {
            let mut carry = digit.to_digit(10)?;
            for byte in &mut bytes {
                let next = u32::from(*byte) * 10 + carry;
                *byte = next.to_le_bytes()[0];
                carry = next >> 8;
            }
            if carry > 0 {
                bytes.push(carry.to_le_bytes()[0]);
            }
        }
        bytes.push(0);
        Some(BigInt::from_le_bytes(&if negative { negated(&bytes) } else { bytes }))
    }
}

impl From<i128> for BigInt {
    fn from(value: i128) -> BigInt {
        BigInt::from_le_bytes(&value.to_le_bytes())
    }
}

impl From<u128> for BigInt {
    fn from(value: u128) -> BigInt {
        let mut bytes = value.to_le_bytes().to_vec();
        bytes.push(0);
        BigInt::from_le_bytes(&bytes)
    }
}

/// The two's complement of the negated number; one byte longer, so that it always fits.
fn negated(bytes: &[u8]) -> Vec<u8> {
    let filler = if bytes.last().is_some_and(|last| last & 0x80 != 0) { 0xFF } else { 0 };
    let mut carry = true;
    let complement = bytes.iter().chain([&filler]).map(|byte| {
        let (negated, overflow) = (!byte).overflowing_add(u8::from(carry));
        carry = overflow;
        negated
    });
    complement.collect()
}

impl fmt::Display for BigInt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const BILLION: u64 = 1_000_000_000;
        let mut rest = if self.is_negative() { negated(&self.0) } else { self.0.clone() };
        let mut groups = Vec::new();
        while !rest.is_empty() {
            let mut remainder = 0;
            for byte in rest.iter_mut().rev() {
                let part = remainder << 8 | u64::from(*byte);
                *byte = (part / BILLION).to_le_bytes()[0];
                remainder = part % BILLION;
            }
            groups.push(remainder);
            while rest.last() == Some(&0) {
                rest.pop();
            }
        }
        while groups.last() == Some(&0) {
            groups.pop();
        }
        let mut digits = groups.pop().unwrap_or(0).to_string();
        for group in groups.iter().rev() {
            digits.push_str(&format!("{group:09}"));
        }
        f.pad_integral(!self.is_negative(), "", &digits)
    }
}

#[cfg(test)]
mod tests {
    use super::BigInt;

    #[test]
    fn texts_and_numbers_agree() {
        for number in
            [0, 1, -1, 127, 128, -128, -129, 255, 256, 10i128.pow(20), -(10i128.pow(20)), i128::MAX, i128::MIN]
        {
            let big = BigInt::from(number);
            assert_eq!(big.to_string(), number.to_string());
            assert_eq!(big.to_i128(), Some(number));
            assert_eq!(BigInt::parse(&number.to_string()).as_ref(), Some(&big));
        }
        for number in [0_u128, 255, u128::MAX] {
            assert_eq!(BigInt::from(number).to_u128(), Some(number));
            assert_eq!(BigInt::from(number).to_string(), number.to_string());
        }
        let long = format!("-1{}", "0".repeat(100));
        assert_eq!(BigInt::parse(&long).map(|big| big.to_string()), Some(long));
        assert_eq!(BigInt::parse(&"1".repeat(5000)), None);
        assert_eq!(BigInt::parse("1x"), None);
        assert_eq!(BigInt::from(-1_i128).to_u128(), None);
    }
}
