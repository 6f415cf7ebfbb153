#!/usr/bin/env bash
# Says what is missing when Node is absent or too old to build the web app: it takes what Vite takes.
set -euo pipefail
wanted="Node 20.19, 22.12 or newer is needed to build the web app"
if ! command -v node >/dev/null; then
    echo "$wanted: https://nodejs.org/en/download" >&2
    exit 1
fi
IFS=. read -r major minor _ < <(node -p process.versions.node)
if ((major > 22 || (major == 22 && minor >= 12) || (major == 20 && minor >= 19))); then exit 0; fi
echo "$wanted; this is $(node --version)" >&2
exit 1
