//! An authenticator as a future, whose decisions may be awaited.

use std::future::{Future, poll_fn};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::sync::atomic::Ordering::Relaxed;
use std::task::Poll;

use super::policy::identified;
use super::service::Service;
use super::{Authenticator, AuthenticatorBuilder, Request, Verdict};
use crate::aio::Watch;
use crate::{Multipart, Result};

impl AuthenticatorBuilder {
    /// [`start`](AuthenticatorBuilder::start) without a thread, and with a last word that may be awaited, as for a
    /// question to a database: the future is for an executor to run. Servers may bind from now on.
    ///
    /// `decide` gets every request, with the verdict that the rules came to, and answers the one that counts: `true`,
    /// `false` or a [`Verdict`], such as the one it was given. Requests are answered one after the other, so a decision that
    /// takes long keeps others waiting; give it a timeout. One that panics turns its peer away.
    ///
    /// The future ends when the handle is dropped or the context is shut down. One that is dropped fails closed as a
    /// stopped thread does. It is made where it is to be watched: within a tokio runtime by that, as with
    /// [`AsyncSocket::new`](crate::aio::AsyncSocket::new).
    ///
    /// # Errors
    /// As [`start`](AuthenticatorBuilder::start) and [`AsyncSocket::new`](crate::aio::AsyncSocket::new).
    ///
    /// # Examples
    /// ```
    /// use zeroxide::auth::{Authenticator, Credentials, Request, Verdict};
    /// use zeroxide::{Context, PULL, PUSH};
    ///
    /// async fn is_known(name: &str) -> bool {
    ///     name == "alice" // say, a query
    /// }
    ///
    /// # fn main() -> Result<(), zeroxide::Error> {
    /// # futures_lite::future::block_on(async {
    /// let context = Context::new()?;
    /// let (authenticator, task) = Authenticator::builder(&context)
    ///     .plain_with(|_, _, password| password == "secret")
    ///     .into_task(async |request: Request, verdict: Verdict| match request.credentials() {
    ///         Credentials::Plain { username, .. } if verdict.is_allowed() => is_known(username).await.into(),
    ///         _ => verdict,
    ///     })?;
    /// let server = context.socket(PULL)?;
    /// server.plain_server()?;
    /// let client = context.socket(PUSH)?;
    /// client.plain_client("alice", "secret")?;
    /// client.connect(server.bind("tcp://127.0.0.1:*")?)?;
    /// client.send("hello")?;
    /// let server = zeroxide::aio::AsyncSocket::new(server)?;
    /// let talk = async {
    ///     assert_eq!(server.recv().await?.user_id(), Some("alice"));
    ///     drop(authenticator);
    ///     Ok(())
    /// };
    /// let ((), talked) = futures_lite::future::zip(task, talk).await;
    /// talked
    /// # })
    /// # }
    /// ```
    pub fn into_task<D, O, V>(self, decide: D) -> Result<(Authenticator, impl Future<Output = ()> + Send + 'static)>
    where
        D: FnMut(Request, Verdict) -> O + Send + 'static,
        O: Future<Output = V> + Send + 'static,
        V: Into<Verdict> + Send + 'static,
    {
        let (mut authenticator, service) = self.prepare("Authenticator::into_task")?;
        let watch = Watch::new([service.socket.raw()])?;
        authenticator.task = Some(watch.waker().clone());
        Ok((authenticator, run(Served { watch, service: Some(service) }, decide)))
    }
}

/// The service while its task lives. However that ends, whoever asks is refused from then on.
struct Served {
    // Dropped before the socket.
    watch: Watch,
    service: Option<Service>,
}

impl Drop for Served {
    fn drop(&mut self) {
        if let Some(service) = self.service.take() {
            service.leave();
        }
    }
}

/// What the socket has for the task.
enum Heard {
    Request(Multipart),
    Stop,
}

impl Service {
    /// Something to do, if there is. By `&mut`, for the socket is one thread's at a time.
    fn hear(&mut self) -> Result<Option<Heard>> {
        if self.stopping.load(Relaxed) {
            return Ok(Some(Heard::Stop));
        }
        Ok(self.socket.try_recv_multipart()?.map(Heard::Request))
    }
}

async fn run<D, O, V>(mut served: Served, mut decide: D)
where
    D: FnMut(Request, Verdict) -> O + Send,
    O: Future<Output = V> + Send,
    V: Into<Verdict> + Send,
{
    let Served { watch, service: slot } = &mut served;
    let Some(service) = slot else { return };
    while let Ok(Heard::Request(frames)) = watch.until("Authenticator", || service.hear()).await {
        let Some(request) = service.understand(&frames) else { continue };
        let proposed = service.decide(&request);
        let verdict = match last_word(&mut decide, &request, proposed).await {
            verdict if verdict.is_allowed() => identified(verdict, &request.credentials).checked(),
            verdict => verdict.checked(),
        };
        service.reply(&request, &verdict);
    }
}

/// Asks the user's function, which may panic.
async fn last_word<D, O, V>(decide: &mut D, request: &Request, proposed: Verdict) -> Verdict
where
    D: FnMut(Request, Verdict) -> O,
    O: Future<Output = V>,
    V: Into<Verdict>,
{
    let panicked = || Verdict::fail("The decision panicked");
    let asked = catch_unwind(AssertUnwindSafe(|| decide(request.clone(), proposed)));
    let Ok(decision) = asked else { return panicked() };
    let mut decision = pin!(decision);
    poll_fn(|cx| match catch_unwind(AssertUnwindSafe(|| decision.as_mut().poll(cx).map(Into::into))) {
        Ok(polled) => polled,
        Err(_) => Poll::Ready(panicked()),
    })
    .await
}
