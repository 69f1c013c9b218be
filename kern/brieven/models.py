"""Letters. The words are frozen when the decision is taken; a dated version is made for the day it is sent."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import F, Q

from kern.bestanden.models import Inhoud
from kern.logboek.bewaking import bevroren, niet_leegmaken


class Brief(models.Model):
    """The words of one letter to one addressee, frozen, without a date. Never changes.

    html holds marks where the date of sending goes; context is what the words were made from; sjabloon and
    sjabloon_versie say by which template.
    """

    soort = models.CharField(max_length=40)
    sjabloon = models.CharField(max_length=100)
    sjabloon_versie = models.CharField(max_length=64, help_text="Hash of the template and style sheet.")
    context = models.JSONField()
    html = models.TextField()
    titel = models.CharField(max_length=200)
    bestandsnaam = models.CharField(max_length=100, help_text="Without names: AV-2026-0412-besluit.pdf")
    created_at = models.DateTimeField()

    class Avg:
        van, regel, bij = "kind", "laatste", "*"
        gezondheid = ("context", "html")
        herkenbaar = ("titel", "bestandsnaam")
        gewoon = ("soort", "sjabloon", "sjabloon_versie")

    class Meta:
        verbose_name = "brief"
        verbose_name_plural = "brieven"
        triggers = [
            bevroren("brief_bevroren", "De woorden van een brief veranderen niet."),
            niet_leegmaken("brief_niet_leegmaken", "Brieven worden niet verwijderd."),
        ]

    def __str__(self) -> str:
        return self.bestandsnaam

    @property
    def geldige_versie(self) -> BriefVersie | None:
        """The one in force: that went out, or the last one that was dated. Prefetch `versies` in a list."""
        return next((versie for versie in self.versies.all() if versie.vervallen_op is None), None)


class Briefbijlage(models.Model):
    """A paper that goes along with a letter: in the same envelope, and beside it in the portal. Never changes.

    stuk is frozen words like a letter, made once for all who get them.
    """

    brief = models.ForeignKey(Brief, on_delete=models.PROTECT, related_name="bijlagen")
    stuk = models.ForeignKey(Brief, on_delete=models.PROTECT, related_name="bijlage_bij")
    volgorde = models.PositiveSmallIntegerField()

    class Avg:
        van, regel, bij = "kind", "laatste", "brief"

    class Meta:
        verbose_name = "bijlage bij een brief"
        verbose_name_plural = "bijlagen bij een brief"
        ordering = ["volgorde"]
        constraints = [
            models.UniqueConstraint(
                fields=["brief", "volgorde"],
                name="briefbijlage_volgorde",
                violation_error_message="Deze bijlage zit al bij de brief.",
            ),
            models.UniqueConstraint(
                fields=["brief", "stuk"],
                name="briefbijlage_een_keer",
                violation_error_message="Deze bijlage zit al bij de brief.",
            ),
            models.CheckConstraint(
                condition=~Q(brief=F("stuk")),
                name="briefbijlage_niet_zichzelf",
                violation_error_message="Een brief is geen bijlage van zichzelf.",
            ),
        ]
        triggers = [
            bevroren("briefbijlage_bevroren", "De bijlagen bij een brief veranderen niet."),
            niet_leegmaken("briefbijlage_niet_leegmaken", "Bijlagen worden niet verwijderd."),
        ]

    def __str__(self) -> str:
        return f"bijlage {self.volgorde} bij {self.brief}"


class BriefVersie(models.Model):
    """A letter dated for one day of sending, with its PDF. Unsent it can lapse; sent it never changes."""

    brief = models.ForeignKey(Brief, on_delete=models.PROTECT, related_name="versies")
    versie = models.PositiveSmallIntegerField()
    dagtekening = models.DateField()
    bezwaar_tot = models.DateField(null=True, blank=True)
    html = models.TextField()
    controle_id = models.CharField(
        max_length=22, unique=True, null=True, blank=True, help_text="In the QR code; None when it prints none."
    )
    controlecode = models.CharField(
        max_length=8, unique=True, null=True, blank=True, help_text="Printed beside the QR code, with a dash."
    )
    created_at = models.DateTimeField()
    pdf = models.ForeignKey(Inhoud, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    gemaakt_op = models.DateTimeField(null=True, blank=True)
    lease_tot = models.DateTimeField(null=True, blank=True)
    wacht_tot = models.DateTimeField(
        null=True, blank=True, help_text="Until when it waits for something around it; laatste_fout says for what."
    )
    pogingen = models.PositiveSmallIntegerField(default=0)
    laatste_fout = models.TextField(blank=True)
    verzonden_op = models.DateTimeField(null=True, blank=True)
    vervallen_op = models.DateTimeField(null=True, blank=True)

    class Avg:
        van, regel, bij = "kind", "laatste", "brief"
        gezondheid = ("html",)
        gewoon = ("controle_id", "controlecode", "laatste_fout")

    class Meta:
        verbose_name = "briefversie"
        verbose_name_plural = "briefversies"
        constraints = [
            models.UniqueConstraint(
                fields=["brief", "versie"],
                name="briefversie_uniek",
                violation_error_message="Deze versie van de brief bestaat al.",
            ),
            models.UniqueConstraint(
                fields=["brief"],
                condition=Q(vervallen_op__isnull=True),
                name="briefversie_een_geldig",
                violation_error_message="Er is al een geldige versie van deze brief.",
            ),
            models.CheckConstraint(
                condition=Q(pdf__isnull=True, gemaakt_op__isnull=True) | Q(pdf__isnull=False, gemaakt_op__isnull=False),
                name="briefversie_pdf_en_moment",
                violation_error_message="Een gemaakte brief heeft een pdf en een moment.",
            ),
            models.CheckConstraint(
                condition=Q(verzonden_op__isnull=True) | Q(pdf__isnull=False, vervallen_op__isnull=True),
                name="briefversie_verzonden_is_gemaakt",
                violation_error_message="Alleen een gemaakte, geldige brief kan verzonden zijn.",
            ),
            models.CheckConstraint(
                condition=Q(bezwaar_tot__isnull=True) | Q(bezwaar_tot__gt=F("dagtekening")),
                name="briefversie_bezwaar_na_dagtekening",
                violation_error_message="De bezwaartermijn eindigt na de dagtekening.",
            ),
        ]
        indexes = [
            models.Index(
                fields=["created_at"],
                condition=Q(pdf__isnull=True, vervallen_op__isnull=True),
                name="briefversie_te_maken",
            )
        ]
        triggers = [
            bevroren(
                "verzonden_brief_bevroren",
                "Een verzonden brief verandert niet.",
                als=pgtrigger.Q(old__verzonden_op__isnull=False),
            ),
            pgtrigger.ReadOnly(
                name="woorden_bevroren",
                fields=[
                    "brief",
                    "versie",
                    "dagtekening",
                    "bezwaar_tot",
                    "html",
                    "controle_id",
                    "controlecode",
                    "created_at",
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.brief} versie {self.versie}"
