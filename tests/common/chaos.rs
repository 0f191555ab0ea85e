//! Threads that do anything with sockets of any kind, by chance from a seed.
#![allow(dead_code, unreachable_pub, unsafe_code, clippy::unwrap_used)] // Each test file uses a part of it.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use zeroxide::{Context, Error, Message, Monitor, PollEvents, PollItem, Socket, SocketType};

use crate::common::TempDir;

/// Numbers by chance, the same ones for the same seed (splitmix64).
#[derive(Debug)]
pub struct Chance(u64);

impl Chance {
    pub fn new(seed: u64) -> Chance {
        Chance(seed)
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// One of `0..below`.
    pub fn below(&mut self, below: usize) -> usize {
        (self.next() % below as u64) as usize
    }

    pub fn one_in(&mut self, count: usize) -> bool {
        self.below(count) == 0
    }

    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }
}

/// The seed of a run: `ZEROXIDE_SEED`, or a new one. Printed, so that a failure can be run again.
pub fn seed() -> u64 {
    use std::hash::{BuildHasher, Hasher};
    let seed = match std::env::var("ZEROXIDE_SEED") {
        Ok(text) => text.parse().expect("ZEROXIDE_SEED is a number"),
        Err(_) => std::hash::RandomState::new().build_hasher().finish(),
    };
    println!("ZEROXIDE_SEED={seed}");
    seed
}

/// libzmq ends a process that is out of descriptors, so this lets it have as many as it may.
#[cfg(unix)]
pub fn raise_descriptor_limit() {
    let mut limit = libc::rlimit { rlim_cur: 0, rlim_max: 0 };
    // SAFETY: the struct is writable.
    assert_eq!(unsafe { libc::getrlimit(libc::RLIMIT_NOFILE, &raw mut limit) }, 0);
    limit.rlim_cur = limit.rlim_max.min(20_000);
    // SAFETY: the struct is readable.
    assert_eq!(unsafe { libc::setrlimit(libc::RLIMIT_NOFILE, &raw const limit) }, 0);
}

#[cfg(not(unix))]
pub fn raise_descriptor_limit() {}

/// How long what blocks may block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Patience {
    /// A few milliseconds.
    Short,
    /// Until the context is shut down.
    Endless,
}

/// What the threads share.
#[derive(Debug)]
pub struct World {
    context: Context,
    patience: Patience,
    /// Endpoints of the system that are bound, or were.
    endpoints: Mutex<Vec<String>>,
    /// Sockets on their way from one thread to another.
    travellers: Mutex<Vec<Slot>>,
    directory: TempDir,
    acts: AtomicU64,
    received: AtomicU64,
    count: AtomicU64,
}

impl World {
    pub fn new(patience: Patience) -> World {
        let context = Context::builder().max_sockets(4000).io_threads(2).drop_timeout(Duration::ZERO).build().unwrap();
        World {
            context,
            patience,
            endpoints: Mutex::default(),
            travellers: Mutex::default(),
            directory: TempDir::new(),
            acts: AtomicU64::new(0),
            received: AtomicU64::new(0),
            count: AtomicU64::new(0),
        }
    }

    pub fn context(&self) -> &Context {
        &self.context
    }

    /// The context, when everything else is gone.
    pub fn into_context(self) -> Context {
        self.travellers.lock().unwrap().clear();
        self.context
    }

    /// What was done so far.
    pub fn acts(&self) -> u64 {
        self.acts.load(Relaxed)
    }

    /// Messages that were received so far.
    pub fn received(&self) -> u64 {
        self.received.load(Relaxed)
    }

    fn publish(&self, chance: &mut Chance, endpoint: String) {
        const MOST: usize = 24;
        let mut endpoints = self.endpoints.lock().unwrap();
        if endpoints.len() < MOST {
            endpoints.push(endpoint);
        } else {
            endpoints[chance.below(MOST)] = endpoint;
        }
    }

    /// One of a few names of inproc that others want too, and that may or may not be bound.
    fn name(&self, chance: &mut Chance) -> String {
        format!("inproc://{:p}-{}", self, chance.below(40))
    }

