"""With whom something about a child may be shared: a family says yes or no, and ends it at once (R-PRIV-02)."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from kern.gebruikers.beleid import beleid
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from kern.logboek.actions import gezien
from scholen.actions import toestemming as acties
from scholen.models import Leerling, Toestemming
from scholen.rules.toestemming import Soort, Stand

P = Permissie


@dataclass(frozen=True)
class Regel:
    """One request as this reader has it. mijn: the own last word, "" when none was said."""

    rij: Toestemming
    stand: Stand
    mijn: str
    kan_antwoorden: bool
    kan_stoppen: bool

    @property
    def wacht(self) -> bool:
        return self.kan_antwoorden and not self.mijn

    @property
    def gedeeld(self) -> bool:
        return self.stand == Stand.GEGEVEN

    @property
    def kan_uit(self) -> bool:
        """Whether there is something to end: what was agreed, by this reader or by all."""
        return self.kan_stoppen and (self.gedeeld or self.mijn == Soort.JA)


@require_safe
@beleid(P.DOSSIER_LEZEN)
def toestemmingen(request: Verzoek, leerling_id: str) -> HttpResponse:
    """Everything that was asked about this child and that this reader may know, what waits for an answer first."""
    kind = _kind(request, leerling_id)
    gezien(kind, door=request.user, op=timezone.now(), wat="toestemming_gezien")
    rijen = Toestemming.objects.visible_to(request.user, P.DOSSIER_LEZEN).filter(leerling=kind)
    regels = [_regel(request, een) for een in rijen.met_feiten().order_by("-gevraagd_op", "-pk")]
    regels.sort(key=lambda een: (not een.wacht, not een.gedeeld))
    return render(request, "dossier/toestemmingen.html", {"kind": kind, "regels": regels})


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.DOSSIER_LEZEN)
def toestemming(request: Verzoek, leerling_id: str, public_id: str) -> HttpResponse:
    """One request: who wants what and why, and the buttons for yes and no."""
    een = _regel(request, _rij(request, leerling_id, public_id))
    fout = ""
    if request.method == "POST":
        antwoord = request.POST.get("antwoord")
        if antwoord not in ("ja", "nee"):
            fout = gettext("Kies ja of nee")
        else:
            try:
                acties.toestemming_beantwoorden(een.rij, door=request.user, op=timezone.now(), ja=antwoord == "ja")
            except NietMogelijk as reden:
                fout = str(reden)
            else:
                messages.success(request, gettext("Uw antwoord is bewaard. U kunt altijd stoppen."))
                return redirect("dossier:toestemmingen", leerling_id)
    else:
        gezien(een.rij, door=request.user, op=timezone.now(), wat="toestemming_gezien")
    return render(request, "dossier/toestemming.html", {"kind": een.rij.leerling, "een": een, "fout": fout})


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.DOSSIER_LEZEN)
def toestemming_stoppen(request: Verzoek, leerling_id: str, public_id: str) -> HttpResponse:
    """End it: one question, and from the next request on nothing may be shared any more."""
    een = _regel(request, _rij(request, leerling_id, public_id))
    if request.method == "POST":
        try:
            acties.toestemming_intrekken(een.rij, door=request.user, op=timezone.now())
        except NietMogelijk as reden:
            messages.error(request, str(reden))
        else:
            messages.success(request, gettext("Gestopt. Vanaf nu wordt hier niets meer gedeeld."))
        return redirect("dossier:toestemmingen", leerling_id)
    if not een.kan_stoppen:
        raise Http404
    gezien(een.rij, door=request.user, op=timezone.now(), wat="toestemming_gezien")
    return render(request, "dossier/toestemming_stoppen.html", {"kind": een.rij.leerling, "een": een})


def _kind(request: Verzoek, leerling_id: str) -> Leerling:
    kind: Leerling = get_object_or_404(
        Leerling.objects.visible_to(request.user, P.DOSSIER_LEZEN), public_id=leerling_id
    )
    return kind


def _rij(request: Verzoek, leerling_id: str, public_id: str) -> Toestemming:
    rijen = Toestemming.objects.visible_to(request.user, P.DOSSIER_LEZEN).met_feiten()
    return get_object_or_404(rijen, public_id=public_id, leerling__public_id=leerling_id)


def _regel(request: Verzoek, rij: Toestemming) -> Regel:
    dag = timezone.localdate()
    ik = acties.ids_van(rij, request.user, dag)
    mijn = [woord.soort for woord in sorted(rij.antwoorden.all(), key=lambda woord: woord.op) if woord.wie in ik]
    return Regel(rij, rij.stand(dag), mijn[-1] if mijn else "", *acties.mag_ik(rij, request.user, dag))
