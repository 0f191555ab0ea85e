//! Which files of libzmq are compiled, and the few that are generated from them in OUT_DIR.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use crate::{changes, quicker, report, settings::Settings};

/// The files that run for every message. They share one translation unit, so that calls between them can be inlined.
const HOT: &[&str] = &[
    "address",
    "clock",
    "ctx",
    "dealer",
    "decoder_allocators",
    "dist",
    "epoll",
    "err",
    "fq",
    "io_object",
    "io_thread",
    "ip",
    "kqueue",
    "lb",
    "mailbox",
    "mailbox_safe",
    "mechanism",
    "mechanism_base",
    "metadata",
    "msg",
    "mtrie",
    "null_mechanism",
    "object",
    "options",
    "own",
    "pair",
    "pipe",
    "poll",
    "poller_base",
    "polling_util",
    "pub",
    "pull",
    "push",
    "radix_tree",
    "reaper",
    "rep",
    "req",
    "router",
    "session_base",
    "signaler",
    "socket_base",
    "stream_engine_base",
    "sub",
    "tcp",
    "thread",
    "trie",
    "v1_decoder",
    "v1_encoder",
    "v2_decoder",
    "v2_encoder",
    "v3_1_encoder",
    "xpub",
    "xsub",
    "zmq",
    "zmtp_engine",
];

/// Calls of our own. Behind libzmq's files, as they take from those.
const OWN: &[&str] = &["csrc/fused.cpp", "csrc/whole.cpp", "csrc/blocks.cpp"];

/// The headers that are changed, each behind those that it includes. A copy must be seen by all files, and first: it has the
/// guard of the one beside them.
const HEADERS: &[&str] = &[
    "atomic_ptr.hpp",
    "yqueue.hpp",
    "ypipe.hpp",
    "msg.hpp",
    "mailbox.hpp",
    "pipe.hpp",
    "socket_base.hpp",
    "i_encoder.hpp",
    "stream_engine_base.hpp",
    "encoder.hpp",
    "decoder.hpp",
];

/// In place of libzmq's file of the same name.
const REPLACED: (&str, &str) = ("mailbox_safe", "csrc/mailbox_safe.cpp");

/// Either all source files, or two generated ones that include them.
pub fn translation_units(settings: &Settings, src: &Path) -> Vec<PathBuf> {
    let generated = generated_dir(settings);
    let changed = changed_files(src, &generated);
    let mut files = source_files(src);
    for file in &mut files {
        if let Some(changed) = changed.iter().find(|changed| changed.file_name() == file.file_name()) {
            file.clone_from(changed);
        } else if stem(file) == REPLACED.0 {
            *file = ours(REPLACED.1);
        }
    }
    let own = OWN.iter().map(|file| ours(file));
    if !settings.unity {
        files.extend(own);
        return files;
    }
    let (mut hot, cold): (Vec<PathBuf>, Vec<PathBuf>) = files.into_iter().partition(|file| HOT.contains(&stem(file)));
    hot.extend(own);
    vec![
        write(&generated.join("zmq_hot.cpp"), &including(&hot)),
        write(&generated.join("zmq_cold.cpp"), &including(&cold)),
    ]
}

fn ours(file: &str) -> PathBuf {
    checked(Path::new(file), "found", std::path::absolute(file))
}

/// The headers that every file sees before its own: libzmq's first one, and those that are changed.
pub fn first_headers(settings: &Settings, src: &Path) -> Vec<PathBuf> {
    let changed = HEADERS.iter().map(|header| generated_dir(settings).join(header));
    std::iter::once(src.join("precompiled.hpp")).chain(changed).collect()
}

/// A directory for generated files, with nothing else in it: it must not hide a header of libzmq that is to be seen.
pub fn generated_dir(settings: &Settings) -> PathBuf {
    let dir = settings.out_dir.join("generated");
    checked(&dir, "created", fs::create_dir_all(&dir));
    dir
}

/// Writes what differs, so that nothing looks newer than it is.
pub fn write(path: &Path, text: &str) -> PathBuf {
    if !fs::read_to_string(path).is_ok_and(|old| old == text) {
        checked(path, "written", fs::write(path, text));
    }
    path.to_path_buf()
}

/// All of libzmq but the `wss` transport, which needs GnuTLS.
fn source_files(src: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = checked(src, "read", fs::read_dir(src))
        .map(|entry| checked(src, "read", entry).path())
        .filter(|path| path.extension().is_some_and(|ext| ext == "cpp") && !stem(path).starts_with("wss_"))
        .collect();
    files.sort();
    files
}

fn including(files: &[PathBuf]) -> String {
    files.iter().map(|file| format!("#include \"{}\"\n", file.display())).collect()
}

fn stem(path: &Path) -> &str {
    path.file_stem().and_then(|name| name.to_str()).unwrap_or_default()
}

/// Copies of the files in which something is changed: each text occurs once, and the other takes its place.
fn changed_files(src: &Path, generated: &Path) -> Vec<PathBuf> {
    let all = || changes::CHANGES.iter().chain(quicker::CHANGES);
    let mut files: Vec<&str> = all().map(|(file, _)| *file).collect();
    files.sort_unstable();
    files.dedup();
    let of = |file| all().filter(move |(name, _)| *name == file).flat_map(|(_, changes)| *changes);
    files.into_iter().map(|file| changed(src, generated, file, of(file))).collect()
}

fn changed(
    src: &Path,
    generated: &Path,
    file: &str,
    changes: impl Iterator<Item = &'static (&'static str, &'static str)>,
) -> PathBuf {
    let original = src.join(file);
    let mut text = checked(&original, "read", fs::read_to_string(&original));
    for (old, new) in changes {
        if text.matches(old).count() != 1 {
            report::fail(
                &format!("what is to be changed was not found in {}: {}", original.display(), old.trim()),
                &["These are not the sources of libzmq 4.3.5: zeromq-src must be 0.3.6."],
            );
        }
        text = text.replace(old, new);
    }
    write(&generated.join(file), &text)
}

fn checked<T>(path: &Path, what: &str, result: io::Result<T>) -> T {
    result.unwrap_or_else(|error| report::fail(&format!("{} could not be {what}: {error}", path.display()), &[]))
}
