"""The lines of a budget: only added to. Whoever adds one moves the totals in the same statement, by a trigger."""

from __future__ import annotations

from decimal import Decimal

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from arrangementen.rules.basis import kenmerk
from arrangementen.rules.boekingen import SOORTEN, STAND, TEGEN, deel_van, met_teken
from kern.gebruikers.zicht import ZichtbaarModel, ZichtbareQuerySet
from kern.logboek.bewaking import bevroren, niet_leegmaken
from scholen.models import School

from . import stalemonth
from .arrangement import Arrangement
from .basis import Basisbedrag
from .periodeslot import BOEKSLOT
from .pot import Pot


def _telt_mee(kolom: str) -> str:
    """SQL: what this line adds to a column, and to its part of the first calendar year."""
    plus = ", ".join(f"'{soort}'" for soort, (waar, teken) in STAND.items() if waar == kolom and teken > 0)
    min_ = ", ".join(f"'{soort}'" for soort, (waar, teken) in STAND.items() if waar == kolom and teken < 0)
    teken = f"CASE WHEN NEW.soort IN ({plus}) THEN 1"
    teken += f" WHEN NEW.soort IN ({min_}) THEN -1 ELSE 0 END" if min_ else " ELSE 0 END"
    return (
        f"{kolom} = t.{kolom} + ({teken}) * NEW.bedrag, eerste_{kolom} = t.eerste_{kolom} + ({teken}) * NEW.deel_eerste"
    )


UITGAVEN = ", ".join(map(_telt_mee, ("toegekend", "betaald", "verantwoord")))
OPTELLEN = f"""
    IF NEW.school_id IS NOT NULL THEN
        INSERT INTO arrangementen_potdeel (public_id, pot_id, school_id, toegekend, betaald, verantwoord,
            eerste_toegekend, eerste_betaald, eerste_verantwoord)
        VALUES (translate(left(encode(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()), 'base64'), 22),
            '+/', '-_'), NEW.pot_id, NEW.school_id, 0, 0, 0, 0, 0, 0)
        ON CONFLICT (pot_id, school_id) DO NOTHING;
        UPDATE arrangementen_potdeel t SET {UITGAVEN} WHERE t.pot_id = NEW.pot_id AND t.school_id = NEW.school_id;
    END IF;
    IF NEW.arrangement_id IS NOT NULL THEN
        UPDATE arrangementen_arrangement t SET {UITGAVEN} WHERE t.id = NEW.arrangement_id;
    END IF;
    UPDATE arrangementen_pot t SET {_telt_mee("begroot")}, {UITGAVEN} WHERE t.id = NEW.pot_id;
    RETURN NEW;
"""  # noqa: S608 - of constants of this file, for the migration


OPEN_PERIODE = "boeking_open_periode"
"""What the database calls it that a line is not in a closed period, for who catches it."""
PERIODE_OPEN = f"""
    SELECT swv_id INTO van_swv FROM arrangementen_pot WHERE id = NEW.pot_id;
    PERFORM pg_advisory_xact_lock_shared({BOEKSLOT}, van_swv::int);
    SELECT tot_en_met INTO dicht FROM arrangementen_periodeslot WHERE swv_id = van_swv ORDER BY id DESC LIMIT 1;
    IF NEW.boekdatum <= dicht THEN
        RAISE EXCEPTION 'Deze periode is afgesloten.' USING ERRCODE = 'check_violation', CONSTRAINT = '{OPEN_PERIODE}';
    END IF;
    RETURN NEW;
"""  # noqa: S608 - of a constant


