"""The pages of parents and pupils: where are we, what comes next, by when, whom can I call."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from dossier import scopes
from kern.gebruikers.beleid import beleid
from kern.gebruikers.geluid import met_opnemer
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie, Rol
from kern.gebruikers.verzoek import Verzoek
from kern.logboek.actions import gezien
from loket.actions.antwoorden import vragen_van
from loket.actions.kanaal import eigen_keuze, gekozen_door
from loket.actions.overleg import uitnodiging_beantwoorden
from loket.forms.post import EigenKanaalForm
from loket.models import Bekendmaking, Deelnemer
from loket.views.bezwaarmaken import formulier
from loket.views.inhoud import eigen_antwoorden
from loket.views.mening import formulier as meningformulier
from scholen.actions.taal import ik

from .pagina import alles, dossier, dossiers, taal
from .voorbereiden import overnemen, voorbereid, voorbereiden

__all__ = [
    "aanvraag_lezen",
    "alles",
    "bezwaar",
    "brieven_kiezen",
    "dossier",
    "dossiers",
    "mening",
    "overleg_antwoord",
    "taal",
]


@beleid(Permissie.DOSSIER_LEZEN, Permissie.DOSSIER_MEEKIJKEN)
def aanvraag_lezen(request: Verzoek, public_id: str) -> HttpResponse:
    """The aanvraag as the school submitted it, without anybody's address."""
    recht = scopes.recht_op(request.user, public_id)
    zaak = _zaak(request, public_id, recht)
    if zaak.afgeschermd:
        raise Http404  # what the school wrote says where the child is; a person reads it before it goes out
    rol = Rol.HELPER if recht == Permissie.DOSSIER_MEEKIJKEN else ""
    gezien(zaak.aanvraag, door=request.user, op=timezone.now(), wat="aanvraag_gezien", rol=rol)
    antwoorden = [regel for deel in eigen_antwoorden(vragen_van(zaak.aanvraag)).values() for regel in deel]
    context = {"zaak": zaak, "aanvraag": zaak.aanvraag, "eigen_antwoorden": antwoorden}
    context |= {"stukken": scopes.stukken(request.user, zaak.aanvraag, recht), "meekijkt": bool(rol)}
    return render(request, "dossier/aanvraag_lezen.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(Permissie.DOSSIER_LEZEN)
def brieven_kiezen(request: Verzoek) -> HttpResponse:
    """Which letters this reader wants here instead of on paper; taking it back is the same page."""
    gekozen = [een.soort for een in gekozen_door(*ik(request.user))]
    form = EigenKanaalForm(initial={"portaal": gekozen})
    if request.method == "POST":
        form = EigenKanaalForm(request.POST)
        if form.is_valid():
            try:
                eigen_keuze(door=request.user, op=timezone.now(), portaal=form.cleaned_data["portaal"])
            except NietMogelijk as fout:
                form.add_error(None, str(fout))
            else:
                messages.success(request, gettext("Bewaard. Dit geldt vanaf de volgende brief."))
                return redirect("dossier:brieven_kiezen")
    return render(request, "dossier/brieven_kiezen.html", {"form": form})


@require_POST
@beleid(Permissie.DOSSIER_LEZEN)
def overleg_antwoord(request: Verzoek, public_id: str) -> HttpResponse:
    """Say whether you come to a meeting about your child."""
    mijn = get_object_or_404(
        Deelnemer.objects.visible_to(request.user, Permissie.DOSSIER_LEZEN)
        .filter(betrokkene__gebruiker=request.user)
        .select_related("overleg", "agendapunt__aanvraag"),
        public_id=public_id,
    )
    reden = request.POST.get("reden", "")[:300]
    try:
        uitnodiging_beantwoorden(
            mijn, komt=request.POST.get("komt") == "ja", reden=reden, door=request.user, op=timezone.now()
        )
    except NietMogelijk as fout:
        messages.error(request, str(fout))
    else:
        messages.success(request, gettext("Bedankt. Uw antwoord is bewaard."))
    assert mijn.agendapunt is not None
    return redirect("dossier:dossier", mijn.agendapunt.aanvraag.public_id)


@beleid(Permissie.DOSSIER_LEZEN)
def bezwaar(request: Verzoek, public_id: str) -> HttpResponse:
    """The short form for who does not agree with the decision; once lodged, the confirmation and where it stands."""
    zaak = _zaak(request, public_id)
    if zaak.brief is None:
        raise Http404
    if request.method != "POST":
        gezien(zaak.aanvraag, door=request.user, op=timezone.now(), wat="bezwaar_gezien")
    gelezen = Bekendmaking.objects.visible_to(request.user, Permissie.DOSSIER_LEZEN)
    gelezen = gelezen.select_related("besluit__aanvraag__leerling")
    gedaan, context = formulier(request, gelezen.get(public_id=zaak.brief.public_id), je=False)
    if gedaan:
        return redirect("dossier:bezwaar", public_id)
    return render(request, "dossier/bezwaar.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(Permissie.DOSSIER_LEZEN, Permissie.DOSSIER_MEEKIJKEN)
def mening(request: Verzoek, public_id: str) -> HttpResponse:
    """Give the own view before the decision; once given, read it back. A helper who may, prepares it."""
    if scopes.toegang_tot(request.user, public_id):
        return voorbereiden(request, public_id)
    zaak = _zaak(request, public_id)
    if request.POST.get("actie") == "overnemen":
        return overnemen(request, public_id)
    gegeven, context = meningformulier(request, zaak.aanvraag, je=False)
    if isinstance(gegeven, HttpResponse):
        return gegeven
    if gegeven:
        return redirect("dossier:mening", public_id)
    if request.method != "POST":
        gezien(zaak.aanvraag, door=request.user, op=timezone.now(), wat="zienswijze_gezien")
    context |= {"zaak": zaak, "voorbereid": voorbereid(request, zaak.aanvraag)}
    antwoord = render(request, "dossier/mening.html", context)
    return met_opnemer(antwoord, nodig=context["neemt_op"])


def _zaak(request: Verzoek, public_id: str, recht: Permissie = Permissie.DOSSIER_LEZEN) -> scopes.Zaak:
    zaak = next((zaak for zaak in scopes.zaken(request.user, recht) if zaak.aanvraag.public_id == public_id), None)
    if zaak is None:
        raise Http404
    return zaak
