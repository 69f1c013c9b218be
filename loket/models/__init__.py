"""Intake and decisions."""

from . import gezinsvraag, notitie, werkplek  # noqa: F401 - models that few import, from their own modules
from .aanvraag import (
    ADVIES_FASEN,
    BESLOTEN,
    IN_BEHANDELING,
    OPEN,
    OPEN_WERK,
    VERSTUURD,
    VOOR_INDIENEN,
    Aanvraag,
    Bijlage,
    Status,
)
from .aanvulling import Aanvulling, Aanvulpunt, OnderdeelVersie
from .advies import Advies, Adviesopdracht, Discipline, Registratie
from .arrangement import Arrangementuitkomst
from .beltaak import Beltaak
from .besluit import (
    MET_TLV,
    Bekendmaking,
    Besluit,
    BesluitConcept,
    Uitkomst,
    Volgnummer,
    hersteld,
)
from .bezwaar import (
    BEZWAAR_LOOPT,
    BEZWAAR_OPEN,
    BIJ_RECHTER,
    BOB_BESLOTEN,
    Bezwaar,
    Bezwaargebeurtenis,
    Bezwaarstatus,
    Bezwaarzaak,
)
from .bezwaarbehandeling import (
    Bezwaarstuk,
    Commissieadvies,
    Commissieopdracht,
    Hoorzitting,
    Ingebrekestelling,
)
from .bezwaarbericht import Bezwaarbericht, Dwangsombesluit
from .bezwaarbeslissing import BeslissingConcept, BeslissingOpBezwaar, Bezwaarbekendmaking
from .bezwaarstand import STANDWOORDEN, stand_van, standen
from .briefteksten import Briefbeeld, Brieftekst, Briefteksten
from .consult import Consultadvies
from .criterium import Besluitreden, Criterialijst, Criterium
from .doorzending import Doorzending
from .duo import DuoVergelijking
from .gezinsverzoek import Belverzoek, Reactieuitstel
from .handelingsdeel import (
    Handelingsdeel,
    Handelingsdeelantwoord,
    Handelingsdeelbespreking,
    Handelingsdeelbestand,
    Handelingsdeelvrijgave,
    Tekensleutel,
)
from .helper import Helperconcept, Helpertoegang
from .intrekking import Intrekking
from .inzage import Inzagepakket, Inzagestuk
from .kanaal import Bezorgfeit, Kanaalkeuze
from .kenmerk import Kenmerknummer
from .kolomindeling import Kolomindeling
from .mandaat import Afwezigheid, Mandaat
from .meelezing import Meelezing
from .onderdeel import (
    Interventie,
    JaNee,
    Onderdeel,
    OnderdeelBehoefte,
    OnderdeelGedaan,
    OnderdeelHulpvraag,
    OnderdeelLeerling,
    OnderdeelMening,
    OnderdeelSchool,
    OnderdeelStukken,
    OnderdeelToetsen,
    OnderdeelVraag,
)
from .opname import Opnamesamenvatting, Stemconcept
from .overleg import Actiepunt, Agendapunt, Agendasleutel, Deelnemer, Overleg
from .post import Postpartij, Postpartijregel
from .privacyverzoek import Ouderverklaring, Privacyverzoek
from .schoolovergang import Overgangsstap, Schoolovergang
from .signaal import Signaal
from .stalemonth import StaleMonth
from .stem import Stem, Stembestand, Stemorigineel, Stemsleutel, Veiligheidszorg
from .te_laat import Aanvraagdwangsom, AanvraagIngebrekestelling
from .terugblik import Terugblik, Terugblikvraag
from .tlv import GELDIG, LOPEND, Tlv, TlvGebeurtenis, TlvStatus
from .toegang import Toegangscode
from .uitstel import Uitstel
from .vertaling import Vertaalcontrole
from .verzending import Verzending
from .vragen import Antwoord, Vraag, Vragenlijst, in_volgorde
from .zaakbrief import Zaakbrief
from .zienswijze import (
    Zienswijze,
    Zienswijzebestand,
    ZienswijzeConcept,
    Zienswijzeronde,
    ZienswijzeVertrouwelijk,
)
from .zoeken import Zoekregel, Zoekwoord

