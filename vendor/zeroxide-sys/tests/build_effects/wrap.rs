//! Stands between libzmq and libc, and counts. Definitions in the executable come before those of the C library.

use std::{
    ffi::{c_int, c_void},
    sync::atomic::{AtomicU32, Ordering::Relaxed},
};

pub static WALL_CLOCK: AtomicU32 = AtomicU32::new(0);
pub static PID: AtomicU32 = AtomicU32::new(0);
pub static ACCEPT: AtomicU32 = AtomicU32::new(0);
pub static ACCEPT4: AtomicU32 = AtomicU32::new(0);
pub static SOCKET: AtomicU32 = AtomicU32::new(0);
pub static SOCKET_CLOEXEC: AtomicU32 = AtomicU32::new(0);
pub static BUSY_POLL: AtomicU32 = AtomicU32::new(0);
pub static POLL: AtomicU32 = AtomicU32::new(0);
pub static WRITES: AtomicU32 = AtomicU32::new(0);
pub static CACHE_LINES: AtomicU32 = AtomicU32::new(0);

/// How often something was called while `work` ran.
pub fn calls(of: &AtomicU32, work: impl FnOnce()) -> u32 {
    let before = of.load(Relaxed);
    work();
    of.load(Relaxed) - before
}

// Each function below has the type of the C function it stands for, and passes its arguments on to the system call (or,
// for memory, the allocator) of the same meaning.

#[unsafe(no_mangle)]
unsafe extern "C" fn gettimeofday(time: *mut libc::timeval, _zone: *mut c_void) -> c_int {
    WALL_CLOCK.fetch_add(1, Relaxed);
    let mut now = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: room for a time.
    let rc = unsafe { libc::clock_gettime(libc::CLOCK_REALTIME, &mut now) };
    // SAFETY: the caller gives room for a time.
    unsafe { *time = libc::timeval { tv_sec: now.tv_sec, tv_usec: (now.tv_nsec / 1000) as _ } };
    rc
}

#[unsafe(no_mangle)]
unsafe extern "C" fn getpid() -> libc::pid_t {
    PID.fetch_add(1, Relaxed);
    // SAFETY: no arguments.
    unsafe { libc::syscall(libc::SYS_getpid) as libc::pid_t }
}

#[unsafe(no_mangle)]
unsafe extern "C" fn accept(fd: c_int, address: *mut libc::sockaddr, length: *mut libc::socklen_t) -> c_int {
    ACCEPT.fetch_add(1, Relaxed);
    // SAFETY: the caller's arguments.
    unsafe { libc::syscall(libc::SYS_accept4, fd, address, length, 0) as c_int }
}

#[unsafe(no_mangle)]
unsafe extern "C" fn accept4(
    fd: c_int,
    address: *mut libc::sockaddr,
    length: *mut libc::socklen_t,
    flags: c_int,
) -> c_int {
    if flags & libc::SOCK_CLOEXEC != 0 {
        ACCEPT4.fetch_add(1, Relaxed);
    }
    // SAFETY: the caller's arguments.
    unsafe { libc::syscall(libc::SYS_accept4, fd, address, length, flags) as c_int }
}

#[unsafe(no_mangle)]
unsafe extern "C" fn socket(domain: c_int, kind: c_int, protocol: c_int) -> c_int {
    SOCKET.fetch_add(1, Relaxed);
    if kind & libc::SOCK_CLOEXEC != 0 {
        SOCKET_CLOEXEC.fetch_add(1, Relaxed);
    }
    // SAFETY: the caller's arguments.
    unsafe { libc::syscall(libc::SYS_socket, domain, kind, protocol) as c_int }
}

#[unsafe(no_mangle)]
unsafe extern "C" fn setsockopt(
    fd: c_int,
    level: c_int,
    name: c_int,
    value: *const c_void,
    length: libc::socklen_t,
) -> c_int {
    if (level, name) == (libc::SOL_SOCKET, libc::SO_BUSY_POLL) {
        BUSY_POLL.fetch_add(1, Relaxed);
    }
    // SAFETY: the caller's arguments.
    unsafe { libc::syscall(libc::SYS_setsockopt, fd, level, name, value, length) as c_int }
}

#[unsafe(no_mangle)]
unsafe extern "C" fn poll(entries: *mut libc::pollfd, count: libc::nfds_t, timeout: c_int) -> c_int {
    POLL.fetch_add(1, Relaxed);
    let time = libc::timespec { tv_sec: (timeout / 1000).into(), tv_nsec: i64::from(timeout % 1000) * 1_000_000 };
    let time = if timeout < 0 { std::ptr::null() } else { &raw const time };
    // SAFETY: the caller's arguments; no signals to block.
    unsafe { libc::ppoll(entries, count, time, std::ptr::null()) }
}

#[unsafe(no_mangle)]
unsafe extern "C" fn send(fd: c_int, bytes: *const c_void, count: usize, flags: c_int) -> isize {
    WRITES.fetch_add(1, Relaxed);
    // SAFETY: the caller's arguments; no address.
    unsafe { libc::sendto(fd, bytes, count, flags, std::ptr::null(), 0) }
}

#[unsafe(no_mangle)]
unsafe extern "C" fn sendmsg(fd: c_int, message: *const libc::msghdr, flags: c_int) -> isize {
    WRITES.fetch_add(1, Relaxed);
    // SAFETY: the caller's arguments.
    unsafe { libc::syscall(libc::SYS_sendmsg, fd, message, flags) as isize }
}

#[unsafe(no_mangle)]
unsafe extern "C" fn posix_memalign(place: *mut *mut c_void, alignment: usize, size: usize) -> c_int {
    if alignment == 64 {
        CACHE_LINES.fetch_add(1, Relaxed);
    }
    // SAFETY: posix_memalign's alignments are among those that memalign takes.
    let memory = unsafe { libc::memalign(alignment, size) };
    if memory.is_null() {
        return libc::ENOMEM;
    }
    // SAFETY: the caller gives room for a pointer.
    unsafe { *place = memory };
    0
}
