//! The table of kinds: one row each, from which marker type, constant, capabilities and number come.

#[cfg(feature = "draft")]
use super::ManyThreads;
use super::{Capability, Kind, OneThread, Sharing, sealed::Sealed};

/// Declares the capability traits, each implemented by [`SocketType`] too, where calls are checked as they are made.
macro_rules! capabilities {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        pub trait $name: Kind {}
        impl $name for SocketType {}
    )*};
}

/// Every kind.
pub trait Any: Kind {}
impl<K: Kind> Any for K {}

capabilities! {
    /// Sends messages without an address in front.
    Sends
    /// Receives messages.
    Receives
    /// Sends messages of several frames.
    SendsMultipart
    /// Each message that it sends begins with the routing id of the peer that it is for: ROUTER and STREAM.
    Addresses
    /// ROUTER.
    Routes
    /// REQ.
    Requests
    /// Can announce itself to a ROUTER by an empty message: REQ, DEALER, ROUTER.
    Probes
    /// Takes topics: SUB to listen to, XPUB to grant where `xpub_manual` is set.
    Subscribes
    /// Matches topics: PUB, SUB, XPUB, XSUB.
    Filters
    /// Sends to every peer that wants a topic: PUB, XPUB (and RADIO, where it wants a group).
    Publishes
    /// Sees the subscriptions and may decide on them: XPUB.
    Vetoes
    /// Passes subscriptions on: XPUB, XSUB.
    Forwards
    /// Passes every unsubscription on where it is told to: XSUB.
    Withdraws
    /// Sends each message to one peer, by a routing id that is a number: SERVER and PEER, which are draft.
    RoutesById
    /// Can keep just the newest message: PUB, SUB, PUSH, PULL, DEALER.
    Conflates
    /// Talks to plain TCP peers: STREAM.
    Streams
    /// Can be an end of a proxy: every classic kind but STREAM.
    Proxied
    /// Can name the peer of the next connect: ROUTER, STREAM.
    Assigns
}

