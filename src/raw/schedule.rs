//! Tries what libzmq's threads will do at their start and abort the process over when it fails.

use super::errno::Errno;

/// Runs `attempt` on a thread that ends with it, so that nothing of it stays.
#[cfg(unix)]
fn aside(attempt: impl FnOnce() -> Result<(), Errno> + Send + 'static) -> Result<(), Errno> {
    let thread = std::thread::Builder::new().spawn(attempt).map_err(|_| Errno(libc::EAGAIN))?;
    thread.join().unwrap_or(Err(Errno::INVAL))
}

/// Whether a thread of this process may have the policy and the priority that libzmq would give it.
#[cfg(unix)]
pub(crate) fn try_schedule(policy: Option<i32>, priority: Option<i32>) -> Result<(), Errno> {
    aside(move || {
        let (mut current, mut param) = (0, libc::sched_param { sched_priority: 0 });
        // SAFETY: pthread_self has no preconditions.
        let this = unsafe { libc::pthread_self() };
        // SAFETY: the thread is this one, and both places are writable.
        succeed(unsafe { libc::pthread_getschedparam(this, &raw mut current, &raw mut param) })?;
        let policy = policy.unwrap_or(current);
        let real_time = policy == libc::SCHED_FIFO || policy == libc::SCHED_RR;
        if let Some(priority) = priority {
            param.sched_priority = if real_time { priority } else { 0 };
        }
        // SAFETY: the thread is this one; the kernel checks policy and parameter.
        succeed(unsafe { libc::pthread_setschedparam(this, policy, &raw const param) })?;
        if !real_time && priority.is_some_and(|priority| priority > 0) {
            // SAFETY: nice has no preconditions; on Linux it concerns the calling thread alone.
            if unsafe { libc::nice(-20) } == -1 {
                return Err(Errno::last());
            }
        }
        Ok(())
    })
}

/// Answers 0, or the error itself.
#[cfg(unix)]
fn succeed(rc: libc::c_int) -> Result<(), Errno> {
    if rc == 0 { Ok(()) } else { Err(Errno(rc)) }
}

/// Whether a thread of this process may run on the processors.
#[cfg(any(target_os = "linux", target_os = "android"))]
pub(crate) fn try_affinity(cpus: &[i32]) -> Result<(), Errno> {
    let cpus = cpus.to_vec();
    aside(move || {
        // SAFETY: the all-zero bit set is the empty one.
        let mut set: libc::cpu_set_t = unsafe { std::mem::zeroed() };
        for cpu in cpus {
            let cpu = usize::try_from(cpu).map_err(|_| Errno::INVAL)?;
            if cpu >= libc::CPU_SETSIZE as usize {
                return Err(Errno::INVAL);
            }
            // SAFETY: the index is within the set.
            unsafe { libc::CPU_SET(cpu, &mut set) };
        }
        // SAFETY: 0 is the calling thread; set is readable for its size.
        super::errno::check(unsafe { libc::sched_setaffinity(0, size_of::<libc::cpu_set_t>(), &raw const set) })
    })
}

#[cfg(not(unix))]
pub(crate) fn try_schedule(_policy: Option<i32>, _priority: Option<i32>) -> Result<(), Errno> {
    Ok(())
}

#[cfg(not(any(target_os = "linux", target_os = "android")))]
pub(crate) fn try_affinity(_cpus: &[i32]) -> Result<(), Errno> {
    Ok(())
}
