//! What was read so far.

use super::event::MonitorEvent;
use super::peers::Peers;
use crate::multipart::Multipart;

/// Whether the last event was read, and who is there by those before.
#[derive(Debug, Default)]
pub(crate) struct Log {
    ended: bool,
    peers: Peers,
}

impl Log {
    pub(crate) fn has_ended(&self) -> bool {
        self.ended
    }

    pub(crate) fn peers(&self) -> usize {
        self.peers.count()
    }

    /// Reads an event's frames and keeps count.
    pub(crate) fn note(&mut self, frames: &mut Multipart) -> MonitorEvent {
        let frames = frames.as_mut_slice();
        let event = MonitorEvent::from_frames(frames).unwrap_or_else(|| MonitorEvent::unreadable(frames));
        self.ended |= event == MonitorEvent::Stopped;
        self.peers.note(&event);
        event
    }
}
