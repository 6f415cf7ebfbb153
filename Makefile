# Everything a person or a machine does here. `make` alone lists it.
.DEFAULT_GOAL := help
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
unexport CARGO_TARGET_DIR
.PHONY: help run dev build test lint fmt openapi bench clean

WEB := $(shell find web/src web/public web/docs web/scripts -type f 2>/dev/null) web/index.html web/package.json web/vite.config.ts web/tsconfig.json

help: ## List what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: build ## Build all of it and serve it on http://127.0.0.1:8080, with SQLite in ./data
	target/release/branchbook serve

build: web/dist/index.html ## Build the release binary, the web app in it: target/release/branchbook
	cargo build --release --locked -p branchbook-cli

dev: web/node_modules/.package-lock.json ## Serve with hot reload: the app on http://127.0.0.1:5173, the server rebuilt when its source changes
	node scripts/dev.mjs

test: ## Lint and test all of it, on both databases and in a browser; brings what it needs
	scripts/test.sh

lint: web/node_modules/.package-lock.json ## Check format and style
	cargo fmt --check
	cargo clippy --workspace --all-targets --locked -- -D warnings
	npm --prefix web run lint

fmt: web/node_modules/.package-lock.json ## Format all source
	cargo fmt
	npm --prefix web run format

openapi: web/node_modules/.package-lock.json ## Write what is made of the route table: the API's document, error codes, the web client's types
	cargo build --locked -p branchbook-cli
	mkdir -p api
	target/debug/branchbook openapi > api/openapi.json
	target/debug/branchbook errors > api/errors.json
	target/debug/branchbook errors --format markdown > docs/errors.md
	npm --prefix web run api

bench: build ## Measure all of it, on both databases and in a browser (needs a quiet machine)
	cargo build --release --locked -p branchbook-bench
	npm --prefix e2e ci --no-audit --no-fund
	scripts/bench.sh

clean: ## Delete what was built; ./data stays
	rm -rf target web/dist web/node_modules e2e/node_modules

web/node_modules/.package-lock.json: web/package-lock.json
	@scripts/check-node.sh
	npm --prefix web ci --no-audit --no-fund
	@touch $@

web/dist/index.html: web/node_modules/.package-lock.json $(WEB)
	npm --prefix web run build
	@touch $@
