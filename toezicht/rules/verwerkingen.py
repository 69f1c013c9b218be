"""What we do with data about people, and why: the words of the record of processing (AVG art. 30). Data, no rows.

What is kept of whom, and until when, the models say themselves (`class Avg`, docs/adr/0041); here stands what a model
cannot say: what it is for, on what ground, and who gets it. A model belongs to one processing by where it is written
down, so a new file of models without a place here does not pass the tests. Not yet checked by a jurist.
"""

from __future__ import annotations

from dataclasses import dataclass

from .bewaren import REGELS, REGISTER_MAANDEN, WET, Soort

PER_JAAR = 12


@dataclass(frozen=True)
class Verwerking:
    """One processing. gezin: whether the privacy statement for everybody names it. plekken: where its models stand.

    ontvangers: who outside the SWV gets something of it; a processor is one of all of them.
    """

    code: str
    naam: str
    doel: str
    grondslag: str
    ontvangers: str
    plekken: tuple[str, ...]
    gezin: bool = True


TAAK = f"Wettelijke taak (AVG artikel 6 lid 1 onder c en e; {WET}). Over gezondheid: AVG artikel 9 lid 2 onder g."
PLICHT = "Wettelijke plicht (AVG artikel 6 lid 1 onder c)"
BELANG = "Taak van algemeen belang (AVG artikel 6 lid 1 onder e)"


def _loket(*namen: str) -> tuple[str, ...]:
    return tuple(f"loket.models.{naam}" for naam in namen)


VERWERKINGEN = (
    Verwerking(
        "leerlingen",
        "Leerlingen, ouders en scholen",
        "Weten over welk kind het gaat, wie het mag vertegenwoordigen en bij welke school het hoort.",
        TAAK,
        "De school waar de leerling is aangemeld of ingeschreven.",
        ("scholen.models.leerling", "scholen.models.aanmelding"),
    ),
    Verwerking(
        "aanvragen",
        "Beslissen over een aanvraag",
        "Beoordelen of een leerling extra ondersteuning, sbo, so, vso, praktijkonderwijs of lwoo nodig heeft, "
        "en daarover besluiten.",
        TAAK,
        "De school die de aanvraag doet, ouders met gezag, de leerling, deskundigen zolang zij adviseren, en bij "
        "doorsturen een ander samenwerkingsverband.",
        (
            *_loket("aanvraag", "aanvulling", "advies", "arrangement", "beltaak", "besluit", "consult", "criterium"),
            *_loket("doorzending", "duo", "intrekking", "meelezing", "notitie", "onderdeel", "overleg", "te_laat"),
            *_loket("tlv", "uitstel", "vragen", "zoeken"),
        ),
    ),
    Verwerking(
        "gezin",
        "Ouders en leerlingen horen en inlichten",
        "Ouders en leerlingen laten meelezen, hun mening vragen en afspraken over hulp met hen vastleggen.",
        TAAK,
        "Het gezin zelf, wie het gezin laat meekijken, en de school voor zover die het mag lezen.",
        _loket(
            "gezinsverzoek",
            "gezinsvraag",
            "handelingsdeel",
            "helper",
            "kanaal",
            "opname",
            "stem",
            "toegang",
            "zienswijze",
        ),
    ),
    Verwerking(
        "brieven",
        "Brieven en documenten",
        "Besluiten en andere brieven maken, verzenden en bewaren, met de stukken die erbij horen.",
        TAAK,
        "Wie de brief krijgt, en het postbedrijf.",
        ("kern.brieven", "kern.bestanden", *_loket("post", "zaakbrief")),
    ),
    Verwerking(
        "bezwaar",
        "Bezwaar en beroep",
        "Een bezwaar behandelen en erover beslissen.",
        f"{PLICHT}: Algemene wet bestuursrecht, hoofdstuk 6 en 7.",
        "De bezwaaradviescommissie, wie bezwaar maakt, andere belanghebbenden, en bij beroep de rechter.",
        _loket("bezwaar", "bezwaarbehandeling", "bezwaarbericht", "bezwaarbeslissing"),
    ),
    Verwerking(
        "arrangementen",
        "Hulp op school",
        "Extra ondersteuning toewijzen, geven, samen terugkijken en erover verantwoorden.",
        TAAK,
        "De school, ouders met gezag en wie de hulp geeft.",
        ("arrangementen.models",),
    ),
    Verwerking(
        "betalen",
        "Budgetten en betalen",
        "Geld verdelen, betalen en verantwoorden.",
        f"{PLICHT}: boekhouding en verantwoording (Burgerlijk Wetboek 2, artikel 10; Rjo).",
        "De bank, de accountant en wie een factuur stuurde. Nooit een naam van een leerling.",
        tuple(
            f"arrangementen.models.{naam}"
            for naam in ("betaalbestand", "boeking", "buitenom", "factuur", "journaal", "pot", "realisatie", "rekening")
        ),
        gezin=False,
    ),
    Verwerking(
        "thuiszitters",
        "Kinderen die niet naar school gaan",
        "Zorgen dat een kind dat niet of niet volledig naar school gaat, een plan en een plek krijgt.",
        f"{TAAK} Ook de Leerplichtwet 1969.",
        "De school, ouders met gezag, leerplicht van de woongemeente, en een partner alleen wat met hem is gedeeld.",
        ("thuiszitters.models",),
    ),
    Verwerking(
        "overgangen",
        "Naar een volgende school of naar werk",
        "Een school laten bijhouden wat voor een leerling die weggaat nog moet gebeuren, en wie daarvoor zorgt.",
        f"{BELANG}.",
        "Niemand: alleen de school van de leerling leest het.",
        _loket("schoolovergang"),
    ),
    Verwerking(
        "delen",
        "Delen met toestemming",
        "Bijhouden waarvoor ouders of een leerling toestemming gaven om iets te delen, en wanneer zij die introkken.",
        "Toestemming (AVG artikel 6 lid 1 onder a en artikel 9 lid 2 onder a).",
        "Alleen wie in de toestemming staat.",
        ("scholen.models.toestemming", "thuiszitters.models.deling"),
    ),
    Verwerking(
        "privacy",
        "Vragen over eigen gegevens",
        "Antwoorden wie vraagt om inzage, verbetering of verwijdering.",
        f"{PLICHT}: AVG artikel 12 tot en met 23.",
        "Alleen wie het vroeg.",
        _loket("inzage", "privacyverzoek"),
    ),
    Verwerking(
        "steunpunt",
        "Steunpunt en hoe het ging",
        "Leren van wat ouders en leerlingen vertellen, zonder hun naam.",
        f"{BELANG}.",
        "Niemand. In rapporten staan alleen aantallen.",
        _loket("signaal", "terugblik"),
    ),
    Verwerking(
        "cijfers",
        "Cijfers en onderzoek",
        "Verantwoorden wat het samenwerkingsverband doet, en onderzoek mogelijk maken zonder namen.",
        f"{BELANG}; onderzoek: AVG artikel 89, UAVG artikel 24.",
        "Inspectie, gemeenten, schoolbesturen en onderzoekers, elk zonder namen.",
        ("monitoring.models", "thuiszitters.models.opgave"),
        gezin=False,
    ),
    Verwerking(
        "accounts",
        "Accounts van gebruikers",
        "Mensen laten inloggen met de rechten die bij hun werk of hun kind horen, en hun een bericht sturen.",
        f"{BELANG}; beveiliging: AVG artikel 32.",
        "Niemand buiten het portaal; de mailserver krijgt alleen het e-mailadres.",
        (
            "kern.gebruikers",
            "kern.post",
            "scholen.models.bron",
            "scholen.models.plek",
            "thuiszitters.models.kernteam",
            "thuiszitters.models.weergave",
            "inrichting.models",
            *_loket("mandaat", "vertaling", "werkplek"),
        ),
    ),
    Verwerking(
        "kringen",
        "Kringen van collega’s",
        "Mensen van scholen en het samenwerkingsverband met elkaar laten overleggen, nooit over een leerling.",
        f"{BELANG}.",
        "Wie in de kring zit.",
        ("scholen.models.kring",),
        gezin=False,
    ),
    Verwerking(
        "toezicht",
        "Toezicht, logboek en bewaren",
        "Kunnen nagaan wie wat zag of deed, datalekken bijhouden, en gegevens op tijd verwijderen.",
        f"{PLICHT}: AVG artikel 5, 32 en 33.",
        "De functionaris gegevensbescherming, en na een datalek de Autoriteit Persoonsgegevens.",
        ("kern.logboek", "toezicht.models"),
    ),
)
"""In the order in which they are read."""

