# Sets `toolchain` to cargo's argument for a toolchain with sanitizers, `host` to its target, and `target` to that as it
# stands in the names of variables. Sourced.
#
# A nightly toolchain has the options; any other has them too when it is told to.
toolchain=
if command -v rustup >/dev/null && rustup run nightly rustc --version >/dev/null 2>&1; then
    toolchain=+nightly
else
    export RUSTC_BOOTSTRAP=1
fi
host=$(rustc $toolchain --version --verbose | sed -n 's/^host: //p')
target=${host//-/_}
if [ ! -e "$(rustc $toolchain --print sysroot)/lib/rustlib/src/rust/library/Cargo.lock" ]; then
    rustup component add rust-src ${toolchain:+--toolchain nightly}
fi
