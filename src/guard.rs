//! Guards that can be taken out, for the tests of the guards.
//!
//! `guarded!("b05_group")` is `true`, and costs nothing. Only a build with `--cfg zeroxide_unguarded` asks for the names
//! in the environment variable `ZEROXIDE_UNGUARDED`, separated by commas: a guard that is among them does not stand. Each
//! name is that of the test in `tests/traps` that fails then.

#[cfg(not(zeroxide_unguarded))]
macro_rules! guarded {
    ($($name:literal)+) => {
        true
    };
}

#[cfg(zeroxide_unguarded)]
macro_rules! guarded {
    ($($name:literal)+) => {
        $($crate::guard::stands($name))&&+
    };
}

pub(crate) use guarded;

/// Whether a guard is to do its work.
#[cfg(zeroxide_unguarded)]
pub(crate) fn stands(name: &str) -> bool {
    use std::sync::OnceLock;
    static REMOVED: OnceLock<Vec<String>> = OnceLock::new();
    let removed = REMOVED.get_or_init(|| {
        let names = std::env::var("ZEROXIDE_UNGUARDED").unwrap_or_default();
        names.split(',').map(str::to_owned).collect()
    });
    !removed.iter().any(|removed| removed == name)
}
