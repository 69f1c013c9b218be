"""What a new password must be, in our own words: of Django a plural is English in Dutch and Arabic."""

from __future__ import annotations

from django.contrib.auth import password_validation as van_django
from django.utils.translation import gettext as _


class Lengte(van_django.MinimumLengthValidator):
    def get_error_message(self) -> str:
        return _("Dit wachtwoord is te kort. Gebruik minstens %(aantal)s tekens.") % {"aantal": self.min_length}

    def get_help_text(self) -> str:
        return _("Minstens %(aantal)s tekens.") % {"aantal": self.min_length}


class AndersDanAdres(van_django.UserAttributeSimilarityValidator):
    """Of what it looks at by itself an account has the address only."""

    def get_error_message(self) -> str:
        return _("Dit wachtwoord lijkt te veel op het e-mailadres.")

    def get_help_text(self) -> str:
        return _("Anders dan het e-mailadres.")


class NietGewoon(van_django.CommonPasswordValidator):
    def get_error_message(self) -> str:
        return _("Dit wachtwoord gebruiken veel mensen. Kies een ander wachtwoord.")

    def get_help_text(self) -> str:
        return _("Geen wachtwoord dat veel mensen gebruiken.")
