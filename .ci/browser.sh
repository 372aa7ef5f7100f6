#!/bin/sh
# Make a Chromium available to the browser tests: take the one that is there, else install Debian's.
# Without one the tests that need it are skipped, with a word about it; under CI=true that is a failure.
set -eu

installed() {
    for name in chromium chromium-browser google-chrome; do
        command -v "$name" >/dev/null 2>&1 && return 0
    done
    return 1
}

give_up() {
    if [ "${CI:-}" = true ]; then
        echo "medigest: no browser for the browser tests: $*." >&2
        exit 1
    fi
    echo "The browser tests will be skipped: $*."
    exit 0
}

installed && exit 0
command -v apt-get >/dev/null 2>&1 || give_up "no Chromium or Chrome was found"
[ "$(id -u)" = 0 ] || give_up "no Chromium or Chrome was found (Debian: apt-get install chromium, as root)"
echo "Installing Chromium for the browser tests ..."
{ apt-get update && DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -o DPkg::Lock::Timeout=120 --no-install-recommends chromium fonts-dejavu-core; } >/dev/null 2>&1 || true
installed || give_up "apt-get could not install chromium"
