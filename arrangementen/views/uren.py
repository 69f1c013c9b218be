"""Writing down hours, made for a phone at half past four: one tap a day, or a week at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib import messages
from django.db import transaction
from django.forms import BoundField
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from arrangementen.actions import urenstand as stand
from arrangementen.actions.uren import Bevestigen, Uren, uren_schrijven
from arrangementen.forms.uren import DagForm, WeekForm, celnaam
from arrangementen.models import Arrangement, Inzet
from arrangementen.rules import uren as regels
from kern.gebruikers.beleid import beleid
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek

DAGEN_TERUG = 31
"""So long after its last day an arrangement stays in the list, for who is late with writing."""
WEKEN_TERUG = 60
"""A week of the last school year can still be looked at; an older one is nobody's to write in."""
P = Permissie


@dataclass
class Kaart:
    """One arrangement on the page of today."""

    arrangement: Arrangement
    wie: str
    stand: stand.Stand
    vandaag: list[str]
    snel: tuple[str, str]
    form: DagForm
    open: bool = False


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.UREN_SCHRIJVEN)
def uren(request: Verzoek) -> HttpResponse:
    """My arrangementen with a button for today each. What was sent and not kept stays open with what is wrong."""
    vandaag, alle = timezone.localdate(), "alle" in request.GET
    mijn, meer = stand.van_mij(request.user, vandaag - timedelta(days=DAGEN_TERUG), vandaag, alle=alle)
    kaarten = _kaarten(request, mijn, vandaag)
    if request.method == "POST":
        kaart = next((een for een in kaarten if een.arrangement.public_id == request.POST.get("arrangement")), None)
        if kaart is None:
            raise Http404
        if _schrijven(request, kaart, vandaag):
            return redirect(request.get_full_path())
        kaart.open = True
    context = {"kaarten": kaarten, "vandaag": vandaag, "alle": alle, "meer": meer}
    return render(
        request, "arrangementen/uren.html", context | {"form": next((k.form for k in kaarten if k.open), None)}
    )


def _kaarten(request: Verzoek, mijn: list[Arrangement], vandaag: date) -> list[Kaart]:
    namen, sommen = stand.namen(request.user, mijn), stand.per_arrangement(mijn, vandaag)
    laatst, regels_ = stand.gewoon(request.user, mijn), [*stand.staande(request.user, mijn, [vandaag])]
    anderen = [*Inzet.objects.visible_to(request.user).filter(arrangement__in=mijn, tot=None)]
    kaarten = []
    for een in mijn:
        soorten = stand.soorten(een)
        soort, kwartieren = laatst.get(een.pk) or stand.eerste_keuze(een)
        nu = [(dict(soorten)[r.soort], r.kwartieren) for r in regels_ if r.arrangement_id == een.pk]
        form = DagForm(
            _gestuurd(request, een, vandaag),
            initial={"dag": vandaag, "kwartieren": kwartieren, "soort": soort},
            soorten=soorten,
            anderen=[a for a in anderen if a.arrangement_id == een.pk and a.gebruiker_id != request.user.pk],
            auto_id=f"id_{een.public_id}_%s",
        )
        kaarten.append(
            Kaart(
                een,
                namen.get(een.pk, ""),
                stand.Stand(een.beslissing.aantal, sommen.get(een.pk, stand.Geschreven())),
                [f"{regels.in_woorden(k)} {woord}" for woord, k in nu],
                (f"{soort}:{kwartieren}", f"{regels.in_woorden(kwartieren)} {dict(soorten)[soort]}"),
                form,
            )
        )
    return kaarten


def _gestuurd(request: Verzoek, een: Arrangement, vandaag: date) -> QueryDict | dict[str, str] | None:
    """What was sent for this arrangement; one tap is the form filled in as the button said."""
    if request.POST.get("arrangement") != een.public_id:
        return None
    if "snel" not in request.POST:
        return request.POST
    soort, _, kwartieren = request.POST["snel"].partition(":")
    hoeveel = regels.getal(regels.uren(int(kwartieren))) if _klein(kwartieren) else ""
    return {"dag": vandaag.isoformat(), "kwartieren": hoeveel, "soort": soort}


def _klein(getal: str) -> bool:
    """Whether these are so few digits that they can be a number of ours; Python refuses to read very many."""
    return getal.isdecimal() and len(getal) <= 4


def _schrijven(request: Verzoek, kaart: Kaart, vandaag: date) -> bool:
    """Whether it was kept; else the form of the card says why not, or what to say yes to."""
    form = kaart.form
    if not form.is_valid():
        return False
    vast = form.cleaned_data
    wat = Uren(dag=vast["dag"], soort=vast["soort"], kwartieren=vast["kwartieren"])
    try:
        let_op = uren_schrijven(
            kaart.arrangement,
            wat,
            door=request.user,
            op=timezone.now(),
            inzet=vast.get("inzet"),
            bevestigd=vast["bevestigd"],
        )
    except Bevestigen as nog:
        form.vragen = nog.vragen
        return False
    except NietMogelijk as reden:
        form.add_error(None, str(reden))
        return False
    woord = dict(stand.soorten(kaart.arrangement))[wat.soort]
    wanneer = "vandaag" if wat.dag == vandaag else regels.kort(wat.dag)
    gedaan = f"{regels.in_woorden(wat.kwartieren)} {woord}" if wat.kwartieren else f"geen uren {woord}"
    messages.success(request, f"Bewaard voor {wanneer}: {gedaan}.")
    if let_op:
        messages.warning(request, let_op)
    return True


