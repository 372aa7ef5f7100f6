#!/bin/sh
# Every check but the tests. All of them run; the exit status says whether all of them passed.
set -eu
cd "$(dirname "$0")/.."
python=.venv/bin/python
failed=

check() {
    name=$1
    shift
    echo "== $name"
    "$@" || failed="$failed $name"
}

# What production needs to know, made up: the check is that its settings are safe once they are given.
production() {
    env -u MEDIGEST_DEMO DJANGO_SETTINGS_MODULE=medigest.settings.prod \
        SECRET_KEY="$("$python" -c 'import secrets; print(secrets.token_urlsafe(60)[:60])')" \
        ALLOWED_HOSTS=medigest.example SITE_URL=https://medigest.example \
        DATABASE_URL=postgres://medigest@127.0.0.1/medigest CACHE_URL=redis://127.0.0.1:6379/0 \
        EMAIL_URL=submission://user:password@127.0.0.1:587 "$@"
}

check lint "$python" -m ruff check .
check format "$python" -m ruff format --check .
check types "$python" -m mypy
check layers "$python" -c 'from importlinter.cli import lint_imports_command; lint_imports_command()' --no-logo
check templates "$python" -m djlint templates --lint --quiet
check migrations env -u DATABASE_URL DJANGO_SETTINGS_MODULE=medigest.settings.test \
    "$python" manage.py makemigrations --check --dry-run
check messages "$python" .ci/messages.py
check production production "$python" manage.py check --deploy --fail-level WARNING

[ -z "$failed" ] || {
    echo "Failed:$failed" >&2
    exit 1
}
echo "All checks passed."
