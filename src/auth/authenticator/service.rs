//! The thread that answers libzmq's questions.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, mpsc};

use super::policy::{Policy, Rules};
use super::request::{Malformed, Request};
use super::verdict::{Status, Verdict};
use crate::kind::Rep;
use crate::socket::{Socket, ZAP_ENDPOINT};
use crate::{Error, Multipart};

/// What is told of each decision.
pub(super) type Observer = Box<dyn FnMut(&Request, &Verdict) + Send>;
/// What is told of files that cannot be used any more.
pub(super) type ProblemObserver = Box<dyn FnMut(&str) + Send>;

/// A change of the rules while the authenticator runs.
#[derive(Debug)]
pub(super) enum Update {
    Allow(super::Network),
    Deny(super::Network),
    Policy(String, Box<Policy>),
}

/// How many peers were decided on, since the start.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Statistics {
    /// Peers that were let in.
    pub allowed: u64,
    /// Peers that were turned away, for good or for now.
    pub denied: u64,
    /// Peers that were turned away because a decision failed: it panicked, or answered what cannot be sent.
    pub failed: u64,
    /// Requests that made no sense.
    pub malformed: u64,
}

#[derive(Debug, Default)]
pub(super) struct Counters {
    allowed: AtomicU64,
    denied: AtomicU64,
    failed: AtomicU64,
    malformed: AtomicU64,
}

impl Counters {
    pub(super) fn read(&self) -> Statistics {
        Statistics {
            allowed: self.allowed.load(Relaxed),
            denied: self.denied.load(Relaxed),
            failed: self.failed.load(Relaxed),
            malformed: self.malformed.load(Relaxed),
        }
    }

    fn count(&self, status: Status) {
        let counter = match status {
            Status::Allowed => &self.allowed,
            Status::Denied | Status::TryLater => &self.denied,
            Status::Failed => &self.failed,
        };
        counter.fetch_add(1, Relaxed);
    }
}

/// Says when the service is no longer there, however it ended.
#[derive(Debug)]
pub(super) struct Running(pub(super) Arc<AtomicBool>);

impl Drop for Running {
    fn drop(&mut self) {
        self.0.store(false, Relaxed);
    }
}

pub(super) struct Service {
    pub(super) socket: Socket<Rep>,
    pub(super) rules: Rules,
    pub(super) updates: mpsc::Receiver<Update>,
    pub(super) counters: Arc<Counters>,
    pub(super) on_decision: Option<Observer>,
    pub(super) on_problem: Option<ProblemObserver>,
    /// What a message must be to end the service, and that it is to end.
    pub(super) farewell: Vec<u8>,
    pub(super) stopping: Arc<AtomicBool>,
    pub(super) running: Running,
}

impl Service {
    /// Answers until it is told to stop or the context ends.
    pub(super) fn run(mut self) {
        loop {
            match self.socket.recv_multipart() {
                Ok(frames) if self.is_farewell(&frames) || self.stopping.load(Relaxed) => {
                    self.turn_away(&frames);
                    break;
                }
                Ok(frames) => self.answer(&frames),
                // The context's defaults may give every socket a timeout.
                Err(Error::WouldBlock { .. }) if !self.stopping.load(Relaxed) => {}
                Err(_) => break,
            }
        }
        self.leave();
    }

    fn is_farewell(&self, frames: &Multipart) -> bool {
        let mut frames = frames.iter();
        frames.next().is_some_and(|frame| frame.as_bytes() == self.farewell) && frames.next().is_none()
    }

    fn answer(&mut self, frames: &Multipart) {
        if let Some(request) = self.understand(frames) {
            let verdict = self.decide(&request);
            self.reply(&request, &verdict);
        }
    }

    /// The request, unless it makes no sense: then it is answered.
    pub(super) fn understand(&self, frames: &Multipart) -> Option<Request> {
        let frames: Vec<&[u8]> = frames.iter().map(|frame| frame.as_bytes()).collect();
        match Request::parse(&frames) {
            Ok(request) => Some(request),
            Err(Malformed { id, problem }) => {
                self.counters.malformed.fetch_add(1, Relaxed);
                log_problem(problem);
                let _ = self.socket.send_multipart(Verdict::deny(problem).frames(&id));
                None
            }
        }
    }

    pub(super) fn reply(&mut self, request: &Request, verdict: &Verdict) {
        self.counters.count(verdict.status());
        self.report(request, verdict);
        // Whoever asked may be gone by now.
        let _ = self.socket.send_multipart(verdict.frames(&request.id));
    }

    pub(super) fn decide(&mut self, request: &Request) -> Verdict {
        for update in self.updates.try_iter() {
            match update {
                Update::Allow(network) => self.rules.addresses.allow(network),
                Update::Deny(network) => self.rules.addresses.deny(network),
                Update::Policy(domain, policy) => self.rules.set(domain, *policy),
            }
        }
        let mut problems = Vec::new();
        // A function of the user's may panic: its peer is turned away, and the next one is decided on.
        let decided = catch_unwind(AssertUnwindSafe(|| self.rules.decide(request, &mut problems)));
        for problem in problems {
            log_problem(&problem);
            if let Some(observer) = &mut self.on_problem {
                let _ = catch_unwind(AssertUnwindSafe(|| observer(&problem)));
            }
        }
        decided.unwrap_or_else(|_| Verdict::fail("The decision panicked"))
    }

    fn report(&mut self, request: &Request, verdict: &Verdict) {
        log_decision(request, verdict);
        if let Some(observer) = &mut self.on_decision {
            let _ = catch_unwind(AssertUnwindSafe(|| observer(request, verdict)));
        }
    }

    /// Gives up the name, after which libzmq refuses the peers of every server that was set up to ask, and tells those
    /// who are waiting to come back.
    pub(super) fn leave(self) {
        if self.socket.unbind(ZAP_ENDPOINT).is_err() {
            return;
        }
        while let Ok(Some(frames)) = self.socket.try_recv_multipart() {
            self.turn_away(&frames);
        }
        log_problem("the authenticator stopped: servers that ask it refuse every connection");
        drop(self.running);
    }

    pub(super) fn turn_away(&self, frames: &Multipart) {
        let frames: Vec<&[u8]> = frames.iter().map(|frame| frame.as_bytes()).collect();
        let id = Request::parse(&frames).map_or_else(|malformed| malformed.id, |request| request.id);
        let _ = self.socket.send_multipart(Verdict::try_later("The authenticator stops").frames(&id));
    }
}

#[cfg(feature = "log")]
fn log_decision(request: &Request, verdict: &Verdict) {
    let (mechanism, address, domain) = (request.mechanism(), request.address(), request.domain());
    let (code, reason) = (verdict.status().code(), verdict.reason());
    let user = verdict.user_id.as_deref().unwrap_or_default();
    if verdict.is_allowed() {
        log::info!("zeroxide: {mechanism} peer {user:?} at {address} let in to domain {domain:?}");
    } else {
        log::warn!("zeroxide: {mechanism} peer {user:?} at {address} refused by domain {domain:?}: {code} {reason}");
    }
}

#[cfg(not(feature = "log"))]
fn log_decision(_: &Request, _: &Verdict) {}

#[cfg(feature = "log")]
fn log_problem(problem: &str) {
    log::warn!("zeroxide: authenticator: {problem}");
}

#[cfg(not(feature = "log"))]
fn log_problem(_: &str) {}
