"""The lists of help as a spreadsheet: what its page shows to this viewer, after logging in again, and written down.

Names of children are there only where the page has them; each row of a child is a look at that child.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import Count
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from arrangementen import evalueerlijst
from arrangementen.actions import urenstand
from arrangementen.actions.meenemen import nieuwe_scholen, vertrokken
from arrangementen.models import Aanwezigheid, Arrangement, Deelname
from arrangementen.rules import uren as uurregels
from arrangementen.rules.evaluatie import Drang
from kern.gebruikers.beleid import beleid
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from kern.logboek.actions import gezien_alle
from loket.models.lijst import HOOGSTENS

from . import arrangement, groep, uren, voorzieningen
from .budgetexcel import als_bestand
from .doen import VOLGT_UREN

P = Permissie
DRANG = {Drang.TE_LAAT: "Te laat", Drang.NU: "Nu"}


@require_safe
@beleid(P.ARRANGEMENT_LEZEN, opnieuw_inloggen=True)
def arrangementen_excel(request: Verzoek) -> HttpResponse:
    """The rows of this address, all pages; at most HOOGSTENS, and then the last line says so."""
    _, weergave, delen = arrangement.gekozen(request)
    lijst = delen[weergave].select_related("aanbod", "school", "aanvraag__leerling", "beeindiging").order_by("-id")
    regels = arrangement.rijen(list(lijst[:HOOGSTENS]), request.user, timezone.localdate())
    alle = [een.arrangement for een in regels]
    kinderen = list(
        Deelname.objects.visible_to(request.user)
        .filter(arrangement__in=alle)
        .select_related("leerling", "school", "arrangement")
    )
    met = {een.arrangement_id for een in kinderen}
    zelf = [een for een in alle if een.pk not in met and (een.aanvraag or een.voor != Arrangement.Voor.LEERLING)]
    _geexporteerd(request, kinderen, zelf)
    koppen = ("Kenmerk", "Voor wie", "School", "Hulp", "Thema", "Van", "Tot en met", "Bedrag", "Stand")
    rijen: list[tuple[object, ...]] = [
        (
            een.arrangement.kenmerk,
            een.wie,
            een.arrangement.school.naam,
            een.arrangement.aanbod.naam,
            een.arrangement.aanbod.thema,
            een.van,
            een.tot,
            een.bedrag,
            een.woord,
        )
        for een in regels
    ]
    if len(rijen) >= HOOGSTENS:
        rijen.append((f"Dit bestand stopt na {HOOGSTENS} regels. Filter de lijst en download opnieuw voor de rest.",))
    return _bestand("Arrangementen", koppen, rijen)


@require_safe
@beleid(*VOLGT_UREN, opnieuw_inloggen=True)
def groep_excel(request: Verzoek, public_id: str) -> HttpResponse:
    """The pupils of a group that this viewer sees, and how often each was there."""
    rij = groep.haal_groep(request, public_id)
    deelnames = list(groep.deelnames_van(request, rij))
    _geexporteerd(request, deelnames)
    zichtbaar = Aanwezigheid.objects.visible_to(request.user).filter(deelname__in=deelnames)
    soorten = Aanwezigheid.Was.choices
    keren = {
        (een["deelname"], een["was"]): een["keer"]
        for een in zichtbaar.values("deelname", "was").annotate(keer=Count("pk")).order_by()
    }
    koppen = ("Leerling", "School", "Vanaf", "Tot en met", *(f"Keer {woord}" for _, woord in soorten))
    rijen = [
        (een.leerling.naam, een.school.naam, een.van, een.tot, *(keren.get((een.pk, code), 0) for code, _ in soorten))
        for een in deelnames
    ]
    return _bestand("Groep", koppen, rijen, wat=rij.kenmerk)


@require_safe
@beleid(*voorzieningen.STAF, P.ARRANGEMENT_VRAGEN, opnieuw_inloggen=True)
def voorzieningen_excel(request: Verzoek) -> HttpResponse:
    """How full each voorziening is today; nobody is named."""
    koppen = ("Voorziening", "Plaatsen", "Per school", "Bezet", "Vrij", "Wacht")
    rijen = [
        (een.aanbod.naam, een.aanbod.plaatsen, "Ja" if een.vrij is None else "Nee", een.bezet, een.vrij, een.wacht)
        for een in voorzieningen.regels_vandaag(request, timezone.localdate())
    ]
    return _bestand("Voorzieningen", koppen, rijen)


@require_safe
@beleid(*voorzieningen.STAF, P.ARRANGEMENT_VRAGEN, opnieuw_inloggen=True)
def voorziening_excel(request: Verzoek, public_id: str) -> HttpResponse:
    """Who has a place, and after them who waits, each with the number in the whole list; a school sees its own."""
    vandaag = timezone.localdate()
    aanbod = voorzieningen.haal_voorziening(request, public_id)
    plaatsen = voorzieningen.geplaatst(request, aanbod, vandaag)
    wacht, _ = voorzieningen.wachtend(request, aanbod, vandaag)
    _geexporteerd(request, [*(een.deelname for een in plaatsen), *(een for _, een, _ in wacht)])
    koppen = ("Leerling", "School", "Stand", "Van", "Tot en met", "Graag antwoord uiterlijk", "Nummer", "Gevraagd op")
    rijen: list[tuple[object, ...]] = [
        (
            een.deelname.leerling.naam,
            een.deelname.school.naam,
            een.get_stand_display().capitalize(),
            een.van,
            een.tot,
            een.antwoord_voor if een.stand == voorzieningen.Stand.AANGEBODEN else "",
            "",
            timezone.localdate(een.deelname.arrangement.gevraagd_op),
        )
        for een in plaatsen
    ]
    for nummer, een, zei_nee in wacht:
        stand = "Wacht; nam een plaats niet aan" if zei_nee else "Wacht"
        gevraagd = timezone.localdate(een.arrangement.gevraagd_op)
        rijen.append((een.leerling.naam, een.school.naam, stand, "", "", "", nummer, gevraagd))
    return _bestand("Voorziening", koppen, rijen)


@require_safe
@beleid(P.ARRANGEMENT_TOEKENNEN, opnieuw_inloggen=True)
def vertrokken_excel(request: Verzoek) -> HttpResponse:
    """Who is no longer enrolled where help still runs."""
    vandaag = timezone.localdate()
    lijst = list(vertrokken(request.user, vandaag))
    _geexporteerd(request, lijst)
    koppen = ("Leerling", "Kenmerk", "Hulp", "Oude school", "Nieuwe school")
    rijen = [
        (
            een.leerling.naam,
            een.arrangement.kenmerk,
            een.arrangement.aanbod.naam,
            een.school.naam,
            ", ".join(school.naam for school in nieuwe_scholen(een, vandaag)) or "Niet bij ons",
        )
        for een in lijst
    ]
    return _bestand("Vertrokken leerlingen", koppen, rijen)


@require_safe
@beleid(P.ARRANGEMENT_VRAGEN, P.UREN_SCHRIJVEN, opnieuw_inloggen=True)
def evalueren_excel(request: Verzoek) -> HttpResponse:
    """What is still to be looked back on, all pages, the most pressing in front."""
    alle = evalueerlijst.te_evalueren(request.user, timezone.localdate())
    regels = evalueerlijst.aankleden(request.user, alle)
    kinderen = [kind for een in regels if een.arrangement.voor == Arrangement.Voor.LEERLING for kind in een.kinderen]
    _geexporteerd(request, kinderen)
    koppen = ("Kenmerk", "Voor wie", "School", "Hulp", "Evaluatie", "Uiterlijk", "Stand", "Gesprek op")
    rijen = [
        (
            een.arrangement.kenmerk,
            een.wie,
            een.arrangement.school.naam,
            een.arrangement.aanbod.naam,
            "Eindevaluatie" if een.moment.soort == "eind" else "Tussenevaluatie",
            een.moment.uiterlijk,
            DRANG.get(een.drang, "Binnenkort"),
            een.bezig.dag if een.bezig else "",
        )
        for een in regels
    ]
    return _bestand("Evalueren", koppen, rijen)


@require_safe
@beleid(P.UREN_SCHRIJVEN, opnieuw_inloggen=True)
def uren_excel(request: Verzoek) -> HttpResponse:
    """My own hours of one week, a line for each day and kind, also of help that is not on the page of that week."""
    _, dagen = uren.gekozen_week(request, timezone.localdate())
    mijn, _ = urenstand.van_mij(request.user, dagen[0], dagen[-1], alle=True)
    regels = list(urenstand.staande(request.user, mijn, dagen).order_by("dag", "pk"))
    per_id = {een.pk: een for een in mijn}
    met = {een.arrangement_id for een in regels}
    zichtbaar = Deelname.objects.visible_to(request.user).filter(arrangement__in=met)
    kinderen = list(zichtbaar.select_related("leerling", "school", "arrangement"))
    wie = urenstand.namen(request.user, [per_id[pk] for pk in met])
    _geexporteerd(request, kinderen, [per_id[pk] for pk in met - {een.arrangement_id for een in kinderen}])
    koppen = ("Datum", "Hulp", "Kenmerk", "School", "Voor wie", "Soort uren", "Uren")
    rijen = [
        (
            een.dag,
            per_id[een.arrangement_id].aanbod.naam,
            per_id[een.arrangement_id].kenmerk,
            per_id[een.arrangement_id].school.naam,
            wie.get(een.arrangement_id, ""),
            dict(urenstand.soorten(per_id[een.arrangement_id]))[een.soort].capitalize(),
            uurregels.uren(een.kwartieren),
        )
        for een in regels
    ]
    return _bestand("Uren", koppen, rijen, wat=f"week-van-{dagen[0]}")


def _geexporteerd(request: Verzoek, kinderen: list[Deelname], zonder: list[Arrangement] | None = None) -> None:
    """One line in the logbook for each child, and for each row that is about no child."""
    gezien_alle([*kinderen, *(zonder or [])], door=request.user, op=timezone.now(), wat="geexporteerd")


def _bestand(titel: str, koppen: Sequence[str], rijen: Iterable[Sequence[object]], *, wat: str = "") -> HttpResponse:
    naam = "-".join(filter(None, (titel.lower().replace(" ", "-"), wat, f"{timezone.localdate():%Y-%m-%d}")))
    return als_bestand(titel, koppen, rijen, naam=naam)
