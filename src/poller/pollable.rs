//! What a poller watches besides descriptors.

use std::rc::Rc;
use std::sync::Arc;

use crate::kind::Kind;
use crate::raw::RawSocket;
use crate::socket::Socket;

pub(crate) mod sealed {
    pub trait Sealed {
        fn watched(&self) -> super::Watched<'_>;
    }
}

/// The socket behind something that can be watched.
#[derive(Clone, Copy, Debug)]
pub struct Watched<'a>(pub(crate) &'a RawSocket);

/// What a [`Poller`](crate::Poller) and a [`PollItem`](crate::PollItem) can watch: a [`Socket`] of any kind, a
/// [`Monitor`](crate::Monitor), and whatever points to one.
///
/// A monitor is readable when an event waits, its end included; it is never worth waiting for anything else of it.
///
/// Sealed.
pub trait Pollable: sealed::Sealed {}

impl<K: Kind> Pollable for Socket<K> {}

impl<K: Kind> sealed::Sealed for Socket<K> {
    #[inline]
    fn watched(&self) -> Watched<'_> {
        Watched(self.raw())
    }
}

macro_rules! pointers {
    ($($pointer:ty),*) => {$(
        impl<P: Pollable + ?Sized> Pollable for $pointer {}

        impl<P: sealed::Sealed + ?Sized> sealed::Sealed for $pointer {
            #[inline]
            fn watched(&self) -> Watched<'_> {
                (**self).watched()
            }
        }
    )*};
}

pointers!(&P, &mut P, Box<P>, Rc<P>, Arc<P>);
