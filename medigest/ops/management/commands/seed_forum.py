"""`manage.py seed_forum`: a large invented forum, to measure on. Refused in production."""

import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from medigest.ops.seed.forum import fill


class Command(BaseCommand):
    help = "Add a large invented forum, the same one for the same numbers and seed. Not for production."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--conditions", type=int, default=500)
        parser.add_argument("--threads", type=int, default=2_000)
        parser.add_argument("--posts", type=int, default=20_000)
        parser.add_argument("--members", type=int, default=1_000)
        parser.add_argument("--words", type=int, default=60, help="words in a middling post")
        parser.add_argument("--seed", type=int, default=1)

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError("Invented posts have no place among people's own: this refuses production settings.")
        numbers = {name: options[name] for name in ("conditions", "threads", "posts", "members", "words")}
        if min(numbers.values()) < 1 or numbers["threads"] < 2 or numbers["posts"] < 2 * numbers["threads"]:
            raise CommandError("Ask for at least one of each, two threads, and twice as many posts as threads.")
        began = time.monotonic()
        fill(**numbers, seed=options["seed"])
        self.stdout.write(f"{numbers['posts']} posts in {time.monotonic() - began:.1f} s")