macro_rules! kinds {
    ($(
        $(#[doc = $doc:literal])*
        $(#[cfg($cfg:meta)])?
        $name:ident $constant:ident = $number:literal $c_name:literal, $sharing:ty: $($capability:ident)*;
    )*) => {
        /// A kind of socket as a value, for where it is known only at run time.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum SocketType {
            $(
                $(#[doc = $doc])*
                $(#[cfg($cfg)])?
                $name,
            )*
        }

        impl SocketType {
            /// Every kind that this build knows.
            pub const ALL: &'static [SocketType] = &[$($(#[cfg($cfg)])? SocketType::$name,)*];

            /// libzmq's number.
            pub const fn as_raw(self) -> i32 {
                match self { $($(#[cfg($cfg)])? SocketType::$name => $number,)* }
            }

            /// libzmq's name, as in `"DEALER"`.
            pub const fn name(self) -> &'static str {
                match self { $($(#[cfg($cfg)])? SocketType::$name => stringify!($constant),)* }
            }

            pub(crate) fn can(self, capability: Capability) -> bool {
                let can: &[Capability] = match self {
                    $($(#[cfg($cfg)])? SocketType::$name => &[$(Capability::$capability,)*],)*
                };
                capability == Capability::Any || can.contains(&capability)
            }
        }

        $(
            $(#[doc = $doc])*
            $(#[cfg($cfg)])?
            #[derive(Clone, Copy, Debug, PartialEq, Eq)]
            pub struct $name;

            #[doc = concat!("The kind [`", stringify!($name), "`], as `context.socket` takes it.")]
            #[doc(alias = $c_name)]
            $(#[cfg($cfg)])?
            pub const $constant: $name = $name;

            $(#[cfg($cfg)])?
            impl Sealed for $name {}

            $(#[cfg($cfg)])?
            impl Kind for $name {
                type Sharing = $sharing;

                fn socket_type(self) -> SocketType {
                    SocketType::$name
                }

                const STATIC: Option<SocketType> = Some(SocketType::$name);
                const CHECKED: bool = matches!(SocketType::$name, SocketType::XSub);
                const SHARED: bool = <$sharing as Sharing>::SHARED;
            }

            kinds!(@implement [$(#[cfg($cfg)])?] $name $($capability)*);
        )*
    };
    (@implement [] $name:ident $($capability:ident)*) => { $(impl $capability for $name {})* };
    (@implement [#[$cfg:meta]] $name:ident $($capability:ident)*) => { $(#[$cfg] impl $capability for $name {})* };
}

kinds! {
    /// One peer, both ways, no routing. For two threads over inproc, most of all.
    Pair PAIR = 0 "ZMQ_PAIR", OneThread: Sends Receives SendsMultipart Proxied;
    /// Sends each message to every subscriber whose topics it begins with; drops it for those that are behind.
    Pub PUB = 1 "ZMQ_PUB", OneThread: Sends SendsMultipart Filters Publishes Conflates Proxied;
    /// Receives what publishers send under the topics that it subscribed to.
    Sub SUB = 2 "ZMQ_SUB", OneThread: Receives Subscribes Filters Conflates Proxied;
    /// Sends a request, receives its reply, and so on in turn.
    Req REQ = 3 "ZMQ_REQ", OneThread: Sends Receives SendsMultipart Requests Probes Proxied;
    /// Receives a request, sends its reply, and so on in turn.
    Rep REP = 4 "ZMQ_REP", OneThread: Sends Receives SendsMultipart Proxied;
    /// Like REQ without the turns: sends to its peers in rotation, receives from all.
    Dealer DEALER = 5 "ZMQ_DEALER", OneThread: Sends Receives SendsMultipart Probes Conflates Proxied;
    /// Like REP without the turns: each message begins with the routing id of the peer that it came from or goes to.
    ///
    /// The ids that libzmq gives to peers without one are easily guessed. With a library that is not the bundled one, a peer
    /// that announces the next of them as its own ends the process: let in only peers that are known, see
    /// [`guide::security`](crate::guide::security).
    Router ROUTER = 6 "ZMQ_ROUTER", OneThread: Receives SendsMultipart Addresses Routes Probes Assigns Proxied;
    /// Receives what PUSH sockets hand out.
    Pull PULL = 7 "ZMQ_PULL", OneThread: Receives Conflates Proxied;
    /// Hands each message to one of its peers, in rotation.
    Push PUSH = 8 "ZMQ_PUSH", OneThread: Sends SendsMultipart Conflates Proxied;
    /// PUB that receives the subscriptions as messages.
    XPub XPUB = 9 "ZMQ_XPUB", OneThread: Sends Receives SendsMultipart Subscribes Filters Publishes Vetoes Forwards Proxied;
    /// SUB that sends its subscriptions as messages.
    XSub XSUB = 10 "ZMQ_XSUB", OneThread: Sends Receives SendsMultipart Filters Forwards Withdraws Proxied;
    /// Plain TCP: each message is a peer's routing id and bytes of its stream.
    Stream STREAM = 11 "ZMQ_STREAM", OneThread: Receives Addresses Streams Assigns;
    /// REP without turns and envelopes: sends to each CLIENT by its routing id. For any number of threads. Draft.
    #[cfg(feature = "draft")]
    Server SERVER = 12 "ZMQ_SERVER", ManyThreads: Receives RoutesById;
    /// REQ without turns and envelopes: sends to SERVERs in rotation. For any number of threads. Draft.
    #[cfg(feature = "draft")]
    Client CLIENT = 13 "ZMQ_CLIENT", ManyThreads: Sends Receives;
    /// Sends each message to the DISHes that joined its group. For any number of threads. Draft.
    #[cfg(feature = "draft")]
    Radio RADIO = 14 "ZMQ_RADIO", ManyThreads: Publishes;
    /// Receives what RADIOs send to the groups that it joined. For any number of threads. Draft.
    ///
    /// Over udp a libzmq that is not the bundled one ends the process on a datagram that claims a group of 128 bytes or more:
    /// bind it to networks whose hosts are trusted.
    #[cfg(feature = "draft")]
    Dish DISH = 15 "ZMQ_DISH", ManyThreads: Receives;
    /// Receives what SCATTERs hand out. For any number of threads. Draft.
    #[cfg(feature = "draft")]
    Gather GATHER = 16 "ZMQ_GATHER", ManyThreads: Receives;
    /// Hands each message to one GATHER, in rotation. For any number of threads. Draft.
    #[cfg(feature = "draft")]
    Scatter SCATTER = 17 "ZMQ_SCATTER", ManyThreads: Sends;
    /// Datagrams of udp: each message is an address and a body. IPv4 only: where the option `ipv6` is set, a bind is refused,
    /// as libzmq ends the process on the first datagram. Draft.
    #[cfg(feature = "draft")]
    Dgram DGRAM = 18 "ZMQ_DGRAM", OneThread: Receives;
    /// Sends to each PEER by its routing id. For any number of threads. Draft.
    #[cfg(feature = "draft")]
    Peer PEER = 19 "ZMQ_PEER", ManyThreads: Receives RoutesById;
    /// PAIR for any number of threads, of single frames. Draft.
    #[cfg(feature = "draft")]
    Channel CHANNEL = 20 "ZMQ_CHANNEL", ManyThreads: Sends Receives;
}
