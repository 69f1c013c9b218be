"""A budget of one school year (5.4), and how it stands. Every amount here is a sum of lines, kept by the database."""

from __future__ import annotations

from decimal import Decimal

import pgtrigger
from django.db import models
from django.db.models import Case, DecimalField, F, Q, Sum, Value, When

from arrangementen.rules.boekingen import GEHEEL, STAND, Stand, stand_uit
from arrangementen.rules.geld import HOOGSTENS
from kern.gebruikers.zicht import ZichtbaarModel, ZichtbareQuerySet
from kern.logboek.bewaking import niet_leegmaken
from kern.termijnen.schooljaar import notatie
from scholen.models import Bestuur, Samenwerkingsverband, School, Werkgebied

from .aanbod import Aanbod

TOTALEN = ("toegekend", "betaald", "verantwoord")
"""What every keeper of a sum has: of a whole school year, and with eerste_ in front of its first calendar year."""


def alleen_door_boeken(naam: str, *velden: str) -> pgtrigger.Trigger:
    """Refuse whoever writes a total; only the trigger of a line does."""
    anders = " OR ".join(f"OLD.{veld} IS DISTINCT FROM NEW.{veld}" for veld in velden)
    nieuw = " OR ".join(f"NEW.{veld} <> 0" for veld in velden)
    return pgtrigger.Trigger(
        name=naam,
        when=pgtrigger.Before,
        operation=pgtrigger.Update | pgtrigger.Insert,
        level=pgtrigger.Row,
        func=f"""
            IF pg_trigger_depth() > 1 THEN RETURN NEW; END IF;
            IF TG_OP = 'INSERT' AND ({nieuw}) THEN RAISE EXCEPTION 'Een totaal is de som van boekingen.'; END IF;
            IF TG_OP = 'UPDATE' AND ({anders}) THEN RAISE EXCEPTION 'Een totaal is de som van boekingen.'; END IF;
            RETURN NEW;
        """,
    )


def som() -> models.DecimalField[Decimal, Decimal]:
    """A column with a total."""
    return models.DecimalField(max_digits=12, decimal_places=2, default=Decimal(0), editable=False)


def regelsom(kolom: str, veld: str = "bedrag", *, via: str = "") -> Sum:
    """What lines add to one column of a stand, with their sign, for who groups lines. via: the way to them, with __."""
    tekens = [
        When(**{f"{via}soort": soort}, then=F(f"{via}{veld}") * Value(teken))
        for soort, (waar, teken) in STAND.items()
        if waar == kolom
    ]
    return Sum(Case(*tekens, default=Value(Decimal(0)), output_field=DecimalField()))


class MetStand(ZichtbaarModel):
    """A row that keeps the sums of its lines. eerste_: the part of it in the first calendar year of the school year."""

    toegekend = som()
    betaald = som()
    verantwoord = som()
    eerste_toegekend = som()
    eerste_betaald = som()
    eerste_verantwoord = som()

    class Meta:
        abstract = True

    @property
    def stand(self) -> Stand:
        """How it stands over the whole school year."""
        return self.stand_in(GEHEEL)

    def stand_in(self, deel: str) -> Stand:
        """How it stands over the school year, or over one of its calendar years."""
        return stand_uit(vars(self), deel)


def stand_klopt(naam: str) -> list[models.CheckConstraint]:
    """What always holds of the sums: nothing is paid that was not granted, nor accounted for that was not paid."""
    return [
        models.CheckConstraint(
            condition=Q(betaald__gte=0, betaald__lte=F("toegekend")),
            name=f"{naam}_betaald",
            violation_error_message="Er kan niet meer worden betaald dan er is toegekend.",
        ),
        models.CheckConstraint(
            condition=Q(verantwoord__gte=0, verantwoord__lte=F("betaald")),
            name=f"{naam}_verantwoord",
            violation_error_message="Er kan niet meer worden verantwoord dan er is betaald.",
        ),
    ]


