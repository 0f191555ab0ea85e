//! Two sockets joined to each other.

use super::Socket;
use crate::context::Context;
use crate::endpoint::Endpoint;
use crate::kind::{PAIR, Pair};
use crate::{Error, Result};

/// A connected pair of PAIR sockets over inproc: one for each of two threads.
///
/// # Errors
/// As [`Context::socket`].
///
/// # Examples
/// ```
/// use zeroxide::{Context, pipe};
///
/// let context = Context::new()?;
/// let (here, there) = pipe(&context)?;
/// let worker = std::thread::spawn(move || there.send("done"));
/// assert_eq!(here.recv()?, "done");
/// worker.join().unwrap()?;
/// # Ok::<(), zeroxide::Error>(())
/// ```
#[doc(alias = "zsys_create_pipe")]
pub fn pipe(context: &Context) -> Result<(Socket<Pair>, Socket<Pair>), Error> {
    let (here, there) = (context.socket(PAIR)?, context.socket(PAIR)?);
    let endpoint = Endpoint::inproc_unique();
    here.bind(&endpoint)?;
    there.connect(&endpoint)?;
    Ok((here, there))
}
