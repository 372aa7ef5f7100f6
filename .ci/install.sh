#!/bin/sh
# install.sh runtime|dev: make .venv, and install that lock unless it, or the larger one, is installed already.
set -eu
cd "$(dirname "$0")/.."
venv=.venv
log=var/install.log

fail() {
    echo "medigest: $*" >&2
    exit 1
}

find_python() {
    for candidate in ${PYTHON:-} python3.11 python3; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
            echo "$candidate"
            return
        fi
    done
    fail "needs Python 3.11 or newer: install it, or name it (PYTHON=/path/to/python3.11), and run make again."
}

make_venv() {
    python=$(find_python)
    "$python" -c 'import venv, ensurepip' 2>/dev/null ||
        fail "this Python has no venv or ensurepip module: install it (Debian: apt-get install python3-venv)" \
            "and run make again."
    rm -rf "$venv"
    "$python" -m venv "$venv" >"$log" 2>&1 || {
        rm -rf "$venv"
        fail "could not make $venv (see $log): check free disk space and permissions, and run make again."
    }
}

# Development's lock contains the runtime one: where it is in use, it is the one to renew.
lock=$1
[ -e "$venv/installed-dev.txt" ] && lock=dev
cmp -s "requirements/$lock.txt" "$venv/installed-$lock.txt" 2>/dev/null && "$venv/bin/python" -c '' && exit 0

mkdir -p var
"$venv/bin/python" -c 'import pip' 2>/dev/null || make_venv
echo "Installing requirements/$lock.txt into $venv ..."
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes \
    -r "requirements/$lock.txt" >"$log" 2>&1 ||
    fail "could not install requirements/$lock.txt (see $log): check the network, pip's settings and free disk" \
        "space, and run make again."
cp "requirements/$lock.txt" "$venv/installed-$lock.txt"
