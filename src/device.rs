//! PyZMQ's devices: proxies by name, with sockets that are made as they start.

use std::time::Duration;

use crate::context::Context;
use crate::endpoint::Endpoint;
use crate::kind::{Proxied, SendsMultipart};
use crate::options::SocketOptions;
use crate::proxy::{Proxy, ProxyEnd, ProxyHandle, Stopped, proxy};
use crate::socket::Socket;
use crate::{Error, Result};

/// What a device is called. As in libzmq and PyZMQ the name changes nothing: the kinds of the sockets say what it does.
#[doc(alias = "zmq_device")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DeviceType {
    /// PULL to PUSH.
    #[doc(alias = "ZMQ_STREAMER")]
    Streamer = 1,
    /// SUB to PUB, or XSUB to XPUB. A SUB needs its [`subscribe`](SocketOptions::subscribe).
    #[doc(alias = "ZMQ_FORWARDER")]
    Forwarder = 2,
    /// ROUTER to DEALER.
    #[doc(alias = "ZMQ_QUEUE")]
    Queue = 3,
}

/// [`DeviceType::Streamer`] by PyZMQ's name.
pub const STREAMER: DeviceType = DeviceType::Streamer;
/// [`DeviceType::Forwarder`] by PyZMQ's name.
pub const FORWARDER: DeviceType = DeviceType::Forwarder;
/// [`DeviceType::Queue`] by PyZMQ's name.
pub const QUEUE: DeviceType = DeviceType::Queue;

/// [`proxy`] by its old name.
///
/// # Errors
/// As [`proxy`].
#[doc(alias = "zmq_device")]
pub fn device<F: Proxied, B: Proxied>(_name: DeviceType, frontend: &Socket<F>, backend: &Socket<B>) -> Result<()> {
    proxy(frontend, backend)
}

/// PyZMQ's `ThreadDevice`, `ThreadProxy` and `ThreadMonitoredQueue`: told which sockets to make and where to bind and connect
/// them, it makes them when it is [started](Device::start), and then is a [`Proxy`].
///
/// It uses [`Context::instance`] unless it is given another. The order of the calls does not matter: options come first,
/// then what is bound, then what is connected.
///
/// # Examples
/// ```
/// use zeroxide::{Context, DEALER, Device, QUEUE, REP, REQ, ROUTER};
///
/// let queue = Device::new(QUEUE, ROUTER, DEALER)
///     .bind_in("tcp://127.0.0.1:*")
///     .bind_out("tcp://127.0.0.1:*")
///     .start()?;
///
/// let context = Context::instance()?;
/// let (client, worker) = (context.socket(REQ)?, context.socket(REP)?);
/// client.connect(&queue.in_endpoints()[0])?;
/// worker.connect(&queue.out_endpoints()[0])?;
/// client.send("hello")?;
/// assert_eq!(worker.recv()?, "hello");
/// # Ok::<(), zeroxide::Error>(())
/// ```
#[doc(alias = "ThreadDevice")]
#[doc(alias = "ThreadProxy")]
#[derive(Clone, Debug)]
#[must_use = "a device does nothing until it is started or run"]
pub struct Device<F: Proxied, B: Proxied, M = ()> {
    context: Option<Context>,
    input: Side<F>,
    output: Side<B>,
    monitor: M,
}

/// A socket that is still to be made.
#[derive(Clone, Debug)]
struct Side<K> {
    kind: K,
    options: SocketOptions,
    binds: Vec<String>,
    connects: Vec<String>,
}

impl<K: Proxied> Side<K> {
    fn new(kind: K) -> Side<K> {
        Side { kind, options: SocketOptions::new(), binds: Vec::new(), connects: Vec::new() }
    }

    fn open(&self, context: &Context) -> Result<Socket<K>> {
        context.builder_for(self.kind).options(self.options.clone()).build()
    }

    fn bind(&self, socket: &Socket<K>) -> Result<Vec<Endpoint>> {
        self.binds.iter().map(|endpoint| socket.bind(endpoint)).collect()
    }

    fn connect(&self, socket: &Socket<K>) -> Result<()> {
        self.connects.iter().try_for_each(|endpoint| socket.connect(endpoint))
    }
}

/// The third socket of a [`Device`], which is still to be made: see [`Device::capture`] and [`Device::monitor`].
#[derive(Clone, Debug)]
pub struct Monitored<K> {
    side: Side<K>,
    prefixes: Option<[Vec<u8>; 2]>,
}

/// What the third socket of a device may be: one of a kind that sends, or none.
///
/// Sealed.
pub trait DeviceMonitor: sealed::Sealed {
    /// The socket, once it is made.
    type Socket: ProxyEnd;

    #[doc(hidden)]
    fn attach<F: Proxied, B: Proxied>(
        &self,
        context: &Context,
        proxy: Proxy<Socket<F>, Socket<B>>,
    ) -> Result<Attached<F, B, Self::Socket>>;
}

