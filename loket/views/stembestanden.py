"""Drawings, recordings and films of a pupil: taking them in, holding them while a form is mended, and showing them."""

from __future__ import annotations

from typing import Any

from django.core import signing
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from kern.bestanden.actions import bewaard, ontvangen
from kern.bestanden.afspelen import SPEELBAAR, om_af_te_spelen
from kern.bestanden.antwoord import NietVrij, om_te_zien
from kern.bestanden.controle import BestandFout
from kern.bestanden.models import Inhoud
from kern.bestanden.namen import nette_naam
from kern.bestanden.opname import FILM, GELUID, opname_ontvangen
from kern.gebruikers.beleid import beleid, ingelogd
from kern.gebruikers.verzoek import Verzoek
from kern.logboek.actions import gezien
from loket.forms.stem import FILM_SECONDEN, OPNAME_SECONDEN, Meegestuurd, StemForm
from loket.models import Stembestand

from .opnamegrens import TE_VAAK, TE_VEEL_TEKENINGEN, mag_opnemen

GELDT = 4 * 3600
"""Seconds that a page may hold on to what was sent with it."""
HOOGSTENS = 12
NA_ELKAAR = _("Stuur een film en een opname na elkaar. Kies de film nog een keer.")


@require_safe
@beleid(ingelogd)
def stembestand(request: Verzoek, public_id: str) -> HttpResponse | FileResponse:
    """A drawing, recording or film, for who may read the words of the pupil; asked anew for each piece of it."""
    rijen = Stembestand.objects.visible_to(request.user).select_related("inhoud", "stem__aanvraag__leerling")
    rij = get_object_or_404(rijen.select_related("stem__aanvraag__school"), public_id=public_id)
    try:
        speelt = rij.inhoud.soort in SPEELBAAR
        antwoord = om_af_te_spelen(request, rij.inhoud, rij.naam) if speelt else om_te_zien(rij.inhoud, rij.naam)
    except NietVrij as reden:
        raise Http404 from reden
    gezien(rij, door=request.user, op=timezone.now(), wat="tekening_gezien")
    return antwoord


def meegestuurd(request: HttpRequest, zout: str) -> list[Meegestuurd]:
    """What came in before and the page sends back, without what was taken out. zout: whose page it is, and about whom.

    The proof is in the page alone: who opens it anew, such as a parent who gets the phone back, finds nothing.
    """
    weg = set(request.POST.getlist("bij_weg"))
    bewijzen = [een for een in request.POST.getlist("bij")[:HOOGSTENS] if een not in weg]
    gelezen = {}
    for bewijs in bewijzen:
        try:
            gelezen[bewijs] = signing.loads(bewijs, salt=zout, max_age=GELDT)
        except signing.BadSignature:
            continue
    rijen = bewaard([inhoud for inhoud, _ in gelezen.values()])
    return [Meegestuurd(rijen[inhoud], naam, bewijs) for bewijs, (inhoud, naam) in gelezen.items() if inhoud in rijen]


def innemen(request: HttpRequest, form: StemForm, zout: str) -> None:
    """Take in what was chosen, so that nobody has to record it again while something else is mended.

    A film and a recording replace an earlier one. What cannot come in says why at its field.
    Not both in one press: each may take as long as the web server waits for an answer.
    """
    if form.cleaned_data.get("opname") and form.cleaned_data.get("film"):
        form.add_error("film", NA_ELKAAR)
    for naam in ("tekeningen", "opname", "film"):
        gekozen = form.cleaned_data.get(naam)
        for bestand in gekozen if isinstance(gekozen, list) else filter(None, [gekozen]):
            tekening = naam == "tekeningen"
            if not mag_opnemen(request, str(request.user.pk or zout), "tekening" if tekening else "opname"):
                form.add_error(naam, TE_VEEL_TEKENINGEN if tekening else TE_VAAK)
                continue
            try:
                inhoud = _ontvangen(bestand, naam)
            except BestandFout as reden:
                form.add_error(naam, str(reden))
                continue
            nette = nette_naam(bestand.name or "", inhoud.soort)
            een = Meegestuurd(inhoud, nette, signing.dumps([inhoud.pk, nette], salt=zout))
            weg = [al for al in form.bij if al.inhoud == inhoud or (al.vorm == een.vorm != "tekening")]
            form.bij = [*(al for al in form.bij if al not in weg), een]


def _ontvangen(bestand: Any, veld: str) -> Inhoud:
    nu = timezone.now()
    if veld == "tekeningen":
        return ontvangen(bestand, op=nu)
    if veld == "film":
        return opname_ontvangen(bestand, soort=FILM, seconden=FILM_SECONDEN, op=nu)
    return opname_ontvangen(bestand, soort=GELUID, seconden=OPNAME_SECONDEN, op=nu)
