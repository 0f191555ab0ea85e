//! Proxies: what one socket receives, the other sends.
//!
//! The steerable ones do what libzmq's manual says of `zmq_proxy_steerable`. libzmq 4.3.5 itself mixes up its commands.

use zeroxide::Message as Frame;

use crate::error::{Error, Result, own};
use crate::{DONTWAIT, POLLIN, POLLOUT, PollEvents, SNDMORE, Socket, poll};

/// Passes messages between two sockets, both ways, until the context is shut down (`ETERM`) or a signal comes (`EINTR`).
pub fn proxy(frontend: &Socket, backend: &Socket) -> Result<()> {
    Proxy::new(frontend, backend, None).run(None)
}

/// [`proxy`] that sends a copy of every message by a third socket.
pub fn proxy_with_capture(frontend: &mut Socket, backend: &mut Socket, capture: &mut Socket) -> Result<()> {
    Proxy::new(frontend, backend, Some(capture)).run(None)
}

/// [`proxy`] that takes commands from a third socket: `PAUSE`, `RESUME`, `TERMINATE`, which ends it with `Ok`, and
/// `STATISTICS`, which it answers with eight frames of a `u64` each: messages and bytes received by the frontend, sent by
/// it, received by the backend, sent by it.
///
/// A REP control socket gets an empty answer to the other commands, as it could not take another one without.
pub fn proxy_steerable(frontend: &mut Socket, backend: &mut Socket, control: &mut Socket) -> Result<()> {
    Proxy::new(frontend, backend, None).run(Some(control))
}

/// [`proxy_steerable`] and [`proxy_with_capture`] in one.
pub fn proxy_steerable_with_capture(
    frontend: &mut Socket,
    backend: &mut Socket,
    capture: &mut Socket,
    control: &mut Socket,
) -> Result<()> {
    Proxy::new(frontend, backend, Some(capture)).run(Some(control))
}

/// So many messages go one way before the other way has its turn.
const BURST: usize = 1000;

/// One way of the proxy, and what has gone it.
struct Way<'a> {
    from: &'a Socket,
    to: &'a Socket,
    /// The first frame of a message that waits for room.
    waiting: Option<Frame>,
    messages: u64,
    bytes: u64,
}

impl<'a> Way<'a> {
    fn new(from: &'a Socket, to: &'a Socket) -> Way<'a> {
        Way { from, to, waiting: None, messages: 0, bytes: 0 }
    }

    /// Passes on what there is, as long as there is room. Only a first frame can find none.
    fn pass(&mut self, capture: Option<&Socket>) -> Result<()> {
        for _ in 0..BURST {
            let mut frame = match self.waiting.take() {
                Some(frame) => frame,
                None => match self.from.own().recv_once(DONTWAIT).map_err(own) {
                    Ok(frame) => frame,
                    // Nothing there, or an end that only sends.
                    Err(Error::EAGAIN | Error::EINTR | Error::ENOTSUP) => return Ok(()),
                    Err(error) => return Err(error),
                },
            };
            let mut size = frame.len();
            let mut copy = capture.map(|_| frame.share());
            let mut more = frame.more();
            match self.to.own().send_once_msg(&mut frame, DONTWAIT | and_more(more)).map_err(own) {
                Ok(()) => {}
                Err(Error::EAGAIN | Error::EINTR) => {
                    self.waiting = Some(frame);
                    return Ok(());
                }
                Err(error) => return Err(error),
            }
            loop {
                if let Some((capture, copy)) = capture.zip(copy) {
                    send(capture, copy, more)?;
                }
                if !more {
                    break;
                }
                let mut frame = receive(self.from)?;
                size += frame.len();
                copy = capture.map(|_| frame.share());
                more = frame.more();
                send(self.to, frame, more)?;
            }
            self.messages += 1;
            self.bytes += size as u64;
        }
        Ok(())
    }

    /// What to wait for on the two ends: for a message, or for room where one waits.
    fn wanted(&self) -> (PollEvents, PollEvents) {
        if self.waiting.is_some() { (PollEvents::empty(), POLLOUT) } else { (POLLIN, PollEvents::empty()) }
    }
}

