//! zeroxide and plain C do the same work on the same libzmq, by turns; what is left is the cost of the wrapper.

pub mod clock;
pub mod compare;
pub mod guard;
pub mod spec;
pub mod tools;
pub mod twin;
pub mod workload;

/// The recipes compile and run.
#[cfg(doctest)]
#[doc = include_str!("../../../docs/performance.md")]
struct Recipes;
