#!/usr/bin/env bash
# Fails when the web client's types are not those of api/openapi.json.
set -euo pipefail
cd "$(dirname "$0")/.."
kept=web/src/api/schema.ts
before=$(mktemp)
trap 'mv "$before" "$kept"' EXIT
cp "$kept" "$before"
npm --prefix web run --silent api >/dev/null
if ! cmp -s "$before" "$kept"; then
    echo "$kept is not what api/openapi.json says: run \`make openapi\` and commit what changes" >&2
    exit 1
fi
