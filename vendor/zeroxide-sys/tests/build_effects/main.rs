//! What the bundled build can do because of csrc/platform.hpp. Each test looks at an effect, not at a define: it fails
//! when the define is lost.
#![cfg(all(target_os = "linux", zeroxide_bundled))]

mod commands;
mod descriptors;
mod ipc;
mod library;
mod network;
mod threads;
mod world;
mod wrap;
