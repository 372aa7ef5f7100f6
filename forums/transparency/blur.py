"""Numbers fit for the public: none is so exact, or so small, that it points to somebody."""

SMALLEST = 5


def blur(number: int) -> str:
    """The number to the nearest five; a few are "<5", none is "0"."""
    if 0 < number < SMALLEST:
        return f"<{SMALLEST}"
    return str(round(number / SMALLEST) * SMALLEST)
