//! An authenticator in the making.

use std::fmt;
use std::path::PathBuf;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, mpsc};
use std::thread;

use super::policy::{self, Policy, Rules};
use super::request::Request;
use super::service::{Counters, Observer, ProblemObserver, Running, Service};
use super::verdict::Verdict;
use super::{Authenticator, farewell};
use crate::context::Context;
use crate::keys::PublicKey;
use crate::kind::REP;
use crate::socket::ZAP_ENDPOINT;
use crate::{Error, Result};

/// Makes an [`Authenticator`].
///
/// [`allow`](AuthenticatorBuilder::allow) and [`deny`](AuthenticatorBuilder::deny) count for all. The methods that a
/// [`Policy`] has too make up the policy `*`, for every domain that has none of its own.
#[must_use]
pub struct AuthenticatorBuilder {
    context: Context,
    rules: Rules,
    problem: Option<String>,
    on_decision: Option<Observer>,
    on_problem: Option<ProblemObserver>,
}

impl AuthenticatorBuilder {
    pub(super) fn new(context: Context) -> AuthenticatorBuilder {
        AuthenticatorBuilder { context, rules: Rules::default(), problem: None, on_decision: None, on_problem: None }
    }

    fn with(mut self, change: impl FnOnce(Policy) -> Policy) -> AuthenticatorBuilder {
        self.rules.elsewhere = change(std::mem::take(&mut self.rules.elsewhere));
        self
    }

    /// Lets in the peers of a [`Network`](super::Network), such as `10.0.0.0/8`, `::1` or `ipc`: after the first such
    /// call, no others, in any domain.
    pub fn allow(mut self, network: impl AsRef<str>) -> AuthenticatorBuilder {
        match policy::network(network.as_ref()) {
            Ok(network) => self.rules.addresses.allow(network),
            Err(problem) => self.problem = self.problem.or(Some(problem)),
        }
        self
    }

    /// Turns the peers of a [`Network`](super::Network) away, in every domain, also those that
    /// [`allow`](AuthenticatorBuilder::allow) lets in. Once one is denied, so are peers whose address libzmq does not
    /// know.
    pub fn deny(mut self, network: impl AsRef<str>) -> AuthenticatorBuilder {
        match policy::network(network.as_ref()) {
            Ok(network) => self.rules.addresses.deny(network),
            Err(problem) => self.problem = self.problem.or(Some(problem)),
        }
        self
    }

    /// See [`Policy::deny_null`].
    pub fn deny_null(self) -> AuthenticatorBuilder {
        self.with(Policy::deny_null)
    }

    /// See [`Policy::password`].
    pub fn password(self, username: &str, password: &str) -> AuthenticatorBuilder {
        self.with(|policy| policy.password(username, password))
    }

    /// See [`Policy::passwords`].
    #[doc(alias = "configure_plain")]
    pub fn passwords<U: AsRef<str>, P: AsRef<str>>(
        self,
        users: impl IntoIterator<Item = (U, P)>,
    ) -> AuthenticatorBuilder {
        self.with(|policy| policy.passwords(users))
    }

    /// See [`Policy::password_file`].
    pub fn password_file(self, path: impl Into<PathBuf>) -> AuthenticatorBuilder {
        self.with(|policy| policy.password_file(path))
    }

    /// See [`Policy::plain_with`].
    pub fn plain_with<V: Into<Verdict>>(
        self,
        decide: impl FnMut(&Request, &str, &str) -> V + Send + 'static,
    ) -> AuthenticatorBuilder {
        self.with(|policy| policy.plain_with(decide))
    }

    /// See [`Policy::curve_any`].
    #[doc(alias = "configure_curve")]
    pub fn curve_any(self) -> AuthenticatorBuilder {
        self.with(Policy::curve_any)
    }

    /// See [`Policy::curve_keys`].
    pub fn curve_keys(self, keys: impl IntoIterator<Item = PublicKey>) -> AuthenticatorBuilder {
        self.with(|policy| policy.curve_keys(keys))
    }

    /// See [`Policy::curve_dir`].
    #[doc(alias = "configure_curve")]
    pub fn curve_dir(self, path: impl Into<PathBuf>) -> AuthenticatorBuilder {
        self.with(|policy| policy.curve_dir(path))
    }

    /// See [`Policy::curve_with`].
    #[doc(alias = "configure_curve_callback")]
    pub fn curve_with<V: Into<Verdict>>(
        self,
        decide: impl FnMut(&Request, &PublicKey) -> V + Send + 'static,
    ) -> AuthenticatorBuilder {
        self.with(|policy| policy.curve_with(decide))
    }

    /// Gives a domain a policy of its own, which decides there alone; `*` is the one for all other domains.
    pub fn domain(mut self, domain: impl Into<String>, policy: Policy) -> AuthenticatorBuilder {
        self.rules.set(domain.into(), policy);
        self
    }

    /// Has a function see each decision, on the authenticator's thread.
    pub fn on_decision(mut self, observe: impl FnMut(&Request, &Verdict) + Send + 'static) -> AuthenticatorBuilder {
        self.on_decision = Some(Box::new(observe));
        self
    }

    /// Has a function hear of files that cannot be used any more, on the authenticator's thread.
    pub fn on_problem(mut self, observe: impl FnMut(&str) + Send + 'static) -> AuthenticatorBuilder {
        self.on_problem = Some(Box::new(observe));
        self
    }

    /// Starts the authenticator. Servers may bind from now on.
    ///
    /// # Errors
    /// [`InvalidInput`](Error::InvalidInput) when an address, a file or a directory that was given cannot be used, and
    /// when the context has an authenticator already; as [`Context::socket`], and when no thread can be started.
    pub fn start(self) -> Result<Authenticator> {
        const OPERATION: &str = "Authenticator::start";
        let (mut authenticator, service) = self.prepare(OPERATION)?;
        let thread = thread::Builder::new().name("zeroxide-zap".into()).spawn(move || service.run());
        let thread = thread.map_err(|error| Error::input(OPERATION, format!("no thread could be started: {error}")))?;
        authenticator.thread = Some(thread);
        Ok(authenticator)
    }

    /// The handle, and what is to run.
    pub(super) fn prepare(self, operation: &'static str) -> Result<(Authenticator, Service)> {
        if let Some(problem) = self.problem.or_else(|| self.rules.fault()) {
            return Err(Error::input(operation, problem));
        }
        let socket = self.context.socket(REP)?;
        socket.bind(ZAP_ENDPOINT).map_err(|error| match error.is_address_in_use() {
            true => Error::input(operation, "the context has an authenticator already; it takes one at a time"),
            false => error,
        })?;
        self.context.set_had_authenticator();
        let (sender, updates) = mpsc::channel();
        let counters = Arc::new(Counters::default());
        let (stopping, running) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicBool::new(true)));
        let service = Service {
            socket,
            rules: self.rules,
            updates,
            counters: counters.clone(),
            on_decision: self.on_decision,
            on_problem: self.on_problem,
            farewell: farewell(),
            stopping: stopping.clone(),
            running: Running(running.clone()),
        };
        let farewell = service.farewell.clone();
        let authenticator = Authenticator {
            context: self.context,
            updates: sender,
            counters,
            farewell,
            stopping,
            running,
            thread: None,
            task: None,
        };
        Ok((authenticator, service))
    }
}

impl fmt::Debug for AuthenticatorBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AuthenticatorBuilder").field("rules", &self.rules).finish_non_exhaustive()
    }
}
