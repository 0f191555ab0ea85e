//! Socket options: the table of rows, the shapes of their values, and a set of options to apply later.
//!
//! Every option is one row of `table/`. From the row come the getter and setter on [`Socket`](crate::Socket), the method
//! on [`SocketBuilder`](crate::SocketBuilder) and on [`SocketOptions`], the entry in [`all`] and its round-trip test.

mod dynamic;
pub(crate) mod security;
mod set;
pub(crate) mod shape;
pub(crate) mod table;
mod values;

pub use dynamic::{Access, OptionInfo, OptionValue, When, all, find};
pub(crate) use dynamic::{Row, Wire};
pub(crate) use security::{Promise, Security, security_methods};
pub use set::SocketOptions;
pub(crate) use set::unfit;
pub(crate) use shape::{Setting, shapes};
pub use values::{GssapiNametype, Mechanism, ReconnectStop};
