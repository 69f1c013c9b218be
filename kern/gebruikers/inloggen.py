"""Who somebody is, asked at each request: the account and its roles of today, in one question to the database."""

from __future__ import annotations

from allauth.account.auth_backends import AuthenticationBackend
from django.utils import timezone

from .models import Gebruiker


class MetRollen(AuthenticationBackend):  # type: ignore[misc]
    """Knows of who is logged in the roles too: every page needs them."""

    def get_user(self, user_id: int) -> Gebruiker | None:
        gevonden: Gebruiker | None = Gebruiker.objects.met_rollen(timezone.localdate()).filter(pk=user_id).first()
        if gevonden is None or not self.user_can_authenticate(gevonden):
            return None
        gevonden.onthouden_zicht = {}
        return gevonden
