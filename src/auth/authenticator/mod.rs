//! The authenticator: decides who may connect to the servers of a context.

mod address;
mod builder;
mod directory;
#[cfg(fuzzing)]
pub(super) mod fuzzing;
mod passwords;
mod policy;
mod request;
mod service;
#[cfg(feature = "aio")]
mod task;
mod verdict;

use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::{Arc, mpsc};
use std::task::Waker;
use std::thread::{self, JoinHandle};

use crate::context::Context;
use crate::kind::DEALER;
use crate::socket::{Socket, ZAP_ENDPOINT};
use crate::{Error, Result};

use service::{Counters, Update};

pub use address::{Network, NetworkError};
pub use builder::AuthenticatorBuilder;
pub use passwords::PasswordsError;
pub use policy::Policy;
pub use request::{Credentials, Request};
pub use service::Statistics;
pub use verdict::{Status, Verdict};

/// Decides who may connect to the servers of a context, on a thread of its own.
///
/// Started before the servers bind, it is asked about every connection to a socket that was set up with
/// [`null_server`](Socket::null_server), [`plain_server`](Socket::plain_server) or
/// [`curve_server`](Socket::curve_server). It answers by the address of the peer and by what its mechanism shows: see
/// [`Policy`]. A context has one authenticator at a time, for all its servers; the servers'
/// [`zap_domain`](Socket::set_zap_domain) tells them apart.
///
/// **It fails closed.** Dropping the handle stops the authenticator. Connections that were let in live on; new ones are
/// refused from then on, which the servers' monitors show as failed handshakes, and no server of those kinds can be bound
/// until another authenticator runs. A decision that panics turns its peer away and nobody else.
///
/// Servers whose security was set up option by option ask too, if they have a CURVE server's options or a domain. Those that
/// are bound after the context's first authenticator was started fail closed in the same way: where they have no domain
/// they get `*`, and [`zap_enforce_domain`](Socket::set_zap_enforce_domain) is set. One that has that option already and no
/// domain asks nobody, as in C.
///
/// **What it does not see.** Connections over inproc, NULL sockets without a domain, and what peers do once they are in.
///
/// # Examples
/// ```
/// use zeroxide::auth::{Authenticator, Certificate};
/// use zeroxide::{Context, KeyPair, PULL, PUSH};
///
/// # if !zeroxide::has("curve") { return Ok(()) }
/// # let folder = std::env::temp_dir().join(format!("zeroxide-doc-authenticator-{}", std::process::id()));
/// # std::fs::create_dir_all(&folder)?;
/// # let (server_keys, alice) = (KeyPair::generate()?, KeyPair::generate()?);
/// # let mut certificate = Certificate::from(alice.public());
/// # certificate.set_metadata("name", "Alice")?;
/// # certificate.save(&folder, "alice")?;
/// let context = Context::new()?;
/// let authenticator = Authenticator::builder(&context).allow("127.0.0.1").curve_dir(&folder).start()?;
/// let server = context.socket(PULL)?;
/// server.curve_server(&server_keys)?;
/// let endpoint = server.bind("tcp://127.0.0.1:*")?;
///
/// let client = context.socket(PUSH)?;
/// client.curve_client(&server_keys.public(), &alice)?;
/// client.connect(&endpoint)?;
/// client.send("hello")?;
/// let message = server.recv()?;
/// assert_eq!(message.user_id(), Some(alice.public().to_z85().as_str()));
/// assert_eq!(message.property("name"), Some("Alice"));
/// assert_eq!(authenticator.statistics().allowed, 1);
/// # std::fs::remove_dir_all(&folder)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[doc(alias = "ThreadAuthenticator")]
#[doc(alias = "zauth")]
#[must_use = "dropping the handle stops the authenticator"]
pub struct Authenticator {
    context: Context,
    updates: mpsc::Sender<Update>,
    counters: Arc<Counters>,
    farewell: Vec<u8>,
    stopping: Arc<AtomicBool>,
    running: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
    /// What has a task look, where there is no thread.
    task: Option<Waker>,
}

