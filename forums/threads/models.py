"""Thread, Alias, Post, PostRevision, and Trace: where a post stood before it was moved."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from forums import visibility
from forums.boards.models import Board
from medigest.audit.models import Decision
from medigest.kit import clock
from medigest.kit.addresses import address_of
from medigest.members.viewer import Viewer


class State(models.TextChoices):
    """The states of a thread and of a post (DESIGN section 2)."""

    HELD = "held", _("Waiting for a moderator")
    PUBLISHED = "published", _("Published")
    REJECTED = "rejected", _("Not published")
    WITHDRAWN = "withdrawn", _("Taken back by its author")
    HIDDEN = "hidden", _("Hidden by a moderator")
    REMOVED = "removed", _("Removed by its author")


PLACED = [State.PUBLISHED, State.HIDDEN, State.REMOVED]


class ThreadKind(models.TextChoices):
    """What a thread is meant to be; most are nothing in particular."""

    QUESTION = "question", _("Question")
    EXPERIENCE = "experience", _("Experience")
    NEWS = "news", _("News")


class ReactionKind(models.TextChoices):
    """How a reader can react to a post; each is the column in which the post counts it."""

    THANKS = "thanks", _("Thanks")
    HELPFUL = "helpful", _("Helpful")
    WITH_YOU = "with_you", _("With you")


class ThreadQuerySet(models.QuerySet["Thread"]):
    def visible_to(self, viewer: Viewer) -> "ThreadQuerySet":
        """Threads the viewer may open."""
        return self.filter(visibility.seen_threads(viewer))

    def listed_for(self, viewer: Viewer) -> "ThreadQuerySet":
        """Threads that lists show: published ones, on boards the viewer may see."""
        return self.filter(visibility.seen_boards(viewer, "board__"), state=State.PUBLISHED)


class Thread(models.Model):
    """A conversation. `posts` counts the published ones; `last_position` is the highest place ever given."""

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=150)
    slug = models.SlugField(max_length=80)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="threads")
    # who started it, where that was under another name
    alias = models.ForeignKey("Alias", null=True, on_delete=models.PROTECT, related_name="+")
    section_key = models.CharField(max_length=60, blank=True)
    section_heading = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.HELD)
    decision = models.ForeignKey(Decision, null=True, on_delete=models.SET_NULL, related_name="+")
    locked_at = models.DateTimeField(null=True)
    pinned_at = models.DateTimeField(null=True)
    # compared where it is read, so a thread closes in time without a job
    closes_at = models.DateTimeField(null=True)
    label = models.CharField(max_length=40, blank=True)
    kind = models.CharField(max_length=10, choices=ThreadKind.choices, blank=True)
    # chosen as the answer; it counts only while it is published and stands here
    answer = models.ForeignKey("Post", null=True, on_delete=models.SET_NULL, related_name="+")
    # minutes that each writer waits between two posts, until `slow_until`
    slow_minutes = models.PositiveSmallIntegerField(default=0)
    slow_until = models.DateTimeField(null=True)
    merged_into = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    # whether posts of it stand elsewhere now, so that only such a thread is asked where
    has_traces = models.BooleanField(default=False)
    posts = models.PositiveIntegerField(default=0)
    last_position = models.PositiveIntegerField(default=0)
    last_post_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(default=clock.now)

    objects = ThreadQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=State.values), name="thread_state_known"),
            models.CheckConstraint(
                condition=models.Q(posts__lte=models.F("last_position")), name="thread_posts_have_places"
            ),
            models.CheckConstraint(
                condition=models.Q(merged_into=None) | models.Q(state=State.REMOVED, posts=0),
                name="thread_merged_is_empty",
            ),
            models.CheckConstraint(condition=models.Q(kind__in=["", *ThreadKind.values]), name="thread_kind_known"),
            models.CheckConstraint(
                condition=models.Q(answer=None) | models.Q(kind=ThreadKind.QUESTION), name="thread_answers_a_question"
            ),
        ]
        indexes = [
            models.Index(fields=["board", "state", "-last_post_at", "-id"], name="thread_by_board"),
            models.Index(fields=["board", "section_key", "state", "-last_post_at", "-id"], name="thread_by_section"),
            models.Index(fields=["state", "-last_post_at", "-id"], name="thread_by_activity"),
            models.Index(fields=["author", "-last_post_at", "-id"], name="thread_by_author"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address_of("forums:thread", self.board.slug, self.pk, self.slug)

    @property
    def locked(self) -> bool:
        """Whether it takes no more replies: locked by hand, or closed by its date."""
        return self.locked_at is not None or (self.closes_at is not None and self.closes_at <= clock.now())

    @property
    def slow(self) -> int:
        """The minutes that each writer waits between two posts now; 0: none."""
        return self.slow_minutes if self.slow_until is not None and self.slow_until > clock.now() else 0


class Alias(models.Model):
    """Another name, chosen by a member for a thread. It is joined to nobody but before that member.

    Its posts name it and go by it wherever they are moved, also once the account is gone.
    """

    thread = models.ForeignKey(Thread, on_delete=models.PROTECT, related_name="+")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    name = models.CharField(max_length=30)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["thread", "member"], name="alias_one_a_member"),
            models.UniqueConstraint("thread", Lower("name"), name="alias_name_once"),
        ]

    def __str__(self) -> str:
        return self.name


class AliasBlock(models.Model):
    """That a member wants to hear nothing from an alias."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    alias = models.ForeignKey(Alias, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "alias"], name="alias_block_once")]

    def __str__(self) -> str:
        return f"{self.member_id} does not hear from {self.alias_id}"


