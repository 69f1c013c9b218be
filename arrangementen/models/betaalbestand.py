"""A payment file for the bank: made by one person, approved by another, and from then on the same bytes for ever."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from kern.bestanden.models import Inhoud
from kern.gebruikers.zicht import ZichtbaarModel, ZichtbareQuerySet
from kern.logboek.bewaking import niet_leegmaken
from scholen.models import Samenwerkingsverband

from .boeking import Boeking
from .rekening import Rekening

EENS = """
    IF OLD.ingetrokken_op IS NOT NULL THEN RAISE EXCEPTION 'Een ingetrokken betaalbestand verandert niet.'; END IF;
    IF OLD.goedgekeurd_op IS NOT NULL AND (NEW.goedgekeurd_op IS DISTINCT FROM OLD.goedgekeurd_op
        OR NEW.goedgekeurd_door_id IS DISTINCT FROM OLD.goedgekeurd_door_id
        OR NEW.inhoud_id IS DISTINCT FROM OLD.inhoud_id) THEN
        RAISE EXCEPTION 'Een goedgekeurd betaalbestand verandert niet.';
    END IF;
    IF OLD.opgehaald_op IS NOT NULL AND (NEW.opgehaald_op IS DISTINCT FROM OLD.opgehaald_op
        OR NEW.opgehaald_door_id IS DISTINCT FROM OLD.opgehaald_door_id) THEN
        RAISE EXCEPTION 'Wie een betaalbestand het eerst ophaalde, verandert niet.';
    END IF;
    RETURN NEW;
"""
REGELS_MEE = """
    UPDATE arrangementen_betaalregel SET vervallen = true WHERE bestand_id = NEW.id;
    RETURN NEW;
"""
REGEL_VAST = """
    IF TG_OP = 'UPDATE' AND pg_trigger_depth() > 1 THEN RETURN NEW; END IF;
    RAISE EXCEPTION 'Een regel van een betaalbestand verandert niet.';
"""
REGEL_KLOPT = """
    IF NEW.vervallen OR NOT EXISTS (
        SELECT 1 FROM arrangementen_betaalbestand f, arrangementen_boeking b, arrangementen_pot p,
            arrangementen_rekening r
        WHERE f.id = NEW.bestand_id AND f.goedgekeurd_op IS NULL AND f.ingetrokken_op IS NULL
        AND b.id = NEW.boeking_id AND b.soort = 'uitbetaling' AND b.tegen_id IS NULL AND b.bedrag = NEW.bedrag
        AND (b.arrangement_id IS NOT NULL OR b.basis_id IS NOT NULL) AND p.id = b.pot_id AND p.swv_id = f.swv_id
        AND r.id = NEW.rekening_id AND r.bevestigd_op IS NOT NULL AND r.swv_id = f.swv_id
        AND (r.bestuur_id IS NOT NULL OR r.leverancier <> '')
    ) THEN
        RAISE EXCEPTION 'Deze regel past niet in dit betaalbestand.';
    END IF;
    RETURN NEW;
