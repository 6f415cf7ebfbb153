#!/usr/bin/env bash
# What the tests need beside the program: PostgreSQL, Redis, a browser, and curl and jq for the commands in README.md.
#
#   eval "$(scripts/test-services.sh start)"    installs what is missing (Debian, Ubuntu), starts what is not running
#   scripts/test-services.sh stop               stops what it started and deletes its data
#   scripts/test-services.sh running            tells by its exit code whether something runs that it has started
#
# A service whose variable is set already (BRANCHBOOK_TEST_DATABASE_URL, BRANCHBOOK_TEST_REDIS_URL) is left to you.
# Everything lives in .test-services/; standard output is only `export` lines, what is going on is told on standard error.
set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
home="$root/.test-services"
mkdir -p "$home"

say() { echo "test-services: $*" >&2; }

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

# PostgreSQL refuses to run as root, so then its own user runs it.
as_postgres() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }

# The newest installed PostgreSQL's directory of programs; nothing if there is none.
postgres_bin() {
    if command -v initdb >/dev/null; then dirname "$(command -v initdb)"; return; fi
    { find /usr/lib/postgresql -maxdepth 2 -name bin 2>/dev/null || true; } | sort -V | tail -1
}

browser() { command -v chromium || command -v chromium-browser || command -v google-chrome || true; }

free_port() {
    local port
    for port in $(shuf -i 20000-29999 -n 50); do
        if ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then echo "$port"; return; fi
    done
    say "no free port"; exit 1
}

