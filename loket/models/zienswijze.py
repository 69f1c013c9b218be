"""What parents and school think of what the SWV means to decide (Awb 4:7 and 4:8): asked in rounds, kept as given."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_noop

from kern.bestanden.models import Inhoud
from kern.gebruikers.zicht import ZichtbaarModel, ZichtbareQuerySet
from kern.logboek.bewaking import bevroren
from loket.rules.zienswijze import in_woorden, opname_in_woorden
from scholen.models import Betrokkene, Leerling, School

from .aanvraag import Aanvraag
from .besluit import Bekendmaking
from .intrekking import Intrekking

if TYPE_CHECKING:
    from .opname import Opnamesamenvatting


class Zienswijzeronde(ZichtbaarModel):
    """One time that everybody concerned was asked. The decision term goes on meanwhile.

    waarover: what the letter says it is about; besproken_op: when it was talked over with the parents first
    (afspraak 48); tot: the last day to react, inclusive. intrekking: when it is about taking a TLV back (R-TLV-17);
    it then lasts until that is decided or given up.
    """

    aanvraag = models.ForeignKey(Aanvraag, on_delete=models.PROTECT, related_name="zienswijzeronden")
    waarover = models.TextField()
    besproken_op = models.DateField("met de ouders besproken op")
    geopend_op = models.DateField()
    geopend_door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    tot = models.DateField("reageren kan tot en met")
    gesloten_op = models.DateField(null=True, blank=True)
    sluit_reden = models.TextField("waarom eerder gesloten", blank=True)
    intrekking = models.OneToOneField(Intrekking, on_delete=models.PROTECT, null=True, blank=True, related_name="ronde")

    objects = ZichtbareQuerySet["Zienswijzeronde"].as_manager()

    class Avg:
        van, regel, bij = "kind", "dossier", "aanvraag"
        gezondheid = ("waarover", "sluit_reden")

    class Meta:
        verbose_name = "ronde van zienswijzen"
        verbose_name_plural = "ronden van zienswijzen"
        constraints = [
            models.UniqueConstraint(
                fields=["aanvraag"],
                condition=Q(gesloten_op__isnull=True, intrekking=None),
                name="zienswijzeronde_een_open",
                violation_error_message="Er loopt al een ronde.",
            ),
            models.CheckConstraint(
                condition=Q(tot__gt=F("geopend_op"), besproken_op__lte=F("geopend_op")),
                name="zienswijzeronde_dagen",
                violation_error_message="Eerst bespreken, dan vragen, dan tijd om te reageren.",
            ),
        ]

    def __str__(self) -> str:
        return f"meningen gevraagd op {self.geopend_op}"

    @property
    def log_leerling(self) -> str:
        return self.aanvraag.log_leerling

    @property
    def log_school(self) -> str:
        return self.aanvraag.log_school


class Zienswijze(ZichtbaarModel):
    """One person or school that was asked, and what it said when it did. Once given it never changes.

    alleen_voor_ons, papieren: what was said beside it, and its files; there when a page fetched them for who may read
    that. eens: "" when it was not asked or not said. opname: it was also said in a memo, which asks for a summary.
    """

    alleen_voor_ons: Sequence[ZienswijzeVertrouwelijk] = ()
    papieren: Sequence[Zienswijzebestand] = ()

    class Eens(models.TextChoices):
        JA = "ja", "eens"
        DEELS = "deels", "voor een deel eens"
        NEE = "nee", "niet eens"
        ONBEKEND = "onbekend", "weet het nog niet"

    class Kanaal(models.TextChoices):
        POST = "post", gettext_noop("per post")
        MAIL = "mail", gettext_noop("per e-mail")
        TELEFOON = "telefoon", gettext_noop("aan de telefoon")
        GESPREK = "gesprek", gettext_noop("in een gesprek")
        PORTAAL = "portaal", gettext_noop("in het portaal")

    ronde = models.ForeignKey(Zienswijzeronde, on_delete=models.PROTECT, related_name="zienswijzen")
    aan = models.CharField(max_length=8, choices=Bekendmaking.Aan.choices)
    school = models.ForeignKey(School, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    betrokkene = models.ForeignKey(Betrokkene, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    leerling = models.ForeignKey(Leerling, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    tot = models.DateField(
        "eigen laatste dag", null=True, blank=True, help_text="When more time was given to this one alone."
    )
    gegeven_op = models.DateField(null=True, blank=True)
    kanaal = models.CharField(max_length=8, choices=Kanaal.choices, blank=True)
    eens = models.CharField("eens met het plan", max_length=8, choices=Eens.choices, blank=True)
    tekst = models.TextField(blank=True)
    opname = models.BooleanField("met een opname", default=False)
    vastgelegd_op = models.DateTimeField(null=True, blank=True)
    vastgelegd_door = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = ZichtbareQuerySet["Zienswijze"].as_manager()

    class Avg:
        van, regel, bij = "gezin", "dossier", "ronde"
        gezondheid = ("tekst",)

    class Meta:
        verbose_name = "zienswijze"
        verbose_name_plural = "zienswijzen"
        constraints = [
            models.CheckConstraint(
                condition=Q(aan="school", school__isnull=False, betrokkene=None, leerling=None)
                | Q(aan__in=["ouder", "voogd"], school=None, betrokkene__isnull=False, leerling=None)
                | Q(aan="leerling", school=None, betrokkene=None, leerling__isnull=False),
                name="zienswijze_van_een",
                violation_error_message="Een mening is van precies één persoon of school.",
            ),
            models.UniqueConstraint(
                fields=["ronde", "school", "betrokkene", "leerling"],
                nulls_distinct=False,
                name="zienswijze_een_per_ronde",
                violation_error_message="Deze persoon is al gevraagd.",
            ),
            models.CheckConstraint(
                condition=Q(
                    gegeven_op__isnull=True, kanaal="", eens="", tekst="", opname=False, vastgelegd_op__isnull=True
                )
                | Q(gegeven_op__isnull=False, vastgelegd_op__isnull=False)
                & ~Q(kanaal="")
                & (~Q(tekst="") | ~Q(eens="") | Q(opname=True)),
                name="zienswijze_gegeven_is_volledig",
                violation_error_message="Een mening heeft een dag, een kanaal en woorden.",
            ),
        ]
        triggers = [
            bevroren(
                "zienswijze_bevroren",
                "Een gegeven mening verandert niet.",
                als=pgtrigger.Q(old__gegeven_op__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"zienswijze van {self.get_aan_display()}"

    @property
    def uiterlijk(self) -> date:
        """The last day for this one to react, inclusive."""
        return self.tot or self.ronde.tot

    @property
    def woorden(self) -> str:
        """The whole view in words, as a letter quotes it: of a memo the summary. Lists prefetch `samenvattingen`."""
        kort = self.samenvatting
        gezegd = opname_in_woorden(kort.tekst, kort.reactie) if kort else ""
        return "\n\n".join(filter(None, (self.geschreven, gezegd)))

    @property
    def geschreven(self) -> str:
        """The same without the memo; "" when that says it all."""
        return in_woorden(self.eens, self.tekst, wij=self.school_id is not None)

    @property
    def zei_vertrouwelijk(self) -> bool:
        """Whether something was said for the SWV alone: the giver may know that it came in, the words stay here."""
        return ZienswijzeVertrouwelijk.objects.filter(zienswijze=self).exists()

    @property
    def samenvatting(self) -> Opnamesamenvatting | None:
        """The last summary of the memo; nothing without a memo, and then nothing is asked of the database."""
        if not self.opname:
            return None
        return max(self.samenvattingen.all(), key=lambda een: een.versie, default=None)

    @property
    def naam(self) -> str:
        """Whose it is, as staff says it."""
        wie = self.betrokkene or self.leerling or self.school
        return wie.naam if wie else ""

    @property
    def log_leerling(self) -> str:
        return self.ronde.log_leerling

    @property
    def log_school(self) -> str:
        return self.ronde.log_school


class ZienswijzeVertrouwelijk(ZichtbaarModel):
    """What somebody said for the SWV alone (safety, an address): never in a letter, never to school or other parent."""

    zienswijze = models.OneToOneField(Zienswijze, on_delete=models.PROTECT, related_name="vertrouwelijk")
    tekst = models.TextField()

    objects = ZichtbareQuerySet["ZienswijzeVertrouwelijk"].as_manager()

    class Avg:
        van, regel, bij = "gezin", "dossier", "zienswijze"
        gezondheid = ("tekst",)

    class Meta:
        verbose_name = "alleen voor ons"
        verbose_name_plural = "alleen voor ons"

    def __str__(self) -> str:
        return f"bij {self.zienswijze}"


class ZienswijzeConcept(models.Model):
    """What somebody is typing in the portal and has not sent: of the giver alone, and gone when it is sent."""

    zienswijze = models.OneToOneField(Zienswijze, on_delete=models.PROTECT, related_name="concept")
    eens = models.CharField(max_length=8, choices=Zienswijze.Eens.choices, blank=True)
    tekst = models.TextField(blank=True)
    vertrouwelijk = models.TextField(blank=True)
    samenvatting = models.TextField("samenvatting van de opname", blank=True)
    versie = models.PositiveIntegerField(default=0)
    bewerkt_op = models.DateTimeField(null=True, blank=True)

    objects = ZichtbareQuerySet["ZienswijzeConcept"].as_manager()

    class Avg:
        van, regel, bij = "gezin", "dossier", "zienswijze"
        gezondheid = ("tekst", "vertrouwelijk", "samenvatting")

    class Meta:
        verbose_name = "zienswijze in voorbereiding"
        verbose_name_plural = "zienswijzen in voorbereiding"

    def __str__(self) -> str:
        return f"concept van {self.zienswijze}"


class Zienswijzebestand(ZichtbaarModel):
    """A photo, paper or voice memo with a view. Of the giver alone until it is sent, and then also of who decides; of
    nobody else: a letter quotes text only. The name is text to show, never a path."""

    zienswijze = models.ForeignKey(Zienswijze, on_delete=models.PROTECT, related_name="bestanden")
    inhoud = models.ForeignKey(Inhoud, on_delete=models.PROTECT, related_name="+")
    naam = models.CharField(max_length=150)
    toegevoegd_op = models.DateTimeField()
    toegevoegd_door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = ZichtbareQuerySet["Zienswijzebestand"].as_manager()

    class Avg:
        van, regel, bij = "gezin", "dossier", "zienswijze"
        herkenbaar = ("naam",)

    class Meta:
        verbose_name = "bestand bij een zienswijze"
        verbose_name_plural = "bestanden bij een zienswijze"
        constraints = [
            models.UniqueConstraint(
                fields=["zienswijze", "inhoud"],
                name="zienswijzebestand_uniek",
                violation_error_message="Dit bestand zit er al bij.",
            )
        ]
        triggers = [
            pgtrigger.Trigger(
                name="zienswijzebestand_bevroren",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                declare=[("van", "bigint")],
                func="""
                    IF TG_OP = 'INSERT' THEN van := NEW.zienswijze_id; ELSE van := OLD.zienswijze_id; END IF;
                    IF EXISTS (SELECT 1 FROM loket_zienswijze WHERE id = van AND gegeven_op IS NOT NULL) THEN
                        RAISE EXCEPTION 'Een gegeven mening verandert niet.';
                    END IF;
                    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
                    RETURN NEW;
                """,
            )
        ]

    def __str__(self) -> str:
        return self.naam

    @property
    def is_beeld(self) -> bool:
        """Whether a page can show it as a picture, to who may see it."""
        return self.inhoud.is_vrij and self.inhoud.soort.startswith("image/")

    @property
    def is_geluid(self) -> bool:
        return self.inhoud.soort.startswith("audio/")

    @property
    def log_leerling(self) -> str:
        return self.zienswijze.log_leerling

    @property
    def log_school(self) -> str:
        return self.zienswijze.log_school
