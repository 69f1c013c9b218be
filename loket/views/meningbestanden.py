"""Photos and papers with a view: taking them in from the form, and showing one to who may see it."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from kern.bestanden.actions import ontvangen
from kern.bestanden.afspelen import SPEELBAAR, om_af_te_spelen
from kern.bestanden.antwoord import NietVrij, om_te_zien
from kern.bestanden.controle import BestandFout
from kern.bestanden.models import Inhoud
from kern.bestanden.namen import nette_naam
from kern.bestanden.opname import GELUID, opname_ontvangen
from kern.gebruikers.beleid import beleid, ingelogd
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.verzoek import Verzoek
from kern.logboek.actions import gezien
from loket.actions.zienswijze_bestanden import bestand_toevoegen
from loket.actions.zienswijze_geven import open_vraag
from loket.forms.zienswijze import OPNAME_SECONDEN, MeningForm
from loket.models import Zienswijze, Zienswijzebestand

from .opnamegrens import TE_VAAK, mag_opnemen


@require_safe
@beleid(ingelogd)
def zienswijzebestand(request: Verzoek, public_id: str) -> HttpResponse | FileResponse:
    """The file: a picture, PDF or sound as it is, another kind as a download. What waits for the scanner is not there
    yet. A player asks for piece after piece: whether it may is looked at each time."""
    rijen = Zienswijzebestand.objects.visible_to(request.user).select_related(
        "inhoud", "zienswijze__ronde__aanvraag__leerling", "zienswijze__ronde__aanvraag__school"
    )
    rij = get_object_or_404(rijen, public_id=public_id)
    try:
        speelt = rij.inhoud.soort in SPEELBAAR
        antwoord = om_af_te_spelen(request, rij.inhoud, rij.naam) if speelt else om_te_zien(rij.inhoud, rij.naam)
    except NietVrij as reden:
        raise Http404 from reden
    gezien(rij, door=request.user, op=timezone.now(), wat="zienswijzebestand_gezien")
    return antwoord


def bestanden_toevoegen(request: Verzoek, rij: Zienswijze, form: MeningForm) -> bool:
    """Take in what was chosen; whether all of it came in. What did not, says why at the field."""
    goed = True
    for bestand in form.cleaned_data.get("bestanden") or []:
        nu = timezone.now()
        try:
            inhoud = ontvangen(bestand, op=nu)
            naam = nette_naam(bestand.name or "", inhoud.soort)
            bestand_toevoegen(rij, door=request.user, op=nu, inhoud=inhoud, naam=naam)
        except (BestandFout, NietMogelijk) as reden:
            form.add_error("bestanden", str(reden))
            goed = False
    return goed


def opname_innemen(request: Verzoek, rij: Zienswijze, form: MeningForm) -> tuple[Inhoud, str] | None:
    """The memo that was sent along, made anew, or why not at its field. Takes seconds: before anything is locked.

    Raises NietMogelijk when there is nothing to say any more.
    """
    if not (bestand := form.cleaned_data.get("opname")):
        return None
    open_vraag(rij, request.user)
    if not mag_opnemen(request, str(request.user.pk)):
        form.add_error("opname", TE_VAAK)
        return None
    try:
        inhoud = opname_ontvangen(bestand, soort=GELUID, seconden=OPNAME_SECONDEN, op=timezone.now())
    except BestandFout as reden:
        form.add_error("opname", str(reden))
        return None
    return inhoud, nette_naam(bestand.name or "", inhoud.soort)


def bestanden_van(request: Verzoek, rij: Zienswijze) -> list[Zienswijzebestand]:
    """The files with this view that this user may see, in the order in which they came."""
    rijen = Zienswijzebestand.objects.visible_to(request.user).filter(zienswijze=rij)
    return list(rijen.select_related("inhoud").order_by("pk"))