/// A proxy with its third socket, and where that is bound.
type Attached<F, B, M> = (Proxy<Socket<F>, Socket<B>, M>, Vec<Endpoint>);

mod sealed {
    pub trait Sealed {}
    impl Sealed for () {}
    impl<K> Sealed for super::Monitored<K> {}
}

impl DeviceMonitor for () {
    type Socket = ();

    fn attach<F: Proxied, B: Proxied>(
        &self,
        _context: &Context,
        proxy: Proxy<Socket<F>, Socket<B>>,
    ) -> Result<Attached<F, B, ()>> {
        Ok((proxy, Vec::new()))
    }
}

impl<K: Proxied + SendsMultipart> DeviceMonitor for Monitored<K> {
    type Socket = Socket<K>;

    fn attach<F: Proxied, B: Proxied>(
        &self,
        context: &Context,
        proxy: Proxy<Socket<F>, Socket<B>>,
    ) -> Result<Attached<F, B, Socket<K>>> {
        let socket = self.side.open(context)?;
        let endpoints = self.side.bind(&socket)?;
        self.side.connect(&socket)?;
        let proxy = match &self.prefixes {
            Some([input, output]) => proxy.monitor(socket, input, output),
            None => proxy.capture(socket),
        };
        Ok((proxy, endpoints))
    }
}

impl<F: Proxied, B: Proxied> Device<F, B> {
    /// A device with a socket of one kind on its way in and one of another on its way out.
    pub fn new(_name: DeviceType, in_kind: F, out_kind: B) -> Device<F, B> {
        Device { context: None, input: Side::new(in_kind), output: Side::new(out_kind), monitor: () }
    }

    /// Adds a socket that gets a copy of every message, usually a PUB: PyZMQ's `ThreadProxy`.
    #[doc(alias = "ThreadProxy")]
    pub fn capture<K: Proxied + SendsMultipart>(self, mon_kind: K) -> Device<F, B, Monitored<K>> {
        self.with_monitor(Monitored { side: Side::new(mon_kind), prefixes: None })
    }

    /// Adds a socket that gets a copy of every message, behind a frame that tells where it came in: PyZMQ's
    /// `ThreadMonitoredQueue`. See [`Proxy::monitor`].
    #[doc(alias = "ThreadMonitoredQueue")]
    pub fn monitor<K: Proxied + SendsMultipart>(
        self,
        mon_kind: K,
        in_prefix: impl Into<Vec<u8>>,
        out_prefix: impl Into<Vec<u8>>,
    ) -> Device<F, B, Monitored<K>> {
        let prefixes = Some([in_prefix.into(), out_prefix.into()]);
        self.with_monitor(Monitored { side: Side::new(mon_kind), prefixes })
    }

    fn with_monitor<M>(self, monitor: M) -> Device<F, B, M> {
        let Device { context, input, output, monitor: () } = self;
        Device { context, input, output, monitor }
    }
}

macro_rules! sides {
    ($($field:ident $which:literal: $bind:ident $bind_random:ident $connect:ident $options:ident $alias:literal)*) => {$(
        #[doc = concat!("Binds the ", $which, " socket to an address. It can be called several times.")]
        pub fn $bind(mut self, endpoint: impl Into<String>) -> Self {
            self.$field.binds.push(endpoint.into());
            self
        }

        #[doc = concat!("Binds the ", $which, " socket to a free port of an address such as `tcp://127.0.0.1`. The handle knows which.")]
        pub fn $bind_random(self, address: impl AsRef<str>) -> Self {
            self.$bind(format!("{}:*", address.as_ref()))
        }

        #[doc = concat!("Connects the ", $which, " socket to an address. It can be called several times.")]
        pub fn $connect(mut self, endpoint: impl Into<String>) -> Self {
            self.$field.connects.push(endpoint.into());
            self
        }

        #[doc = concat!("Gives options to the ", $which, " socket. It can be called several times.")]
        #[doc(alias = $alias)]
        pub fn $options(mut self, options: SocketOptions) -> Self {
            self.$field.options = self.$field.options.merge(options);
            self
        }
    )*};
}

impl<F: Proxied, B: Proxied, M> Device<F, B, M> {
    sides! {
        input "first": bind_in bind_in_to_random_port connect_in options_in "setsockopt_in"
        output "second": bind_out bind_out_to_random_port connect_out options_out "setsockopt_out"
    }

    /// Makes the sockets in this context instead of [`Context::instance`].
    #[doc(alias = "context_factory")]
    pub fn context(mut self, context: &Context) -> Self {
        self.context = Some(context.clone());
        self
    }
}

impl<F: Proxied, B: Proxied, K: Proxied + SendsMultipart> Device<F, B, Monitored<K>> {
    /// Binds the third socket to an address. It can be called several times.
    pub fn bind_mon(mut self, endpoint: impl Into<String>) -> Self {
        self.monitor.side.binds.push(endpoint.into());
        self
    }

    /// Binds the third socket to a free port of an address such as `tcp://127.0.0.1`. The handle knows which.
    pub fn bind_mon_to_random_port(self, address: impl AsRef<str>) -> Self {
        self.bind_mon(format!("{}:*", address.as_ref()))
    }