"""
"""A line is the whole of one payment of this SWV, to a confirmed account of somebody else, in a file still open."""


class BetaalbestandQuerySet(ZichtbareQuerySet["Betaalbestand"]):
    def open(self) -> BetaalbestandQuerySet:
        """Those that wait for a second person."""
        return self.filter(goedgekeurd_op=None, ingetrokken_op=None)


class Betaalbestand(ZichtbaarModel):
    """One file. rekening: the account it is paid from; bericht_id: what the bank calls it; inhoud: the file itself."""

    swv = models.ForeignKey(Samenwerkingsverband, on_delete=models.PROTECT, related_name="betaalbestanden")
    nummer = models.PositiveIntegerField()
    bericht_id = models.CharField(max_length=35, unique=True)
    rekening = models.ForeignKey(Rekening, on_delete=models.PROTECT, related_name="betaalbestanden")
    uitvoeren_op = models.DateField("betalen op")
    regels_aantal = models.PositiveIntegerField()
    bedrag = models.DecimalField(max_digits=12, decimal_places=2)
    gemaakt_op = models.DateTimeField()
    gemaakt_door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    goedgekeurd_op = models.DateTimeField(null=True, blank=True)
    goedgekeurd_door = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    inhoud = models.ForeignKey(Inhoud, on_delete=models.PROTECT, null=True, blank=True, related_name="betaalbestanden")
    opgehaald_op = models.DateTimeField("het eerst opgehaald", null=True, blank=True)
    opgehaald_door = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    ingetrokken_op = models.DateTimeField(null=True, blank=True)
    ingetrokken_door = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reden = models.CharField(max_length=200, blank=True)

    objects = BetaalbestandQuerySet.as_manager()

    class Avg:
        van, regel = "niemand", "geld"

    class Meta:
        verbose_name = "betaalbestand"
        verbose_name_plural = "betaalbestanden"
        constraints = [
            models.UniqueConstraint(
                fields=["swv", "nummer"], name="betaalbestand_nummer", violation_error_message="Dit nummer is er al."
            ),
            models.CheckConstraint(
                condition=Q(bedrag__gt=0, regels_aantal__gt=0),
                name="betaalbestand_niet_leeg",
                violation_error_message="In een betaalbestand staat minstens één betaling.",
            ),
            models.CheckConstraint(
                condition=Q(goedgekeurd_op=None, goedgekeurd_door=None, inhoud=None)
                | Q(goedgekeurd_op__isnull=False, goedgekeurd_door__isnull=False, inhoud__isnull=False),
                name="betaalbestand_goedgekeurd",
                violation_error_message="Een betaalbestand is er pas na goedkeuring.",
            ),
            models.CheckConstraint(
                condition=Q(goedgekeurd_door=None) | ~Q(goedgekeurd_door=F("gemaakt_door")),
                name="betaalbestand_tweede",
                violation_error_message="Een ander dan wie het maakte, keurt een betaalbestand goed.",
            ),
            models.CheckConstraint(
                condition=Q(opgehaald_op=None, opgehaald_door=None)
                | Q(opgehaald_op__isnull=False, opgehaald_door__isnull=False, goedgekeurd_op__isnull=False),
                name="betaalbestand_opgehaald",
                violation_error_message="Een betaalbestand wordt pas opgehaald na goedkeuring.",
            ),
            models.CheckConstraint(
                condition=Q(ingetrokken_op=None, ingetrokken_door=None, reden="")
                | Q(ingetrokken_op__isnull=False, ingetrokken_door__isnull=False) & ~Q(reden=""),
                name="betaalbestand_ingetrokken",
                violation_error_message="Schrijf op waarom het betaalbestand vervalt.",
            ),
            models.CheckConstraint(
                condition=Q(ingetrokken_op=None) | Q(opgehaald_op=None) | ~Q(ingetrokken_door=F("gemaakt_door")),
                name="betaalbestand_na_ophalen",
                violation_error_message="Dit bestand is al opgehaald. Een ander dan wie het maakte, trekt het in.",
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="betaalbestand_vast",
                fields=[
                    "swv", "nummer", "bericht_id", "rekening", "uitvoeren_op", "regels_aantal", "bedrag", "gemaakt_op",
                    "gemaakt_door",
                ],
            ),
            pgtrigger.Trigger(
                name="betaalbestand_eens",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                level=pgtrigger.Row,
                func=EENS,
            ),
            pgtrigger.Trigger(
                name="betaalbestand_regels_mee",
                when=pgtrigger.After,
                operation=pgtrigger.Update,
                level=pgtrigger.Row,
                condition=pgtrigger.Q(new__ingetrokken_op__isnull=False),
                func=REGELS_MEE,
            ),
            pgtrigger.Protect(name="betaalbestand_blijft", operation=pgtrigger.Delete),
            niet_leegmaken("betaalbestand_niet_leegmaken", "Betaalbestanden worden niet verwijderd."),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"betaalbestand {self.nummer}"

    @property
    def wacht(self) -> bool:
        """Whether a second person has still to look."""
        return self.goedgekeurd_op is None and self.ingetrokken_op is None

    @property
    def stand(self) -> str:
        """How far it is, in words."""
        if self.ingetrokken_op:
            return "Ingetrokken"
        if self.opgehaald_op:
            return "Opgehaald"
        return "Wacht op goedkeuring" if self.wacht else "Goedgekeurd"

    @property
    def op_te_halen(self) -> bool:
        return self.inhoud_id is not None and self.ingetrokken_op is None

    @property
    def bestandsnaam(self) -> str:
        return f"betaalbestand-{self.bericht_id.lower()}.xml"


class Betaalregel(ZichtbaarModel):
    """One payment in a file, to the account that held then. kenmerk: what comes back on the statement of the bank.

    vervallen: its file was withdrawn, so that the payment can go in another one; moved by the database.
    """

    bestand = models.ForeignKey(Betaalbestand, on_delete=models.PROTECT, related_name="regels")
    boeking = models.ForeignKey(Boeking, on_delete=models.PROTECT, related_name="betaalregels")
    rekening = models.ForeignKey(Rekening, on_delete=models.PROTECT, related_name="betaalregels")
    bedrag = models.DecimalField(max_digits=10, decimal_places=2)
    kenmerk = models.CharField(max_length=35)
    omschrijving = models.CharField(max_length=140)
    vervallen = models.BooleanField(default=False)

    objects = ZichtbareQuerySet["Betaalregel"].as_manager()

    class Avg:
        van, regel = "niemand", "geld"

    class Meta:
        verbose_name = "regel van een betaalbestand"
        verbose_name_plural = "regels van een betaalbestand"
        constraints = [
            models.UniqueConstraint(
                fields=["boeking"],
                condition=Q(vervallen=False),
                name="betaalregel_een_keer",
                violation_error_message="Deze betaling staat al in een betaalbestand.",
            ),
            models.UniqueConstraint(
                fields=["bestand", "boeking"],
                name="betaalregel_uniek",
                violation_error_message="Deze betaling staat al in dit betaalbestand.",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="betaalregel_klopt",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                level=pgtrigger.Row,
                func=REGEL_KLOPT,
            ),
            pgtrigger.Trigger(
                name="betaalregel_vast",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                level=pgtrigger.Row,
                func=REGEL_VAST,
            ),
            niet_leegmaken("betaalregel_niet_leegmaken", "Betaalbestanden worden niet verwijderd."),
        ]

    def __str__(self) -> str:
        return f"{self.kenmerk} {self.bedrag}"
