"""From a file of bezwaren and its decision to the frozen values of one letter to one addressee."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from kern.brieven.actions import Woorden, renderen
from loket import letters
from loket.actions.brief import Beslissing, Ondertekenaar
from loket.actions.briefteksten import afzender_van, teksten_van
from loket.actions.geadresseerden import Geadresseerde, geadresseerde_van, geadresseerden, mag_plek_niet_weten
from loket.actions.oefening import is_voorbeeld
from loket.actions.vertaling import nagekeken
from loket.models import MET_TLV, Besluit, Bezwaar, Bezwaargebeurtenis, Bezwaarzaak, Uitkomst
from scholen.models import Gezag
from scholen.models.leerling import VERTEGENWOORDIGT

SJABLOON = "brieven/bezwaar.html"
RELATIE = {"school": "de school", "ouder": "de ouders", "voogd": "de voogd", "leerling": "de leerling"}
OVER_TLV = {*MET_TLV, Uitkomst.AFGEWEZEN}
"""Outcomes that say something about a TLV; any other besluit can be objected to as well."""
TEGEMOET = "Wij komen helemaal aan het bezwaar tegemoet. Dan is een advies van de commissie niet nodig (Awb 7:13)."
KENNELIJK = (
    "Het is zonder twijfel dat wij het bezwaar niet kunnen behandelen. Daarom vroegen wij de commissie geen advies."
)
NIET_GEHOORD_TEGEMOET = "Wij komen helemaal aan het bezwaar tegemoet. Een hoorzitting was niet nodig (Awb 7:3)."
NIET_GEHOORD_KENNELIJK = "Het is zonder twijfel dat wij het bezwaar niet kunnen behandelen (Awb 7:3)."


@dataclass(frozen=True, kw_only=True)
class Bezwaarbeslissing:
    """What is decided on the bezwaar, as typed in the form. nieuw: the besluit that comes in place of the old one."""

    uitkomst: str
    gevolg: str
    motivering: str
    waarom_anders_dan_advies: str = ""
    nieuw: Beslissing | None = None


def ontvangers(zaak: Bezwaarzaak, dag: date) -> list[Geadresseerde]:
    """To whom the decision goes: every addressee of the besluit as of this day, and each who objected."""
    lijst = geadresseerden(zaak.besluit.aanvraag, dag)
    bekend = {aan.sleutel for aan in lijst}
    lijst += [aan for aan in indieners_van(zaak, dag) if aan.sleutel not in bekend]
    return lijst


def indieners_van(zaak: Bezwaarzaak, dag: date, bezwaar: Bezwaar | None = None) -> list[Geadresseerde]:
    """Who objected (or only who lodged this bezwaar) and may still hear of it, at the address of this day."""
    lijst = [bezwaar] if bezwaar else zaak.actieve_bezwaren()
    return [geadresseerde_van(een, dag) for een in lijst if hoort_nog(een, dag)]


def hoort_nog(bezwaar: Bezwaar, dag: date) -> bool:
    """Whether who lodged this still hears of it: a parent who lost gezag gets nothing more about the child.

    A parent of a child of age keeps what was begun (afspraak 39): the gezag did not end, the child came of age.
    """
    if bezwaar.betrokkene_id is None:
        return True
    banden = Gezag.objects.geldig(dag).filter(betrokkene=bezwaar.betrokkene_id, soort__in=[*VERTEGENWOORDIGT])
    return banden.filter(leerling=bezwaar.zaak.besluit.aanvraag.leerling_id).exists()


def bezwaarbrief(
    zaak: Bezwaarzaak,
    keuze: Bezwaarbeslissing,
    aan: Geadresseerde,
    *,
    allen: list[Geadresseerde],
    nummer: str,
    besluitdatum: date,
    ondertekenaar: Ondertekenaar,
) -> letters.Bezwaarbrief:
    """All that the letter to this addressee may say. nummer: of the TLV that comes in place of the old one, else ""."""
    aanvraag = zaak.besluit.aanvraag
    leerling, instelling = aanvraag.leerling, zaak.instelling
    assert leerling is not None
    afgeschermd = mag_plek_niet_weten(aan, leerling)
    return letters.Bezwaarbrief(
        afzender=afzender(zaak, besluitdatum),
        geadresseerde=brief_geadresseerde(aan, afgeschermd=afgeschermd),
        kenmerk=zaak.kenmerk,
        leerling=letters.Leerling(naam=leerling.naam, roepnaam=leerling.roepnaam, geboortedatum=leerling.geboortedatum),
        school="de school" if afgeschermd else aanvraag.school.naam,
        bestreden=_bestreden(zaak.besluit),
        bezwaren=tuple(_bezwaar(een, aan) for een in zaak.actieve_bezwaren()),
        oordeel=_oordeel(zaak, keuze, nummer=nummer, besluitdatum=besluitdatum),
        beroep=letters.Beroep(
            steunpunt=instelling.steunpunt_naam,
            steunpunt_bereik=" of ".join(filter(None, (instelling.steunpunt_telefoon, instelling.steunpunt_website))),
            datum_tonen=instelling.bezwaardatum_in_brief,
        ),
        ondertekening=letters.Ondertekening(**vars(ondertekenaar)),
        bijlagen=_bijlagen(zaak),
        afschriften=_afschriften(aan, allen),
        voorbeeld=is_voorbeeld(zaak.swv),
    )


def woorden(brief: letters.Bezwaarbrief) -> Woorden:
    """The words of this letter; nothing is written, so a preview may ask too."""
    return renderen(SJABLOON, brief)


def afzender(zaak: Bezwaarzaak, dag: date) -> letters.Afzender:
    """The SWV as letters about a bezwaar name it, with its own address for bezwaren."""
    wie = zaak.behandelaar.naam if zaak.behandelaar else ""
    van = afzender_van(zaak.swv, teksten_van(zaak.instelling, dag), wie)
    return dataclasses.replace(van, email=zaak.swv.bezwaar_email or van.email)


def brief_geadresseerde(aan: Geadresseerde, *, afgeschermd: bool) -> letters.Geadresseerde:
    return letters.Geadresseerde(
        soort=aan.aan,
        naam=aan.naam,
        aanhef=aan.aanhef,
        adresregels=aan.adresregels,
        ter_attentie_van=aan.school.naam if aan.school and aan.school.bestuur else "",
        afgeschermd=afgeschermd,
        taal=aan.taal,
        taal_nagekeken=nagekeken(aan.taal),
    )


def _bestreden(besluit: Besluit) -> letters.Bestreden:
    ingetrokken = besluit.uitkomst == Uitkomst.INTREKKING
    tlv = besluit.intrekking.tlv if ingetrokken else getattr(besluit.eerste, "tlv", None)
    einde = None if tlv is None or ingetrokken else tlv.ingetrokken
    return letters.Bestreden(
        besloten_op=besluit.besluitdatum,
        kenmerk=besluit.aanvraag.kenmerk or "",
        wat=_wat(besluit),
        nummer=tlv.nummer if tlv else "",
        intrekking=ingetrokken,
        ook_herroepen=bool(ingetrokken and tlv and tlv.gebeurtenissen.filter(soort="herroepen").exists()),
        later_ingetrokken=einde.per if einde else None,
    )


def _wat(besluit: Besluit) -> str:
    """What the besluit said, after "Daarin besloten wij dat"."""
    leerling = besluit.aanvraag.leerling
    assert leerling is not None
    if besluit.uitkomst not in OVER_TLV:
        return (
            "wij de aanvraag niet behandelen" if besluit.uitkomst == "buiten_behandeling" else "de verklaring vervalt"
        )
    oud = letters.Beslissing(
        uitkomst=besluit.uitkomst,
        soort=besluit.soort,
        besloten_op=besluit.besluitdatum,
        categorie=besluit.categorie,
        begin=besluit.ingangsdatum,
        eind=besluit.vervaldatum,
    )
    return letters.besluit_als_bijzin(leerling.roepnaam, oud)


def _bezwaar(bezwaar: Bezwaar, aan: Geadresseerde) -> letters.Bezwaarschrift:
    eigen = bezwaar.sleutel == aan.sleutel
    kennelijk = bezwaar.toets == Bezwaar.Toets.KENNELIJK_NIET
    return letters.Bezwaarschrift(
        van=RELATIE[bezwaar.van],
        van_geadresseerde=eigen,
        ontvangen_op=bezwaar.ontvangen_op,
        gronden=bezwaar.gronden if eigen else "",
        niet_ontvankelijk=bezwaar.toets_reden if kennelijk else "",
    )


def _oordeel(zaak: Bezwaarzaak, keuze: Bezwaarbeslissing, *, nummer: str, besluitdatum: date) -> letters.Oordeel:
    soort = Bezwaargebeurtenis.Soort
    advies = getattr(zaak, "advies", None)
    zitting = zaak.hoorzittingen.filter(gehouden_op__isnull=False, vervallen_op=None).first()
    afgezien = zaak.gebeurd(soort.HOREN_AFGEZIEN)
    tegemoet = bool(zaak.gebeurd(soort.TEGEMOETGEKOMEN))
    niet_gehoord = afgezien[-1].tekst if afgezien else NIET_GEHOORD_TEGEMOET if tegemoet else NIET_GEHOORD_KENNELIJK
    return letters.Oordeel(
        uitkomst=keuze.uitkomst,
        gevolg=keuze.gevolg,
        besloten_op=besluitdatum,
        motivering=keuze.motivering,
        advies=letters.Commissieadvies(
            commissie=zaak.commissie_naam,
            ontvangen_op=advies.ontvangen_op,
            strekking=advies.strekking,
            tekst=advies.tekst,
        )
        if advies
        else None,
        geen_advies="" if advies else TEGEMOET if tegemoet else KENNELIJK,
        gehoord_op=timezone.localdate(zitting.wanneer) if zitting else None,
        niet_gehoord="" if zitting else niet_gehoord,
        anders_dan_advies=keuze.waarom_anders_dan_advies,
        nieuw=_nieuw(keuze.nieuw, nummer, besluitdatum),
    )


def _nieuw(nieuw: Beslissing | None, nummer: str, besluitdatum: date) -> letters.Beslissing | None:
    if nieuw is None:
        return None
    return letters.Beslissing(
        uitkomst=nieuw.uitkomst,
        soort=nieuw.soort,
        besloten_op=besluitdatum,
        nummer=nummer if nieuw.uitkomst in MET_TLV else "",
        categorie=nieuw.categorie,
        begin=nieuw.ingangsdatum,
        eind=nieuw.vervaldatum,
    )


def _bijlagen(zaak: Bezwaarzaak) -> tuple[str, ...]:
    zitting = zaak.hoorzittingen.filter(gehouden_op__isnull=False, vervallen_op=None).exists()
    advies = getattr(zaak, "advies", None)
    return tuple(
        wat for wat, is_er in (("Advies van de commissie", advies), ("Verslag van de hoorzitting", zitting)) if is_er
    )


def _afschriften(aan: Geadresseerde, allen: list[Geadresseerde]) -> tuple[str, ...]:
    """Who else gets this decision, by relation and never by name or address: the other parent may be shielded."""
    woord = {"school": "de school en het schoolbestuur", "ouder": "de ouders met gezag"}
    lijst = [woord.get(ander.aan, RELATIE[ander.aan]) for ander in allen if ander != aan]
    return tuple(dict.fromkeys(lijst)) or ("niemand anders",)