install_missing() {
    local missing=()
    [ -n "${BRANCHBOOK_TEST_DATABASE_URL:-}" ] || [ -n "$(postgres_bin)" ] || missing+=(postgresql)
    [ -n "${BRANCHBOOK_TEST_DATABASE_URL:-}" ] || command -v openssl >/dev/null || missing+=(openssl)
    [ -n "${BRANCHBOOK_TEST_REDIS_URL:-}" ] || command -v redis-server >/dev/null || missing+=(redis-server)
    [ -n "$(browser)" ] || missing+=(chromium)
    for tool in curl jq; do command -v "$tool" >/dev/null || missing+=("$tool"); done
    [ ${#missing[@]} = 0 ] && return
    if ! command -v apt-get >/dev/null; then
        say "please install ${missing[*]}: this is not a system with apt"; exit 1
    fi
    say "installing ${missing[*]}"
    as_root apt-get update -qq >&2
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2
}

# Beside the rest; elsewhere if PostgreSQL's user may not come here, as in root's home.
postgres_data() {
    if as_postgres test -x "$home"; then echo "$home/postgres"
    else echo "${TMPDIR:-/tmp}/branchbook-test-postgres-$(cksum <<<"$root" | cut -d' ' -f1)"; fi
}

# An authority of its own and a certificate for 127.0.0.1, in the directory $1.
make_certificates() {
    local key=(-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes)
    printf 'basicConstraints = critical, CA:FALSE\nsubjectAltName = IP:127.0.0.1\n' | as_postgres tee "$1/server.ext" >/dev/null
    as_postgres openssl req -x509 "${key[@]}" -days 3650 -subj "/CN=Branchbook's tests" -keyout "$1/root.key" -out "$1/root.crt"
    as_postgres openssl req -new "${key[@]}" -subj /CN=127.0.0.1 -keyout "$1/server.key" -out "$1/server.csr"
    as_postgres openssl x509 -req -in "$1/server.csr" -CA "$1/root.crt" -CAkey "$1/root.key" -CAcreateserial -days 3650 \
        -extfile "$1/server.ext" -out "$1/server.crt"
    as_postgres chmod 600 "$1/server.key"
}

start_postgres() {
    local bin data port
    bin=$(postgres_bin) data=$(postgres_data)
    if [ -f "$data/port" ] && as_postgres "$bin/pg_ctl" -D "$data/cluster" status >/dev/null 2>&1; then
        port=$(cat "$data/port")
    else
        rm -rf "$data"; mkdir -p "$data"
        [ "$(id -u)" != 0 ] || chown postgres "$data"
        port=$(free_port)
        say "starting PostgreSQL on port $port"
        as_postgres "$bin/initdb" -D "$data/cluster" -U branchbook -A trust -E UTF8 --locale=C.UTF-8 --no-sync >"$home/initdb.log" 2>&1 \
            || { cat "$home/initdb.log" >&2; exit 1; }
        make_certificates "$data" >"$home/openssl.log" 2>&1 || { cat "$home/openssl.log" >&2; exit 1; }
        # Nothing in it outlives the tests, so nothing is synced to the disk.
        as_postgres "$bin/pg_ctl" -D "$data/cluster" -l "$data/log" -w -o "-p $port -c listen_addresses=127.0.0.1 \
            -c ssl=on -c ssl_ca_file=$data/root.crt -c ssl_cert_file=$data/server.crt -c ssl_key_file=$data/server.key \
            -c unix_socket_directories='' -c fsync=off -c full_page_writes=off -c max_connections=200" start >/dev/null 2>&1 9>&- \
            || { cat "$data/log" >&2; exit 1; }
        echo "$port" >"$data/port"
    fi
    echo "export BRANCHBOOK_TEST_DATABASE_URL=postgres://branchbook@127.0.0.1:$port/postgres"
}

start_redis() {
    local data="$home/redis" port
    if [ -f "$data/port" ] && redis-cli -p "$(cat "$data/port")" ping >/dev/null 2>&1; then
        port=$(cat "$data/port")
    else
        rm -rf "$data"; mkdir -p "$data"
        port=$(free_port)
        say "starting Redis on port $port"
        redis-server --port "$port" --bind 127.0.0.1 --save '' --appendonly no --dir "$data" --daemonize yes \
            --pidfile "$data/pid" --logfile "$data/log" >/dev/null 9>&-
        for _ in $(seq 50); do redis-cli -p "$port" ping >/dev/null 2>&1 && break; sleep 0.1; done
        redis-cli -p "$port" ping >/dev/null || { cat "$data/log" >&2; exit 1; }
        echo "$port" >"$data/port"
    fi
    echo "export BRANCHBOOK_TEST_REDIS_URL=redis://127.0.0.1:$port"
}

start() {
    # One at a time; whoever comes second finds everything running. (What is started must not inherit the lock.)
    exec 9>"$home/lock"
    flock 9
    install_missing
    [ -n "${BRANCHBOOK_TEST_DATABASE_URL:-}" ] || start_postgres
    [ -n "${BRANCHBOOK_TEST_REDIS_URL:-}" ] || start_redis
    echo "export BRANCHBOOK_TEST_BROWSER=$(browser)"
}

stop() {
    local data
    if [ -n "$(postgres_bin)" ]; then
        data=$(postgres_data)
        if [ -d "$data/cluster" ]; then
            as_postgres "$(postgres_bin)/pg_ctl" -D "$data/cluster" -m immediate stop >/dev/null 2>&1 || true
        fi
        rm -rf "$data"
    fi
    if [ -f "$home/redis/port" ]; then
        redis-cli -p "$(cat "$home/redis/port")" shutdown nosave >/dev/null 2>&1 || true
    fi
    rm -rf "$home"
}

# Whether it has started something that runs.
running() {
    { [ -n "$(postgres_bin)" ] && as_postgres "$(postgres_bin)/pg_ctl" -D "$(postgres_data)/cluster" status; } ||
        { [ -f "$home/redis/port" ] && redis-cli -p "$(cat "$home/redis/port")" ping; }
}

case "${1:-}" in
    start) start ;;
    running) running >/dev/null 2>&1 ;;
    stop) stop ;;
    *) echo "usage: $0 start|stop|running" >&2; exit 2 ;;
esac
