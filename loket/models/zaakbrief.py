"""A letter about a case that is no decision: it has its day of sending, and no bezwaartermijn."""

from __future__ import annotations

from datetime import date

import pgtrigger
from django.db import models
from django.db.models import Q

from kern.gebruikers.zicht import ZichtbareQuerySet
from kern.logboek.bewaking import bevroren

from .aanvraag import Aanvraag
from .uitstel import Uitstel
from .verzending import Verzending


class ZaakbriefQuerySet(ZichtbareQuerySet["Zaakbrief"]):
    def verzonden(self, dag: date) -> ZaakbriefQuerySet:
        """Sent, and the day of sending has come: from then the addressee sees it."""
        return self.filter(verzonden_op__isnull=False, verzenddatum__lte=dag)

    def te_verzenden(self) -> ZaakbriefQuerySet:
        """Still to go out."""
        return self.filter(verzonden_op=None, vervallen_op=None)

    def met_de_hand(self) -> ZaakbriefQuerySet:
        """Still to go out, by a person."""
        return self.te_verzenden().filter(vanzelf=False)


class Zaakbrief(Verzending):
    """One letter to one addressee about a turn in the case. Made known as a Bekendmaking is: dated, printed, sent.

    A mere message to who reads the portal goes out there by itself (vanzelf, ADR 17).
    """

    class Soort(models.TextChoices):
        BEVESTIGING = "bevestiging", "Aanvraag ontvangen"
        AANBIEDING = "aanbieding", "Ons portaal"
        AANVULLING = "aanvulling", "Wilt u uw aanvraag aanvullen?"
        HERINNERING = "herinnering", "Herinnering: aanvraag aanvullen"
        ADVIES = "advies", "Ons advies"
        ARRANGEMENT = "arrangement", "Antwoord op uw vraag om hulp"
        INGEBREKE = "ingebreke", "Brief dat wij te laat zijn ontvangen"
        DWANGSOM = "dwangsom", "Besluit over dwangsom"
        TLV_BLAD = "tlv_blad", "TLV voor de nieuwe school"
        VERDAGING = "verdaging", "Besluit duurt langer"
        INTREKKING = "intrekking", "Aanvraag gestopt"
        DOORZENDING = "doorzending", "Aanvraag doorgestuurd"
        ZIENSWIJZE = "zienswijze", "Wij vragen uw mening"
        MENING_WEER = "mening_weer", "Herinnering: wij vragen uw mening"
        VOORNEMEN = "voornemen", "Wij willen een TLV intrekken"

    aanvraag = models.ForeignKey(Aanvraag, on_delete=models.PROTECT, related_name="zaakbrieven")
    soort = models.CharField(max_length=12, choices=Soort.choices)
    uitstel = models.ForeignKey(Uitstel, on_delete=models.PROTECT, null=True, blank=True, related_name="brieven")
    ronde = models.PositiveSmallIntegerField(
        default=1, help_text="The first or a later letter of this kind in the case."
    )
    vanzelf = models.BooleanField(
        default=False, help_text="Goes out by the portal by itself, once its PDF is there; nobody prints it."
    )
    bezwaar_tot = models.DateField(
        null=True, blank=True, help_text="Only of a decision: about a penalty, or help where that is one."
    )

    objects = ZaakbriefQuerySet.as_manager()

    class Avg:
        van, regel, bij = "gezin", "dossier", "aanvraag"
        herkenbaar = ("vervallen_reden",)

    class Meta:
        verbose_name = "brief over een zaak"
        verbose_name_plural = "brieven over een zaak"
        constraints = [
            *Verzending.Meta.constraints,
            models.UniqueConstraint(
                fields=["aanvraag", "soort", "ronde", "school", "betrokkene", "leerling", "volgt_op"],
                condition=Q(vervallen_op__isnull=True),
                nulls_distinct=False,
                name="zaakbrief_uniek",
                violation_error_message="Deze geadresseerde heeft al een brief hierover.",
            ),
            models.UniqueConstraint(
                fields=["uitstel", "school", "betrokkene", "leerling", "volgt_op"],
                condition=Q(vervallen_op__isnull=True, uitstel__isnull=False),
                nulls_distinct=False,
                name="zaakbrief_een_per_verdaging",
                violation_error_message="Deze geadresseerde heeft al een brief over deze verdaging.",
            ),
            models.CheckConstraint(
                condition=~Q(soort__in=["arrangement", "intrekking", "doorzending"]) | Q(ronde=1),
                name="zaakbrief_einde_maar_een_keer",
                violation_error_message="Een aanvraag eindigt maar één keer.",
            ),
            models.CheckConstraint(
                condition=Q(verzonden_op__isnull=True)
                | Q(verzenddatum__isnull=False, verzonden_door__isnull=False, vervallen_op=None),
                name="zaakbrief_verzonden_is_volledig",
                violation_error_message="Een verzonden brief heeft een verzenddatum.",
            ),
            models.CheckConstraint(
                condition=Q(bezwaar_tot=None) | Q(soort__in=["arrangement", "dwangsom"], vanzelf=False),
                name="zaakbrief_termijn_alleen_bij_besluit",
                violation_error_message="Alleen bij een besluit hoort een bezwaartermijn.",
            ),
            models.CheckConstraint(
                condition=~Q(soort="verdaging") | Q(uitstel__isnull=False),
                name="zaakbrief_verdaging_heeft_uitstel",
                violation_error_message="Een brief over verdaging hoort bij een verdaging.",
            ),
        ]
        triggers = [
            bevroren(
                "verzonden_zaakbrief_bevroren",
                "Een verzonden brief verandert niet.",
                als=pgtrigger.Q(old__verzonden_op__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_soort_display()} aan {self.get_aan_display()}"

    @property
    def betreft(self) -> Aanvraag:
        return self.aanvraag

    @property
    def log_leerling(self) -> str:
        return self.aanvraag.log_leerling

    @property
    def log_school(self) -> str:
        return self.aanvraag.log_school
