"""Mail addresses that are made to be thrown away, known from a package: no other host is asked."""

from disposable_email_domains import blocklist


def is_thrown_away(address: str) -> bool:
    """Whether the address, or the domain above its own, belongs to a service for throw-away addresses."""
    labels = address.rpartition("@")[2].lower().split(".")
    return any(".".join(labels[place:]) in blocklist for place in range(max(len(labels) - 1, 0)))
