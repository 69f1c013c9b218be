"""Reading in school data: offer files, see what changes, take it over."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from kern.gebruikers.beleid import beleid
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from scholen.actions.inlezing import inlezing_aanbieden, inlezing_overnemen
from scholen.forms import InlezenForm
from scholen.importeren.aangeboden import bronnen_van
from scholen.importeren.verschil import BestandVerschil, Voorstel, vergelijken
from scholen.models import Inlezing, School

TONEN = 25


@dataclass(frozen=True)
class Groep:
    """Schools to which the same happens: how many, and the names of the first of them."""

    wat: str
    aantal: int
    scholen: list[tuple[str, str]]

    @property
    def meer(self) -> int:
        return self.aantal - len(self.scholen)


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(Permissie.SCHOLEN_IMPORTEREN)
def importeren(request: Verzoek) -> HttpResponse:
    """Offer files; those that can be read are kept and shown."""
    form = InlezenForm(request.POST, request.FILES) if request.method == "POST" else InlezenForm()
    if form.is_valid():
        inlezing = inlezing_aanbieden(form.aangeboden, door=request.user, op=timezone.now())
        return redirect("scholen:inlezing", inlezing.public_id)
    eerder = Inlezing.objects.visible_to(request.user).prefetch_related("bestanden").order_by("-created_at")[:10]
    return render(request, "scholen/importeren.html", {"form": form, "eerder": eerder})


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(Permissie.SCHOLEN_IMPORTEREN)
def inlezing(request: Verzoek, public_id: str) -> HttpResponse:
    """What these files would change, or what they changed; POST takes it over."""
    deze = get_object_or_404(
        Inlezing.objects.visible_to(request.user).prefetch_related("bestanden"), public_id=public_id
    )
    if request.method == "POST":
        try:
            inlezing_overnemen(deze, akkoord=request.POST.get("akkoord", ""), door=request.user, op=timezone.now())
        except NietMogelijk as reden:
            messages.error(request, str(reden))
        return redirect("scholen:inlezing", deze.public_id)
    if deze.overgenomen_op:
        return render(request, "scholen/inlezing_klaar.html", {"inlezing": deze})
    voorstel = vergelijken(bronnen_van(deze))
    context = {
        "inlezing": deze,
        "voorstel": voorstel,
        "aantallen": sum(len(per_dag) for per_dag in voorstel.aantallen.values()),
        "bestanden": _groepen(request, voorstel),
    }
    return render(request, "scholen/inlezing.html", context)


def _groepen(request: Verzoek, voorstel: Voorstel) -> list[tuple[BestandVerschil, list[Groep]]]:
    """Per file what happens to which schools."""
    genoemd = {
        brin6 for verschil in voorstel.bestanden for _, lijst in _lijsten(verschil) for brin6 in sorted(lijst)[:TONEN]
    }
    namen = dict(School.objects.visible_to(request.user).filter(brin6__in=genoemd).values_list("brin6", "naam"))
    namen |= {brin6: voorstel.scholen[brin6][0].naam for brin6 in genoemd & voorstel.scholen.keys()}
    return [
        (
            verschil,
            [
                Groep(wat, len(lijst), [(brin6, namen.get(brin6, "")) for brin6 in sorted(lijst)[:TONEN]])
                for wat, lijst in _lijsten(verschil)
                if lijst
            ],
        )
        for verschil in voorstel.bestanden
    ]


def _lijsten(verschil: BestandVerschil) -> tuple[tuple[str, list[str]], ...]:
    return (
        ("nieuw", verschil.nieuw),
        ("gewijzigd", verschil.gewijzigd),
        ("gesloten", verschil.gesloten),
        ("weer open", verschil.heropend),
        ("zonder adres", verschil.onbekend),
    )