class PostQuerySet(models.QuerySet["Post"]):
    def visible_to(self, viewer: Viewer) -> "PostQuerySet":
        """Posts whose text the viewer may read."""
        return self.filter(visibility.seen_posts(viewer))

    def listed_for(self, viewer: Viewer) -> "PostQuerySet":
        """Posts that lists show: published ones in published threads, on boards the viewer may see."""
        published = {"state": State.PUBLISHED, "thread__state": State.PUBLISHED}
        return self.filter(visibility.seen_boards(viewer, "thread__board__"), **published)


class Post(models.Model):
    """One message. `position` is its place, given when it is first published and never changed."""

    thread = models.ForeignKey(Thread, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveIntegerField(null=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="posts")
    # the name under which it stands; gone with the text alone, for without it the post would be its author's
    alias = models.ForeignKey(Alias, null=True, on_delete=models.PROTECT, related_name="+")
    source = models.TextField()
    html = models.TextField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.HELD)
    decision = models.ForeignKey(Decision, null=True, on_delete=models.SET_NULL, related_name="+")
    reply_to = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="+")
    opening = models.BooleanField(default=False)
    submission_key = models.CharField(max_length=36)
    pending = models.OneToOneField("PostRevision", null=True, on_delete=models.SET_NULL, related_name="+")
    edits = models.PositiveIntegerField(default=0)
    edited_at = models.DateTimeField(null=True)
    # why a moderator changed the text, for everybody to read
    amended_note = models.CharField(max_length=200, blank=True)
    # what the rules found in it when it was written: see `rules.screen`
    found = models.JSONField(default=list)
    label = models.CharField(max_length=300, blank=True)
    crisis = models.BooleanField(default=False)
    # how many reacted in each way (`ReactionKind`); `reactions` moves them
    thanks = models.PositiveIntegerField(default=0)
    helpful = models.PositiveIntegerField(default=0)
    with_you = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(default=clock.now)
    published_at = models.DateTimeField(null=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["thread", "position"], name="post_position_once"),
            models.UniqueConstraint(fields=["author", "submission_key"], name="post_submission_once"),
            models.UniqueConstraint(fields=["thread"], condition=models.Q(opening=True), name="post_one_opening"),
            models.CheckConstraint(condition=models.Q(state__in=State.values), name="post_state_known"),
            models.CheckConstraint(
                condition=models.Q(position__isnull=False, published_at__isnull=False, state__in=PLACED)
                | (models.Q(position=None, published_at=None) & ~models.Q(state__in=PLACED)),
                name="post_place_iff_published_once",
            ),
        ]
        indexes = [
            # What of somebody's waits or was not published.
            models.Index(
                fields=["author", "-id"],
                condition=models.Q(state__in=["held", "rejected"]),
                name="post_waiting_by_author",
            ),
            models.Index(fields=["author", "-published_at", "-id"], name="post_by_author_newest"),
            # As whom a member writes in a thread, its first post there tells.
            models.Index(fields=["author", "thread", "position"], name="post_by_author_in_thread"),
            models.Index(fields=["thread"], condition=models.Q(position=None), name="post_without_place"),
        ]

    def __str__(self) -> str:
        return f"Post {self.pk}"

    def get_absolute_url(self) -> str:
        return address_of("forums:post", self.pk)

    @property
    def is_erased(self) -> bool:
        """Its author is gone and took the text along: nobody has anything to read here."""
        return self.author_id is None and not self.source


class PostRevision(models.Model):
    """One text of an edited post: the first, and each edit. A pending one waits for a moderator."""

    class State(models.TextChoices):
        APPLIED = "applied", _("Shown")
        PENDING = "pending", _("Waiting for a moderator")
        REJECTED = "rejected", _("Not taken")
        REPLACED = "replaced", _("Replaced before it was read")

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    source = models.TextField()
    html = models.TextField()
    state = models.CharField(max_length=10, choices=State.choices)
    created_at = models.DateTimeField(default=clock.now)
    # the moderator's, where it is not its author's text
    decision = models.ForeignKey(Decision, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["post", "number"], name="post_revision_number_once"),
            models.UniqueConstraint(
                fields=["post"], condition=models.Q(state="pending"), name="post_one_pending_revision"
            ),
        ]

    def __str__(self) -> str:
        return f"Revision {self.number} of post {self.post_id}"


class Quote(models.Model):
    """That a post quotes another by name: where the quoted one goes out of sight, its words go here too."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="quotes")
    quoted = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["post", "quoted"], name="quote_once"),
            models.CheckConstraint(condition=~models.Q(post=models.F("quoted")), name="quote_of_another"),
        ]

    def __str__(self) -> str:
        return f"Post {self.post_id} quotes {self.quoted_id}"


class Trace(models.Model):
    """That a post stood here and was moved to another thread: its old place leads to where it stands now."""

    thread = models.ForeignKey(Thread, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveIntegerField()
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["thread", "position"], name="trace_position_once")]

    def __str__(self) -> str:
        return f"Post {self.post_id} stood at {self.position}"
