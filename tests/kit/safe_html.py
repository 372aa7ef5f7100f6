"""Judge a piece of HTML by parsing it, as a browser would, and not by looking for words in it."""

import re
from html.parser import HTMLParser

from medigest.kit.markup import REL, TAGS

ATTRIBUTES = {"a": {"href", "title", "rel"}, "ol": {"start"}}
PROTOCOLS = {"http", "https", "mailto"}
# As a browser finds it; an address can have one and yet be no address that Python would take apart.
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)


class Found(HTMLParser):
    """What the HTML holds: tags, links, and every reason why it is not safe."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.links: list[dict[str, str]] = []
        self.text = ""
        self.problems: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag not in TAGS:
            self.problems.append(f"<{tag}>")
        for name, value in attrs:
            if name not in ATTRIBUTES.get(tag, set()):
                self.problems.append(f"<{tag} {name}>")
            if name == "href":
                self._judge_address(value or "")
        if tag == "a":
            self.links.append({name: value or "" for name, value in attrs})
            self._judge_relation(self.links[-1])

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def _judge_address(self, address: str) -> None:
        # Browsers drop these before they look for the protocol.
        bare = "".join(char for char in address if char > " ").replace("\\", "/")
        scheme = _SCHEME.match(bare)
        if (scheme and scheme[1].lower() not in PROTOCOLS) or bare.startswith("//"):
            self.problems.append(f"href={address}")

    def _judge_relation(self, link: dict[str, str]) -> None:
        outside = not link.get("href", "").startswith(("/", "#"))
        if "href" in link and outside and link.get("rel") != REL:
            self.problems.append(f"no rel on {link}")

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        self.problems.append(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self.problems.append(f"<!{decl}>")

    def handle_pi(self, data: str) -> None:
        self.problems.append(f"<?{data}>")
