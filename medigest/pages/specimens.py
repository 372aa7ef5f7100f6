"""What the style guide shows of the parts that hold content: each with every state, empty, long and right-to-left."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from django import forms
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.templatetags.static import static
from django.utils.translation import gettext as _

from conditions.articles.authorship import Mark
from forums.threads.models import ReactionKind
from forums.threads.rows import Reacted
from medigest.kit import clock
from medigest.kit.compare import GONE, NEW, SAME, Part
from medigest.kit.helplines import with_emergency_number

LONG_WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
LONG_TEXT = " ".join(
    ["There was a long week, and somebody wrote all of it down, hour by hour, for whoever waits too."] * 6
)
ARABIC_TITLE, ARABIC_TEXT = "كيف تنتظرون النتيجة؟", "<p>أمشي على شاطئ البحر، ثم أكتب كل شيء في دفتر صغير.</p>"
STATES = ("published", "held", "rejected", "hidden", "removed")


class SpecimenForm(forms.Form):
    """A form that comes back with every kind of error."""

    title = forms.CharField(label=_("Title"), help_text=_("Say in a few words what it is about."))
    body = forms.CharField(label=_("Your post"), widget=forms.Textarea(attrs={"rows": 4}))
    reason = forms.ChoiceField(
        label=_("One of several"), choices=[("a", _("This")), ("b", _("That"))], widget=forms.RadioSelect
    )
    agree = forms.BooleanField(label=_("I have read this"))


def thread(title: str, **more: Any) -> dict[str, Any]:
    """A row of a thread list."""
    plain = {
        "id": 0,
        "url": "#sg-threads",
        "last_url": "#sg-threads",
        "author_handle": "second-lamp",
        "replies": 3,
        "last_post_at": clock.now() - timedelta(hours=2),
        "state": "published",
        "board_title": "Asthma",
        "board_url": "#sg-threads",
    }
    return plain | {"title": title} | more


def post(position: int | None, **more: Any) -> dict[str, Any]:
    """A post of a thread."""
    anchor = f"specimen-{position or more.get('state')}"
    plain = {
        "position": position,
        "anchor": anchor,
        "permalink": f"#{anchor}",
        "author_handle": "birch_lane",
        "author_url": "#sg-posts",
        "published_at": clock.now() - timedelta(days=1),
        "created_at": clock.now() - timedelta(days=1),
        "html": "<p>I make the week small. One thing in the <em>morning</em>, one in the afternoon.</p>",
        "state": "published",
        "can_report": True,
        "report_url": "#sg-posts",
    }
    return plain | more


def _follow(level: str, label: Any) -> dict[str, Any]:
    """A control by which something is followed."""
    return {
        "id": f"specimen-follow-{level or 'not'}",
        "url": "#sg-follow",
        "level": level,
        "label": label,
        "choices": [
            ("watching", _("Watch"), _("You are told of each reply.")),
            ("muted", _("Mute"), _("It is quiet.")),
        ],
        "can_reach_beneath": level == "watching",
    }


def _pictures() -> dict[str, Any]:
    """Pictures of a post: to be seen, and under a lid; and the part of a form that takes them."""
    picture = {"id": 1, "url": static("img/icon-192.png"), "width": 192, "height": 192}
    drawn = [picture | {"alternative": _("A boat at the pier")}, picture | {"id": 2, "alternative": LONG_TEXT[:290]}]
    fields = {"most": 4, "longest": 300, "accepted": "image/png", "begun": True, "there": drawn[:1]}
    return {
        "pictures": drawn,
        "picture_fields": fields
        | {
            "loose": [picture | {"id": 3, "alternative": _("A lamp")}, picture | {"id": 4, "alternative": ""}],
            "free": [(1, "")],
        },
    }


def item(title: str, **more: Any) -> dict[str, Any]:
    """Something that waits in the moderation queue."""
    plain = {
        "thread_title": title,
        "board_title": "Psoriasis",
        "url": "#sg-queue",
        "since": clock.now(),
        "kinds": ["held"],
        "reports": [],
        "excerpt": "Pull yourselves together.",
        "post": {"author_handle": "tall-ladder"},
    }
    return plain | more


def _article() -> dict[str, Any]:
    """The parts of an article: a section that is talked about, one that nobody talked about yet, and sources."""
    sections = [
        {"key": "specimen-signs", "heading": _("Symptoms"), "html": f"<p>{LONG_TEXT}</p><ul><li>one</li></ul>"},
        {"key": "specimen-long", "heading": LONG_WORD, "html": f"<p>{LONG_WORD}</p>"},
    ]
    source = {"number": 1, "title": "The book of coasts", "publisher": "Harbour press", "licence": "CC0"}
    return {
        "sections": sections,
        "talk": SimpleNamespace(
            board=SimpleNamespace(url="#sg-article", sections={"specimen-signs": 3}), new_url="#sg-article"
        ),
        "sources": [
            source | {"url": "https://example.org/", "locators": "page 2", "retrieved": clock.now().date()},
            source | {"number": 2, "title": LONG_WORD, "url": ""},
        ],
    }


def _board_heads() -> list[dict[str, Any]]:
    """A board where the viewer may write, one where something has to be mended first, and one without a condition."""
    board = {"title": "Asthma", "threads": 2, "posts": 7, "last_post_at": clock.now(), "audience": "public"}
    board["description"] = "Say hello, ask how this place works."
    condition = {"name": "Asthma", "url": "#sg-boards", "definition": "A long-lasting condition of the airways."}
    mend = {"url": "#sg-boards", "label": _("Log in")}
    return [
        {"board": board, "condition": condition, "new_url": "#sg-boards", "can_post": True},
        {"board": board | {"title": LONG_WORD}, "condition": condition, "why_not": _("Log in to take part.")}
        | {"mend": mend},
        {"board": board | {"title": _("The quiet room"), "audience": "members", "last_post_at": None}},
    ]


def reactions() -> tuple[Reacted, ...]:
    """One given, one that others gave, one that nobody gave."""
    numbers = {ReactionKind.THANKS: 12, ReactionKind.HELPFUL: 1, ReactionKind.WITH_YOU: 0}
    return tuple(Reacted(kind, str(kind.label), number, number > 1) for kind, number in numbers.items())


def specimens() -> dict[str, Any]:
    """Everything that the style guide's template asks for, by the names that it asks by."""
    now = clock.now()
    report = {"reason_label": _("Harassment"), "note": "Somebody new may read this.", "created_at": now}
    decision = {"action_label": _("Hidden"), "reason_label": _("Spam"), "created_at": now}
    sanction = {"label": _("Silence: no writing, anywhere"), "reason_label": _("Harassment"), "imposed_at": now}
    return (
        _article()
        | _pictures()
        | {
            "board_heads": _board_heads(),
            "decisions": [decision | {"statement": LONG_TEXT}, decision | {"reason_label": ""}],
            "sanctions": [sanction | {"until": now, "board": "Asthma", "waits": True}, sanction],
            "figures": [(_("Published"), 65), (_("Hidden"), "<5"), (LONG_WORD, 0)],
            "actions": [("hide", _("Hide the thread")), ("lock", _("Lock it"))],
            "reasons": [("spam", _("Spam"))],
            "flashes": [
                Message(constants.SUCCESS, _("Your reply is published.")),
                Message(constants.WARNING, LONG_TEXT),
                Message(constants.ERROR, LONG_WORD),
            ],
            "day": now,
            "preview_html": f"<p>{LONG_TEXT}</p>",
            "threads": [
                thread("The week between the scan and the result", replies=22, unread_url="#sg-threads"),
                thread("Read this first", pinned=True, locked=True, author_handle=""),
                thread(f"On the word {LONG_WORD}", section_heading="What happens in the cells", replies=1),
                *(thread(f"A thread that is {state}", state=state) for state in STATES[1:]),
            ],
            "draft": {"url": "#sg-forms", "saved_at": now},
            "follows": [_follow("", _("Follow")), _follow("watching", _("Watching")), _follow("muted", _("Muted"))],
            "rtl_threads": [thread(ARABIC_TITLE, board_title="الربو", author_handle="نورس", pinned=True)],
            "posts": [
                post(1, author_role="moderator", edited_at=now, reply_url="#sg-posts", reactions=reactions()[:2]),
                post(2, stub=True),
                post(
                    3,
                    first_unread=True,
                    bookmark_url="#sg-posts",
                    html=f"<p>{LONG_WORD * 2}</p>",
                    is_own=True,
                    can_edit=True,
                    edit_url="#sg-posts",
                ),
                post(
                    4,
                    react_url="#sg-posts",
                    reactions=reactions(),
                    reply_to_position=1,
                    reply_to_handle="birch_lane",
                    reply_to_url="#specimen-1",
                ),
                post(5, author_handle="", author_url=""),
                post(6, pending_html="<p>The text as it shall become.</p>", is_own=True),
                *(
                    post(None, state=state, is_own=True, statement=_("What a moderator wrote to the author."))
                    for state in STATES[1:]
                ),
            ],
            "rtl_posts": [post(7, html=ARABIC_TEXT, author_handle="نورس", reply_url="#sg-posts")],
            "items": [
                item("The swimming pool", kinds=["report", "held", "edit"], reports=[report, report | {"note": ""}]),
                item(LONG_WORD, excerpt=LONG_TEXT, post={"author_handle": ""}),
            ],
            "claims": [{"id": 1}, {"id": 1, "mine": True}, {"id": 1, "holder": LONG_WORD}],
            "rule_form": SpecimenForm(auto_id="rule_%s"),
            "caught": {
                "number": 1,
                "looked_at": 1000,
                "newest": [({"get_absolute_url": "#sg-queue", "thread": {"title": LONG_WORD}}, "call 555 0100")],
            },
            "rtl_items": [item(ARABIC_TITLE, board_title="الربو", excerpt=ARABIC_TITLE, kinds=["report"])],
            "rtl_title": ARABIC_TITLE,
            "rtl_notices": [{"telling": {"text": ARABIC_TITLE}, "url": "#sg-rtl", "unread": True, "created_at": now}],
            "rtl_form": SpecimenForm({"title": ""}, auto_id="rtl_%s"),
            "diff": [Part(SAME, "The glass is "), Part(GONE, "green "), Part(NEW, "blue "), Part(SAME, "and cold.")],
            "term": {
                "slug": "sea-glass",
                "name": _("Sea glass"),
                "text": _("Glass that the sea made round."),
                "url": "/",
            },
            "marked": {
                "written_by": "Alex Example",
                "credentials": _("Medical writer"),
                "interests": "",
                "published_at": now,
                "unmarked": _("It was taken in as its publisher gave it."),
            },
            "lacks": [Mark.DISCLOSURE],
            "emergency_numbers": with_emergency_number(),
            "release": {"title": "Coast Ontology", "version": "7", "licence": "CC0 1.0", "imported_at": now},
            "reviews": [
                {"reviewed_on": now.date(), "next_due": now.date()} | state
                for state in ({}, {"changed": True}, {"overdue": True})
            ],
            "notices": [
                {"url": "#sg-notices", "unread": True, "created_at": now}
                | {"telling": {"text": _("Your post is published.")}},
                {"url": "#sg-notices", "created_at": now}
                | {
                    "telling": {
                        "text": _("Your post was hidden."),
                        "statement": _("Please be kind."),
                        "why_url": "#sg-notices",
                    }
                },
                {"url": "#sg-notices", "created_at": now, "telling": {"text": LONG_TEXT}},
                {"created_at": now},
            ],
            "pages": {
                "count": 9,
                "number": 5,
                "previous_url": "#sg-nav",
                "next_url": "#sg-nav",
                "links": [(1, "#sg-nav", False), (4, "#sg-nav", False), (5, "", True), (9, "#sg-nav", False)],
            },
            "boards": [
                {
                    "title": "Asthma",
                    "url": "#sg-threads",
                    "description": "A long-lasting condition.",
                    "threads": 1,
                    "posts": 5,
                },
                {"title": LONG_WORD, "url": "#sg-threads", "threads": 0, "posts": 0, "audience": "members"},
            ],
            "form": SpecimenForm({"title": ""}),
        }
    )