    fn some_endpoint(&self, chance: &mut Chance) -> Option<String> {
        let endpoints = self.endpoints.lock().unwrap();
        if endpoints.is_empty() { None } else { Some(chance.pick(&endpoints).clone()) }
    }
}

/// A socket with what was made of it.
#[derive(Debug)]
struct Slot {
    monitor: Option<Monitor>,
    socket: Socket,
    attached: usize,
}

/// One thread's sockets, and what it does with them.
#[derive(Debug)]
pub struct Actor {
    world: Arc<World>,
    chance: Chance,
    slots: Vec<Option<Slot>>,
}

/// The context was shut down.
#[derive(Debug)]
pub struct Over;

impl Actor {
    pub fn new(world: &Arc<World>, seed: u64, sockets: usize) -> Actor {
        let slots = (0..sockets).map(|_| None).collect();
        Actor { world: Arc::clone(world), chance: Chance::new(seed), slots }
    }

    /// Does something. What libzmq or the crate refuses is part of the game; what it may not answer is not.
    pub fn act(&mut self) -> Result<(), Over> {
        self.world.acts.fetch_add(1, Relaxed);
        let index = self.chance.below(self.slots.len());
        let done = match &self.slots[index] {
            None => self.open().map(|slot| self.slots[index] = Some(slot)),
            Some(_) if self.chance.one_in(60) => {
                self.slots[index] = None;
                Ok(())
            }
            Some(_) if self.chance.one_in(40) => {
                self.travel(index);
                Ok(())
            }
            Some(_) => self.use_socket(index),
        };
        match done {
            Err(error) if error.is_terminated() => Err(Over),
            Err(error @ Error::Forked { .. }) => panic!("{error}"),
            Ok(()) | Err(_) => Ok(()),
        }
    }

    fn open(&mut self) -> Result<Slot, Error> {
        let chance = &mut self.chance;
        let kind = *chance.pick(SocketType::ALL);
        let socket = self.world.context.socket(kind)?;
        socket.set_linger(Some(Duration::from_millis(chance.below(2) as u64)))?;
        let marks = [1, 2, 10, 1000];
        socket.set_sndhwm(*chance.pick(&marks))?;
        socket.set_rcvhwm(*chance.pick(&marks))?;
        // More than a peer should send at once, and less than would fill the memory.
        socket.set_maxmsgsize(Some(1 << 20))?;
        if self.world.patience == Patience::Short {
            socket.set_sndtimeo(Some(Duration::from_millis(2)))?;
            socket.set_rcvtimeo(Some(Duration::from_millis(2)))?;
        }
        if chance.one_in(2) {
            let _ = socket.subscribe("");
        }
        if chance.one_in(4) {
            let _ = socket.set_router_mandatory(true);
        }
        if chance.one_in(4) {
            let _ = socket.set_xpub_verboser(true);
        }
        if chance.one_in(4) {
            let _ = socket.set_immediate(true);
        }
        Ok(Slot { monitor: None, socket, attached: 0 })
    }

    /// Gives a socket to whoever comes next, and takes one that somebody gave.
    fn travel(&mut self, index: usize) {
        let mut travellers = self.world.travellers.lock().unwrap();
        let arrived = if travellers.is_empty() { None } else { Some(travellers.swap_remove(0)) };
        let leaving = self.slots[index].take().map(|slot| Slot { monitor: None, ..slot });
        travellers.extend(leaving);
        drop(travellers);
        self.slots[index] = arrived;
    }

    fn use_socket(&mut self, index: usize) -> Result<(), Error> {
        let Actor { world, chance, slots } = self;
        let Some(slot) = &mut slots[index] else { return Ok(()) };
        let socket = &slot.socket;
        match chance.below(16) {
            0 | 1 if slot.attached < 4 => {
                slot.attached += 1;
                bind(world, chance, socket)
            }
            2 | 3 if slot.attached < 4 => {
                slot.attached += 1;
                connect(world, chance, socket)
            }
            4 if chance.one_in(4) => {
                let name = chance.one_in(2).then(|| world.name(chance));
                let Some(endpoint) = name.or_else(|| world.some_endpoint(chance)) else { return Ok(()) };
                if chance.one_in(2) { socket.unbind(endpoint) } else { socket.disconnect(endpoint) }
            }
            5 if chance.one_in(4) => {
                slot.monitor = if chance.one_in(2) { None } else { Some(socket.monitor_all()?) };
                Ok(())
            }
            6 => watch(world, chance, slot),
            7 => {
                let topic = ["", "a", "ab", "b"][chance.below(4)];
                if chance.one_in(2) { socket.subscribe(topic) } else { socket.unsubscribe(topic) }
            }
            8 => poll(chance, socket),
            9..12 => receive(world, chance, socket),
            _ => send(world, chance, socket),
        }
    }
}