# --- a week at once ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Cel:
    """One day in a row; a day without help has no field."""

    woorden: str
    veld: BoundField | None


@dataclass(frozen=True)
class Rij:
    """One row of the week: a kind of hours of one arrangement."""

    arrangement: Arrangement
    wie: str
    soort: str
    cellen: list[Cel]
    totaal: str


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.UREN_SCHRIJVEN)
def uren_week(request: Verzoek) -> HttpResponse:
    """My hours of one week; what is changed in it is written down, all of it or nothing."""
    vandaag = timezone.localdate()
    weken, dagen = gekozen_week(request, vandaag)
    mijn, meer = stand.van_mij(request.user, dagen[0], dagen[-1], alle="alle" in request.GET)
    staat = _staat(request, mijn, dagen, vandaag)
    form = WeekForm(request.POST or None, staat=staat)
    if request.method == "POST" and form.is_valid() and _week_schrijven(request, form, mijn):
        return redirect(f"{reverse('arrangementen:uren_week')}?terug={weken}")
    zichtbaar = [een for een in dagen if een.weekday() < 5 or any(cel[2] == een for cel, k in staat.items() if k)]
    context = {
        "form": form,
        "dagen": [(een, regels.kort(een), _som(staat, een)) for een in zichtbaar],
        "rijen": _rijen(request, mijn, staat, form, zichtbaar),
        "totaal": regels.getal(regels.uren(sum(staat.values()))),
        "weken": weken,
        "vorige": weken + 1,
        "volgende": weken - 1,
        "eerste": dagen[0],
        "laatste": dagen[-1],
        "meer": meer,
    }
    return render(request, "arrangementen/uren_week.html", context)


def gekozen_week(request: Verzoek, vandaag: date) -> tuple[int, list[date]]:
    """How many weeks back this address asks for, and the days of that week."""
    terug = request.GET.get("terug", "")
    weken = min(int(terug), WEKEN_TERUG) if _klein(terug) else 0
    return weken, regels.week(vandaag - timedelta(weeks=weken))


def _staat(
    request: Verzoek, mijn: list[Arrangement], dagen: list[date], vandaag: date
) -> dict[tuple[str, str, date], int]:
    """Each cell that can be filled in with what is there now: days of help that have come."""
    cellen: dict[tuple[str, str, date], int] = {}
    for een in mijn:
        eerste, laatste = stand.met_hulp(een)
        for soort, _ in stand.soorten(een):
            open_ = (dag for dag in dagen if eerste <= dag <= min(laatste, vandaag))
            cellen |= {(een.public_id, soort, dag): 0 for dag in open_}
    per_id = {een.pk: een.public_id for een in mijn}
    for regel in stand.staande(request.user, mijn, dagen):
        cel = (per_id[regel.arrangement_id], regel.soort, regel.dag)
        cellen[cel] = cellen.get(cel, 0) + regel.kwartieren
    return cellen


def _som(staat: dict[tuple[str, str, date], int], dag: date) -> str:
    return regels.getal(regels.uren(sum(kwartieren for cel, kwartieren in staat.items() if cel[2] == dag)))


def _rijen(
    request: Verzoek,
    mijn: list[Arrangement],
    staat: dict[tuple[str, str, date], int],
    form: WeekForm,
    dagen: list[date],
) -> list[Rij]:
    """Per arrangement the kind that one usually writes and those with hours; all kinds when asked."""
    namen, laatst, alle = stand.namen(request.user, mijn), stand.gewoon(request.user, mijn), "soorten" in request.GET
    rijen = []
    for een in mijn:
        gewoon, _ = laatst.get(een.pk) or stand.eerste_keuze(een)
        for soort, woord in stand.soorten(een):
            som = sum(k for (wie, wat, _), k in staat.items() if (wie, wat) == (een.public_id, soort))
            if alle or som or soort == gewoon:
                wie = namen.get(een.pk, "")
                cellen = [_cel(form, een, soort, dag, f"{wie or een.aanbod.naam}, {woord}") for dag in dagen]
                rijen.append(Rij(een, wie, woord, cellen, regels.getal(regels.uren(som))))
    return rijen


def _cel(form: WeekForm, arrangement: Arrangement, soort: str, dag: date, wat: str) -> Cel:
    naam = celnaam(arrangement.public_id, soort, dag)
    if naam not in form.fields:
        return Cel(regels.kort(dag), None)
    form.fields[naam].widget.attrs["aria-label"] = f"{wat}, {regels.kort(dag)}"
    return Cel(regels.kort(dag), form[naam])


def _week_schrijven(request: Verzoek, form: WeekForm, mijn: list[Arrangement]) -> bool:
    per_id, nu = {een.public_id: een for een in mijn}, timezone.now()
    let_op: dict[str, None] = {}
    with transaction.atomic():
        for cel, kwartieren in form.anders().items():
            wie, soort, dag = cel
            wat = Uren(dag=dag, soort=soort, kwartieren=kwartieren)
            try:
                zin = uren_schrijven(
                    per_id[wie], wat, door=request.user, op=nu, bevestigd=form.cleaned_data["bevestigd"]
                )
            except Bevestigen as nog:
                form.vragen += [vraag for vraag in nog.vragen if vraag not in form.vragen]
            except NietMogelijk as reden:
                form.add_error(celnaam(*cel), str(reden))
            else:
                let_op |= {zin: None} if zin else {}
        if form.vragen or form.errors:
            transaction.set_rollback(True)
            return False
    if form.has_changed():
        messages.success(request, "Je uren van deze week zijn bewaard.")
    for zin in let_op:
        messages.warning(request, zin)
    return True
