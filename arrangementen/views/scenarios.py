"""What if: scenarios beside the basis, keeping one, throwing one away, and all of it as a file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from arrangementen.actions import scenario as acties
from arrangementen.forms.scenario import ScenarioForm
from arrangementen.models import Scenario
from arrangementen.rules.normbedragen import soorten_van
from arrangementen.rules.raming import Band, Prognose
from arrangementen.rules.scenario import NAAST_DE_BASIS, in_woorden
from kern.gebruikers.beleid import beleid
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from kern.logboek.actions import gezien
from scholen.models import Instelling, Samenwerkingsverband

from .prognose import Gegevens, Jaar, blad, per_jaar, verzamelen, waarden

P = Permissie


@dataclass(frozen=True)
class Vergelijking:
    """One year of one forecast beside that of the basis."""

    totaal: Band | None
    basis: Band | None

    @property
    def verschil(self) -> Decimal | None:
        """How much more than the basis is expected, in whole euros; None when one of both is not known."""
        if self.totaal is None or self.basis is None:
            return None
        return self.totaal.hele_euros.verwacht - self.basis.hele_euros.verwacht

    @property
    def minder(self) -> Decimal:
        """The difference without its sign."""
        return abs(self.verschil or Decimal(0))


@require_safe
@beleid(P.PROGNOSE_MAKEN)
def scenarios(request: Verzoek) -> HttpResponse:
    """The basis and up to three scenarios side by side, as a chart and in numbers."""
    gegevens = verzamelen(request)
    alle = list(_van(request, gegevens.swv))
    gekozen, te_veel = _gekozen(request, alle)
    ramingen = _ramingen(gegevens, gekozen)
    per_raming = [(titel, per_jaar(raming)) for titel, raming in ramingen]
    basis = per_raming[0][1]
    context = {
        "gegevens": gegevens,
        "scenarios": [(een, een in gekozen, in_woorden(een.aannames, gegevens.basis)) for een in alle],
        "gekozen": gekozen,
        "te_veel": te_veel,
        "vraag": "?" + urlencode([("swv", gegevens.swv.public_id), *(("s", een.public_id) for een in gekozen)]),
        "swvvraag": f"?swv={gegevens.swv.public_id}",
        "keuzes": [(een.naam, f"?swv={een.public_id}", None, een == gegevens.swv) for een in gegevens.swvs],
        "raming_jaren": ramingen[0][1].jaren,
        "reeksen": [(titel, waarden(jaren)) for titel, jaren in per_raming],
        "titels": [titel for titel, _ in ramingen],
        "rijen": [
            (een.jaar, [(titel, Vergelijking(jaren[nr].totaal, een.totaal)) for titel, jaren in per_raming])
            for nr, een in enumerate(basis)
        ],
        "onvolledig": _onvolledig(per_raming),
        "leeg": not any(een.rijen for _, jaren in per_raming for een in jaren),
    }
    return render(request, "arrangementen/scenarios.html", context)


@require_safe
@beleid(P.PROGNOSE_MAKEN, opnieuw_inloggen=True)
def scenarios_excel(request: Verzoek) -> HttpResponse:
    """The same forecasts as a spreadsheet, each with all its cells."""
    gegevens = verzamelen(request)
    gekozen, _ = _gekozen(request, list(_van(request, gegevens.swv)))
    gezien(gegevens.swv, door=request.user, op=timezone.now(), wat="scenarios_geexporteerd")
    return blad(gegevens, _ramingen(gegevens, gekozen))


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.PROGNOSE_MAKEN)
def scenario_nieuw(request: Verzoek) -> HttpResponse:
    """Think of a new one."""
    return _bewerken(request, verzamelen(request).swv, None)


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.PROGNOSE_MAKEN)
def scenario(request: Verzoek, public_id: str) -> HttpResponse:
    """Change the assumptions of one."""
    rij = get_object_or_404(Scenario.objects.visible_to(request.user).select_related("swv"), public_id=public_id)
    return _bewerken(request, rij.swv, rij)


@require_POST
@beleid(P.PROGNOSE_MAKEN)
def scenario_weggooien(request: Verzoek, public_id: str) -> HttpResponse:
    """Throw it away."""
    rij = get_object_or_404(Scenario.objects.visible_to(request.user).select_related("swv"), public_id=public_id)
    acties.scenario_weggooien(rij, door=request.user, op=timezone.now())
    messages.success(request, "Het scenario is weggegooid.")
    return redirect(_terug(rij.swv))


def _bewerken(request: Verzoek, swv: Samenwerkingsverband, rij: Scenario | None) -> HttpResponse:
    instelling = Instelling.objects.visible_to(request.user).geldig(swv, timezone.localdate())
    form = ScenarioForm(
        request.POST or None,
        soorten=soorten_van(instelling.tlv_soorten),
        terugplaatsing=instelling.terugplaatsing_procent,
        vandaag=timezone.localdate(),
        scenario=rij,
    )
    if request.method == "POST" and form.is_valid():
        try:
            nieuw = acties.scenario_bewaren(
                door=request.user, op=timezone.now(), swv=swv, scenario=rij, **form.cleaned_data
            )
        except NietMogelijk as reden:
            form.add_error(None, str(reden))
        else:
            messages.success(request, "Het scenario is bewaard.")
            return redirect(f"{_terug(swv)}&s={nieuw.public_id}")
    return render(request, "arrangementen/scenario.html", {"form": form, "scenario": rij, "terug": _terug(swv)})


def _terug(swv: Samenwerkingsverband) -> str:
    return f"{reverse('arrangementen:scenarios')}?swv={swv.public_id}"


def _van(request: Verzoek, swv: Samenwerkingsverband) -> Iterable[Scenario]:
    return Scenario.objects.visible_to(request.user).filter(swv=swv).select_related("bewaard_door").order_by("naam")


def _gekozen(request: Verzoek, alle: Sequence[Scenario]) -> tuple[list[Scenario], bool]:
    """The scenarios of this address, and whether more were asked for than fit; without a choice the first ones."""
    gevraagd = request.GET.getlist("s")
    keuze = [een for een in alle if een.public_id in gevraagd] if gevraagd else list(alle)
    return keuze[:NAAST_DE_BASIS], bool(gevraagd) and len(keuze) > NAAST_DE_BASIS


def _ramingen(gegevens: Gegevens, gekozen: Iterable[Scenario]) -> list[tuple[str, Prognose]]:
    return [
        ("Basis", gegevens.ramen(gegevens.basis)),
        *((een.naam, gegevens.ramen(een.aannames)) for een in gekozen),
    ]


def _onvolledig(per_raming: Iterable[tuple[str, list[Jaar]]]) -> list[Jaar]:
    """Each year that has no total in one of the forecasts, once."""
    zonder = {een.jaar: een for _, jaren in per_raming for een in jaren if een.zonder}
    return [zonder[jaar] for jaar in sorted(zonder)]
