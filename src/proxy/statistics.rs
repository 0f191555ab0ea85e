//! What a proxy has passed on.

/// What went through a [`Proxy`](crate::Proxy), each way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ProxyStatistics {
    /// From the frontend to the backend.
    pub to_backend: Flow,
    /// From the backend to the frontend.
    pub to_frontend: Flow,
}

/// What went one way through a [`Proxy`](crate::Proxy).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Flow {
    /// Messages passed on; one of several frames counts as one.
    pub messages: u64,
    /// The bytes of all of their frames.
    pub bytes: u64,
    /// Messages discarded because their receiver was gone: the peer of a message that was under way, one that a ROUTER
    /// with [`router_mandatory`](crate::Socket::set_router_mandatory) does not know; or because they have several frames
    /// and the socket [conflates](crate::Socket::set_conflate).
    pub dropped: u64,
}

impl Flow {
    #[inline]
    pub(super) fn count(&mut self, whole: bool, bytes: usize) {
        if whole {
            self.messages += 1;
            self.bytes += bytes as u64;
        } else {
            self.dropped += 1;
        }
    }
}
