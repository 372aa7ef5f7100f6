"""Slugs: unique, stable, never reserved."""

from django.utils.text import slugify

from conditions.catalogue.models import RESERVED_SLUGS, Condition

LONGEST = 100


def free_slug(name: str) -> str:
    """A slug for `name` that no condition has; numbered where it must be."""
    stem = slugify(name)[:LONGEST].strip("-") or "condition"
    taken = set(Condition.objects.filter(slug__startswith=stem).values_list("slug", flat=True)) | set(RESERVED_SLUGS)
    slug, number = stem, 2
    while slug in taken:
        slug, number = f"{stem}-{number}", number + 1
    return slug
