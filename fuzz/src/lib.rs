//! What the fuzz targets share.

use serde::{Deserialize, Serialize};

/// A type as programs have them, with a bit of everything.
#[derive(Debug, Deserialize, Serialize)]
pub struct Record {
    pub id: u64,
    pub name: Option<String>,
    pub scores: Vec<f32>,
    pub kind: Kind,
    #[serde(default)]
    pub parts: Vec<Record>,
}

/// Variants of every sort.
#[derive(Debug, Deserialize, Serialize)]
pub enum Kind {
    Plain,
    Pair(i8, char),
    Named { flag: bool },
}

/// Frames out of bytes: each is as long as the byte before it says, or as what is left.
pub fn frames(mut bytes: &[u8]) -> Vec<&[u8]> {
    let mut frames = Vec::new();
    while let Some((length, rest)) = bytes.split_first() {
        let (frame, rest) = rest.split_at(rest.len().min(usize::from(*length)));
        frames.push(frame);
        bytes = rest;
    }
    frames
}
