"""Fixing the figures of a day, so that what was given to somebody can be made again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from kern.bestanden.controlegetal import controlegetal as getal_van
from kern.gebruikers.bewaren import bewaren
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk, rechten_nodig
from kern.gebruikers.rollen import Permissie
from kern.logboek.actions import vastleggen
from scholen.models import Instelling, Samenwerkingsverband
from thuiszitters.formulieren import bronnen
from thuiszitters.gevallen import lezen, te_tellen
from thuiszitters.maat import maat_van
from thuiszitters.models import Opgave, Opgaveregel
from thuiszitters.rules.opgave import Regel, regels

P = Permissie
NIET_VOORUIT = "Kies vandaag of een eerdere teldag."
VOLGORDE = "Kies om te vergelijken een dag voor de teldag."


def dagen_fout(dag: date, vorige: date, vandaag: date) -> str:
    """Why these days cannot be counted on; "" when they can."""
    if dag > vandaag:
        return NIET_VOORUIT
    return "" if vorige < dag else VOLGORDE


@transaction.atomic
def opgave_vastleggen(swv: Samenwerkingsverband, *, door: Gebruiker, op: datetime, dag: date, vorige: date) -> Opgave:
    """Freeze the figures of this day, and what came and went after the other one, as they are known now."""
    rechten_nodig(door, P.THUISZITTER_TELLEN)
    if fout := dagen_fout(dag, vorige, timezone.localdate(op)):
        raise NietMogelijk(fout)
    instelling = Instelling.objects.visible_to(door).geldig(swv, timezone.localdate(op))
    gelezen = lezen(te_tellen(door, swv), instelling.vakantieregio, vorige=vorige, dag=dag)
    geteld = regels(gelezen.alle, dag, vorige, maat_van(instelling))
    opgave = Opgave(
        swv=swv,
        dag=dag,
        vorige=vorige,
        klassen=instelling.thuis_klassen,
        vakantie_meetellen=instelling.vakantie_meetellen,
        vakantieregio=instelling.vakantieregio,
        weggelaten=gelezen.weggelaten,
        aantal_regels=len(geteld),
        formulieren=bronnen(),
        vastgelegd_op=op,
        vastgelegd_door=door,
    )
    opgave.controlegetal = controlegetal(opgave, geteld)
    bewaren(opgave)
    rijen = (Opgaveregel(opgave=opgave, casus_id=gelezen.pks[een.nummer], **een._asdict()) for een in geteld)
    Opgaveregel.objects.bulk_create(rijen)
    vastleggen("opgave_vastleggen", opgave, door=door, op=op, dag=dag.isoformat(), vorige=vorige.isoformat())
    return opgave


def controlegetal(opgave: Opgave, geteld: Sequence[Regel]) -> str:
    """The SHA-256 of all that the figures are made of: the same return gives the same, another one never does."""
    inhoud = {
        "zout": opgave.zout,
        "swv": opgave.swv.code,
        "dag": opgave.dag.isoformat(),
        "vorige": opgave.vorige.isoformat(),
        "klassen": opgave.klassen,
        "vakantie": [opgave.vakantie_meetellen, opgave.vakantieregio],
        "weggelaten": opgave.weggelaten,
        "formulieren": opgave.formulieren,
        "regels": [een._asdict() for een in sorted(geteld, key=lambda een: een.nummer)],
    }
    return getal_van(inhoud)


@transaction.atomic
def opgave_delen(opgave: Opgave, *, door: Gebruiker, op: datetime, voor: str, vorm: str) -> None:
    """Write down that a file of this return was made, and for whom (afspraak 46)."""
    rechten_nodig(door, P.THUISZITTER_TELLEN)
    vastleggen("opgave_delen", opgave, door=door, op=op, voor=voor, vorm=vorm)
