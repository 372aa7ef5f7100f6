#!/bin/sh
# Install the Nu HTML checker, which runs on Java, from .ci/node by its lock into var/node. Where npm or Java is missing
# it says so, and the tests that need it are skipped; under CI=true that is a failure.
set -eu
cd "$(dirname "$0")/.."
home=var/node

give_up() {
    if [ "${CI:-}" = true ]; then
        echo "medigest: $*." >&2
        exit 1
    fi
    echo "Skipped: $*."
    exit 0
}

installed() {
    command -v java >/dev/null 2>&1 && command -v npm >/dev/null 2>&1
}

if ! installed && command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    echo "Installing Java and npm for the Nu HTML checker ..."
    { apt-get update && DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -o DPkg::Lock::Timeout=120 --no-install-recommends default-jre-headless npm; } \
        >/dev/null 2>&1 || true
fi
installed || give_up "the HTML checker needs Java and npm (Debian: apt-get install default-jre-headless npm, as root)"

cmp -s .ci/node/package-lock.json "$home/installed.json" && exit 0
mkdir -p "$home"
cp .ci/node/package.json .ci/node/package-lock.json "$home/"
# No package's own scripts run: what we need is in the package as it comes.
(cd "$home" && npm ci --ignore-scripts --no-audit --no-fund) >"$home/install.log" 2>&1 ||
    give_up "npm could not install .ci/node (see $home/install.log)"
cp .ci/node/package-lock.json "$home/installed.json"
