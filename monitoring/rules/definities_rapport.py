"""What the figures mean that stand in reports alone."""

from __future__ import annotations

from .kengetal import Definitie

BOEKINGEN = "de boekingen op de budgetten in dit portaal"

RAPPORT = (
    Definitie(
        "R03",
        "Lijst van besluiten",
        "Elk eerste besluit waarvan de dag in de periode valt. Behandelduur: kalenderdagen van ontvangst tot besluit.",
        "de aanvragen in dit portaal",
    ),
    Definitie(
        "R04",
        "Naast het gemiddelde",
        "Het gemiddelde per school: alle aanvragen van ons samenwerkingsverband in de periode, gedeeld door de scholen "
        "die op de laatste dag meedoen.",
        "de aanvragen in dit portaal",
    ),
    Definitie(
        "R05",
        "Activiteiten per niveau",
        "Hulp die in de periode is toegekend: aantal en toegekend bedrag, per soort, in de volgorde van de drie "
        "niveaus en daarbinnen van de thema’s van het samenwerkingsverband. Basisondersteuning: wat scholen kregen "
        "in het schooljaar waarin de periode eindigt. Een bedrag staat er alleen bij tien of meer.",
        "de arrangementen en de verdeling van basisondersteuning in dit portaal",
    ),
    Definitie(
        "R06",
        "Budget: erbij en eraf",
        "Alle boekingen op alle budgetten, op hun boekdatum. Stand aan het begin, plus erbij, min eraf, is de stand "
        "aan het eind, en het begin van de volgende periode.",
        BOEKINGEN,
    ),
    Definitie(
        "R07",
        "Leerlingen naar woonplaats",
        "Leerlingen van onze scholen op de laatste teldatum die is ingelezen, naar de postcode of gemeente waar zij "
        "wonen. Waar de lijst ‘<5’ heeft, rekenen we met 1 tot en met 4.",
        "de lijst die het samenwerkingsverband heeft ingelezen",
    ),
)
