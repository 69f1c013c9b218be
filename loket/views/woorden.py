"""Words of the desk: who is to move, and what an action in the logbook is called."""

from __future__ import annotations

from datetime import date

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.rollen import Permissie
from kern.woorden import opsomming
from loket.models import BESLOTEN, VERSTUURD, Aanvraag, Status
from loket.rules.deskundigen import deskundigen_nodig

from .bezwaarwoorden import GEBEURTENISSEN as BEZWAAR

S = Status

GEBEURTENISSEN = {
    "concept_maken": "Concept begonnen",
    "vervolg_maken": "Begonnen vanuit de vorige aanvraag",
    "indienen": "Aanvraag ingediend",
    "in_controle_nemen": "In behandeling genomen",
    "toewijzen": "Behandelaar gekozen",
    "aanvulling_vragen": "Aanvulling gevraagd",
    "aanvulpunt_beantwoorden": "School werkte aan de aanvulling",
    "onderdeel_wijzigen": "School wijzigde een onderdeel",
    "aanvullen": "School vulde aan",
    "aanvulling_verlopen": "Verder zonder aanvulling",
    "aanvulling_herinneren": "School kreeg een herinnering",
    "compleet_verklaren": "Compleet verklaard",
    "deskundigen_vragen": "Deskundigen gevraagd",
    "advies_ondertekenen": "Advies ondertekend",
    "adviezen_afronden": "Alle adviezen binnen",
    "deskundige_vervangen": "Andere deskundige gevraagd",
    "deskundige_erbij": "Deskundige erbij gevraagd",
    "advies_uitstellen": "Andere dag voor een advies",
    "deskundige_herinneren": "Deskundige herinnerd",
    "dossier_openen": "Dossier weer open voor een deskundige",
    "opdracht_teruggeven": "Opdracht teruggegeven door een deskundige",
    "advies_intrekken": "Advies ingetrokken",
    "naar_besluit": "Naar de beslisser",
    "terug": "Teruggestuurd",
    "meelezen_vragen": "Collega gevraagd om mee te lezen",
    "besluiten": "Besluit genomen",
    "ouders_bellen": "Ouders gebeld, of niet",
    "besluit_herstellen": "Besluit hersteld",
    "klaarzetten": "Brieven klaargezet",
    "bekendmaken": "Brieven verstuurd",
    "adres_nakijken": "Adres nagekeken",
    "doorzending_voorstellen": "Voorstel om door te sturen",
    "doorzenden": "Doorgestuurd naar een ander SWV",
    "doorzending_afwijzen": "Niet doorgestuurd",
    "zienswijze_geven": "Mening gegeven in het portaal",
    "zienswijzebestand_toevoegen": "Papier bij een mening klaargezet",
    "zienswijzebestand_weghalen": "Papier bij een mening weggehaald",
    "opname_samenvatten": "Samenvatting van een opname geschreven",
    "opname_reageren": "Gereageerd op de samenvatting van een opname",
    "leerling_niet_gehoord": "Opgeschreven waarom de leerling niet is gehoord",
    "meer_tijd_vragen": "Meer tijd gevraagd om te reageren",
    "meer_tijd_geven": "Meer tijd gegeven om te reageren",
    "meer_tijd_weigeren": "Geen meer tijd om te reageren",
    "gezinsvraag_stellen": "Vraag gesteld door het gezin",
    "gezinsvraag_beantwoorden": "Vraag van het gezin beantwoord",
    "gezinsvraag_afdoen": "Vraag van het gezin afgedaan",
    "gezinsvraag_overdragen": "Vraag van het gezin overgedragen",
    "bellen_vragen": "Gevraagd om te bellen",
    "bellen_afdoen": "Gebeld met de ouder",
    "privacy_vragen": "Vraag over de eigen gegevens",
    "privacy_verlengen": "Antwoord op een privacyverzoek duurt langer",
    "privacy_beantwoorden": "Privacyverzoek beantwoord",
    "verklaring_toevoegen": "Ouder schreef er een verklaring bij",
    "buiten_behandeling_stellen": "Niet in behandeling genomen",
    "zienswijze_openen": "Mening gevraagd",
    "zienswijze_vastleggen": "Mening vastgelegd",
    "zienswijze_sluiten": "Ronde van meningen gesloten",
    "verdagen": "Verdaagd: nieuwe datum genoemd",
    "uitstel_instemmen": "School stemde in met uitstel",
    "ingebrekestelling_ontvangen": "Ingebrekestelling vastgelegd",
    "aanvraagdwangsom_vaststellen": "Dwangsom vastgesteld",
    "mening_herinneren": "Nog eens om een mening gevraagd",
    "portaal_aanbieden": "Portaal aangeboden",
    "zaakbrief_vanzelf": "Brief in het portaal gezet",
    "zaakbrieven_klaarzetten": "Brieven klaargezet",
    "zaakbrieven_verzonden": "Brieven verstuurd",
    "intrekken": "Aanvraag ingetrokken",
    "aanvrager_wijzigen": "Andere school is aanvrager",
    "tlv_geplaatst": "Geplaatst op een school",
    "tlv_beeindigd": "Terugplaatsing vastgelegd",
    "tlv_intrekken": "TLV ingetrokken",
    "bijlage_toevoegen": "Stuk toegevoegd",
    "toewijzing_terugdraaien": "Toewijzing teruggedraaid",
    "school_herinneren": "School herinnerd",
    "in_behandeling_nemen": "In behandeling genomen",
    "advies_uitbrengen": "Advies gegeven",
    "arrangement_beantwoorden": "Antwoord gegeven op de vraag om hulp",
    "advies_gelezen": "Gelezen door de school",
    "sluiten": "Gesloten",
}
"""Action in the logbook → what happened, for lists and the history of a case."""


