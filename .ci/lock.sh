#!/bin/sh
# lock.sh [--upgrade]: resolve pyproject.toml into requirements/*.txt, by hash, for every platform, naming no index.
set -eu
cd "$(dirname "$0")/.."

lock() {
    target=$1
    shift
    .venv/bin/python -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate \
        --no-header --no-emit-index-url --no-emit-find-links --output-file "$target" "$@" pyproject.toml
}

lock requirements/runtime.txt "$@"
lock requirements/dev.txt --extra dev --constraints requirements/runtime.txt "$@"
