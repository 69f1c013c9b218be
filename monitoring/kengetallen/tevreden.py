"""How it went for families and schools, as totals that lead back to nobody (M19)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, Sum
from django.db.models.functions import Cast, Least

from arrangementen.models import Arrangement, Beslissing, Deelname
from kern.termijnen.schooljaar import schooljaar
from loket.models import Bekendmaking, Consultadvies, Terugblik, Zaakbrief
from loket.rules.terugblik import MINSTENS, NA_DAGEN, tot_en_met
from monitoring.rules.kengetal import TIENDE
from monitoring.rules.periode import Periode, jaar_eerder, van_maand, van_schooljaar
from monitoring.rules.tabel import Cel, Kolom, Maat, Rij, Tabel
from scholen.models import Gezag, Samenwerkingsverband
from thuiszitters.actions.terugblik import NIET_OVER
from thuiszitters.models import Casus, Casusstatus

ROL, NA = Terugblik.Rol, Terugblik.Na
LOGT_IN = Q(betrokkene__gebruiker__isnull=False) | Q(leerling__gebruiker__isnull=False)
"""Of a family the portal asks only where somebody can log in."""


def tabel(swv: Samenwerkingsverband, periode: Periode, vandaag: date) -> Tabel:
    """M19 of the school year in which this period begins, and the mean of the year before; apart per what ended.

    Always of a whole year: of a quarter beside its months one could work out a single answer. No total goes over the
    rows, for the same reason.
    """
    jaar = van_schooljaar(schooljaar(periode.van))
    regels = []
    for na in NA:
        for rol in ROL:
            nu, toen = (_stand(swv, rol, na, een, vandaag) for een in (jaar, jaar_eerder(jaar)))
            naam = f"{rol.label[0].upper()}{rol.label[1:]}, {na.label}"
            regels.append(Rij(naam, (*nu, toen[1]), f"{rol.value}-{na.value}"))
    kolommen = (
        Kolom("Antwoorden", Maat.AANTAL),
        Kolom("Gemiddelde", Maat.GEMIDDELD),
        Kolom("Respons", Maat.PROCENT),
        Kolom("Gemiddelde een jaar eerder", Maat.GEMIDDELD),
    )
    return Tabel(
        "hoe-ging-het", f"Hoe ging het? {jaar.naam[0].upper()}{jaar.naam[1:]}", "Wie", kolommen, tuple(regels), ("M19",)
    )


def _stand(
    swv: Samenwerkingsverband, rol: Terugblik.Rol, na: Terugblik.Na, jaar: Periode, vandaag: date
) -> tuple[Cel, Cel, Cel]:
    """Answers, mean and response; None as long as there are too few. Only months that are over."""
    voor = min(vandaag.replace(day=1), jaar.tot)
    rijen = Terugblik.objects.filter(swv=swv, rol=rol, na=na, maand__gte=jaar.van, maand__lt=voor).order_by()
    tot = tot_en_met(rijen.values_list("maand").annotate(n=Count("pk")), MINSTENS)
    if tot is None:
        return None, None, None
    som = rijen.filter(maand__lte=tot).aggregate(n=Count("pk"), som=Sum(Cast("gezicht", IntegerField())))
    gemiddeld = (Decimal(som["som"]) / som["n"]).quantize(TIENDE, ROUND_HALF_UP)
    wacht = timedelta(days=NA_DAGEN)
    gevraagd = GEVRAAGD[na](swv, rol, jaar.van - wacht, van_maand(tot.year, tot.month).tot - wacht)
    respons = (Decimal(som["n"] * 100) / gevraagd).quantize(TIENDE, ROUND_HALF_UP) if gevraagd else None
    return som["n"], gemiddeld, respons


def _besluiten(swv: Samenwerkingsverband, rol: Terugblik.Rol, van: date, tot: date) -> int:
    """Letters about a decision, of these days."""
    wie = LOGT_IN if rol == ROL.GEZIN else Q(aan=Bekendmaking.Aan.SCHOOL)
    brieven = Bekendmaking.objects.filter(
        wie,
        verzonden_op__isnull=False,
        verzenddatum__range=(van, tot),
        besluit__swv=swv,
        besluit__aanvraag__instelling__terugblik_vragen=True,
    )
    return brieven.count()


def _adviezen(swv: Samenwerkingsverband, rol: Terugblik.Rol, van: date, tot: date) -> int:
    """Advices to a school, or letters with one to a family, of these days."""
    if rol == ROL.SCHOOL:
        adviezen = Consultadvies.objects.filter(uitgebracht_op__date__range=(van, tot))
        return adviezen.filter(aanvraag__swv=swv, aanvraag__instelling__terugblik_vragen=True).count()
    brieven = Zaakbrief.objects.filter(LOGT_IN, soort=Zaakbrief.Soort.ADVIES, verzonden_op__isnull=False)
    brieven = brieven.filter(aanvraag__swv=swv)
    zaken = brieven.filter(verzenddatum__range=(van, tot), aanvraag__instelling__terugblik_vragen=True)
    return zaken.count()


def _hulp(swv: Samenwerkingsverband, rol: Terugblik.Rol, van: date, tot: date) -> int:
    """Help that ended on these days and did not go on: per arrangement, or per child of whom somebody can log in."""
    verder = Arrangement.objects.filter(vorige=OuterRef("arrangement"), beslissing__van__isnull=False)
    uit = "arrangement__beeindiging__laatste_dag"
    if rol == ROL.SCHOOL:
        rijen = Beslissing.objects.filter(arrangement__swv=swv).exclude(van=None).annotate(klaar=Least("tot", uit))
        return rijen.filter(~Exists(verder), klaar__range=(van, tot)).count()
    klaar = Least("arrangement__beslissing__tot", uit, "tot")
    kinderen = Deelname.objects.filter(arrangement__swv=swv).annotate(klaar=klaar)
    kinderen = kinderen.filter(~Exists(verder), _met_account("leerling"), klaar__range=(van, tot))
    return kinderen.exclude(arrangement__beslissing__van=None).count()


def _thuis(swv: Samenwerkingsverband, rol: Terugblik.Rol, van: date, tot: date) -> int:
    """Cases that were closed on these days and had something to look back on; of a family as far as it knew."""
    casussen = Casus.objects.filter(swv=swv, status=Casusstatus.GESLOTEN, gesloten_op__date__range=(van, tot))
    casussen = casussen.exclude(eindreden__in=NIET_OVER)
    if rol == ROL.SCHOOL:
        return casussen.exclude(school=None).count()
    return casussen.filter(_met_account("leerling"), ouders_ingelicht_op__isnull=False).count()


def _met_account(leerling: str) -> Q:
    """Somebody of this child's family can log in."""
    ouders = Gezag.objects.filter(leerling=OuterRef(leerling), betrokkene__gebruiker__isnull=False)
    return Q(Exists(ouders)) | Q(**{f"{leerling}__gebruiker__isnull": False})


GEVRAAGD: Mapping[str, Callable[[Samenwerkingsverband, Terugblik.Rol, date, date], int]] = {
    NA.BESLUIT: _besluiten,
    NA.ADVIES: _adviezen,
    NA.HULP: _hulp,
    NA.THUIS: _thuis,
}
"""How often was asked about what was there on these days."""
