"""Extract every string for translators, as `makemessages` does, and fail on what it or gettext's own checker warns of.

Nothing is kept: the site speaks one language until somebody translates it, and a stored list would only age.
"""

import io
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FEWEST = 400


def main() -> None:
    if shutil.which("xgettext") is None or shutil.which("msgfmt") is None:
        if os.environ.get("CI") == "true":
            sys.exit("medigest: GNU gettext is missing (Debian: apt-get install gettext).")
        sys.stdout.write("Skipped: it needs GNU gettext (Debian: apt-get install gettext).\n")
        return
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT))
    os.environ["DJANGO_SETTINGS_MODULE"] = "medigest.settings.test"
    import django
    from django.conf import settings
    from django.core.management import call_command

    django.setup()
    with tempfile.TemporaryDirectory() as directory:
        settings.LOCALE_PATHS = [directory]
        said = io.StringIO()
        ignored = [".venv/*", "tests/*", "var/*", "build/*", ".ci/*"]
        call_command("makemessages", locale=["fr"], ignore_patterns=ignored, stdout=said, stderr=said)
        catalogue = Path(directory) / "fr" / "LC_MESSAGES" / "django.po"
        checked = subprocess.run(  # noqa: S603
            ["msgfmt", "--check", "--output-file", os.devnull, str(catalogue)],  # noqa: S607
            capture_output=True,
            text=True,
            check=False,
        )
        strings = catalogue.read_text(encoding="utf-8").count("\nmsgid ") - 1
    sys.stdout.write(f"{strings} strings\n")
    warnings = [line for line in said.getvalue().splitlines() if "warning" in line.lower()]
    if warnings or checked.returncode or strings < FEWEST:
        sys.exit("\n".join([*warnings, checked.stderr, f"{strings} strings; at least {FEWEST} are expected"]))


if __name__ == "__main__":
    main()
