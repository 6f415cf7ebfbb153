#!/usr/bin/env bash
# Measures all of it on this machine, on both engines: the database layer beside the bare drivers, a server over HTTP, the same
# with thousands of flows, whether sign-in tells by its time who is there, and the editor with 1 000 steps.
#
# FLOWS says how many "thousands" are (10000), SECONDS how long each call is measured (5).
set -euo pipefail
cd "$(dirname "$0")/.."

mine=
scripts/test-services.sh running || mine=yes
eval "$(scripts/test-services.sh start)"
branchbook=$PWD/target/release/branchbook bench=$PWD/target/release/branchbook-bench
work=$(mktemp -d) database=bench_$$ server=

stop_server() { if [ -n "$server" ]; then kill "$server" && wait "$server" || true; server=; fi; }
finish() {
    stop_server
    psql -q "$BRANCHBOOK_TEST_DATABASE_URL" -c "DROP DATABASE IF EXISTS $database" || true
    rm -rf "$work"
    if [ -n "$mine" ]; then scripts/test-services.sh stop; fi
}
trap finish EXIT

heading() { printf '\n## %s\n\n' "$*"; }
say() { curl -sSf -H 'content-type: application/json' "$@"; }

# serve ENGINE: on an empty database, with a token for an account with room in $token.
serve() {
    export BRANCHBOOK_DATA=$work/$1 BRANCHBOOK_LISTEN=127.0.0.1:18080 BRANCHBOOK_RATE_LIMITS=off BRANCHBOOK_LOG=warn
    if [ "$1" = postgres ]; then
        psql -q "$BRANCHBOOK_TEST_DATABASE_URL" -c "CREATE DATABASE $database"
        export BRANCHBOOK_DATABASE_URL=${BRANCHBOOK_TEST_DATABASE_URL%/*}/$database
    fi
    "$branchbook" serve >"$work/log" 2>&1 &
    server=$!
    until curl -sf "$url/readyz" >/dev/null; do
        if ! kill -0 "$server"; then cat "$work/log"; exit 1; fi
        sleep 0.1
    done
    local person='{"email":"bench@example.com","password":"a password of theirs","name":"Bench"}' tenant
    token=$(say "$url/api/v1/auth/register" -d "$person" | jq -r .access_token)
    tenant=$(say "$url/api/v1/auth/me" -H "authorization: Bearer $token" | jq -r .tenant.id)
    "$branchbook" admin set-plan --tenant "$tenant" --plan enterprise >/dev/null
}

url=http://127.0.0.1:18080
heading "The database layer beside the bare drivers"
"$bench" db
for engine in sqlite postgres; do
    serve "$engine"
    heading "HTTP, $engine"
    "$bench" http --url "$url" --pid "$server" --token "$token" --seconds "${SECONDS_EACH:-5}"
    heading "${FLOWS:-10000} flows, $engine"
    "$bench" large --url "$url" --pid "$server" --token "$token" --seconds "${SECONDS_EACH:-5}" --trees "${FLOWS:-10000}" --sessions 1
    heading "Answers to known and unknown addresses, $engine"
    "$bench" enumeration --url "$url"
    stop_server
done
heading "The editor, in Chromium"
BRANCHBOOK_TEST_BINARY=$branchbook npm --silent --prefix e2e run bench
