//! Z85 and CURVE keys.

use std::ffi::{CString, NulError};
use std::fmt;
use std::string::FromUtf8Error;

use zeroxide::auth::KeyPair;
use zeroxide::z85::{self, Z85Error};

use crate::error::{Result, own};

/// A CURVE key pair.
pub struct CurveKeyPair {
    /// The public key.
    pub public_key: [u8; 32],
    /// The secret key.
    pub secret_key: [u8; 32],
}

impl CurveKeyPair {
    /// A new pair; `ENOTSUP` where libzmq was built without CURVE.
    pub fn new() -> Result<CurveKeyPair> {
        let pair = KeyPair::generate().map_err(own)?;
        Ok(CurveKeyPair { public_key: *pair.public().as_bytes(), secret_key: *pair.secret().as_bytes() })
    }
}

/// The secret key stays out of it.
impl fmt::Debug for CurveKeyPair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CurveKeyPair").field("public_key", &self.public_key).finish_non_exhaustive()
    }
}

/// Why bytes cannot be written as Z85.
#[derive(Debug)]
pub enum EncodeError {
    /// Their number is not a multiple of 4.
    BadLength,
    /// Never the case.
    FromUtf8Error(FromUtf8Error),
}

impl From<FromUtf8Error> for EncodeError {
    fn from(error: FromUtf8Error) -> Self {
        EncodeError::FromUtf8Error(error)
    }
}

impl fmt::Display for EncodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            EncodeError::BadLength => f.write_str("Invalid data length. Should be multiple of 4."),
            EncodeError::FromUtf8Error(error) => write!(f, "UTF8 conversion error: {error}"),
        }
    }
}

impl std::error::Error for EncodeError {}

/// Why a text is not Z85.
#[derive(Debug)]
pub enum DecodeError {
    /// The number of its bytes is not a multiple of 5.
    BadLength,
    /// It has a byte that is not Z85, a NUL or any other, at [`NulError::nul_position`]; or five characters from there
    /// on that stand for more than four bytes can hold.
    NulError(NulError),
}

impl From<NulError> for DecodeError {
    fn from(error: NulError) -> Self {
        DecodeError::NulError(error)
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DecodeError::BadLength => f.write_str("Invalid data length. Should be multiple of 5."),
            DecodeError::NulError(error) => write!(f, "Nul byte error: {error}"),
        }
    }
}

impl std::error::Error for DecodeError {}

/// Writes bytes as Z85.
pub fn z85_encode(data: &[u8]) -> std::result::Result<String, EncodeError> {
    z85::encode(data).map_err(|_| EncodeError::BadLength)
}

/// Reads bytes from Z85. Whatever is not Z85 is an error.
pub fn z85_decode(data: &str) -> std::result::Result<Vec<u8>, DecodeError> {
    if !data.len().is_multiple_of(5) {
        return Err(DecodeError::BadLength);
    }
    z85::decode(data).map_err(|error| match error {
        Z85Error::Character { position, .. } => {
            let position = data.char_indices().nth(position).map_or(data.len(), |(index, _)| index);
            not_z85(data, position)
        }
        Z85Error::Overflow { position } => not_z85(data, position),
        _ => DecodeError::BadLength,
    })
}

/// The enum has one variant that tells a position. Its error can only be had from a text with a NUL there.
fn not_z85(data: &str, position: usize) -> DecodeError {
    let mut bytes = data.as_bytes().to_vec();
    if let Some(byte) = bytes.get_mut(position) {
        *byte = 0;
    }
    CString::new(bytes).err().map_or(DecodeError::BadLength, DecodeError::NulError)
}