fn and_more(more: bool) -> i32 {
    if more { SNDMORE } else { 0 }
}

/// The next frame of a message, which arrives whole.
fn receive(socket: &Socket) -> Result<Frame> {
    loop {
        match socket.own().recv_once(0).map_err(own) {
            Err(Error::EINTR) => {}
            received => return received,
        }
    }
}

fn send(socket: &Socket, mut frame: Frame, more: bool) -> Result<()> {
    loop {
        match socket.own().send_once_msg(&mut frame, and_more(more)).map_err(own) {
            Err(Error::EINTR) => {}
            sent => return sent,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    Go,
    Pause,
    End,
}

struct Proxy<'a> {
    forth: Way<'a>,
    back: Way<'a>,
    capture: Option<&'a Socket>,
}

impl<'a> Proxy<'a> {
    fn new(frontend: &'a Socket, backend: &'a Socket, capture: Option<&'a Socket>) -> Proxy<'a> {
        Proxy { forth: Way::new(frontend, backend), back: Way::new(backend, frontend), capture }
    }

    fn run(mut self, control: Option<&Socket>) -> Result<()> {
        let mut step = Step::Go;
        // One socket at both ends goes round: it has one way.
        let single = std::ptr::eq(self.forth.from, self.forth.to);
        while step != Step::End {
            let (mut front, mut rear) = (PollEvents::empty(), PollEvents::empty());
            if step == Step::Go {
                let (from, to) = self.forth.wanted();
                (front, rear) = (from, to);
                if !single {
                    let (from, to) = self.back.wanted();
                    rear |= from;
                    front |= to;
                }
            }
            let mut items = vec![self.forth.from.as_poll_item(front), self.forth.to.as_poll_item(rear)];
            items.extend(control.map(|control| control.as_poll_item(POLLIN)));
            poll(&mut items, -1)?;
            let ready = |index: usize| items.get(index).is_some_and(|item| !item.get_revents().is_empty());
            let (moved, commanded) = (ready(0) || ready(1), ready(2));
            drop(items);
            if let Some(control) = control.filter(|_| commanded) {
                step = self.obey(control, step)?;
            }
            if moved && step == Step::Go {
                self.forth.pass(self.capture)?;
                if !single {
                    self.back.pass(self.capture)?;
                }
            }
        }
        Ok(())
    }

    /// Takes one command. What is none changes nothing.
    fn obey(&self, control: &Socket, step: Step) -> Result<Step> {
        let command = match control.own().recv_once(DONTWAIT).map_err(own) {
            Ok(command) => command,
            Err(Error::EAGAIN | Error::EINTR) => return Ok(step),
            Err(error) => return Err(error),
        };
        let mut more = command.more();
        while more {
            more = receive(control)?.more();
        }
        let answers = control.own().kind() == zeroxide::SocketType::Rep;
        let next = match &command[..] {
            b"PAUSE" => Step::Pause,
            b"RESUME" => Step::Go,
            b"TERMINATE" => Step::End,
            b"STATISTICS" => {
                self.report(control)?;
                return Ok(step);
            }
            _ => step,
        };
        if answers {
            send(control, Frame::new(), false)?;
        }
        Ok(next)
    }

    fn report(&self, control: &Socket) -> Result<()> {
        let (forth, back) = (&self.forth, &self.back);
        let numbers = [
            forth.messages,
            forth.bytes,
            back.messages,
            back.bytes,
            back.messages,
            back.bytes,
            forth.messages,
            forth.bytes,
        ];
        let frames: Vec<Frame> = numbers.iter().map(|number| Frame::from(&number.to_ne_bytes())).collect();
        match control.own().send_all_once(frames, 0).map_err(own) {
            // A control socket that cannot send, such as SUB or PULL, asked in vain.
            Err(Error::ENOTSUP | Error::EFSM) => Ok(()),
            sent => sent,
        }
    }
}
