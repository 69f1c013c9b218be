"""I1 and I2: of what was decided, the letters and the numbers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from django.db.models import Count, Exists, Max, OuterRef
from django.utils import timezone

from kern.brieven.models import BriefVersie
from kern.termijnen.schooljaar import eerste_dag, laatste_dag
from loket.models import Tlv
from loket.models.besluit import Bekendmaking, Besluit, Volgnummer
from swv_portal.controle.zinnen import melden, noemen
from toezicht.models import Registerregel

REGISTERJAREN = 7
"""So long the register keeps a line of what was deleted; of an older year nobody knows any more how many those were."""
WIE = ("besluit", "school", "betrokkene", "leerling")


def brieven(op: datetime) -> Iterator[str]:
    """I1: a besluit without a letter, somebody with two letters in force, a sent one without PDF or of another day."""
    alle = Bekendmaking.objects.all()
    yield from melden("Besluiten zonder brief", Besluit.objects.exclude(Exists(alle.filter(besluit=OuterRef("pk")))))
    dubbel = alle.filter(vervallen_op=None, opvolgers=None).order_by().values(*WIE).annotate(n=Count("pk"))
    if twee := sorted({rij["besluit"] for rij in dubbel.filter(n__gt=1)}):
        yield f"Besluiten waarvan iemand twee geldige brieven heeft: {noemen(twee)}."
    verzonden = alle.filter(verzonden_op__isnull=False, vervallen_op=None)
    versie = BriefVersie.objects.filter(brief=OuterRef("brief"), vervallen_op=None)
    yield from melden("Verzonden brieven zonder pdf", verzonden.exclude(Exists(versie.filter(pdf__isnull=False))))
    zelfde = versie.filter(dagtekening=OuterRef("verzenddatum"), bezwaar_tot=OuterRef("bezwaar_tot"))
    yield from melden("Brieven met een andere dag dan hun bekendmaking", verzonden.exclude(Exists(zelfde)))


def nummers(op: datetime) -> Iterator[str]:
    """I2: per SWV and school year the numbers are those from 1 to the counter; a deleted one is in the register."""
    tellers = Volgnummer.objects.order_by("swv", "schooljaar").values_list("swv", "swv__code", "schooljaar", "laatste")
    for swv, code, jaar, laatste in tellers:
        yield from _jaar(swv, f"{code} {jaar}-{jaar + 1}", jaar, laatste, timezone.localdate(op))
    teller = Volgnummer.objects.filter(swv=OuterRef("swv"), schooljaar=OuterRef("schooljaar"))
    yield from melden("TLV’s zonder teller", Tlv.objects.exclude(Exists(teller)))


def _jaar(swv: int, naam: str, jaar: int, laatste: int, vandaag: date) -> Iterator[str]:
    som = Tlv.objects.filter(swv=swv, schooljaar=jaar).aggregate(n=Count("pk"), hoogste=Max("volgnummer"))
    dagen = (eerste_dag(jaar), laatste_dag(jaar))
    weg = Registerregel.objects.filter(swv=swv, besluitdatum__range=dagen).count()
    if (som["hoogste"] or 0) > laatste:
        yield f"{naam}: nummer {som['hoogste']} ligt boven de teller, die op {laatste} staat."
    if som["n"] + weg > laatste or (som["n"] + weg < laatste and jaar > vandaag.year - REGISTERJAREN):
        yield f"{naam}: er zijn {som['n']} TLV’s en {weg} die verwijderd zijn, en de teller staat op {laatste}."
