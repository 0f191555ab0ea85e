//! Messages over buffers that belong to something else, and the notice of their release.

use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

use super::Message;
use crate::raw::RawMessage;
use crate::{Error, Result};

impl Message {
    /// A message over the bytes of any owner: an `Arc<[u8]>`, a memory map, a slice of a pool. The owner is dropped when
    /// libzmq has no more use for the bytes, on a thread of libzmq's or in the middle of a send.
    ///
    /// The bytes count as shared: [`as_mut`](Message::as_mut), here or where they are received over inproc, copies them
    /// first.
    ///
    /// # Errors
    /// When there is no memory for the bookkeeping. The owner is dropped then.
    ///
    /// # Examples
    /// ```
    /// use std::sync::Arc;
    /// use zeroxide::Message;
    ///
    /// let picture: Arc<Vec<u8>> = Arc::new(vec![7; 100_000]);
    /// struct Picture(Arc<Vec<u8>>);
    /// impl AsRef<[u8]> for Picture {
    ///     fn as_ref(&self) -> &[u8] { &self.0 }
    /// }
    ///
    /// let message = Message::from_owner(Picture(picture.clone()))?;
    /// assert_eq!(message.as_bytes().as_ptr(), picture.as_ptr());
    /// drop(message);
    /// assert_eq!(Arc::strong_count(&picture), 1);
    /// # Ok::<(), zeroxide::Error>(())
    /// ```
    #[doc(alias = "zmq_msg_init_data")]
    #[doc(alias = "zmq_free_fn")]
    pub fn from_owner<T: AsRef<[u8]> + Send + 'static>(owner: T) -> Result<Message> {
        RawMessage::from_owner(owner).map(Message::from_raw).map_err(|errno| Error::new("Message::from_owner", errno))
    }

    /// Like [`from_owner`](Message::from_owner), with a notice that tells when libzmq let go of the bytes: for those who
    /// recycle buffers.
    ///
    /// # Errors
    /// When there is no memory for the bookkeeping. The owner is dropped then.
    ///
    /// # Examples
    /// ```
    /// use std::time::Duration;
    /// use zeroxide::Message;
    ///
    /// let (message, notice) = Message::tracked(vec![0; 10_000])?;
    /// assert!(!notice.is_released());
    /// drop(message);
    /// assert!(notice.wait(Some(Duration::from_secs(1))).is_released());
    /// # Ok::<(), zeroxide::Error>(())
    /// ```
    #[doc(alias = "MessageTracker")]
    pub fn tracked<T: AsRef<[u8]> + Send + 'static>(owner: T) -> Result<(Message, ReleaseNotice)> {
        let state = Arc::new(State { released: Mutex::new(false), changed: Condvar::new() });
        let notice = ReleaseNotice { state: Arc::clone(&state) };
        let message = Message::from_owner(Tracked { owner, _announce: Announce(state) })?;
        Ok((message, notice))
    }
}

#[derive(Debug)]
struct State {
    released: Mutex<bool>,
    changed: Condvar,
}

/// The owner goes first, then the announcement that it is gone.
struct Tracked<T> {
    owner: T,
    _announce: Announce,
}

impl<T: AsRef<[u8]>> AsRef<[u8]> for Tracked<T> {
    fn as_ref(&self) -> &[u8] {
        self.owner.as_ref()
    }
}

struct Announce(Arc<State>);

impl Drop for Announce {
    fn drop(&mut self) {
        *self.0.released.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.0.changed.notify_all();
    }
}

/// Tells when libzmq let go of the bytes of a message; see [`Message::tracked`].
#[derive(Clone, Debug)]
pub struct ReleaseNotice {
    state: Arc<State>,
}

/// What a wait for a release came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub enum Released {
    /// libzmq let go of the bytes.
    Yes,
    /// It still had them when the time was up.
    TimedOut,
}

impl Released {
    /// Whether libzmq let go of the bytes.
    pub fn is_released(self) -> bool {
        self == Released::Yes
    }
}

impl ReleaseNotice {
    /// Whether libzmq let go of the bytes.
    #[doc(alias = "done")]
    pub fn is_released(&self) -> bool {
        *self.state.released.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until libzmq let go of the bytes, or for `timeout` at most.
    pub fn wait(&self, timeout: Option<Duration>) -> Released {
        let released = self.state.released.lock().unwrap_or_else(PoisonError::into_inner);
        let released = match timeout {
            None => self.state.changed.wait_while(released, |released| !*released),
            Some(timeout) => {
                return match self.state.changed.wait_timeout_while(released, timeout, |released| !*released) {
                    Ok((released, _)) if *released => Released::Yes,
                    _ => Released::TimedOut,
                };
            }
        };
        drop(released);
        Released::Yes
    }
}
