#!/usr/bin/env bash
# Takes each guard out in turn and demands that its test fails then. Builds a library of its own for it, in target/unguarded.
#
#   tests/traps/unguarded.sh [NAME...]     all guards, or those of these names
set -euo pipefail
cd "$(dirname "$0")/../.."
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-target}/unguarded CARGO_PROFILE_DEV_DEBUG=0
export RUSTFLAGS="${RUSTFLAGS:-} --cfg zeroxide_unguarded"

binary=$(cargo test --all-features --test traps --no-run 2>&1 | tee /dev/stderr | sed -n 's/.*Executable .*(\(.*\))$/\1/p')
tests=$("$binary" --list | sed -n 's/: test$//p')
names=${*:-$(find src -name '*.rs' ! -path src/guard.rs -exec cat {} + | tr '\n' ' ' | grep -oE 'guarded!\([^)]*\)' | grep -oE '"[^"]+"' | tr -d '"' | sort -u)}

echo "== with every guard in its place"
"$binary" >/dev/null || { "$binary"; exit 1; }

# A race is lost now and then even without its guard, so a test has three turns to fail.
without() { # without BINARY TEST GUARD
    for _ in 1 2 3; do
        ZEROXIDE_UNGUARDED=$3 RUST_BACKTRACE=0 timeout 120 "$1" --exact "$2" >"$outcomes/$3.log" 2>&1 || {
            how=$(grep -oE 'Assertion failed: [^/]*|signal: [0-9]+ \([A-Z]+\)|assertion.*failed.*|called `.*' "$outcomes/$3.log" | cut -c1-100 | head -1)
            echo "fails without its guard: $2 (${how:-it does not end well})"
            return
        }
    done
    echo "STILL PASSES without its guard: $2" | tee -a "$outcomes/passes"
}
export -f without
outcomes=$(mktemp -d)
export outcomes
trap 'rm -rf "$outcomes"' EXIT

echo "== with one guard out"
for name in $names; do
    test=$(grep -E "::$name\$" <<<"$tests") || { echo "no test of the guard $name"; exit 1; }
    printf '%s\0%s\0%s\0' "$binary" "$test" "$name"
done >"$outcomes/list"
xargs -0 -n 3 -P "$(nproc)" bash -c 'without "$@"' _ <"$outcomes/list"
total=$(tr '\0' '\n' <"$outcomes/list" | wc -l)
[ ! -e "$outcomes/passes" ] || { echo "== FAILED: $(wc -l <"$outcomes/passes") of $((total / 3))"; exit 1; }
echo "== each of $((total / 3)) tests fails without its guard"
