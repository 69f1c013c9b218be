"""The steps of going to a next school or to work until an SWV sets its own: month and day, then what is done.

What most schools do; only that a schooladvies is given before 25 March is the law (WPO 45d). How a step is read:
loket.rules.schoolovergang.
"""


def overgang_po_vo() -> list[str]:
    return [
        "10-01 Kijken welke leerlingen extra hulp nodig hebben",
        "11-15 Met ouders en leerling praten over wat nodig is",
        "01-28 Voorlopig schooladvies bespreken",
        "03-24 Schooladvies geven",
        "03-28 Aanmelden bij een school",
        "05-15 Warme overdracht met de nieuwe school",
    ]


def overgang_so_vso() -> list[str]:
    return [
        "10-01 Wensen en uitstroom bespreken met ouders en leerling",
        "12-01 Kijken of een TLV voor het vso nodig is",
        "02-01 TLV aanvragen",
        "03-28 Aanmelden bij een school",
        "06-01 Warme overdracht met de nieuwe school",
    ]


def overgang_vso_werk() -> list[str]:
    return [
        "09-15 Uitstroomprofiel bespreken met ouders en leerling",
        "11-01 Stage of proefdag regelen",
        "02-01 Opleiding, gemeente of UWV erbij vragen",
        "03-28 Aanmelden bij een opleiding, of een plek afspreken",
        "06-15 Afspreken wie na de zomer helpt",
    ]
