"""Whose portal this is: the settings in force today of the SWV that this installation serves."""

from collections.abc import Mapping
from datetime import date

from django.http import HttpRequest
from django.utils import timezone

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.rollen import MAILCODE_GENOEG
from scholen.models import Instelling, Onderdeel, Samenwerkingsverband


def eigen_instelling(request: HttpRequest) -> Instelling:
    """The settings in force today of the SWV that this installation serves, with its `swv`; one query per request.

    Before the region is loaded (a fresh database) it is an unsaved one with the defaults, so that pages still work.
    """
    bekend: Instelling | None = getattr(request, "_instelling", None)
    if bekend is None:
        bekend = _vandaag() or Instelling(
            swv=Samenwerkingsverband(naam="Samenwerkingsverband passend onderwijs"), tlv_soorten=[]
        )
        request._instelling = bekend  # type: ignore[attr-defined]
    return bekend


def aangewezen_vandaag() -> frozenset[date]:
    """The designated days that the same settings name, for what is no request."""
    instelling = _vandaag()
    return instelling.aangewezen if instelling else frozenset()


def eigen_mailwoorden(soort: str) -> tuple[str, Mapping[str, str]]:
    """What this SWV lets a mail say instead of what the portal says, and what is filled in for it."""
    instelling = _vandaag()
    if instelling is None or soort not in instelling.mailteksten:
        return "", {}
    return instelling.mailteksten[soort], mailwaarden(instelling.swv)


def mailwaarden(swv: Samenwerkingsverband) -> Mapping[str, str]:
    """What own words in a mail may say of the SWV."""
    return {"{swv}": swv.naam, "{telefoon}": swv.telefoon}


def geen_mail_aan(wie: Gebruiker) -> bool:
    """Whether this person is of a family, and families do not log in here: a mail would lead nowhere."""
    instelling = _vandaag()
    uit = instelling is not None and Onderdeel.OUDERS in instelling.onderdelen_uit
    return uit and (wie.was_gezin or (bool(wie.rollen) and wie.rollen <= MAILCODE_GENOEG))


def _vandaag() -> Instelling | None:
    return instelling_op(timezone.localdate())


def instelling_op(dag: date) -> Instelling | None:
    """The same settings on another day."""
    rijen = Instelling.objects.filter(swv__eigen=True, geldig_van__lte=dag)
    return rijen.order_by("swv__code", "-geldig_van").select_related("swv").first()