    /// Connects the third socket to an address. It can be called several times.
    pub fn connect_mon(mut self, endpoint: impl Into<String>) -> Self {
        self.monitor.side.connects.push(endpoint.into());
        self
    }

    /// Gives options to the third socket. It can be called several times.
    #[doc(alias = "setsockopt_mon")]
    pub fn options_mon(mut self, options: SocketOptions) -> Self {
        self.monitor.side.options = self.monitor.side.options.merge(options);
        self
    }
}

/// Where the sockets of a device are bound.
#[derive(Clone, Debug, Default)]
struct Places {
    input: Vec<Endpoint>,
    output: Vec<Endpoint>,
    monitor: Vec<Endpoint>,
}

/// A proxy that is ready to go, and where it is bound.
type Opened<F, B, M> = (Proxy<Socket<F>, Socket<B>, M>, Places);

impl<F: Proxied, B: Proxied, M: DeviceMonitor> Device<F, B, M> {
    fn open(&self) -> Result<Opened<F, B, M::Socket>> {
        let context = match &self.context {
            Some(context) => context.clone(),
            None => Context::instance()?,
        };
        let (input, output) = (self.input.open(&context)?, self.output.open(&context)?);
        let mut places =
            Places { input: self.input.bind(&input)?, output: self.output.bind(&output)?, ..Places::default() };
        self.input.connect(&input)?;
        self.output.connect(&output)?;
        let (proxy, monitor) = self.monitor.attach(&context, Proxy::new(input, output))?;
        places.monitor = monitor;
        Ok((proxy, places))
    }

    /// Makes the sockets and passes messages on, on a thread of its own.
    ///
    /// # Errors
    /// As [`SocketBuilder::build`](crate::SocketBuilder::build) and [`Proxy::spawn`]: what cannot be bound, connected or
    /// set is told here.
    pub fn start(self) -> Result<DeviceHandle<F, B, M>> {
        let (proxy, places) = self.open()?;
        Ok(DeviceHandle { proxy: proxy.spawn()?, places })
    }

    /// Makes the sockets and passes messages on in the calling thread, until the context is shut down: the `start` of
    /// PyZMQ's plain `Device`.
    ///
    /// # Errors
    /// As [`start`](Device::start), and then as [`Proxy::run`].
    pub fn run(self) -> Result<()> {
        self.open()?.0.run()
    }
}

/// The handle on a [`Device`] that was started. Dropping it stops the device.
#[derive(Debug)]
#[must_use = "dropping the handle stops the device"]
pub struct DeviceHandle<F: Proxied, B: Proxied, M: DeviceMonitor = ()> {
    proxy: ProxyHandle<Socket<F>, Socket<B>, M::Socket>,
    places: Places,
}

impl<F: Proxied, B: Proxied, M: DeviceMonitor> DeviceHandle<F, B, M> {
    /// Where the first socket is bound, with the ports that were chosen, in the order of the calls.
    pub fn in_endpoints(&self) -> &[Endpoint] {
        &self.places.input
    }

    /// Where the second socket is bound.
    pub fn out_endpoints(&self) -> &[Endpoint] {
        &self.places.output
    }

    /// Where the third socket is bound.
    pub fn mon_endpoints(&self) -> &[Endpoint] {
        &self.places.monitor
    }

    /// The port of the first socket's first address.
    pub fn in_port(&self) -> Option<u16> {
        self.places.input.first()?.port()
    }

    /// The port of the second socket's first address.
    pub fn out_port(&self) -> Option<u16> {
        self.places.output.first()?.port()
    }

    /// The port of the third socket's first address.
    pub fn mon_port(&self) -> Option<u16> {
        self.places.monitor.first()?.port()
    }

    /// The proxy that it is: to pause, to resume, to ask what went through.
    pub fn proxy(&self) -> &ProxyHandle<Socket<F>, Socket<B>, M::Socket> {
        &self.proxy
    }

    /// Whether it has not ended.
    #[doc(alias = "done")]
    pub fn is_running(&self) -> bool {
        self.proxy.is_running()
    }

    /// Waits until the device ends by itself, as it does when the context is shut down; `timeout` at most, none is no
    /// limit. Says whether it has ended.
    pub fn join(&self, timeout: Option<Duration>) -> bool {
        self.proxy.wait(timeout.unwrap_or(Duration::MAX))
    }

    /// Ends the device and gives its sockets back.
    ///
    /// # Errors
    /// [`Forked`](Error::Forked) in a forked child.
    pub fn stop(self) -> Result<Stopped<Socket<F>, Socket<B>, M::Socket>> {
        self.proxy.stop()
    }

    /// Lets the device go on without a handle until the context is shut down: PyZMQ's daemon thread.
    ///
    /// # Errors
    /// As [`ProxyHandle::detach`].
    pub fn detach(self) -> Result<(), Error> {
        self.proxy.detach()
    }
}