class Pot(MetStand):
    """One budget: of an SWV for a school year, and narrower when werkgebied, bestuur, school or kind are named.

    blokkeert: a grant above what is free is refused by the database; otherwise the SWV is warned and may go over.
    """

    swv = models.ForeignKey(Samenwerkingsverband, on_delete=models.PROTECT, related_name="potten")
    schooljaar = models.PositiveSmallIntegerField()
    naam = models.CharField(max_length=80)
    werkgebied = models.ForeignKey(Werkgebied, on_delete=models.PROTECT, null=True, blank=True, related_name="potten")
    bestuur = models.ForeignKey(Bestuur, on_delete=models.PROTECT, null=True, blank=True, related_name="potten")
    school = models.ForeignKey(School, on_delete=models.PROTECT, null=True, blank=True, related_name="potten")
    aanbod = models.ForeignKey(Aanbod, on_delete=models.PROTECT, null=True, blank=True, related_name="potten")
    grootboek = models.CharField(max_length=20, blank=True)
    kostenplaats = models.CharField(max_length=20, blank=True)
    blokkeert = models.BooleanField("houdt tegen wat er niet in past", default=True)
    begroot = som()
    eerste_begroot = som()

    objects = ZichtbareQuerySet["Pot"].as_manager()

    class Avg:
        van, regel = "niemand", "geld"

    class Meta:
        verbose_name = "budget"
        verbose_name_plural = "budgetten"
        indexes = [models.Index(fields=["schooljaar", "swv"], name="pot_schooljaar")]
        constraints = [
            models.UniqueConstraint(
                fields=["swv", "schooljaar", "werkgebied", "bestuur", "school", "aanbod"],
                name="pot_uniek",
                nulls_distinct=False,
                violation_error_message="Dit budget is er al voor dit schooljaar.",
            ),
            models.CheckConstraint(
                condition=Q(werkgebied=None, bestuur=None)
                | Q(werkgebied=None, school=None)
                | Q(bestuur=None, school=None),
                name="pot_van_een",
                violation_error_message="Een budget is van één werkgebied, één bestuur of één school.",
            ),
            models.CheckConstraint(
                condition=Q(begroot__gte=0, begroot__lte=HOOGSTENS),
                name="pot_begroot",
                violation_error_message="Een begroting is nul of meer, en minder dan 100 miljoen euro.",
            ),
            models.CheckConstraint(
                condition=Q(blokkeert=False) | Q(toegekend__lte=F("begroot")),
                name="pot_niet_overschreden",
                violation_error_message="Dit past niet meer in het budget.",
            ),
            models.CheckConstraint(
                condition=Q(schooljaar__gte=2000, schooljaar__lte=2100),
                name="pot_schooljaar_bestaat",
                violation_error_message="Dit schooljaar bestaat niet.",
            ),
            *stand_klopt("pot"),
        ]
        triggers = [
            alleen_door_boeken(
                "pot_totalen", "begroot", "eerste_begroot", *TOTALEN, *(f"eerste_{naam}" for naam in TOTALEN)
            ),
            pgtrigger.ReadOnly(
                name="pot_vast", fields=["swv", "schooljaar", "werkgebied", "bestuur", "school", "aanbod"]
            ),
            pgtrigger.Protect(name="pot_blijft", operation=pgtrigger.Delete),
            niet_leegmaken("pot_niet_leegmaken", "Budgetten worden niet verwijderd."),
        ]

    def __str__(self) -> str:
        return f"{self.naam} {notatie(self.schooljaar)}"

    @property
    def van_wie(self) -> str:
        """Whose budget it is, and for what, in words. Uses its places: select_related them in lists."""
        plaats = self.school or self.bestuur or self.werkgebied
        return ", ".join(str(deel) for deel in (plaats or "het hele samenwerkingsverband", self.aanbod) if deel)


class Potdeel(MetStand):
    """What of a budget went to one school. There as soon as its first line is."""

    pot = models.ForeignKey(Pot, on_delete=models.PROTECT, related_name="delen")
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="potdelen")

    objects = ZichtbareQuerySet["Potdeel"].as_manager()

    class Avg:
        van, regel = "niemand", "geld"

    class Meta:
        verbose_name = "deel van een budget"
        verbose_name_plural = "delen van een budget"
        constraints = [
            models.UniqueConstraint(
                fields=["pot", "school"],
                name="potdeel_uniek",
                violation_error_message="Deze school heeft al een deel van dit budget.",
            ),
            *stand_klopt("potdeel"),
        ]
        triggers = [
            alleen_door_boeken("potdeel_totalen", *TOTALEN, *(f"eerste_{naam}" for naam in TOTALEN)),
            pgtrigger.Protect(name="potdeel_blijft", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.school} in {self.pot}"