VAN_WOORDEN: dict[str, str] = {
    "kind": "leerlingen",
    "gezin": "ouders, verzorgers en leerlingen",
    "medewerker": "medewerkers",
    "account": "mensen met een account",
    "relatie": "contactpersonen en andere relaties",
    "niemand": "niemand",
}
"""About whom, by its code in kern.avg; a test holds both lists beside the codes."""

_JAREN = REGELS[Soort.OORDEEL].maanden // PER_JAAR
_MET_HET_DOSSIER = (
    f"{_JAREN} jaar na het besluit, het advies, de toewijzing of het sluiten; {REGELS[Soort.ZONDER].maanden} maanden "
    "als er geen besluit kwam. Langer zolang er iets loopt."
)
BEWAREN: dict[str, str] = {
    "dossier": _MET_HET_DOSSIER,
    "leerling": f"Tot het laatste dossier van de leerling weggaat; zonder dossier {REGELS[Soort.LEERLING].maanden} "
    "maanden.",
    "gezin": "Tot het laatste dossier van de leerling weggaat.",
    "laatste": "Tot het laatste dossier weggaat waar het bij hoort.",
    "geld": f"{REGISTER_MAANDEN // PER_JAAR} jaar; de woorden over een leerling gaan weg met het dossier.",
    "register": f"{REGISTER_MAANDEN // PER_JAAR} jaar, zonder naam van een leerling.",
    "statistiek": "Blijft, zonder namen.",
    "log": "Wie wat wanneer deed blijft; de woorden erbij gaan weg met het dossier.",
    "account": "Zolang iemand hier werkt of een kind vertegenwoordigt.",
    "kort": "Hoogstens een jaar.",
    "-": "Geen gegevens over mensen.",
}
"""Each rule of keeping in words, by its code in kern.avg."""

BEVEILIGING = (
    "Inloggen met een tweede stap",
    "Ieder ziet alleen wat bij het eigen werk of het eigen kind hoort",
    "Van elke blik, wijziging en weigering staat een regel in het logboek",
    "Bestanden en back-ups zijn niet openbaar; verbindingen zijn versleuteld",
    "Verwijderen na de bewaartermijn, goedgekeurd door de functionaris gegevensbescherming",
)
"""What art. 30 lid 1 onder g asks, in short; docs/veiligheid.md says it wholly."""
DOORGIFTE = "Het portaal geeft zelf niets door naar een land buiten de Europese Economische Ruimte."


def verwerking_van(plek: str) -> Verwerking | None:
    """The processing to which a model written down in this module belongs: the longest place wins."""
    passend = [
        (len(begin), een)
        for een in VERWERKINGEN
        for begin in een.plekken
        if plek == begin or plek.startswith(f"{begin}.")
    ]
    return max(passend, key=lambda een: een[0])[1] if passend else None
