"""A counter per key and window in the shared cache."""

from django.core.cache import cache

from medigest.kit import clock
from medigest.kit.refusals import TooMany


def spend(name: str, who: str, *, limit: int, window: int) -> None:
    """Count one use of `name` by `who`; raise TooMany beyond `limit` uses in `window` seconds."""
    moment = int(clock.now().timestamp())
    key = f"ratelimit:{name}:{who}:{moment // window}"
    cache.add(key, 0, timeout=window)
    try:
        used = cache.incr(key)
    except ValueError:  # expired or evicted between the two calls
        cache.set(key, 1, timeout=window)
        used = 1
    if used > limit:
        raise TooMany(window - moment % window)
