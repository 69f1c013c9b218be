"""What a decision letter must hold before the decision can be taken (domein.md §4.1, items 1 to 10)."""

from .besluit import Besluitbrief

MAX_VENSTERREGELS = 6


def checklist_ontbreekt(brief: Besluitbrief) -> list[str]:
    """The compulsory elements that are empty for this outcome, in words for the beslisser; [] when complete.

    The day of sending (item 1) is not asked here: the template holds its mark and dateren() refuses a letter without.
    """
    return [
        naam for naam, waarde in (*_afzender(brief), *_besluit(brief), *_redenen(brief), *_slot(brief)) if not waarde
    ]


def _afzender(brief: Besluitbrief) -> list[tuple[str, object]]:
    van, aan, verzoek = brief.afzender, brief.geadresseerde, brief.verzoek
    return [
        ("naam van het samenwerkingsverband", van.naam),
        ("adres van het samenwerkingsverband", van.straat and van.postcode and van.plaats),
        ("telefoon en e-mail van het samenwerkingsverband", van.telefoon and van.email),
        ("kenmerk van de aanvraag", brief.kenmerk),
        ("naam van de geadresseerde", aan.naam and aan.aanhef),
        ("adres van de geadresseerde", len(aan.adresregels) >= 2),
        ("adres in hoogstens zes regels", len(aan.venster) <= MAX_VENSTERREGELS),
        ("naam van de leerling", brief.leerling.naam and brief.leerling.roepnaam),
        ("wie de aanvraag deed", verzoek.school),
    ]


def _besluit(brief: Besluitbrief) -> list[tuple[str, object]]:
    besluit = brief.beslissing
    punten: list[tuple[str, object]] = [("code van het samenwerkingsverband", brief.afzender.swv_code)]
    if besluit.met_verklaring:
        punten += [
            ("nummer van de verklaring", besluit.nummer),
            ("ingangsdatum", besluit.begin),
            ("einddatum", besluit.eind or besluit.soort in ("PRO", "LWOO")),
            ("categorie", besluit.categorie or besluit.soort not in ("SO", "VSO")),
        ]
    return punten


def _redenen(brief: Besluitbrief) -> list[tuple[str, object]]:
    redenen, besluit = brief.overwegingen, brief.beslissing
    punten: list[tuple[str, object]] = [
        ("wat er aan de hand is", redenen.feiten.strip()),
        ("de redenen van de school", redenen.redenen_school.strip()),
        ("de mening van de ouders, of waarom die er niet is", redenen.zienswijzen or redenen.zienswijze_geen.strip()),
        ("ons antwoord op de mening van de ouders", redenen.antwoord_zienswijze.strip() or not redenen.zienswijzen),
        (
            "de mening van de leerling, of waarom die er niet is",
            redenen.mening_leerling.strip() or redenen.mening_leerling_geen.strip(),
        ),
        (
            "wat wij met de mening van de leerling deden",
            redenen.antwoord_leerling.strip() or not redenen.mening_leerling.strip(),
        ),
        ("twee adviezen van deskundigen", len(redenen.adviezen) >= 2),
        (
            "van elk advies naam, discipline en conclusie",
            all(een.deskundige and een.discipline and een.conclusie for een in redenen.adviezen),
        ),
        ("onze motivering", redenen.motivering.strip()),
        ("het ondersteuningsplan waaraan is getoetst", redenen.ondersteuningsplan.strip()),
    ]
    if not besluit.met_verklaring:
        return [*punten, ("welke hulp wel past en wie die geeft", redenen.passende_hulp.strip())]
    return [
        *punten,
        ("waarom lichtere hulp niet genoeg is", redenen.niet_lichter.strip()),
        ("waarom deze categorie", redenen.categorie.strip() or not besluit.categorie),
        ("waarom deze duur", redenen.duur.strip()),
        ("waarom wij afwijken van de aanvraag", redenen.afwijking.strip() or besluit.uitkomst != "afwijkend"),
    ]


def _slot(brief: Besluitbrief) -> list[tuple[str, object]]:
    rechten = brief.rechtsmiddelen
    return [
        ("waar bezwaar kan: postadres en e-mail", brief.afzender.schrijfadres and rechten.email),
        ("de commissie die over bezwaar adviseert", rechten.commissie),
        ("het ouder- en jeugdsteunpunt", rechten.steunpunt),
        ("wie ondertekent, met functie", brief.ondertekening.naam and brief.ondertekening.functie),
        ("wie een kopie krijgt", brief.afschriften),
        ("welke bijlagen erbij zitten", brief.bijlagen),
    ]