__all__ = [
    "ADVIES_FASEN",
    "BESLOTEN",
    "BEZWAAR_LOOPT",
    "BEZWAAR_OPEN",
    "BIJ_RECHTER",
    "BOB_BESLOTEN",
    "GELDIG",
    "IN_BEHANDELING",
    "LOPEND",
    "MET_TLV",
    "OPEN",
    "OPEN_WERK",
    "STANDWOORDEN",
    "VERSTUURD",
    "VOOR_INDIENEN",
    "Aanvraag",
    "AanvraagIngebrekestelling",
    "Aanvraagdwangsom",
    "Aanvulling",
    "Aanvulpunt",
    "Actiepunt",
    "Advies",
    "Adviesopdracht",
    "Afwezigheid",
    "Agendapunt",
    "Agendasleutel",
    "Antwoord",
    "Arrangementuitkomst",
    "Bekendmaking",
    "Beltaak",
    "Belverzoek",
    "BeslissingConcept",
    "BeslissingOpBezwaar",
    "Besluit",
    "BesluitConcept",
    "Besluitreden",
    "Bezorgfeit",
    "Bezwaar",
    "Bezwaarbekendmaking",
    "Bezwaarbericht",
    "Bezwaargebeurtenis",
    "Bezwaarstatus",
    "Bezwaarstuk",
    "Bezwaarzaak",
    "Bijlage",
    "Briefbeeld",
    "Brieftekst",
    "Briefteksten",
    "Commissieadvies",
    "Commissieopdracht",
    "Consultadvies",
    "Criterialijst",
    "Criterium",
    "Deelnemer",
    "Discipline",
    "Doorzending",
    "DuoVergelijking",
    "Dwangsombesluit",
    "Handelingsdeel",
    "Handelingsdeelantwoord",
    "Handelingsdeelbespreking",
    "Handelingsdeelbestand",
    "Handelingsdeelvrijgave",
    "Helperconcept",
    "Helpertoegang",
    "Hoorzitting",
    "Ingebrekestelling",
    "Interventie",
    "Intrekking",
    "Inzagepakket",
    "Inzagestuk",
    "JaNee",
    "Kanaalkeuze",
    "Kenmerknummer",
    "Kolomindeling",
    "Mandaat",
    "Meelezing",
    "Onderdeel",
    "OnderdeelBehoefte",
    "OnderdeelGedaan",
    "OnderdeelHulpvraag",
    "OnderdeelLeerling",
    "OnderdeelMening",
    "OnderdeelSchool",
    "OnderdeelStukken",
    "OnderdeelToetsen",
    "OnderdeelVersie",
    "OnderdeelVraag",
    "Opnamesamenvatting",
    "Ouderverklaring",
    "Overgangsstap",
    "Overleg",
    "Postpartij",
    "Postpartijregel",
    "Privacyverzoek",
    "Reactieuitstel",
    "Registratie",
    "Schoolovergang",
    "Signaal",
    "StaleMonth",
    "Status",
    "Stem",
    "Stembestand",
    "Stemconcept",
    "Stemorigineel",
    "Stemsleutel",
    "Tekensleutel",
    "Terugblik",
    "Terugblikvraag",
    "Tlv",
    "TlvGebeurtenis",
    "TlvStatus",
    "Toegangscode",
    "Uitkomst",
    "Uitstel",
    "Veiligheidszorg",
    "Vertaalcontrole",
    "Verzending",
    "Volgnummer",
    "Vraag",
    "Vragenlijst",
    "Zaakbrief",
    "Zienswijze",
    "ZienswijzeConcept",
    "ZienswijzeVertrouwelijk",
    "Zienswijzebestand",
    "Zienswijzeronde",
    "Zoekregel",
    "Zoekwoord",
    "hersteld",
    "in_volgorde",
    "stand_van",
    "standen",
]
