"""A letter in plain words, in the language of the reader, for whoever may see that letter."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.http import require_http_methods

from kern.brieven.talen import NEDERLANDS, TALEN
from kern.gebruikers.beleid import beleid, ingelogd
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.verzoek import Verzoek
from kern.gebruikers.zicht import rijen_van
from kern.logboek.actions import gezien
from loket.actions.bezorging import opgehaald
from loket.actions.vertaling import nagekeken
from loket.models import Bekendmaking, Bezwaarbericht, Verzending, Zaakbrief
from loket.models.bezwaarbeslissing import Bezwaarbekendmaking
from loket.uitleg import Merk, uitleg_van, vertalen
from loket.uitleg.vertaling import IN_GEWONE_TAAL, KIES_TAAL, LEES_DE_BRIEF, in_taal
from scholen.actions.taal import taal_kiezen, taal_van
from scholen.middleware import onthouden

BRIEVEN: dict[type[Verzending], str] = {
    Bekendmaking: "loket:brief",
    Zaakbrief: "loket:brief",
    Bezwaarbekendmaking: "loket:bezwaarbrief",
    Bezwaarbericht: "loket:bezwaarbrief",
}
"""Each kind of letter with the page on which it is read."""


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(ingelogd)
def uitleg(request: Verzoek, public_id: str) -> HttpResponse:
    """The letter in plain words. A parent or pupil keeps the language that is chosen here; staff only looks.

    Of a family the whole page speaks it; for staff that looks at a translation the rest stays Dutch.
    """
    rij = haal_brief(request, public_id)
    wat = uitleg_van(rij.brief)
    if wat is None:
        raise Http404
    wie = rij.betrokkene or rij.leerling
    eigen = wie is not None and wie.gebruiker_id == request.user.pk
    if request.method == "POST":
        return _kiezen(request, public_id, eigen=eigen)
    taal = taal_van(request.user) if eigen else request.GET.get("taal", "nl")
    if taal not in TALEN:
        raise Http404
    if spreekt := eigen or not request.user.moet_sterk_inloggen:
        translation.activate(taal)  # all around it too
    gezien(rij, door=request.user, op=timezone.now(), wat="uitleg_gelezen")
    opgehaald(rij, door=request.user, op=timezone.now())
    tot = getattr(rij, "bezwaar_tot", None) or getattr(rij, "beroep_tot", None)
    dagen = {Merk.VERZONDEN: rij.verzenddatum, Merk.BEZWAAR_TOT: tot}
    context = {
        "uitleg": vertalen(wat, taal, dagen=dagen, nagekeken=nagekeken(taal)),
        "kies": in_taal(taal, KIES_TAAL),
        "lees": in_taal(taal, LEES_DE_BRIEF),
        "talen": TALEN.values(),
        "eigen": eigen,
        "spreekt": spreekt,
        "brief_adres": reverse(BRIEVEN[type(rij)], args=[public_id]),
    }
    return render(request, "loket/uitleg.html", context)


def gewone_taal(request: Verzoek, rij: Verzending) -> dict[str, Any]:
    """For the page of a letter: the way to its plain words, named in the language of the reader too."""
    if uitleg_van(rij.brief) is None:
        return {}
    taal = taal_van(request.user)
    eigen = None if taal == NEDERLANDS else (TALEN[taal], in_taal(taal, IN_GEWONE_TAAL))
    return {"gewone_taal": reverse("loket:uitleg", args=[rij.public_id]), "in_taal": eigen}


def _kiezen(request: Verzoek, public_id: str, *, eigen: bool) -> HttpResponse:
    if not eigen:
        raise Http404
    try:
        taal_kiezen(door=request.user, op=timezone.now(), taal=request.POST.get("taal", ""))
    except NietMogelijk as reden:
        raise Http404 from reden
    onthouden(request, request.POST["taal"])
    return redirect("loket:uitleg", public_id)


def haal_brief(request: Verzoek, public_id: str) -> Verzending:
    """The letter, whatever it tells; an addressee sees its own from the day of sending."""
    for soort in BRIEVEN:
        rijen = rijen_van(soort).visible_to(request.user).filter(public_id=public_id, vervallen_op=None)
        rij: Verzending | None = rijen.select_related("brief", "betrokkene", "leerling").first()
        if rij is not None:
            return rij
    raise Http404
