"""What a samenwerkingsverband may set for itself, and how its region is divided."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from kern.gebruikers.zicht import ZichtbaarModel, ZichtbareQuerySet
from scholen.rules.vrijedagen import dagen_van

from .overgangsstappen import overgang_po_vo, overgang_so_vso, overgang_vso_werk
from .stale import telt_mee
from .swv import Samenwerkingsverband, TlvSoort


class InstellingQuerySet(ZichtbareQuerySet["Instelling"]):
    def geldig(self, swv: Samenwerkingsverband, dag: date) -> Instelling:
        """The version in force for this SWV on this day. Raises Instelling.DoesNotExist when there is none yet."""
        return self.filter(swv=swv, geldig_van__lte=dag).order_by("-geldig_van").select_related("swv")[:1].get()


def tlv_herinneringen() -> list[str]:
    """1 February, 1 March, 1 April and 1 May (R-TLV-15)."""
    return ["02-01", "03-01", "04-01", "05-01"]


def thuis_klassen() -> list[str]:
    """4 weeks, 3, 6 and 12 months: where a class of duration of a thuiszitter begins (domein 7.1)."""
    return ["28d", "3m", "6m", "12m"]


def signaalthemas() -> list[str]:
    """What parents and pupils mostly come with, until an SWV has a list of its own."""
    return [
        "Contact met de school",
        "Ondersteuning op school",
        "Een passende plek vinden",
        "Thuis zitten",
        "Gehoord worden",
        "Wachten",
        "Overgang naar een andere school",
        "Iets anders",
    ]


class Onderdeel(models.TextChoices):
    """A part of the portal that an SWV may do without; aanvragen, decisions and letters are always there."""

    ARRANGEMENTEN = "arrangementen", "arrangementen, aanbod en budgetten"
    BUDGETTEN = "budgetten", "budgetten alleen: hulp zonder geld"
    THUISZITTERS = "thuiszitters", "thuiszitters"
    KENNIS = "kennis", "nieuws, kennisbank en scholing"
    OUDERS = "ouders", "inloggen voor ouders en leerlingen"
    OPENBAAR = "openbaar", "de website voor iedereen"


class Instelling(ZichtbaarModel):
    """What an SWV may set, by version. A dossier remembers the version it was judged by; the law's numbers are code."""

    class Vakantieregio(models.TextChoices):
        NOORD = "noord", "Noord"
        MIDDEN = "midden", "Midden"
        ZUID = "zuid", "Zuid"

    class Bevoegdheid(models.TextChoices):
        BESTUURSORGAAN = "bestuursorgaan", "het bestuursorgaan zelf"
        MANDAAT = "mandaat", "namens het bestuur, met mandaat"

    class BewaarAnker(models.TextChoices):
        """R-PRIV-05, afspraak 27: from when the three years of keeping a dossier run."""

        BESLUITDATUM = "besluitdatum", "de dag van het besluit"
        EINDDATUM_TLV = "einddatum_tlv", "de laatste dag van de TLV"

    class LwooMode(models.TextChoices):
        """R-TLV-02: an SWV may take over parts of the national rules for lwoo (WVO 2020 2.48)."""

        LANDELIJK = "landelijk", "de landelijke regels"
        CRITERIA = "opting_out_criteria", "eigen criteria"
        DUUR = "opting_out_duur", "eigen duur"
        GEEN = "geen", "geen aparte beslissing over lwoo"

    class SboBeslist(models.TextChoices):
        """Afspraak 45: the law names the SBO school's SWV, practice the one the pupil comes from."""

        HERKOMST = "herkomst", "het samenwerkingsverband waar de leerling vandaan komt"
        SBO_SCHOOL = "sbo_school", "het samenwerkingsverband van de sbo-school"

    swv = models.ForeignKey(Samenwerkingsverband, on_delete=models.PROTECT, related_name="instellingen")
    geldig_van = models.DateField()
    licht = models.BooleanField("profiel licht", default=False)
    onderdelen_uit = ArrayField(
        models.CharField(max_length=13, choices=Onderdeel.choices), default=list, blank=True, help_text="Not used here."
    )
    tlv_soorten = ArrayField(models.CharField(max_length=4, choices=TlvSoort.choices))
    soorten = models.JSONField(default=dict, blank=True, help_text="Own choices per kind of aanvraag.")
    lwoo_mode = models.CharField(max_length=20, choices=LwooMode.choices, default=LwooMode.LANDELIJK)
    sbo_beslist = models.CharField(max_length=10, choices=SboBeslist.choices, default=SboBeslist.HERKOMST)
    servicenorm_weken = models.PositiveSmallIntegerField(default=6)
    doorlooptijd_werkdagen = models.PositiveSmallIntegerField(
        default=30, help_text="What the SWV aims at: working days outside the school holidays (R-TERM-20)."
    )
    vakantieregio = models.CharField(max_length=6, choices=Vakantieregio.choices, default=Vakantieregio.MIDDEN)
    aangewezen_dagen = ArrayField(
        models.CharField(max_length=110), default=list, blank=True, help_text="Put on a par with a feestdag (Atw 3)."
    )
    vrije_dagen = ArrayField(
        models.CharField(max_length=110), default=list, blank=True, help_text="Off in this region; no term of law."
    )
    controle_werkdagen = models.PositiveSmallIntegerField(default=5)
    hersteltermijn_dagen = models.PositiveSmallIntegerField(default=14)
    herinnering_dagen = models.PositiveSmallIntegerField(
        default=3, help_text="How long before the last day a school is reminded of what was asked."
    )
    concept_herinnering_dagen = models.PositiveSmallIntegerField(
        default=14, help_text="After how many days without a change a school hears that a draft was not sent; 0: never."
    )
    zienswijze_dagen = models.PositiveSmallIntegerField(default=14)
    advies_dagen = models.PositiveSmallIntegerField(default=21)
    derde_bij_verschil = models.BooleanField("derde deskundige als de adviezen verschillen", default=False)
    eerder_gezien_mag = models.BooleanField("deskundige die de leerling eerder zag mag, met uitleg", default=True)
    max_schooljaren = models.JSONField(default=dict, blank=True, help_text="Per kind; absent means the default.")
    tlv_nummer_sjabloon = models.CharField(max_length=60, default="{SWV}-{JJ}{JJ}-{SOORT}-{NNNN}")
    plaatsing_volgt_atw = models.BooleanField(
        "tijdelijke plaatsing na tien weken schuift op bij een vrije dag", default=False
    )
    tlv_signaal = models.CharField(
        "eerste signaal dat een TLV afloopt", max_length=5, default="10-01", help_text="Month and day."
    )
    tlv_herinneringen = ArrayField(
        models.CharField(max_length=5), default=tlv_herinneringen, blank=True, help_text="Month and day."
    )
    tlv_ongebruikt_maanden = models.PositiveSmallIntegerField("ongebruikte TLV melden na maanden", default=6)
    opp_verplicht = models.BooleanField(default=True)
    opp_handtekening_verplicht = models.BooleanField("handtekening onder het handelingsdeel", default=False)
    opp_max_maanden = models.PositiveSmallIntegerField(default=12)
    onderzoek_max_maanden = models.PositiveSmallIntegerField("hoe oud onderzoek mag zijn, in maanden", default=24)
    bezwaardatum_in_brief = models.BooleanField(default=True)
    vier_ogen = models.BooleanField(default=False)
    eerst_bellen = models.BooleanField("eerst bellen voor een brief die tegenvalt", default=True)
    school_via_portaal = models.BooleanField("brieven aan scholen gaan via het portaal", default=False)
    laatste_lichting = models.CharField(
        "laatste lichting van de post", max_length=5, blank=True, help_text="Such as 17:00; empty: any time of the day."
    )
    herstel_bezwaarclausule = models.BooleanField("bezwaarclausule in een herstelbrief", default=True)
    bewaar_anker = models.CharField(max_length=13, choices=BewaarAnker.choices, default=BewaarAnker.BESLUITDATUM)
    dossiers_per_dag = models.PositiveSmallIntegerField("zoveel dossiers op een dag is nog gewoon", default=50)
    bevoegdheid = models.CharField(max_length=14, choices=Bevoegdheid.choices, default=Bevoegdheid.BESTUURSORGAAN)
    ondertekenaar_functie = models.CharField(max_length=80, default="directeur-bestuurder")
    bezwaarcommissie = models.CharField(
        max_length=160, default="Landelijke Bezwaaradviescommissie Toelaatbaarheidsverklaring"
    )
    bezwaar_herstel_dagen = models.PositiveSmallIntegerField(default=28)
    kennelijk_zonder_commissie = models.BooleanField(
        default=False, help_text="Whether a bezwaar that is plainly niet-ontvankelijk may skip the committee."
    )
    dwangsom_dag_erna = models.BooleanField(
        default=False, help_text="First day of the penalty: the day after the two weeks instead of their last."
    )
    steunpunt_naam = models.CharField(max_length=120, default="Ouder- en Jeugdsteunpunt")
    steunpunt_telefoon = models.CharField(max_length=20, blank=True)
    steunpunt_website = models.CharField(max_length=120, blank=True)
    fg_email = models.EmailField("e-mail van de functionaris gegevensbescherming", blank=True)
    fg_telefoon = models.CharField("telefoon van de functionaris gegevensbescherming", max_length=20, blank=True)
    verwerkers = models.TextField("wie voor het SWV aan het portaal werkt", blank=True)
    signaalthemas = ArrayField(
        models.CharField(max_length=60), default=signaalthemas, help_text="Of what the steunpunt writes down."
    )
    themas = ArrayField(
        models.CharField(max_length=100),
        default=list,
        blank=True,
        help_text="By which the aanbod is ordered; may be none.",
    )
    ondersteuningsplan = models.CharField(max_length=60, blank=True, help_text="Such as 2025-2029.")
    grondslagen = models.JSONField(default=dict, blank=True, help_text="Articles printed in letters, per kind.")
    woord_leerling = models.CharField(max_length=20, default="leerling")
    woord_ib = models.CharField(max_length=40, default="intern begeleider")
    arrangement_is_besluit = models.BooleanField(
        "arrangement is een besluit",
        default=False,
        help_text="With bezwaar; else one asks us to look again (R-ARR-02).",
    )
    budget_blokkeert = models.BooleanField(
        "niet meer toekennen dan er vrij is", default=True, help_text="Else: warned."
    )
    verlengen_zonder_evaluatie = models.BooleanField(default=False)
    arrangement_meeneembaar = models.BooleanField(
        "arrangement gaat mee naar een andere school", default=True, help_text="Within this SWV (R-ARR-13)."
    )
    tussenevaluatie_uiterlijk = models.CharField(max_length=5, default="02-01", help_text="Month and day (R-ARR-11).")
    eindevaluatie_weken = models.PositiveSmallIntegerField(default=4, help_text="How long before the end.")
    structureel_vanaf_jaar = models.PositiveSmallIntegerField(
        default=3, help_text="From which year on is asked whether the help is needed for good (R-ARR-12)."
    )
    verantwoorden_vanaf = models.DecimalField(
        max_digits=8, decimal_places=2, default=Decimal("5000.00"), help_text="Per grant only above it (afspraak 51)."
    )
    overschot_meenemen = models.BooleanField(
        "wat over is, gaat mee", default=False, help_text="To the next school year; else it is asked back."
    )
    steekproef_procent = models.PositiveSmallIntegerField(default=10)
    terugplaatsing_procent = models.PositiveSmallIntegerField(
        default=0, help_text="Agreed share of pupils with a TLV that goes back each year (R-FIN-07)."
    )
    thuis_klassen = ArrayField(
        models.CharField(max_length=4), default=thuis_klassen, help_text="Borders: days (28d) or months (3m), rising."
    )
    vakantie_meetellen = models.BooleanField(
        "schoolvakantie telt mee in hoe lang een kind thuis is", default=True, help_text="R-THZ-03; never for the law."
    )
    weken_zonder_aanbod = models.PositiveSmallIntegerField(
        default=13, help_text="After so many weeks at home without an offer a case is on top of the board."
    )
    cijfers_openbaar = models.BooleanField(
        "elk jaar cijfers voor iedereen", default=False, help_text="At /cijfers/, of school years that are over."
    )
    terugblik_vragen = models.BooleanField("na een besluit vragen hoe het ging", default=True)
    terugblik_vraag = models.CharField("de vraag na een besluit", max_length=120, blank=True)
    overgang_po_vo = ArrayField(models.CharField(max_length=130), default=overgang_po_vo, blank=True)
    overgang_so_vso = ArrayField(models.CharField(max_length=130), default=overgang_so_vso, blank=True)
    overgang_vso_werk = ArrayField(models.CharField(max_length=130), default=overgang_vso_werk, blank=True)
    mailteksten = models.JSONField(default=dict, blank=True, help_text="Own words per kind of mail.")
    basispunten = ArrayField(
        models.CharField(max_length=160), default=list, blank=True, help_text="None: those of the portal."
    )
    betaalbestand = models.BooleanField(default=False, help_text="Whether payment files are made (afspraak 56).")

    objects = InstellingQuerySet.as_manager()

    class Avg:
        van, regel = "niemand", "-"

    class Meta:
        verbose_name = "instelling"
        verbose_name_plural = "instellingen"
        constraints = [
            models.UniqueConstraint(
                fields=["swv", "geldig_van"],
                name="instelling_een_per_dag",
                violation_error_message="Er is al een versie die op deze dag ingaat.",
            ),
            models.CheckConstraint(
                condition=Q(tlv_signaal__regex=r"^(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])$"),
                name="instelling_tlv_signaal",
                violation_error_message="Vul een maand en een dag in, zoals 10-01.",
            ),
            models.CheckConstraint(
                condition=Q(tussenevaluatie_uiterlijk__regex=r"^(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])$"),
                name="instelling_tussenevaluatie",
                violation_error_message="Vul een maand en een dag in, zoals 02-01.",
            ),
            models.CheckConstraint(
                condition=Q(
                    eindevaluatie_weken__range=(1, 26),
                    structureel_vanaf_jaar__range=(2, 9),
                    verantwoorden_vanaf__gte=0,
                    steekproef_procent__lte=100,
                    terugplaatsing_procent__lte=50,
                ),
                name="instelling_arrangementen",
                violation_error_message="Een getal over arrangementen en geld is te klein of te groot.",
            ),
            models.CheckConstraint(
                condition=Q(signaalthemas__len__range=(1, 20)),
                name="instelling_signaalthemas",
                violation_error_message="Een steunpunt heeft 1 tot en met 20 thema’s.",
            ),
            models.CheckConstraint(
                condition=Q(thuis_klassen__len__range=(1, 8), weken_zonder_aanbod__range=(1, 52)),
                name="instelling_thuiszitters",
                violation_error_message="Een getal over thuiszitters is te klein of te groot.",
            ),
            models.CheckConstraint(
                condition=Q(laatste_lichting="") | Q(laatste_lichting__regex=r"^([01][0-9]|2[0-3]):[0-5][0-9]$"),
                name="instelling_laatste_lichting",
                violation_error_message="Vul een tijd in, zoals 17:00.",
            ),
            models.CheckConstraint(
                condition=Q(bevoegdheid__in=["bestuursorgaan", "mandaat"]),
                name="instelling_bevoegdheid",
                violation_error_message="Kies wie bevoegd is.",
            ),
            models.CheckConstraint(
                condition=Q(lwoo_mode__in=["landelijk", "opting_out_criteria", "opting_out_duur", "geen"]),
                name="instelling_lwoo_mode",
                violation_error_message="Kies hoe dit samenwerkingsverband met lwoo omgaat.",
            ),
            models.CheckConstraint(
                condition=Q(sbo_beslist__in=["herkomst", "sbo_school"]),
                name="instelling_sbo_beslist",
                violation_error_message="Kies wie over sbo beslist.",
            ),
            models.CheckConstraint(
                condition=Q(vakantieregio__in=["noord", "midden", "zuid"]),
                name="instelling_vakantieregio",
                violation_error_message="Kies noord, midden of zuid.",
            ),
        ]
        triggers = [telt_mee("thuis")]

    def __str__(self) -> str:
        return f"{self.swv.code} vanaf {self.geldig_van}"

    @property
    def aangewezen(self) -> frozenset[date]:
        """Days that no term of law ends on, besides those that everybody knows."""
        return frozenset(dagen_van(self.aangewezen_dagen))

    @property
    def vrij(self) -> frozenset[date]:
        """Days without school here, besides weekends, feestdagen and the school holidays of the region."""
        return frozenset(dagen_van([*self.aangewezen_dagen, *self.vrije_dagen]))

    @property
    def signaal(self) -> tuple[int, int]:
        """Month and day on which the last school year of a TLV is signalled."""
        return _maand_en_dag(self.tlv_signaal)

    @property
    def tussenevaluatie(self) -> tuple[int, int]:
        """Month and day before which an arrangement is looked at halfway."""
        return _maand_en_dag(self.tussenevaluatie_uiterlijk)


def _maand_en_dag(tekst: str) -> tuple[int, int]:
    maand, dag = map(int, tekst.split("-"))
    return maand, dag


class Werkgebied(ZichtbaarModel):
    """A part of the region, with its own kring of directeuren and intern begeleiders."""

    swv = models.ForeignKey(Samenwerkingsverband, on_delete=models.PROTECT, related_name="werkgebieden")
    naam = models.CharField(max_length=80)
    code = models.SlugField(max_length=40)

    objects = ZichtbareQuerySet["Werkgebied"].as_manager()

    class Avg:
        van, regel = "niemand", "-"

    class Meta:
        verbose_name = "werkgebied"
        verbose_name_plural = "werkgebieden"
        constraints = [
            models.UniqueConstraint(
                fields=["swv", "code"],
                name="werkgebied_uniek",
                violation_error_message="Dit werkgebied bestaat al.",
            )
        ]

    def __str__(self) -> str:
        return self.naam
