"""Member, the user model."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from medigest.kit import clock
from medigest.members import handles


class MemberManager(BaseUserManager["Member"]):
    def get_by_natural_key(self, username: str | None) -> "Member":
        """The member of that handle, whatever its case."""
        return self.get(handle__iexact=username)

    def create_user(self, handle: str, email: str = "", password: str | None = None, **fields: Any) -> "Member":
        member = self.model(handle=handle, email=self.normalize_email(email), **fields)
        member.set_password(password)
        member.save(using=self._db)
        return member

    def create_superuser(self, handle: str, email: str = "", password: str | None = None) -> "Member":
        return self.create_user(handle, email, password, role=Member.Role.ADMINISTRATOR)


class Member(AbstractBaseUser):
    """Somebody with an account. Moderators are appointed per board, in the forums."""

    class Role(models.TextChoices):
        MEMBER = "member", _("Member")
        EDITOR = "editor", _("Editor")
        ADMINISTRATOR = "administrator", _("Administrator")

    handle = models.CharField(_("handle"), max_length=30, unique=True, validators=handles.validators)
    email = models.EmailField(_("e-mail address"), blank=True)
    role = models.CharField(max_length=15, choices=Role.choices, default=Role.MEMBER)
    role_until = models.DateTimeField(null=True, blank=True)
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(default=clock.now)
    # Asked for on every page, so it stands here and not in the profile.
    discreet = models.BooleanField(default=False)

    # Asked for erasure: when it is due, and for each kind of content whether it stays without a name.
    leaving_at = models.DateTimeField(null=True, editable=False)
    leaving_wishes = models.JSONField(default=dict, blank=True, editable=False)

    USERNAME_FIELD = "handle"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["email"]

    objects = MemberManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("handle"), name="member_handle_unique_ignoring_case"),
            models.UniqueConstraint(
                Lower("email"), condition=~models.Q(email=""), name="member_email_unique_ignoring_case"
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=["member", "editor", "administrator"]), name="member_role_known"
            ),
        ]
        indexes = [
            models.Index(fields=["leaving_at"], condition=models.Q(leaving_at__isnull=False), name="member_leaving"),
        ]

    def __str__(self) -> str:
        return self.handle

    @property
    def office(self) -> str:
        """The role that the member has now: one that ran out is none."""
        ran_out = self.role_until is not None and self.role_until <= clock.now()
        return self.Role.MEMBER if ran_out else self.role

    @property
    def is_leaving(self) -> bool:
        """Asked for erasure: gone for everybody else, though there is time to change one's mind."""
        return self.leaving_at is not None

    @property
    def is_reachable(self) -> bool:
        """Whether mail may be sent: the account is in use and has an address."""
        return bool(self.is_active and self.email and not self.is_leaving)
