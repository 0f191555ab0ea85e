//! The copy of everything that a capture socket gets.

use super::end::{Begun, End};
use crate::raw::{Errno, RawMessage};

/// Gathers a message's frames and sends them once the message went its way. Until they are sent no other message is
/// read, so that none is missed.
pub(super) struct Tap<'a> {
    pub(super) end: End<'a>,
    prefixes: Option<[Box<[u8]>; 2]>,
    frames: Vec<RawMessage>,
}

impl<'a> Tap<'a> {
    pub(super) fn new(end: End<'a>, prefixes: Option<[Box<[u8]>; 2]>) -> Tap<'a> {
        Tap { end, prefixes, frames: Vec::new() }
    }

    /// Begins a message that came in at one end: the first or the second.
    pub(super) fn begin(&mut self, at_second: bool) -> Result<(), Errno> {
        self.frames.clear();
        if let Some([first, second]) = &self.prefixes {
            let prefix = if at_second { second } else { first };
            self.frames.push(RawMessage::copy_of(prefix)?);
        }
        Ok(())
    }

    #[inline]
    pub(super) fn add(&mut self, frame: &mut RawMessage) {
        self.frames.push(frame.share());
    }

    /// Forgets a message that did not go yet.
    pub(super) fn cancel(&mut self) {
        self.frames.clear();
    }

    pub(super) fn is_pending(&self) -> bool {
        !self.frames.is_empty()
    }

    pub(super) fn take(&mut self) -> Vec<RawMessage> {
        std::mem::take(&mut self.frames)
    }

    /// Sends what is gathered, and says whether there was room.
    pub(super) fn flush(&mut self) -> Result<bool, Errno> {
        let Some(last) = self.frames.len().checked_sub(1) else { return Ok(true) };
        for (index, frame) in self.frames.iter_mut().enumerate() {
            let more = index < last;
            if index == 0 {
                match self.end.begin(frame, more)? {
                    Begun::Sent => {}
                    Begun::Full => return Ok(false),
                    Begun::Gone => break,
                }
            } else if !self.end.go_on(frame, more)? {
                break;
            }
        }
        self.frames.clear();
        Ok(true)
    }
}
