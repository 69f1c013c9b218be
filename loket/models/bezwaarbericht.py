"""Letters in the course of a bezwaar, and the decision that fixes a penalty for being late."""

from __future__ import annotations

from datetime import date

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_noop

from kern.gebruikers.zicht import ZichtbareQuerySet
from kern.logboek.bewaking import bevroren, niet_leegmaken
from scholen.models import Instelling, telt_mee

from .aanvraag import Aanvraag
from .bezwaar import GEBRUIKER, Bezwaar, Bezwaargebeurtenis, Bezwaarzaak, VanZaak
from .bezwaarbehandeling import Hoorzitting, Ingebrekestelling
from .mandaat import Mandaat
from .verzending import Verzending


class Dwangsombesluit(VanZaak):
    """What we owe to one who objects because we were late, as it was fixed (Awb 4:18). Never changes."""

    zaak = models.ForeignKey(Bezwaarzaak, on_delete=models.PROTECT, related_name="dwangsombesluiten")
    ingebrekestelling = models.ForeignKey(Ingebrekestelling, on_delete=models.PROTECT, related_name="+")
    bezwaar = models.OneToOneField(Bezwaar, on_delete=models.PROTECT, related_name="dwangsombesluit")
    bedrag = models.DecimalField(max_digits=7, decimal_places=2)
    eerste_dag = models.DateField()
    laatste_dag = models.DateField()
    besluitdatum = models.DateField()
    bevoegdheid = models.CharField(max_length=14, choices=Instelling.Bevoegdheid.choices)
    mandaat = models.ForeignKey(Mandaat, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    ondertekenaar = models.CharField(max_length=120)
    functie = models.CharField(max_length=80)
    genomen_op = models.DateTimeField()
    genomen_door = models.ForeignKey(GEBRUIKER, on_delete=models.PROTECT, related_name="+")

    objects = ZichtbareQuerySet["Dwangsombesluit"].as_manager()

    class Avg:
        van, regel, bij = "kind", "dossier", "zaak"
        herkenbaar = ("ondertekenaar",)
        gewoon = ("functie",)

    class Meta:
        verbose_name = "dwangsombesluit"
        verbose_name_plural = "dwangsombesluiten"
        constraints = [
            models.CheckConstraint(
                condition=Q(bedrag__gt=0),
                name="dwangsombesluit_bedrag",
                violation_error_message="Een dwangsom is meer dan nul euro.",
            ),
            models.CheckConstraint(
                condition=Q(laatste_dag__gte=F("eerste_dag")),
                name="dwangsombesluit_dagen",
                violation_error_message="De laatste dag ligt niet voor de eerste.",
            ),
        ]
        triggers = [
            bevroren("dwangsombesluit_bevroren", "Een besluit over een dwangsom verandert niet."),
            niet_leegmaken("dwangsombesluit_niet_leegmaken", "Besluiten over een dwangsom worden niet verwijderd."),
        ]

    def __str__(self) -> str:
        return f"dwangsom in {self.zaak}"


class BezwaarberichtQuerySet(ZichtbareQuerySet["Bezwaarbericht"]):
    def verzonden(self, dag: date) -> BezwaarberichtQuerySet:
        """Sent, and the day of sending has come: from then the addressee sees it."""
        return self.filter(verzonden_op__isnull=False, verzenddatum__lte=dag)

    def te_verzenden(self) -> BezwaarberichtQuerySet:
        """Still to go out."""
        return self.filter(verzonden_op=None, vervallen_op=None)


class Bezwaarbericht(Verzending):
    """One letter to one addressee about a turn in a bezwaar: dated, printed and sent as every letter is.

    bezwaar: when it is about one of them; gebeurtenis or hoorzitting: what it tells, when that can happen twice.
    bezwaar_tot: only of the letter that fixes a penalty, the one that is a decision.
    """

    class Soort(models.TextChoices):
        BEVESTIGING = "bevestiging", gettext_noop("Bezwaar ontvangen")
        HERSTEL = "herstel", gettext_noop("Bezwaar aanvullen")
        COMMISSIE = "commissie", gettext_noop("Een commissie adviseert")
        HOORZITTING = "hoorzitting", gettext_noop("Uitnodiging hoorzitting")
        VERDAGING = "verdaging", gettext_noop("Beslissing duurt langer")
        DWANGSOM = "dwangsom", gettext_noop("Besluit over dwangsom")

    zaak = models.ForeignKey(Bezwaarzaak, on_delete=models.PROTECT, related_name="berichten")
    soort = models.CharField(max_length=12, choices=Soort.choices)
    bezwaar = models.ForeignKey(Bezwaar, on_delete=models.PROTECT, null=True, blank=True, related_name="berichten")
    gebeurtenis = models.ForeignKey(
        Bezwaargebeurtenis, on_delete=models.PROTECT, null=True, blank=True, related_name="berichten"
    )
    hoorzitting = models.ForeignKey(
        Hoorzitting, on_delete=models.PROTECT, null=True, blank=True, related_name="berichten"
    )
    bezwaar_tot = models.DateField(null=True, blank=True)

    objects = BezwaarberichtQuerySet.as_manager()

    class Avg:
        van, regel, bij = "gezin", "dossier", "zaak"
        herkenbaar = ("vervallen_reden",)

    class Meta:
        verbose_name = "brief in een bezwaar"
        verbose_name_plural = "brieven in een bezwaar"
        constraints = [
            *Verzending.Meta.constraints,
            models.UniqueConstraint(
                fields=[
                    "zaak",
                    "soort",
                    "bezwaar",
                    "gebeurtenis",
                    "hoorzitting",
                    "school",
                    "betrokkene",
                    "leerling",
                    "volgt_op",
                ],
                condition=Q(vervallen_op__isnull=True),
                nulls_distinct=False,
                name="bezwaarbericht_uniek",
                violation_error_message="Deze geadresseerde heeft al een brief hierover.",
            ),
            models.CheckConstraint(
                condition=Q(verzonden_op__isnull=True)
                | Q(verzenddatum__isnull=False, verzonden_door__isnull=False, vervallen_op=None),
                name="bezwaarbericht_verzonden_is_volledig",
                violation_error_message="Een verzonden brief heeft een verzenddatum.",
            ),
            models.CheckConstraint(
                condition=Q(bezwaar_tot=None) | Q(soort="dwangsom"),
                name="bezwaarbericht_termijn_alleen_bij_besluit",
                violation_error_message="Alleen bij een besluit hoort een bezwaartermijn.",
            ),
            models.CheckConstraint(
                condition=~Q(soort="hoorzitting") | Q(hoorzitting__isnull=False),
                name="bezwaarbericht_uitnodiging_heeft_zitting",
                violation_error_message="Een uitnodiging hoort bij een hoorzitting.",
            ),
            models.CheckConstraint(
                condition=~Q(soort__in=["bevestiging", "herstel", "dwangsom"]) | Q(bezwaar__isnull=False),
                name="bezwaarbericht_over_een_bezwaar",
                violation_error_message="Deze brief gaat over een bezwaar.",
            ),
        ]
        triggers = [
            telt_mee("bezwaar"),
            bevroren(
                "verzonden_bezwaarbericht_bevroren",
                "Een verzonden brief verandert niet.",
                als=pgtrigger.Q(old__verzonden_op__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_soort_display()} aan {self.get_aan_display()}"

    @property
    def onderwerp(self) -> tuple[str, int | None, int | None, int | None]:
        """What the letter is about: the same for each addressee."""
        return (self.soort, self.bezwaar_id, self.gebeurtenis_id, self.hoorzitting_id)

    @property
    def betreft(self) -> Aanvraag:
        return self.zaak.besluit.aanvraag

    @property
    def log_leerling(self) -> str:
        return self.zaak.log_leerling

    @property
    def log_school(self) -> str:
        return self.zaak.log_school
