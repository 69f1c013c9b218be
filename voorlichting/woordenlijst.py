"""The words of /woorden/ in B1 Dutch; kinds of education that this SWV has no part in drop out."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext, gettext_noop

from scholen.models import Instelling

from .models import Woord
from .rules.opmaak import Uitleg

MEERVOUD = {
    "aanvraag": ("aanvragen",),
    "arrangement": ("arrangementen",),
    "besluit": ("besluiten",),
    "deskundige": ("deskundigen",),
    "schoolbestuur": ("schoolbesturen",),
    "thuiszitter": ("thuiszitters",),
    "toelaatbaarheidsverklaring": ("TLV’s",),
}

SOORTWOORDEN: dict[str, tuple[tuple[str, str], ...]] = {
    "SBO": (
        (
            "speciaal basisonderwijs (sbo)",
            "Een basisschool met kleinere groepen en meer hulp. Uw kind leert hetzelfde als op een gewone basisschool.",
        ),
    ),
    "SO": (
        (
            "speciaal onderwijs (so)",
            "Een school voor kinderen van 4 tot en met 12 jaar die veel extra hulp nodig hebben.",
        ),
    ),
    "VSO": (
        (
            "voortgezet speciaal onderwijs (vso)",
            "Een school voor jongeren van 12 tot 20 jaar die veel extra hulp nodig hebben.",
        ),
    ),
    "PRO": (
        (
            "praktijkonderwijs (pro)",
            "Een school voor jongeren die het beste leren door te doen. Zij leren voor werk, wonen en vrije tijd.",
        ),
    ),
    "LWOO": (("leerwegondersteuning (lwoo)", "Extra hulp op het vmbo, zodat een jongere zijn diploma kan halen."),),
}

WOORDEN: tuple[tuple[str, str], ...] = (
    ("aanvraag", "De school vraagt ons om hulp of om een TLV. U praat mee en u mag alles lezen."),
    ("arrangement", "Extra hulp op de eigen school, voor een bepaalde tijd."),
    ("basisondersteuning", "De hulp die elke school zelf moet geven, zonder aanvraag."),
    ("besluit", "Wij zeggen ja of nee op een aanvraag. Dat staat in een brief."),
    ("bezwaar", "U bent het niet eens met een besluit en u vraagt ons om er opnieuw naar te kijken."),
    ("deskundige", "Iemand die veel weet van kinderen en leren, zoals een orthopedagoog of een psycholoog."),
    (
        "elektronisch zegel",
        "Een digitale stempel op de pdf van een brief. Verandert iemand iets aan de pdf, dan breekt het zegel.",
    ),
    ("gezag", "Wie gezag heeft, beslist over het kind. Meestal zijn dat de ouders."),
    (
        "hoorrecht",
        "Uw kind mag zelf zeggen wat het vindt van de hulp op school. De school en wij moeten daarnaar luisteren.",
    ),
    ("leerplichtambtenaar", "Iemand van de gemeente die helpt als een kind niet naar school gaat."),
    (
        "ontwikkelingsperspectief (OPP)",
        "Een plan van de school. Daarin staat wat uw kind kan leren en welke hulp het krijgt. U moet het eens zijn met "
        "het deel over de hulp.",
    ),
    ("orthopedagoog", "Een deskundige op het gebied van leren, gedrag en opvoeding."),
    (
        "ouder- en jeugdsteunpunt",
        "Een plek waar u en uw kind gratis hulp krijgen. De mensen daar zijn er alleen voor u en uw kind.",
    ),
    ("passend onderwijs", "Elk kind krijgt een plek op een school die past bij wat het kind nodig heeft."),
    (
        "samenwerkingsverband",
        "Alle schoolbesturen in een regio samen. Zij zorgen dat elk kind een passende plek heeft. Dat zijn wij.",
    ),
    ("schoolbestuur", "De organisatie die de baas is over een of meer scholen."),
    ("thuiszitter", "Een kind dat niet of bijna niet naar school gaat."),
    (
        "toelaatbaarheidsverklaring (TLV)",
        "Een verklaring van ons. Daarmee mag uw kind naar een vorm van speciaal onderwijs. U bent dit niet verplicht.",
    ),
    ("zienswijze", "Wat u vindt van de aanvraag. Wij noemen het meestal: uw mening."),
    (
        "zorgplicht",
        "De school waar u uw kind aanmeldt, moet een passende plek zoeken: op de school zelf of op een andere school.",
    ),
)


TERMEN = (
    gettext_noop("aanvraag"),
    gettext_noop("arrangement"),
    gettext_noop("basisondersteuning"),
    gettext_noop("besluit"),
    gettext_noop("bezwaar"),
    gettext_noop("deskundige"),
    gettext_noop("elektronisch zegel"),
    gettext_noop("gezag"),
    gettext_noop("hoorrecht"),
    gettext_noop("leerplichtambtenaar"),
    gettext_noop("ontwikkelingsperspectief"),
    gettext_noop("orthopedagoog"),
    gettext_noop("ouder- en jeugdsteunpunt"),
    gettext_noop("passend onderwijs"),
    gettext_noop("samenwerkingsverband"),
    gettext_noop("schoolbestuur"),
    gettext_noop("thuiszitter"),
    gettext_noop("toelaatbaarheidsverklaring"),
    gettext_noop("zienswijze"),
    gettext_noop("zorgplicht"),
)
"""Dutch words that stay Dutch on a page in another language, for letters and people use them; each has a name there."""


def termen() -> list[Uitleg]:
    """The Dutch words of school and law, each with its name in the language that is spoken."""
    kort = {naam.partition(" (")[0]: _uitleg(naam, "").vormen for naam, _ in WOORDEN}
    soorten = [naam for paren in SOORTWOORDEN.values() for naam, _ in paren]
    alle = [(term, kort.get(term, ())) for term in TERMEN]
    alle += [(naam.partition(" (")[0], (naam.partition(" (")[2].rstrip(")"),)) for naam in soorten]
    return [Uitleg(term, gettext(term), vormen) for term, vormen in alle if gettext(term) != term]


def woorden(instelling: Instelling, eigen: Iterable[Woord] = ()) -> list[Uitleg]:
    """Every word in alphabetical order: what holds everywhere, the kinds of education of this SWV, and its own words.

    An own word goes before one of the portal, under whichever of its names.
    """
    soorten = {soort for soort in instelling.tlv_soorten if soort in SOORTWOORDEN}
    paren = [*WOORDEN, *(woord for soort in sorted(soorten) for woord in SOORTWOORDEN[soort])]
    paren.append((instelling.woord_ib, "De persoon op school die de extra hulp voor leerlingen regelt."))
    zelf = [Uitleg(een.woord, een.uitleg, tuple(een.vormen)) for een in eigen]
    bezet = {naam.casefold() for een in zelf for naam in (een.woord, *een.vormen)}
    alle = (_uitleg(*paar) for paar in paren)
    rest = [een for een in alle if not bezet & {een.woord.casefold(), *map(str.casefold, een.vormen)}]
    return sorted([*rest, *zelf], key=lambda een: een.woord.casefold())


def _uitleg(naam: str, tekst: str) -> Uitleg:
    """What stands between brackets is the short form."""
    lang, _, kort = naam.partition(" (")
    return Uitleg(naam, tekst, tuple(filter(None, (lang if kort else "", kort.rstrip(")"), *MEERVOUD.get(lang, ())))))
