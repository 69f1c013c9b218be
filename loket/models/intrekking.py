"""Taking back a TLV (R-TLV-17): first the intention and what school and parents say about it, then the decision."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from kern.gebruikers.zicht import ZichtbaarModel, ZichtbareQuerySet

from .besluit import Besluit
from .tlv import Tlv


class Intrekking(ZichtbaarModel):
    """The intention to withdraw one TLV, until it is decided or given up. The decision itself is a Besluit."""

    class Grond(models.TextChoices):
        NIEUWE_FEITEN = "nieuwe_feiten", "Er zijn nieuwe feiten"
        ONJUIST = "onjuist", "De gegevens klopten niet"
        VERZOEK = "verzoek", "De school vraagt het, voordat de TLV is gebruikt"

    tlv = models.ForeignKey(Tlv, on_delete=models.PROTECT, related_name="intrekkingen")
    grond = models.CharField(max_length=13, choices=Grond.choices)
    voornemen = models.TextField("waarom wij willen intrekken")
    gevraagd_op = models.DateField("mening gevraagd op")
    reageren_tot = models.DateField("reageren kan tot en met")
    zienswijze_school = models.TextField(blank=True)
    zienswijze_ouders = models.TextField(blank=True)
    begonnen_op = models.DateTimeField()
    begonnen_door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    gestopt_op = models.DateTimeField(null=True, blank=True)
    stop_reden = models.TextField(blank=True)
    besluit = models.OneToOneField(Besluit, on_delete=models.PROTECT, null=True, blank=True, related_name="intrekking")

    objects = ZichtbareQuerySet["Intrekking"].as_manager()

    class Avg:
        van, regel, bij = "kind", "dossier", "tlv"
        gezondheid = ("voornemen", "zienswijze_school", "zienswijze_ouders", "stop_reden")

    class Meta:
        verbose_name = "intrekking"
        verbose_name_plural = "intrekkingen"
        constraints = [
            models.CheckConstraint(
                condition=Q(grond__in=["nieuwe_feiten", "onjuist", "verzoek"]),
                name="intrekking_grond",
                violation_error_message="Kies waarom de TLV wordt ingetrokken.",
            ),
            models.CheckConstraint(
                condition=Q(reageren_tot__gt=F("gevraagd_op")),
                name="intrekking_tijd_om_te_reageren",
                violation_error_message="School en ouders moeten tijd krijgen om te reageren.",
            ),
            models.CheckConstraint(
                condition=Q(gestopt_op=None) | Q(besluit=None),
                name="intrekking_gestopt_of_besloten",
                violation_error_message="Een intrekking is gestopt of besloten, niet allebei.",
            ),
            models.UniqueConstraint(
                fields=["tlv"],
                condition=Q(gestopt_op=None, besluit=None),
                name="intrekking_een_per_tlv",
                violation_error_message="Er loopt al een intrekking van deze TLV.",
            ),
        ]

    def __str__(self) -> str:
        return f"intrekking van {self.tlv}"

    @property
    def log_leerling(self) -> str:
        return self.tlv.log_leerling

    @property
    def beide_gereageerd(self) -> bool:
        """Whether both the school and the family said what they think: written down by us, or each in the portal."""
        school = [een.gegeven_op for een in self.meningen if een.school_id]
        familie = [een.gegeven_op for een in self.meningen if not een.school_id]
        return bool(
            (self.zienswijze_school.strip() or (school and all(school)))
            and (self.zienswijze_ouders.strip() or (familie and all(familie)))
        )

    @property
    def meningen(self) -> list[Any]:
        """Who was asked, each with what it said in the portal. Uses ronde__zienswijzen (prefetch in lists)."""
        ronde = getattr(self, "ronde", None)
        return list(ronde.zienswijzen.all()) if ronde else []
