"""The sections of an aanvraag: the legal must-haves are columns, one row per section, each with its own version.

A section may be saved half empty; whether it is complete is a rule, asked again each time (afspraak 12).
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from kern.gebruikers.zicht import ZichtbareQuerySet
from loket.rules.toetsen import DOMEINEN, leerachterstand
from scholen.models import School

from .aanvraag import Aanvraag


class JaNee(models.TextChoices):
    JA = "ja", "Ja"
    NEE = "nee", "Nee"


class Onderdeel(models.Model):
    """Version 0 means: never saved. Each save counts one up; a save on an older version is a conflict."""

    versie = models.PositiveIntegerField(default=0)
    bewerkt_op = models.DateTimeField(null=True, blank=True)
    bewerkt_door = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = ZichtbareQuerySet.as_manager()

    class Meta:
        abstract = True


class OnderdeelLeerling(Onderdeel):
    aanvraag = models.OneToOneField(Aanvraag, on_delete=models.CASCADE, related_name="onderdeel_leerling")
    gegevens_kloppen = models.BooleanField("naam, adres en gezag zijn nagekeken", default=False)
    groep = models.CharField("groep of leerjaar", max_length=20, blank=True)
    taal_thuis = models.CharField(max_length=60, blank=True)
    tolk_nodig = models.CharField(max_length=3, choices=JaNee.choices, blank=True)
    schoolverloop = models.TextField(blank=True)

    class Avg:
        van, regel, bij = "kind", "dossier", "aanvraag"
        gezondheid = ("schoolverloop",)
        herkenbaar = ("groep", "taal_thuis")

    class Meta:
        verbose_name = "onderdeel leerling en ouders"
        verbose_name_plural = "onderdelen leerling en ouders"


class OnderdeelSchool(Onderdeel):
    aanvraag = models.OneToOneField(Aanvraag, on_delete=models.CASCADE, related_name="onderdeel_school")
    contactpersoon = models.CharField(max_length=120, blank=True)
    telefoon = models.CharField(max_length=20, blank=True)
    directeur = models.CharField(max_length=120, blank=True)
    bereikbaar_op = models.CharField(max_length=120, blank=True)

    class Avg:
        van, regel, bij = "medewerker", "dossier", "aanvraag"
        herkenbaar = ("contactpersoon", "telefoon", "directeur", "bereikbaar_op")

    class Meta:
        verbose_name = "onderdeel school en contactpersoon"
        verbose_name_plural = "onderdelen school en contactpersoon"


class OnderdeelVraag(Onderdeel):
    class Plek(models.TextChoices):
        JA = "ja", "Ja, er is een plek"
        NEE = "nee", "Nee, er is nog geen plek"
        ONBEKEND = "onbekend", "Dat weet ik nog niet"

    aanvraag = models.OneToOneField(Aanvraag, on_delete=models.CASCADE, related_name="onderdeel_vraag")
    categorie = models.CharField(
        max_length=1, choices=[("L", "1 (laag)"), ("M", "2 (midden)"), ("H", "3 (hoog)")], blank=True
    )
    gewenste_start = models.DateField(null=True, blank=True)
    schooljaren = models.PositiveSmallIntegerField("aantal hele schooljaren", null=True, blank=True)
    beoogde_school = models.ForeignKey(School, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    beoogde_school_anders = models.CharField(max_length=150, blank=True)
    is_er_plek = models.CharField(max_length=8, choices=Plek.choices, blank=True)
    toelichting = models.TextField(blank=True)

    class Avg:
        van, regel, bij = "kind", "dossier", "aanvraag"
        gezondheid = ("categorie", "toelichting")
        herkenbaar = ("beoogde_school_anders",)

    class Meta:
        verbose_name = "onderdeel wat vraag je aan"
        verbose_name_plural = "onderdelen wat vraag je aan"


class OnderdeelBehoefte(Onderdeel):
    aanvraag = models.OneToOneField(Aanvraag, on_delete=models.CASCADE, related_name="onderdeel_behoefte")
    onderwijsbehoeften = models.TextField(blank=True)
    sterke_kanten = models.TextField(blank=True)
    belemmeringen = models.TextField(blank=True)
    behoefte_leraar = models.TextField("ondersteuningsbehoefte van de leraar", blank=True)
    veiligheid = models.TextField(blank=True)

    class Avg:
        van, regel, bij = "kind", "dossier", "aanvraag"
        gezondheid = ("onderwijsbehoeften", "sterke_kanten", "belemmeringen", "behoefte_leraar", "veiligheid")

    class Meta:
        verbose_name = "onderdeel wat is er nodig"
        verbose_name_plural = "onderdelen wat is er nodig"


class OnderdeelGedaan(Onderdeel):
    aanvraag = models.OneToOneField(Aanvraag, on_delete=models.CASCADE, related_name="onderdeel_gedaan")
    grens = models.TextField("waarom is lichtere hulp niet genoeg", blank=True)
    hulp_buiten_school = models.TextField(blank=True)

    class Avg:
        van, regel, bij = "kind", "dossier", "aanvraag"
        gezondheid = ("grens", "hulp_buiten_school")

    class Meta:
        verbose_name = "onderdeel wat is al gedaan"
        verbose_name_plural = "onderdelen wat is al gedaan"


class Interventie(models.Model):
    """One thing the school tried, with its effect."""

    onderdeel = models.ForeignKey(OnderdeelGedaan, on_delete=models.CASCADE, related_name="interventies")
    volgorde = models.PositiveSmallIntegerField()
    wat = models.CharField("wat is er gedaan", max_length=200, blank=True)
    periode = models.CharField(max_length=80, blank=True)
    wie = models.CharField("door wie", max_length=120, blank=True)
    doel = models.TextField(blank=True)
    effect = models.TextField(blank=True)

    objects = ZichtbareQuerySet.as_manager()

    class Avg:
        van, regel, bij = "kind", "dossier", "onderdeel"
        gezondheid = ("wat", "doel", "effect")
        herkenbaar = ("wie",)
        gewoon = ("periode",)

    class Meta:
        verbose_name = "interventie"
        verbose_name_plural = "interventies"
        constraints = [
            models.UniqueConstraint(
                fields=["onderdeel", "volgorde"],
                name="interventie_volgorde",
                violation_error_message="Deze plaats in de lijst is bezet.",
            )
        ]

    def __str__(self) -> str:
        return self.wat


class OnderdeelMening(Onderdeel):
    class Eens(models.TextChoices):
        JA = "ja", "Ja, alle ouders met gezag zijn het eens"
        DEELS = "deels", "Een van de ouders is het niet eens"
        NEE = "nee", "Nee, de ouders zijn het niet eens"
        ONBEKEND = "onbekend", "Dat weet ik niet"

    class Hoe(models.TextChoices):
        GESPREK = "gesprek", "in een gesprek"
        SCHRIFTELIJK = "schriftelijk", "schriftelijk"
        TEKENING = "tekening", "met een tekening"
        VIDEO = "video", "met een filmpje"

    aanvraag = models.OneToOneField(Aanvraag, on_delete=models.CASCADE, related_name="onderdeel_mening")
    besproken_op = models.DateField(null=True, blank=True)
    ouders_eens = models.CharField(max_length=8, choices=Eens.choices, blank=True)
    ouders_woorden = models.TextField(blank=True)
    leerling_gehoord = models.CharField(max_length=3, choices=JaNee.choices, blank=True)
    leerling_hoe = models.CharField(max_length=12, choices=Hoe.choices, blank=True)
    leerling_woorden = models.TextField(blank=True)
    leerling_niet_reden = models.TextField("waarom de leerling niet is gehoord", blank=True)

    class Avg:
        van, regel, bij = "gezin", "dossier", "aanvraag"
        gezondheid = ("ouders_woorden", "leerling_woorden", "leerling_niet_reden")

    class Meta:
        verbose_name = "onderdeel mening van ouders en leerling"
        verbose_name_plural = "onderdelen mening van ouders en leerling"


class OnderdeelHulpvraag(Onderdeel):
    """A question to the SWV, or extra help on the own school: on one page (afspraak 51)."""

    class Vorm(models.TextChoices):
        IN_DE_KLAS = "in_de_klas", "begeleiding van de leerling in de klas"
        BUITEN_DE_KLAS = "buiten_de_klas", "begeleiding van de leerling buiten de klas"
        LERAAR = "leraar", "begeleiding van de leraar"
        MIDDELEN = "middelen", "materiaal of een aanpassing"
        ANDERS = "anders", "iets anders"

    aanvraag = models.OneToOneField(Aanvraag, on_delete=models.CASCADE, related_name="onderdeel_hulpvraag")
    hulpvraag = models.TextField(blank=True)
    over_wie = models.CharField("over welke groep of situatie", max_length=200, blank=True)
    al_gedaan = models.TextField("wat de school al deed", blank=True)
    doel = models.TextField(blank=True)
    vorm = models.CharField(max_length=16, choices=Vorm.choices, blank=True)
    van = models.DateField("vanaf", null=True, blank=True)
    tot = models.DateField("tot en met", null=True, blank=True)
    ouders_weten = models.CharField("de ouders weten het", max_length=3, choices=JaNee.choices, blank=True)
    contactpersoon = models.CharField(max_length=120, blank=True)
    telefoon = models.CharField(max_length=20, blank=True)

    class Avg:
        van, regel, bij = "kind", "dossier", "aanvraag"
        gezondheid = ("hulpvraag", "over_wie", "al_gedaan", "doel")
        herkenbaar = ("contactpersoon", "telefoon")

    class Meta:
        verbose_name = "onderdeel hulpvraag"
        verbose_name_plural = "onderdelen hulpvraag"


class OnderdeelToetsen(Onderdeel):
    """What tests say, for praktijkonderwijs and lwoo (table 2.5). DLE and DL in months, ten a school year."""

    aanvraag = models.OneToOneField(Aanvraag, on_delete=models.CASCADE, related_name="onderdeel_toetsen")
    iq = models.PositiveSmallIntegerField("totaal-IQ", null=True, blank=True)
    iq_test = models.CharField("naam van de intelligentietest", max_length=80, blank=True)
    iq_datum = models.DateField("datum van de intelligentietest", null=True, blank=True)
    iq_door = models.CharField("afgenomen onder leiding van", max_length=120, blank=True)
    ir_dle = models.PositiveSmallIntegerField(null=True, blank=True)
    ir_dl = models.PositiveSmallIntegerField(null=True, blank=True)
    bl_dle = models.PositiveSmallIntegerField(null=True, blank=True)
    bl_dl = models.PositiveSmallIntegerField(null=True, blank=True)
    tl_dle = models.PositiveSmallIntegerField(null=True, blank=True)
    tl_dl = models.PositiveSmallIntegerField(null=True, blank=True)
    sp_dle = models.PositiveSmallIntegerField(null=True, blank=True)
    sp_dl = models.PositiveSmallIntegerField(null=True, blank=True)
    toets_namen = models.CharField("namen van de toetsen", max_length=200, blank=True)
    toets_datum = models.DateField("datum van de toetsen", null=True, blank=True)
    sem = models.CharField("sociaal-emotionele problematiek", max_length=3, choices=JaNee.choices, blank=True)
    sem_onderzoek = models.TextField("welk onderzoek laat dat zien", blank=True)
    keuze_motivering = models.TextField("waarom deze soort past", blank=True)

    class Avg:
        van, regel, bij = "kind", "dossier", "aanvraag"
        gezondheid = (
            "iq",
            "iq_test",
            "ir_dle",
            "ir_dl",
            "bl_dle",
            "bl_dl",
            "tl_dle",
            "tl_dl",
            "sp_dle",
            "sp_dl",
            "sem",
            "sem_onderzoek",
            "toets_namen",
            "keuze_motivering",
        )
        herkenbaar = ("iq_door",)

    class Meta:
        verbose_name = "onderdeel toetsen"
        verbose_name_plural = "onderdelen toetsen"
        constraints = [
            models.CheckConstraint(
                condition=Q(iq__isnull=True) | Q(iq__gte=20, iq__lte=180),
                name="toetsen_iq",
                violation_error_message="Een IQ ligt tussen 20 en 180.",
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{domein}_dl__isnull": True})
                    | Q(**{f"{domein}_dl__gte": 1, f"{domein}_dl__lte": 80}),
                    name=f"toetsen_{domein}_dl",
                    violation_error_message="DL is een aantal maanden van 1 tot en met 80.",
                )
                for domein in DOMEINEN
            ),
        ]

    def uitkomst(self) -> dict[str, Any]:
        """What pro_lwoo() asks: the IQ, the backlog per domain (None when not tested), and sem."""
        achterstand: dict[str, Decimal | None] = {}
        for domein in DOMEINEN:
            dle, dl = getattr(self, f"{domein}_dle"), getattr(self, f"{domein}_dl")
            achterstand[domein] = None if dle is None or not dl else leerachterstand(dle=dle, dl=dl)
        return {"iq": self.iq, **achterstand, "sem": {"ja": True, "nee": False}.get(self.sem)}


class OnderdeelStukken(Onderdeel):
    class Handelingsdeel(models.TextChoices):
        ONDERTEKEND = "ondertekend", "besproken en ondertekend door de ouders"
        BESPROKEN = "besproken", "besproken, niet ondertekend"
        NIET = "niet", "nog niet besproken"

    aanvraag = models.OneToOneField(Aanvraag, on_delete=models.CASCADE, related_name="onderdeel_stukken")
    opp_datum = models.DateField(null=True, blank=True)
    handelingsdeel = models.CharField(max_length=12, choices=Handelingsdeel.choices, blank=True)
    geweigerd = ArrayField(
        models.CharField(max_length=24), default=list, blank=True, help_text="Kinds of document withheld (Awb 4:3)."
    )
    toelichting = models.TextField(blank=True)

    class Avg:
        van, regel, bij = "kind", "dossier", "aanvraag"
        gezondheid = ("toelichting",)
        gewoon = ("geweigerd",)

    class Meta:
        verbose_name = "onderdeel stukken"
        verbose_name_plural = "onderdelen stukken"
        constraints = [
            models.CheckConstraint(
                condition=Q(handelingsdeel__in=["", "ondertekend", "besproken", "niet"]),
                name="stukken_handelingsdeel",
                violation_error_message="Kies of het handelingsdeel besproken is.",
            )
        ]
