//! The runtimes under which the same test bodies run.
#![allow(dead_code)]

use std::future::Future;
use std::time::Duration;

use zeroxide::aio::AsyncSocket;
use zeroxide::kind::Kind;
use zeroxide::{Result, Socket};

/// A setting of the load tests.
pub(crate) fn setting(name: &str, default: u32) -> u32 {
    std::env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(default)
}

/// How many messages a load test sends in each of its scenarios.
pub(crate) fn messages() -> u32 {
    setting("ZEROXIDE_AIO_MESSAGES", 2000)
}

/// How often it does.
pub(crate) fn runs() -> u32 {
    setting("ZEROXIDE_AIO_RUNS", 1)
}

/// No test takes this long unless it hangs: the longest of them take a tenth of a millisecond for each message.
fn hang() -> Duration {
    Duration::from_secs(300) + Duration::from_millis(2) * messages() * runs()
}

pub(crate) trait Runtime: Send + Sync + 'static {
    fn block_on<T>(body: impl Future<Output = T>) -> T;
    fn spawn<T: Send + 'static>(task: impl Future<Output = T> + Send + 'static) -> impl Future<Output = T> + Send;
    fn pause(time: Duration) -> impl Future<Output = ()> + Send;
    fn open<K: Kind>(socket: Socket<K>) -> Result<AsyncSocket<K>>;
}

pub(crate) struct CurrentThread;
pub(crate) struct MultiThread;
pub(crate) struct Smol;
/// The thread adapter, with a thread for each task too.
pub(crate) struct Threads;

fn tokio_spawn<T: Send + 'static>(task: impl Future<Output = T> + Send + 'static) -> impl Future<Output = T> + Send {
    let handle = tokio::spawn(task);
    async { handle.await.expect("a task panicked") }
}

impl Runtime for CurrentThread {
    fn block_on<T>(body: impl Future<Output = T>) -> T {
        tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(body)
    }

    fn spawn<T: Send + 'static>(task: impl Future<Output = T> + Send + 'static) -> impl Future<Output = T> + Send {
        tokio_spawn(task)
    }

    async fn pause(time: Duration) {
        tokio::time::sleep(time).await;
    }

    fn open<K: Kind>(socket: Socket<K>) -> Result<AsyncSocket<K>> {
        AsyncSocket::tokio(socket)
    }
}

impl Runtime for MultiThread {
    fn block_on<T>(body: impl Future<Output = T>) -> T {
        tokio::runtime::Builder::new_multi_thread().worker_threads(3).enable_all().build().unwrap().block_on(body)
    }

    fn spawn<T: Send + 'static>(task: impl Future<Output = T> + Send + 'static) -> impl Future<Output = T> + Send {
        tokio_spawn(task)
    }

    async fn pause(time: Duration) {
        tokio::time::sleep(time).await;
    }

    fn open<K: Kind>(socket: Socket<K>) -> Result<AsyncSocket<K>> {
        AsyncSocket::tokio(socket)
    }
}

impl Runtime for Smol {
    fn block_on<T>(body: impl Future<Output = T>) -> T {
        smol::block_on(body)
    }

    fn spawn<T: Send + 'static>(task: impl Future<Output = T> + Send + 'static) -> impl Future<Output = T> + Send {
        smol::spawn(task)
    }

    async fn pause(time: Duration) {
        smol::Timer::after(time).await;
    }

    fn open<K: Kind>(socket: Socket<K>) -> Result<AsyncSocket<K>> {
        AsyncSocket::smol(socket)
    }
}

impl Runtime for Threads {
    fn block_on<T>(body: impl Future<Output = T>) -> T {
        futures_lite::future::block_on(body)
    }

    fn spawn<T: Send + 'static>(task: impl Future<Output = T> + Send + 'static) -> impl Future<Output = T> + Send {
        let (done, result) = smol::channel::bounded(1);
        std::thread::spawn(move || done.try_send(futures_lite::future::block_on(task)));
        async move { result.recv().await.expect("a task panicked") }
    }

    async fn pause(time: Duration) {
        smol::Timer::after(time).await;
    }

    fn open<K: Kind>(socket: Socket<K>) -> Result<AsyncSocket<K>> {
        AsyncSocket::threaded(socket)
    }
}

/// Runs a body, and fails instead of hanging.
pub(crate) fn run<R: Runtime>(body: impl Future<Output = Result<()>>) {
    let hang = async {
        R::pause(hang()).await;
        panic!("the test hangs");
    };
    R::block_on(futures_lite::future::or(body, hang)).unwrap();
}

/// What `future` answers in that time.
pub(crate) async fn within<R: Runtime, T>(time: Duration, future: impl Future<Output = T>) -> Option<T> {
    let timeout = async {
        R::pause(time).await;
        None
    };
    futures_lite::future::or(async { Some(future.await) }, timeout).await
}

/// A test for each body and runtime.
#[macro_export]
macro_rules! on_every_runtime {
    ($($body:ident)*) => {
        on_every_runtime!(@of current_thread CurrentThread: $($body)*);
        on_every_runtime!(@of multi_thread MultiThread: $($body)*);
        on_every_runtime!(@of smol_ Smol: $($body)*);
        on_every_runtime!(@of threads Threads: $($body)*);
    };
    (@of $module:ident $runtime:ident: $($body:ident)*) => {
        mod $module {
            $(
                #[test]
                fn $body() {
                    $crate::runtimes::run::<$crate::runtimes::$runtime>(super::$body::<$crate::runtimes::$runtime>());
                }
            )*
        }
    };
}