def gebeurtenis(actie: str) -> str:
    """The words of an action on a case or a bezwaar; one that has none yet reads as its name."""
    return (BEZWAAR | GEBEURTENISSEN).get(actie, actie.replace("_", " ").capitalize())


def aan_zet(aanvraag: Aanvraag, gebruiker: Gebruiker, vandaag: date) -> str:
    """Who is to move: "jij", a colleague, the school, the experts who have not signed; "" when it is finished.

    Needs `opdrachten` (the assignments in force) and aanvullingen on the aanvraag.
    """
    if aanvraag.status == S.AANVULLING_GEVRAAGD:
        open_ = [een for een in aanvraag.aanvullingen.all() if een.aangevuld_op is None and een.verlopen_op is None]
        if open_ and open_[0].hersteltermijn_tot >= vandaag:
            return "school"
    if aanvraag.status == S.IN_ADVIES and not ziet_alle_adviezen(gebruiker):
        return "jij" if any(not _klaar(een) for een in aanvraag.opdrachten) else "deskundigen"
    if aanvraag.status == S.IN_ADVIES:
        wachten = [een.get_discipline_display() for een in aanvraag.opdrachten if not _klaar(een)]
        if len(aanvraag.opdrachten) < deskundigen_nodig(aanvraag.soort):
            wachten.append("loket")
        return opsomming(wachten) or "loket"
    if aanvraag.status == S.BESLUIT_VOORBEREIDEN:
        return "beslisser"
    if aanvraag.status == S.ADVIES_UITGEBRACHT:
        return "school"
    if aanvraag.status == S.ZIENSWIJZE_LOOPT:
        return "ouders en school"
    if aanvraag.status in (*VERSTUURD, S.INGETROKKEN, S.DOORGEZONDEN, S.GESLOTEN):
        return ""
    if aanvraag.behandelaar_id is None:
        return "loket"
    return "jij" if aanvraag.behandelaar_id == gebruiker.pk else str(aanvraag.behandelaar)


def ziet_alle_adviezen(gebruiker: Gebruiker) -> bool:
    """Whether the assignments this user sees are all of them: an expert sees the own one only."""
    return gebruiker.heeft(Permissie.AANVRAAG_CONTROLEREN) or gebruiker.heeft(Permissie.BESLUIT_NEMEN)


def fase_toon(status: str) -> str:
    """The tone of the badge: our own move stands out, waiting does not."""
    rust = {S.ZIENSWIJZE_LOOPT, *VERSTUURD, S.INGETROKKEN, S.DOORGEZONDEN, S.ADVIES_UITGEBRACHT, S.GESLOTEN}
    if status in rust | {S.AANVULLING_GEVRAAGD}:
        return "neutraal"
    return "merk" if status in {S.INGEDIEND, S.BESLUIT_VOORBEREIDEN, S.ADVIES_GEREED, *BESLOTEN} else "info"


def _klaar(opdracht: object) -> bool:
    advies = getattr(opdracht, "advies", None)
    return advies is not None and advies.ondertekend_op is not None
