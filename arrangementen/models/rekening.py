"""To which bank account is paid, and from which one. Only added to: another number is a row that a second person
confirmed, and from then on the one before it does not hold any more."""

from __future__ import annotations

from datetime import date

import pgtrigger
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from arrangementen.rules import iban
from kern.gebruikers.zicht import ZichtbaarModel, ZichtbareQuerySet
from kern.logboek.bewaking import bevroren, niet_leegmaken
from scholen.models import Bestuur, Samenwerkingsverband

OPEN = Q(bevestigd_op=None, afgewezen_op=None)
BETAALSLOT = 20_207
"""The lock under which accounts change and payment files are made and approved, one at a time per SWV."""


def _is_iban(waarde: str) -> None:
    try:
        if iban.nette_iban(waarde) == waarde:
            return
        zin = "Een rekeningnummer wordt bewaard zonder spaties."
    except iban.GeenIban as fout:
        zin = str(fout)
    raise ValidationError(zin)


class RekeningQuerySet(ZichtbareQuerySet["Rekening"]):
    def open(self) -> RekeningQuerySet:
        """Those that wait for a second person."""
        return self.filter(OPEN)

    def begonnen(self, dag: date) -> RekeningQuerySet:
        """Confirmed and begun on this day, per owner the one that holds first: the last one that was confirmed."""
        return self.filter(bevestigd_op__isnull=False, vanaf__lte=dag).order_by("-bevestigd_op", "-pk")


class Rekening(ZichtbaarModel):
    """One account number: of a schoolbestuur, of a supplier as it is named on its invoices, or of the SWV itself."""

    swv = models.ForeignKey(Samenwerkingsverband, on_delete=models.PROTECT, related_name="rekeningen")
    bestuur = models.ForeignKey(Bestuur, on_delete=models.PROTECT, null=True, blank=True, related_name="rekeningen")
    leverancier = models.CharField(max_length=120, blank=True)
    iban = models.CharField(max_length=34, validators=[_is_iban])
    tenaamstelling = models.CharField(max_length=70)
    vanaf = models.DateField()
    bron = models.CharField("waar het staat", max_length=200)
    ingevoerd_op = models.DateTimeField()
    ingevoerd_door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    bevestigd_op = models.DateTimeField(null=True, blank=True)
    bevestigd_door = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    nagegaan = models.CharField("hoe het is nagegaan", max_length=200, blank=True)
    afgewezen_op = models.DateTimeField(null=True, blank=True)
    afgewezen_door = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reden = models.CharField(max_length=200, blank=True)

    objects = RekeningQuerySet.as_manager()

    class Avg:
        van, regel = "relatie", "geld"
        herkenbaar = ("leverancier", "iban", "tenaamstelling", "nagegaan", "reden")
        gewoon = ("bron",)

    class Meta:
        verbose_name = "rekeningnummer"
        verbose_name_plural = "rekeningnummers"
        constraints = [
            models.CheckConstraint(
                condition=Q(iban__regex=r"^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$"),
                name="rekening_iban",
                violation_error_message="Dit rekeningnummer klopt niet.",
            ),
            models.CheckConstraint(
                condition=Q(bestuur=None) | Q(leverancier=""),
                name="rekening_van_een",
                violation_error_message="Een rekening is van een schoolbestuur of van een leverancier.",
            ),
            models.CheckConstraint(
                condition=Q(bevestigd_op=None, bevestigd_door=None, nagegaan="")
                | Q(bevestigd_op__isnull=False, bevestigd_door__isnull=False) & ~Q(nagegaan=""),
                name="rekening_nagegaan",
                violation_error_message="Schrijf op hoe je het hebt nagegaan.",
            ),
            models.CheckConstraint(
                condition=Q(bevestigd_door=None) | ~Q(bevestigd_door=F("ingevoerd_door")),
                name="rekening_tweede",
                violation_error_message="Een ander dan wie het invoerde, bevestigt het rekeningnummer.",
            ),
            models.CheckConstraint(
                condition=Q(afgewezen_op=None, afgewezen_door=None, reden="")
                | Q(afgewezen_op__isnull=False, afgewezen_door__isnull=False, bevestigd_op=None) & ~Q(reden=""),
                name="rekening_afgewezen",
                violation_error_message="Schrijf op waarom het niet wordt gebruikt.",
            ),
            models.UniqueConstraint(
                fields=["swv", "bestuur", "leverancier"],
                condition=OPEN,
                nulls_distinct=False,
                name="rekening_een_open",
                violation_error_message="Er wacht al een nieuw rekeningnummer op bevestiging.",
            ),
        ]
        triggers = [
            bevroren(
                "rekening_vast",
                "Een rekeningnummer verandert niet: voer een nieuw nummer in.",
                als=pgtrigger.Q(old__bevestigd_op__isnull=False) | pgtrigger.Q(old__afgewezen_op__isnull=False),
            ),
            pgtrigger.ReadOnly(
                name="rekening_zelfde",
                fields=[
                    "swv", "bestuur", "leverancier", "iban", "tenaamstelling", "vanaf", "bron", "ingevoerd_op",
                    "ingevoerd_door",
                ],
            ),
            pgtrigger.Protect(name="rekening_blijft", operation=pgtrigger.Delete),
            niet_leegmaken("rekening_niet_leegmaken", "Rekeningnummers worden niet verwijderd."),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.van_wie}, {self.gemaskeerd}"

    @property
    def sleutel(self) -> str:
        """Whose it is, for looking up: see actions.rekeningen.sleutel_van."""
        return sleutel(self.bestuur_id, self.leverancier)

    @property
    def van_wie(self) -> str:
        """Whose it is, in words. Uses the board and the SWV: select_related them in lists."""
        return str(self.bestuur or self.leverancier or self.swv)

    @property
    def gemaskeerd(self) -> str:
        return iban.gemaskeerd(self.iban)

    @property
    def leesbaar(self) -> str:
        return iban.leesbaar(self.iban)

    @property
    def wacht(self) -> bool:
        """Whether a second person has still to look."""
        return self.bevestigd_op is None and self.afgewezen_op is None


def sleutel(bestuur_id: int | None, leverancier: str) -> str:
    """One word for whose an account is: a board, a supplier, or with neither the SWV itself."""
    if bestuur_id:
        return f"bestuur {bestuur_id}"
    return f"leverancier {leverancier}" if leverancier else EIGEN


EIGEN = "swv"
