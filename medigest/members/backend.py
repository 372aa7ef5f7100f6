"""Authentication by handle or e-mail address; a request's member comes with what every page's header asks for."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.base_user import AbstractBaseUser

from medigest.kit.prepared import Prepared
from medigest.members.accounts.models import Member
from medigest.members.viewer import registered_facts

_member = Prepared(lambda pk: Member.objects.filter(pk=pk, is_active=True).annotate(**registered_facts()))


class Backend(AuthenticationBackend):
    """allauth's backend, which fetches the facts that rooms registered in the same query as the member."""

    def authenticate(self, request: Any, **credentials: Any) -> AbstractBaseUser | None:
        """As allauth does, with one password checked for any name: for an address it would try twice, and the time
        would tell that the address is known."""
        if credentials.get("email") and credentials.get("username") == credentials["email"]:
            del credentials["email"]
        found: AbstractBaseUser | None = super().authenticate(request, **credentials)
        return found

    def get_user(self, user_id: Any) -> Member | None:
        """The active member of that id, or None."""
        return _member.get(int(user_id))
