#!/usr/bin/env bash
# Says what is missing when Node is absent or too old to build the web app.
set -euo pipefail
least=20
if ! command -v node >/dev/null; then
    echo "Node $least or newer is needed to build the web app: https://nodejs.org/en/download" >&2
    exit 1
fi
if [ "$(node -p 'process.versions.node.split(".")[0]')" -lt "$least" ]; then
    echo "Node $least or newer is needed to build the web app; this is $(node --version)" >&2
    exit 1
fi
