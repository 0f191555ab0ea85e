//! One direction of a proxy: what comes in at one end goes out at the other.

use super::end::{Begun, End, Received};
use super::statistics::Flow;
use super::tap::Tap;
use crate::message::Message;
use crate::multipart::Multipart;
use crate::raw::{Errno, RawMessage};

/// How many messages one direction passes on before the other has its turn and commands are looked at.
const BURST: usize = 1000;

/// Why a burst ended; at first, as if there had been one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pause {
    /// There was nothing more to read.
    Empty,
    /// There is nothing to be read before something is sent.
    NotYet,
    /// It was long enough.
    Long,
    /// There was no room to send.
    Full,
    /// There was no room, though the socket had said that there was: only time will tell.
    Stalled,
    /// The capture has no room for its copy.
    Capture,
}

pub(super) struct Lane<'a> {
    pub(super) from: End<'a>,
    pub(super) to: End<'a>,
    pub(super) pause: Pause,
    pub(super) flow: Flow,
    /// Whether this is the direction from the second end to the first.
    backward: bool,
    /// Whether the first two frames change places, as between two ROUTERs.
    swaps: bool,
    /// The frame of the message under way that is sent next, and whether another follows; where frames change places,
    /// the one that goes second, and whether another follows that.
    head: RawMessage,
    second: Option<(RawMessage, bool)>,
    more: bool,
    /// Whether `head` was read and is not sent yet.
    holds: bool,
}

enum Passed {
    Message,
    Nothing,
    NotYet,
    Full,
}

impl<'a> Lane<'a> {
    /// A lane, where the kinds allow one.
    pub(super) fn new(from: End<'a>, to: End<'a>, backward: bool, swaps: bool) -> Option<Lane<'a>> {
        (from.receives() && to.sends()).then(|| Lane {
            from,
            to,
            pause: Pause::Empty,
            flow: Flow::default(),
            backward,
            swaps,
            head: RawMessage::new(),
            second: None,
            more: false,
            holds: false,
        })
    }

    pub(super) fn is_backward(&self) -> bool {
        self.backward
    }

    /// Passes messages on until there is a reason to pause.
    pub(super) fn run(&mut self, tap: &mut Option<Tap<'_>>) -> Result<(), Errno> {
        let was_full = self.pause == Pause::Full;
        // Nothing is read that cannot be passed on.
        if !self.holds && !self.to.has_room()? {
            self.pause = Pause::Full;
            return Ok(());
        }
        for round in 0..BURST {
            match self.pass(tap)? {
                Passed::Message => {}
                Passed::Nothing => {
                    self.pause = Pause::Empty;
                    return Ok(());
                }
                Passed::NotYet => {
                    self.pause = Pause::NotYet;
                    return Ok(());
                }
                Passed::Full => {
                    self.pause = if was_full && round == 0 { Pause::Stalled } else { Pause::Full };
                    return Ok(());
                }
            }
            if let Some(tap) = tap
                && !tap.flush()?
            {
                self.pause = Pause::Capture;
                return Ok(());
            }
        }
        self.pause = Pause::Long;
        Ok(())
    }

    /// Passes on one message.
    #[inline]
    fn pass(&mut self, tap: &mut Option<Tap<'_>>) -> Result<Passed, Errno> {
        if !self.holds {
            match self.read()? {
                Received::Frame => {}
                Received::Nothing => return Ok(Passed::Nothing),
                Received::NotYet => return Ok(Passed::NotYet),
            }
        }
        if let Some(tap) = tap {
            tap.begin(self.backward)?;
            tap.add(&mut self.head);
        }
        let mut bytes = self.head.len();
        let mut whole = match self.to.begin(&mut self.head, self.more)? {
            Begun::Sent => true,
            Begun::Gone => false,
            Begun::Full => {
                if let Some(tap) = tap {
                    tap.cancel();
                }
                return Ok(Passed::Full);
            }
        };
        self.holds = false;
        while self.more {
            self.next()?;
            bytes += self.head.len();
            if let Some(tap) = tap {
                tap.add(&mut self.head);
            }
            whole = whole && self.to.go_on(&mut self.head, self.more)?;
        }
        self.flow.count(whole, bytes);
        Ok(Passed::Message)
    }

    /// Reads the beginning of a message, where there is one.
    #[inline]
    fn read(&mut self) -> Result<Received, Errno> {
        let received = self.from.recv(&mut self.head)?;
        if received != Received::Frame {
            return Ok(received);
        }
        self.more = self.head.more();
        self.holds = true;
        if self.swaps && self.more {
            let mut second = RawMessage::new();
            if self.from.recv(&mut second)? == Received::Frame {
                let follows = second.more();
                self.second = Some((std::mem::replace(&mut self.head, second), follows));
            }
        }
        Ok(Received::Frame)
    }

    /// Puts the next frame of the message into `head`.
    #[inline]
    fn next(&mut self) -> Result<(), Errno> {
        if let Some(second) = self.second.take() {
            (self.head, self.more) = second;
            return Ok(());
        }
        // A message arrives whole, so its other frames are there.
        if self.from.recv(&mut self.head)? != Received::Frame {
            return Err(Errno::AGAIN);
        }
        self.more = self.head.more();
        Ok(())
    }

    /// The message that was read and found no room, whole.
    pub(super) fn take(&mut self) -> Result<Option<Multipart>, Errno> {
        if !self.holds {
            return Ok(None);
        }
        self.holds = false;
        let mut frames = Multipart::new();
        frames.push_back(Message::from_raw(std::mem::replace(&mut self.head, RawMessage::new())));
        while self.more {
            self.next()?;
            frames.push_back(Message::from_raw(std::mem::replace(&mut self.head, RawMessage::new())));
        }
        Ok(Some(frames))
    }
}
