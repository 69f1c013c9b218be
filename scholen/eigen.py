"""Whose portal this is: the settings in force today of the SWV that this installation serves."""

from datetime import date

from django.http import HttpRequest
from django.utils import timezone

from scholen.models import Instelling, Samenwerkingsverband


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


def _vandaag() -> Instelling | None:
    rijen = Instelling.objects.filter(swv__eigen=True, geldig_van__lte=timezone.localdate())
    return rijen.order_by("swv__code", "-geldig_van").select_related("swv").first()