impl Authenticator {
    /// An authenticator for the servers of a context, to be started.
    pub fn builder(context: &Context) -> AuthenticatorBuilder {
        AuthenticatorBuilder::new(context.clone())
    }

    /// Lets in the peers of a [`Network`] from now on, as [`AuthenticatorBuilder::allow`] does.
    ///
    /// # Errors
    /// When the text is no network.
    pub fn allow(&self, network: impl AsRef<str>) -> Result<()> {
        let network = policy::network(network.as_ref()).map_err(|problem| Error::input("allow", problem))?;
        self.update("allow", Update::Allow(network))
    }

    /// Turns the peers of a [`Network`] away from now on, as [`AuthenticatorBuilder::deny`] does. Those that are in stay.
    ///
    /// # Errors
    /// When the text is no network.
    pub fn deny(&self, network: impl AsRef<str>) -> Result<()> {
        let network = policy::network(network.as_ref()).map_err(|problem| Error::input("deny", problem))?;
        self.update("deny", Update::Deny(network))
    }

    /// Gives a domain another policy from now on; `*` is the one for all domains that have none.
    ///
    /// # Errors
    /// When an address, a file or a directory of the policy cannot be used: the former policy stays then.
    #[doc(alias = "configure_plain")]
    #[doc(alias = "configure_curve")]
    pub fn set_policy(&self, domain: impl Into<String>, policy: Policy) -> Result<()> {
        const OPERATION: &str = "set_policy";
        match policy.fault() {
            Some(fault) => Err(Error::input(OPERATION, fault)),
            None => self.update(OPERATION, Update::Policy(domain.into(), Box::new(policy))),
        }
    }

    fn update(&self, operation: &'static str, update: Update) -> Result<()> {
        self.updates.send(update).map_err(|_| Error::input(operation, "the authenticator is no longer running"))
    }

    /// How many peers were decided on so far.
    #[must_use]
    pub fn statistics(&self) -> Statistics {
        self.counters.read()
    }

    /// Whether it answers. It ends by itself when its context is shut down.
    #[doc(alias = "is_alive")]
    #[must_use]
    pub fn is_running(&self) -> bool {
        self.running.load(Relaxed)
    }

    /// Stops the authenticator, as drop does: new connections are refused from then on.
    pub fn stop(self) {}

    /// Says farewell, and whether the thread will hear it.
    fn say_farewell(&self) -> Result<Option<Socket<crate::Dealer>>> {
        self.stopping.store(true, Relaxed);
        let messenger = match self.context.socket(DEALER) {
            // Then the thread knows already.
            Err(error) if error.is_terminated() => return Ok(None),
            messenger => messenger?,
        };
        messenger.connect(ZAP_ENDPOINT)?;
        messenger.send_multipart([Vec::new(), self.farewell.clone()])?;
        Ok(Some(messenger))
    }
}

impl Drop for Authenticator {
    fn drop(&mut self) {
        if let Some(task) = self.task.take() {
            self.stopping.store(true, Relaxed);
            task.wake();
        }
        let Some(thread) = self.thread.take() else { return };
        if thread.is_finished() || thread.thread().id() == thread::current().id() {
            self.stopping.store(true, Relaxed);
            return;
        }
        // Where no messenger can be had, as in a forked child, there is nobody to wait for: a thread that lives on refuses
        // the next peer and ends.
        match self.say_farewell() {
            Ok(messenger) => {
                let _ = thread.join();
                drop(messenger);
            }
            Err(error) if error.is_terminated() => drop(thread.join()),
            Err(_) => {}
        }
    }
}

impl fmt::Debug for Authenticator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Authenticator")
            .field("running", &self.is_running())
            .field("statistics", &self.statistics())
            .finish_non_exhaustive()
    }
}

/// A message that nobody else in the process would send to an authenticator.
fn farewell() -> Vec<u8> {
    use std::hash::{BuildHasher, Hasher};
    let random = || std::hash::RandomState::new().build_hasher().finish().to_ne_bytes();
    [random(), random()].concat()
}
