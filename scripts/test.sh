#!/usr/bin/env bash
# Lints and tests everything, and says at the end how much passed. Goes on after a failure, so that one run tells all.
#
# What takes no part in the result is in target/test/: the full output of each part.
set -uo pipefail
cd "$(dirname "$0")/.."
# Nobody answers questions here.
exec </dev/null

logs=$PWD/target/test
rm -rf "$logs" && mkdir -p "$logs"
passed=0
failed=0
failures=()
began=$SECONDS

heading() { printf '\n── %s (%d:%02d)\n' "$1" $(((SECONDS - began) / 60)) $(((SECONDS - began) % 60)); }

# part NAME COMMAND…: runs a part and keeps its output. Succeeds as the command does.
part() {
    heading "$1"
    # In a process group of its own, which is waited for: so a signal is seen at once and ends all of it.
    set -m
    { "${@:2}" 2>&1 | tee "$logs/$1.log"; } &
    child=$!
    set +m
    wait "$child"
}

# check NAME COMMAND…: a part that counts as one test.
check() {
    if part "$@"; then passed=$((passed + 1)); else fail "$1"; fi
}

fail() {
    failed=$((failed + 1))
    failures+=("$1")
}

# suite NAME COUNT COMMAND…: a part of many tests; COUNT prints "passed failed" from its log. A part that fails without a
# failed test (it does not compile, it crashed) counts as one.
suite() {
    local name=$1 count=$2 status=0 ran broke
    shift 2
    part "$name" "$@" || status=$?
    read -r ran broke < <("$count" "$logs/$name.log")
    passed=$((passed + ran))
    failed=$((failed + broke))
    if [ "$broke" != 0 ]; then failures+=("$name"); fi
    if [ "$status" != 0 ] && [ "$broke" = 0 ]; then fail "$name"; fi
    if [ "$status" = 0 ] && [ "$ran" = 0 ]; then fail "$name (ran nothing)"; fi
}

count_cargo() { awk '/^test result:/ { p += $4; f += $6 } END { print p + 0, f + 0 }' "$1"; }
# Vitest: "      Tests  2 failed | 98 passed (100)", in colour when it thinks that somebody looks.
count_vitest() { sed 's/\x1b\[[0-9;]*m//g' "$1" | awk '/^ *Tests / { for (i = 2; i <= NF; i++) { if ($i ~ /^passed/) p += $(i - 1); if ($i ~ /^failed/) f += $(i - 1) } } END { print p + 0, f + 0 }'; }
# node --test: "ℹ pass 12".
count_node() { sed 's/\x1b\[[0-9;]*m//g' "$1" | awk '/^(ℹ|#) pass / { p += $3 } /^(ℹ|#) fail / { f += $3 } END { print p + 0, f + 0 }'; }

child=
mine=
stop_services() { if [ -n "$mine" ]; then scripts/test-services.sh stop; fi; }
finish() {
    stop_services
    printf '\n'
    if [ ${#failures[@]} != 0 ]; then printf 'failed: %s\n' "${failures[@]}"; fi
    printf 'took %d:%02d minutes\n' $(((SECONDS - began) / 60)) $(((SECONDS - began) % 60))
    printf '%d passed, %d failed\n' "$passed" "$failed"
    [ "$failed" = 0 ]
}
# Also when interrupted: nothing that was started here goes on.
trap 'kill -- "-$child" 2>/dev/null; fail "interrupted"; finish; exit 130' INT TERM

heading "services"
# What somebody started before goes on afterwards.
scripts/test-services.sh running || mine=yes
if services=$(scripts/test-services.sh start); then
    eval "$services"
else
    fail "services"
fi
for component in rustfmt clippy; do
    cargo "${component/rust/}" --version >/dev/null 2>&1 || rustup component add "$component"
done
unset CARGO_TARGET_DIR

check "web packages" make web/node_modules/.package-lock.json
check "rust format" cargo fmt --check
check "web style" npm --prefix web run lint
check "web build" make web/dist/index.html
check "web size" npm --prefix web run size
suite "web tests" count_vitest npm --prefix web test
check "rust style" cargo clippy --workspace --all-targets --locked --quiet -- -D warnings
suite "rust tests" count_cargo cargo test --workspace --locked --no-fail-fast
check "server" cargo build --locked -p branchbook-cli
check "web client is the API's" scripts/check-client.sh
if [ -f e2e/package.json ]; then
    check "browser packages" npm --prefix e2e ci --no-audit --no-fund
    export BRANCHBOOK_TEST_BINARY=$PWD/target/debug/branchbook
    suite "browser tests" count_node npm --prefix e2e test
fi

finish