class Boeking(ZichtbaarModel):
    """One line. sleutel: of the thing that caused it, so that it cannot come twice.

    boekdatum: the day it counts from in the bookkeeping. deel_eerste: how much of it falls in the first calendar year
    of the school year (R-BUD-02). school: who it is for; none for a line of the budget itself. basis: of which
    basisondersteuning it is. tegen: which line it takes back, wholly or partly, with the reason in omschrijving.
    """

    pot = models.ForeignKey(Pot, on_delete=models.PROTECT, related_name="boekingen")
    school = models.ForeignKey(School, on_delete=models.PROTECT, null=True, blank=True, related_name="boekingen")
    arrangement = models.ForeignKey(
        Arrangement, on_delete=models.PROTECT, null=True, blank=True, related_name="boekingen"
    )
    basis = models.ForeignKey(Basisbedrag, on_delete=models.PROTECT, null=True, blank=True, related_name="boekingen")
    tegen = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="tegenboekingen")
    soort = models.CharField(max_length=14, choices=[*SOORTEN.items()])
    bedrag = models.DecimalField(max_digits=10, decimal_places=2)
    deel_eerste = models.DecimalField(max_digits=10, decimal_places=2)
    boekdatum = models.DateField()
    omschrijving = models.CharField(max_length=200, blank=True)
    sleutel = models.CharField(max_length=80, unique=True)
    geboekt_op = models.DateTimeField()
    geboekt_door = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = ZichtbareQuerySet["Boeking"].as_manager()

    class Avg:
        van, regel = "kind", "geld"
        herkenbaar = ("omschrijving",)
        gewoon = ("sleutel",)
        na, dan = "geboekt_op", "leeg"

    class Meta:
        verbose_name = "boeking"
        verbose_name_plural = "boekingen"
        indexes = [
            models.Index(fields=["pot", "soort", "-boekdatum", "-id"], name="boeking_pot"),
            models.Index(fields=["pot", "-boekdatum", "-id"], name="boeking_pot_dag"),
            models.Index(fields=["boekdatum", "id"], name="boeking_datum"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(bedrag__gt=0),
                name="boeking_bedrag",
                violation_error_message="Een boeking is meer dan nul euro.",
            ),
            models.CheckConstraint(
                condition=Q(deel_eerste__gte=0, deel_eerste__lte=F("bedrag")),
                name="boeking_deel",
                violation_error_message="Het deel van het eerste kalenderjaar is hoogstens het hele bedrag.",
            ),
            models.CheckConstraint(
                condition=Q(soort__in=sorted(SOORTEN)),
                name="boeking_soort",
                violation_error_message="Deze soort boeking bestaat niet.",
            ),
            models.CheckConstraint(
                condition=Q(soort__in=["begroting", "verlaging"], school=None, arrangement=None)
                | ~Q(soort__in=["begroting", "verlaging"]) & Q(school__isnull=False),
                name="boeking_voor_wie",
                violation_error_message="Een uitgave is voor een school; een begroting niet.",
            ),
            models.CheckConstraint(
                condition=Q(basis=None) | Q(arrangement=None, school__isnull=False),
                name="boeking_van_een",
                violation_error_message="Een boeking is van een arrangement of van basisondersteuning.",
            ),
            models.CheckConstraint(
                condition=Q(tegen=None) | ~Q(omschrijving=""),
                name="boeking_tegen_waarom",
                violation_error_message="Schrijf op wat er niet klopte.",
            ),
        ]
        triggers = [
            stalemonth.BOEKING,
            bevroren("boeking_vast", "Een boeking verandert niet: boek een tegenboeking."),
            pgtrigger.Trigger(
                name="boeking_in_open_periode",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                level=pgtrigger.Row,
                declare=[("van_swv", "bigint"), ("dicht", "date")],
                func=PERIODE_OPEN,
            ),
            pgtrigger.Trigger(
                name="boeking_telt_op",
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                level=pgtrigger.Row,
                func=OPTELLEN,
            ),
            niet_leegmaken("boeking_niet_leegmaken", "Boekingen worden niet verwijderd."),
        ]

    def __str__(self) -> str:
        return f"{self.get_soort_display()} {self.bedrag}"

    def telt_als(self, deel: str) -> Decimal:
        """What it adds to its sum over the school year or over one calendar year; below zero for what takes away."""
        return met_teken(self.soort, deel_van(self.bedrag, self.deel_eerste, deel))

    @property
    def nog_te_corrigeren(self) -> Decimal:
        """What of it was not taken back; what took it back may be taken back itself."""
        return self.bedrag - sum((een.nog_te_corrigeren for een in self.tegenboekingen.all()), Decimal(0))

    @property
    def te_corrigeren(self) -> bool:
        """Whether a line of this kind can be taken back."""
        return self.soort in TEGEN

    @property
    def kenmerk(self) -> str:
        """The number it is known by in the bookkeeping, if any. Uses arrangement and pot: select_related them."""
        if self.arrangement is not None:
            return self.arrangement.kenmerk
        return kenmerk(self.pot.schooljaar, self.basis_id) if self.basis_id else ""

    @property
    def log_school(self) -> str:
        return self.school.brin6 if self.school else ""
