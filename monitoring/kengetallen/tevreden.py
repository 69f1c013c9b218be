"""How it went for families and schools, as totals that lead back to nobody (M19)."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Count, IntegerField, Q, Sum
from django.db.models.functions import Cast

from kern.termijnen.schooljaar import schooljaar
from loket.models import Bekendmaking, Terugblik
from loket.rules.terugblik import MINSTENS, NA_DAGEN, tot_en_met
from monitoring.rules.kengetal import TIENDE
from monitoring.rules.periode import Periode, jaar_eerder, van_maand, van_schooljaar
from monitoring.rules.tabel import Cel, Kolom, Maat, Rij, Tabel

ROL = Terugblik.Rol
AAN = {
    ROL.SCHOOL: Q(aan=Bekendmaking.Aan.SCHOOL),
    ROL.GEZIN: Q(betrokkene__gebruiker__isnull=False) | Q(leerling__gebruiker__isnull=False),
}
"""Which letters the portal asks about: of a family only where somebody can log in."""


def tabel(periode: Periode, vandaag: date) -> Tabel:
    """M19 of the school year in which this period begins, and the mean of the year before.

    Always of a whole year: of a quarter beside its months one could work out a single answer.
    """
    jaar = van_schooljaar(schooljaar(periode.van))
    regels = []
    for rol in ROL:
        nu, toen = _stand(rol, jaar, vandaag), _stand(rol, jaar_eerder(jaar), vandaag)
        regels.append(Rij(rol.label[0].upper() + rol.label[1:], (*nu, toen[1]), rol.value))
    kolommen = (
        Kolom("Antwoorden", Maat.AANTAL),
        Kolom("Gemiddelde", Maat.GEMIDDELD),
        Kolom("Respons", Maat.PROCENT),
        Kolom("Gemiddelde een jaar eerder", Maat.GEMIDDELD),
    )
    return Tabel(
        "hoe-ging-het", f"Hoe ging het? {jaar.naam[0].upper()}{jaar.naam[1:]}", "Wie", kolommen, tuple(regels), ("M19",)
    )


def _stand(rol: Terugblik.Rol, jaar: Periode, vandaag: date) -> tuple[Cel, Cel, Cel]:
    """Answers, mean and response; None as long as there are too few. Only months that are over."""
    voor = min(vandaag.replace(day=1), jaar.tot)
    rijen = Terugblik.objects.filter(rol=rol, maand__gte=jaar.van, maand__lt=voor).order_by()
    tot = tot_en_met(rijen.values_list("maand").annotate(n=Count("pk")), MINSTENS)
    if tot is None:
        return None, None, None
    som = rijen.filter(maand__lte=tot).aggregate(n=Count("pk"), som=Sum(Cast("gezicht", IntegerField())))
    gemiddeld = (Decimal(som["som"]) / som["n"]).quantize(TIENDE, ROUND_HALF_UP)
    gevraagd = _gevraagd(rol, jaar.van, van_maand(tot.year, tot.month).tot)
    respons = (Decimal(som["n"] * 100) / gevraagd).quantize(TIENDE, ROUND_HALF_UP) if gevraagd else None
    return som["n"], gemiddeld, respons


def _gevraagd(rol: Terugblik.Rol, van: date, tot: date) -> int:
    """Letters about which the portal began to ask on one of these days."""
    na = timedelta(days=NA_DAGEN)
    brieven = Bekendmaking.objects.filter(
        AAN[rol],
        verzonden_op__isnull=False,
        verzenddatum__range=(van - na, tot - na),
        besluit__aanvraag__instelling__terugblik_vragen=True,
    )
    return brieven.count()
