"""Two fictional meetings for the demo: one to come that a parent is invited for, and one that was held."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from kern.gebruikers.models import Gebruiker
from kern.termijnen.kalender import is_werkdag, verleng
from loket.actions import overleg as acties
from loket.models import IN_BEHANDELING, Aanvraag, Agendapunt, Overleg
from scholen.models import Gezag, Samenwerkingsverband

DOEL = "Wij kijken samen welke hulp nodig is. Daarna schrijft het loket een voorstel. Er wordt nog niets besloten."


def overleggen_vullen(swv: Samenwerkingsverband, *, vandaag: date, loket: Gebruiker, deskundige: Gebruiker) -> None:
    """Through the actions of the loket. Does nothing when there are too few cases."""
    lopend = list(Aanvraag.objects.filter(status__in=[*IN_BEHANDELING], leerling__isnull=False).order_by("pk"))
    kinderen = set(Gezag.objects.filter(betrokkene__gebruiker__isnull=False).values_list("leerling", flat=True))
    met_ouder = [een for een in lopend if een.leerling_id in kinderen]
    if not met_ouder or len(lopend) < 2:
        return
    nu = _moment(vandaag - timedelta(days=2), 9)
    _komend(swv, met_ouder[0], loket, deskundige, nu, vandaag)
    _geweest(swv, lopend[-1], loket, deskundige, vandaag)


def _komend(
    swv: Samenwerkingsverband, aanvraag: Aanvraag, loket: Gebruiker, deskundige: Gebruiker, nu: datetime, vandaag: date
) -> None:
    _, dag = overlegdagen(vandaag)
    overleg = acties.overleg_plannen(
        swv=swv,
        soort="mdo",
        begin=_moment(dag, 14),
        einde=_moment(dag, 15),
        plek="Kantoor van het samenwerkingsverband",
        doel=DOEL,
        stukken_tot=dag + timedelta(days=14),
        door=loket,
        op=nu,
    )
    assert aanvraag.kenmerk is not None
    acties.agendapunt_toevoegen(
        overleg, kenmerk=aanvraag.kenmerk, vraag="Is begeleiding in de klas genoeg?", door=loket, op=nu
    )
    waarom = {
        "collega": ("orthopedagoog", "Weet veel van leren en gedrag."),
        "school": ("school", "Kent de leerling van elke dag."),
        "ouder": ("ouder", "Kent het kind het best."),
    }
    gevraagd = {"collega": f"collega:{deskundige.public_id}:"}
    for sleutel, _ in acties.uit_te_nodigen(overleg, vandaag=vandaag):
        soort = sleutel.partition(":")[0]
        if soort == "ouder" or (soort == "school" and "school" not in gevraagd):
            gevraagd[soort if soort == "school" else sleutel] = sleutel
    for wie in gevraagd.values():
        rol, reden = waarom[wie.partition(":")[0]]
        acties.uitnodigen(overleg, wie=wie, naam="", rol=rol, waarom=reden, door=loket, op=nu)


def _geweest(
    swv: Samenwerkingsverband, aanvraag: Aanvraag, loket: Gebruiker, deskundige: Gebruiker, vandaag: date
) -> None:
    dag, _ = overlegdagen(vandaag)
    op = _moment(dag, 17)
    overleg = acties.overleg_plannen(
        swv=swv,
        soort="commissie",
        begin=_moment(dag, 10),
        einde=_moment(dag, 12),
        plek="Kantoor van het samenwerkingsverband",
        doel="De commissie geeft advies over de aanvragen.",
        stukken_tot=vandaag + timedelta(days=8),
        door=loket,
        op=_moment(dag - timedelta(days=7), 9),
    )
    assert aanvraag.kenmerk is not None
    punt = acties.agendapunt_toevoegen(
        overleg, kenmerk=aanvraag.kenmerk, vraag="Zijn de stukken genoeg om te adviseren?", door=loket, op=op
    )
    waarom = "Lid van de commissie."
    wie = f"collega:{deskundige.public_id}:"
    acties.uitnodigen(overleg, wie=wie, naam="", rol="orthopedagoog", waarom=waarom, door=loket, op=op)
    _verslag(overleg, punt, loket, op, vandaag)


def _verslag(overleg: Overleg, punt: Agendapunt, loket: Gebruiker, op: datetime, vandaag: date) -> None:
    acties.actie_toevoegen(
        overleg,
        wat="Vraag de school om de laatste evaluatie",
        wie=loket.public_id,
        uiterlijk=vandaag + timedelta(days=3),
        punt="",
        door=loket,
        op=op,
    )
    acties.verslag_bewaren(
        overleg,
        verslag="De commissie nam de stukken door.",
        besluiten={punt.public_id: "Eerst de laatste evaluatie opvragen, dan adviseren."},
        vaststellen=True,
        door=loket,
        op=op,
    )


def overlegdagen(vandaag: date) -> tuple[date, date]:
    """The days of the meeting that was held and of the one to come: working days, about a week away."""
    geweest = vandaag - timedelta(days=6)
    while not is_werkdag(geweest):
        geweest -= timedelta(days=1)
    return geweest, verleng(vandaag + timedelta(days=8))


def _moment(dag: date, uur: int) -> datetime:
    return timezone.make_aware(datetime.combine(dag, time(uur)))
