//! Options by the names that PyZMQ has beside libzmq's.

use super::{Socket, SocketBuilder};
use crate::Result;
use crate::kind::{Any, Kind};
use crate::options::SocketOptions;

impl<K: Kind + Any> Socket<K> {
    /// [`routing_id`](Socket::routing_id) by its old name.
    ///
    /// # Errors
    /// As [`routing_id`](Socket::routing_id).
    #[doc(alias = "ZMQ_IDENTITY")]
    pub fn identity(&self) -> Result<Vec<u8>> {
        self.routing_id()
    }

    /// [`set_routing_id`](Socket::set_routing_id) by its old name.
    ///
    /// # Errors
    /// As [`set_routing_id`](Socket::set_routing_id).
    ///
    /// # Examples
    /// ```
    /// use zeroxide::{Context, DEALER};
    ///
    /// let dealer = Context::new()?.socket(DEALER)?;
    /// dealer.set_identity("worker-1")?;
    /// assert_eq!(dealer.routing_id()?, b"worker-1");
    /// # Ok::<(), zeroxide::Error>(())
    /// ```
    #[doc(alias = "ZMQ_IDENTITY")]
    pub fn set_identity(&self, value: impl AsRef<[u8]>) -> Result<()> {
        self.set_routing_id(value)
    }

    /// [`sndhwm`](Socket::sndhwm), which is what PyZMQ answers too.
    ///
    /// # Errors
    /// As [`sndhwm`](Socket::sndhwm).
    #[doc(alias = "ZMQ_HWM")]
    #[doc(alias = "get_hwm")]
    pub fn hwm(&self) -> Result<i32> {
        self.sndhwm()
    }

    /// Sets both limits of the queues, [`set_sndhwm`](Socket::set_sndhwm) and [`set_rcvhwm`](Socket::set_rcvhwm).
    ///
    /// # Errors
    /// As [`set_sndhwm`](Socket::set_sndhwm).
    ///
    /// # Examples
    /// ```
    /// use zeroxide::{Context, PAIR};
    ///
    /// let pair = Context::new()?.socket(PAIR)?;
    /// pair.set_hwm(10)?;
    /// assert_eq!((pair.sndhwm()?, pair.rcvhwm()?, pair.hwm()?), (10, 10, 10));
    /// # Ok::<(), zeroxide::Error>(())
    /// ```
    #[doc(alias = "ZMQ_HWM")]
    pub fn set_hwm(&self, value: i32) -> Result<()> {
        self.set_sndhwm(value)?;
        self.set_rcvhwm(value)
    }
}

impl<K: Kind + Any> SocketBuilder<K> {
    /// [`routing_id`](SocketBuilder::routing_id) by its old name.
    #[doc(alias = "ZMQ_IDENTITY")]
    pub fn identity(self, value: impl AsRef<[u8]>) -> SocketBuilder<K> {
        self.routing_id(value)
    }

    /// Both limits of the queues, [`sndhwm`](SocketBuilder::sndhwm) and [`rcvhwm`](SocketBuilder::rcvhwm).
    #[doc(alias = "ZMQ_HWM")]
    pub fn hwm(self, value: i32) -> SocketBuilder<K> {
        self.sndhwm(value).rcvhwm(value)
    }
}

impl SocketOptions {
    /// [`routing_id`](SocketOptions::routing_id) by its old name.
    #[doc(alias = "ZMQ_IDENTITY")]
    pub fn identity(self, value: impl AsRef<[u8]>) -> SocketOptions {
        self.routing_id(value)
    }

    /// Both limits of the queues, [`sndhwm`](SocketOptions::sndhwm) and [`rcvhwm`](SocketOptions::rcvhwm).
    #[doc(alias = "ZMQ_HWM")]
    pub fn hwm(self, value: i32) -> SocketOptions {
        self.sndhwm(value).rcvhwm(value)
    }
}
