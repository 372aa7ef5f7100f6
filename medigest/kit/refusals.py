"""Ways to say no, raised below the web layer and answered by the surface guard."""


class Forbidden(Exception):
    """The viewer may see this, but not do that; the message is the reason, fit to be shown."""


class LogInFirst(Exception):
    """A visitor asks for something that may or may not exist for members: the answer is the log-in page."""


class TooMany(Exception):
    """A limit is reached; `seconds` until the window ends."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"try again in {seconds} seconds")
        self.seconds = seconds
