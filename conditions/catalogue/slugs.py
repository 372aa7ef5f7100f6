"""Slugs: unique, stable, never reserved."""

from collections.abc import Iterable

from django.utils.text import slugify

from conditions.catalogue.models import RESERVED_SLUGS, Condition

LONGEST = 100


def free_slug(name: str) -> str:
    """A slug for `name` that no condition has; numbered where it must be."""
    stem = _stem(name)
    taken = set(Condition.objects.filter(slug__startswith=stem).values_list("slug", flat=True)) | set(RESERVED_SLUGS)
    return _free(stem, taken)


def free_slugs(names: Iterable[str]) -> list[str]:
    """A slug for each of many names, no two the same."""
    taken = set(Condition.objects.values_list("slug", flat=True)) | set(RESERVED_SLUGS)
    slugs = []
    for name in names:
        slugs.append(_free(_stem(name), taken))
        taken.add(slugs[-1])
    return slugs


def _stem(name: str) -> str:
    return slugify(name)[:LONGEST].strip("-_") or "condition"


def _free(stem: str, taken: set[str]) -> str:
    slug, number = stem, 2
    while slug in taken:
        slug, number = f"{stem}-{number}", number + 1
    return slug