fn bind(world: &World, chance: &mut Chance, socket: &Socket) -> Result<(), Error> {
    let wanted = match chance.below(4) {
        0 | 1 => return socket.bind(world.name(chance)).map(drop),
        2 => world.directory.ipc(&world.count.fetch_add(1, Relaxed).to_string()),
        _ => "tcp://127.0.0.1:*".to_owned(),
    };
    let bound = socket.bind(wanted)?;
    world.publish(chance, bound.to_string());
    Ok(())
}

fn connect(world: &World, chance: &mut Chance, socket: &Socket) -> Result<(), Error> {
    if chance.one_in(2) {
        return socket.connect(world.name(chance));
    }
    world.some_endpoint(chance).map_or(Ok(()), |endpoint| socket.connect(endpoint))
}

/// Reads a monitor, where the socket has one.
fn watch(world: &World, chance: &mut Chance, slot: &Slot) -> Result<(), Error> {
    let Some(monitor) = &slot.monitor else { return Ok(()) };
    if world.patience == Patience::Endless && chance.one_in(4) {
        return monitor.recv().map(drop);
    }
    while monitor.try_recv()?.is_some() {}
    Ok(())
}

fn poll(chance: &mut Chance, socket: &Socket) -> Result<(), Error> {
    let timeout = Some(Duration::from_millis(chance.below(3) as u64));
    let mut items = [PollItem::socket(socket, PollEvents::READABLE | PollEvents::WRITABLE)?];
    zeroxide::poll(&mut items, timeout).map(drop)
}

fn receive(world: &World, chance: &mut Chance, socket: &Socket) -> Result<(), Error> {
    const MOMENT: Duration = Duration::from_millis(2);
    // One in a few waits as long as the socket's own timeout says, which may be without end.
    let received = match chance.below(20) {
        0 => Some(socket.recv_multipart()?.len()),
        1 => Some(socket.recv_into(&mut [0; 100])?.copied()),
        2..4 => socket.recv_multipart_timeout(MOMENT)?.map(|frames| frames.size()),
        4..6 => socket.recv_timeout(MOMENT)?.map(|frame| frame.len()),
        6..10 => socket.try_recv()?.map(|frame| frame.len()),
        _ => socket.try_recv_multipart()?.map(|frames| frames.size()),
    };
    if received.is_some() {
        world.received.fetch_add(1, Relaxed);
    }
    Ok(())
}

fn send(world: &World, chance: &mut Chance, socket: &Socket) -> Result<(), Error> {
    const MOMENT: Duration = Duration::from_millis(2);
    let size = match chance.below(10) {
        0 => 0,
        1..7 => chance.below(40),
        7 | 8 => chance.below(3000),
        _ => chance.below(100_000),
    };
    let bytes = vec![b"ab"[chance.below(2)]; size];
    let body = match chance.below(3) {
        0 => Message::from(bytes),
        1 => Message::from(&bytes[..]),
        _ => Message::from(bytes).share(),
    };
    if world.patience == Patience::Endless && chance.one_in(20) {
        return Ok(socket.send(body)?);
    }
    match chance.below(6) {
        0 => Ok(socket.send_timeout(body, MOMENT)?),
        1 => Ok(socket.send_multipart_timeout(["peer".into(), Message::new(), body], MOMENT)?),
        2 => Ok(socket.try_send_multipart([body.clone(), body.clone(), body])?),
        // Back to where the last message came from.
        3 => match socket.try_recv_multipart()? {
            Some(mut frames) => {
                frames.push_back(body);
                Ok(socket.try_send_multipart(frames)?)
            }
            None => Ok(()),
        },
        _ => Ok(socket.try_send(body)?),
    }
}
