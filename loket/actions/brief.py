"""From an aanvraag and its decision to the frozen values of one letter to one addressee."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import QuerySet
from django.utils import timezone

from kern.brieven.actions import Woorden, renderen
from loket import letters
from loket.models import Aanvraag, Advies, JaNee, Zienswijze
from loket.rules import einde_schoolsoort, tlv_einde_standaard
from loket.rules.stem import in_de_brief
from scholen.models import Instelling

from .briefteksten import afzender_van, rechtsmiddelen_van, teksten_van
from .geadresseerden import Geadresseerde, mag_plek_niet_weten
from .oefening import is_voorbeeld
from .stem import stemmen_van
from .vertaling import nagekeken

SJABLOON = "brieven/besluit.html"
GEEN_MENING = {
    "nee": "De ouders zijn het niet eens met de aanvraag. Zij schreven daar niets bij.",
    "deels": "Niet alle ouders zijn het eens met de aanvraag. Zij schreven daar niets bij.",
}
"""When parents disagree without a word of their own: that is a view too, and asks for an answer."""


@dataclass(frozen=True, kw_only=True)
class Beslissing:
    """What the beslisser decides, as typed in the form. categorie is "" and the days are None after a refusal."""

    uitkomst: str
    soort: str
    motivering: str
    categorie: str = ""
    ingangsdatum: date | None = None
    vervaldatum: date | None = None
    antwoord_zienswijze: str = ""
    antwoord_leerling: str = ""
    waarom_niet_lichter: str = ""
    waarom_categorie: str = ""
    waarom_duur: str = ""
    waarom_afwijking: str = ""
    waarom_afwijking_advies: str = ""
    passende_hulp: str = ""


@dataclass(frozen=True, kw_only=True)
class Ondertekenaar:
    """Who signs. mandaat: the number in the register, "" when the board itself decides."""

    naam: str
    functie: str
    bevoegdheid: str
    mandaat: str = ""


class Zaakfeiten:
    """What the letters of one decision have in common, each read once: they differ by their reader alone.

    Holds as long as the lock on the aanvraag does; never kept longer than one action or page.
    """

    def __init__(self, aanvraag: Aanvraag, besluitdatum: date) -> None:
        self.aanvraag, self.besluitdatum = aanvraag, besluitdatum

    @cached_property
    def afzender(self) -> letters.Afzender:
        """The SWV, with its texts of the day of the decision."""
        return afzender(self.aanvraag, self.besluitdatum)

    @cached_property
    def verzoek(self) -> letters.Verzoek:
        """What was asked."""
        return _verzoek(self.aanvraag)

    @cached_property
    def adviezen(self) -> list[Advies]:
        """The signed advices that count."""
        return adviezen(self.aanvraag)

    @cached_property
    def stem(self) -> str:
        """What may be quoted of what the pupil told us itself."""
        return stem_woorden(self.aanvraag)

    @cached_property
    def zienswijzen(self) -> list[Zienswijze]:
        """What was said in the rounds, oldest first."""
        return gegeven(self.aanvraag)


def besluitbrief(
    feiten: Zaakfeiten,
    beslissing: Beslissing,
    aan: Geadresseerde,
    *,
    allen: list[Geadresseerde],
    nummer: str,
    ondertekenaar: Ondertekenaar,
    herstel: letters.Herstel | None = None,
) -> letters.Besluitbrief:
    """All that the letter to this addressee may say. nummer: the TLV number, "" for a refusal or when not yet given."""
    aanvraag = feiten.aanvraag
    assert aanvraag.leerling is not None
    instelling = aanvraag.instelling
    return letters.Besluitbrief(
        afzender=feiten.afzender,
        geadresseerde=geadresseerde(aanvraag, aan),
        kenmerk=aanvraag.kenmerk or "",
        leerling=letters.Leerling(
            naam=aanvraag.leerling.naam,
            roepnaam=aanvraag.leerling.roepnaam,
            geboortedatum=aanvraag.leerling.geboortedatum,
        ),
        verzoek=feiten.verzoek,
        beslissing=_beslissing(beslissing, instelling, feiten.besluitdatum, nummer),
        overwegingen=_overwegingen(feiten, beslissing, aan),
        rechtsmiddelen=rechtsmiddelen(aanvraag),
        ondertekening=letters.Ondertekening(**vars(ondertekenaar)),
        bijlagen=tuple(adviestitel(advies) for advies in feiten.adviezen),
        afschriften=afschriften(aanvraag, aan, allen),
        bewaren_tot=_bewaren_vanaf(beslissing, instelling),
        voorbeeld=is_voorbeeld(aanvraag.swv),
        herstel=herstel,
    )


def _beslissing(beslissing: Beslissing, instelling: Instelling, besluitdatum: date, nummer: str) -> letters.Beslissing:
    return letters.Beslissing(
        uitkomst=beslissing.uitkomst,
        soort=beslissing.soort,
        besloten_op=besluitdatum,
        nummer=nummer,
        categorie=beslissing.categorie,
        begin=beslissing.ingangsdatum,
        eind=beslissing.vervaldatum,
        grondslag=instelling.grondslagen.get(beslissing.soort, ""),
    )


def _bewaren_vanaf(beslissing: Beslissing, instelling: Instelling) -> str:
    """From what the three years of keeping run; without a TLV always from the decision (R-PRIV-05)."""
    einde = instelling.bewaar_anker == instelling.BewaarAnker.EINDDATUM_TLV and beslissing.vervaldatum is not None
    return "verklaring" if einde else "besluit"


def woorden(brief: letters.Besluitbrief) -> Woorden:
    """The words of this letter; nothing is written, so a preview may ask too."""
    return renderen(SJABLOON, brief)


def adviezen(aanvraag: Aanvraag) -> list[Advies]:
    """The signed advices that count, first expert first."""
    return list(
        Advies.objects.filter(
            opdracht__aanvraag=aanvraag, opdracht__vervallen_op__isnull=True, ondertekend_op__isnull=False
        )
        .select_related("opdracht__deskundige")
        .order_by("opdracht__volgorde")
    )


def gevraagd_eind(aanvraag: Aanvraag) -> date | None:
    """The last day of the period that the school asked for; None when it asked for none."""
    vraag = aanvraag.onderdeel_vraag
    if aanvraag.soortregels.loopbaan and aanvraag.leerling:
        return einde_schoolsoort(aanvraag.tlv_soort, aanvraag.leerling.geboortedatum)
    if not (vraag.gewenste_start and vraag.schooljaren):
        return None
    return tlv_einde_standaard(aanvraag.tlv_soort, start=vraag.gewenste_start, schooljaren=vraag.schooljaren)


def afzender(aanvraag: Aanvraag, dag: date) -> letters.Afzender:
    """The SWV as every letter about this case names it. dag: of the decision, from which its own texts are."""
    wie = aanvraag.behandelaar.naam if aanvraag.behandelaar else ""
    return afzender_van(aanvraag.swv, teksten_van(aanvraag.instelling, dag), wie)


def geadresseerde(aanvraag: Aanvraag, aan: Geadresseerde) -> letters.Geadresseerde:
    """The addressee as a letter needs it, with whether it may not learn where the child is."""
    leerling = aanvraag.leerling
    assert leerling is not None
    return letters.Geadresseerde(
        soort=aan.aan,
        naam=aan.naam,
        aanhef=aan.aanhef,
        adresregels=aan.adresregels,
        ter_attentie_van=aan.school.naam if aan.school and aan.school.bestuur else "",
        afgeschermd=mag_plek_niet_weten(aan, leerling),
        taal=aan.taal,
        taal_nagekeken=nagekeken(aan.taal),
    )


def _verzoek(aanvraag: Aanvraag) -> letters.Verzoek:
    vraag = aanvraag.onderdeel_vraag
    assert aanvraag.ingediend_op is not None
    assert aanvraag.ontvangstdatum is not None
    vorige = aanvraag.vorige_tlv
    return letters.Verzoek(
        aanleiding=aanvraag.aanleiding,
        vorige_nummer=vorige.nummer if vorige else "",
        vorige_eind=vorige.vervaldatum if vorige else None,
        school=aanvraag.school.naam,
        bij_school=aanvraag.bij_school,
        soort=aanvraag.tlv_soort,
        aangevraagd_op=timezone.localdate(aanvraag.ingediend_op),
        ontvangen_op=aanvraag.ontvangstdatum,
        categorie=vraag.categorie,
        begin=vraag.gewenste_start,
        eind=gevraagd_eind(aanvraag),
        aanvullingen=tuple(
            letters.Aanvulling(gevraagd_op=een.gevraagd_op, ontvangen_op=een.aangevuld_op)
            for een in aanvraag.aanvullingen.order_by("gevraagd_op", "pk")
        ),
    )


def _overwegingen(feiten: Zaakfeiten, beslissing: Beslissing, aan: Geadresseerde) -> letters.Overwegingen:
    aanvraag = feiten.aanvraag
    behoefte, mening = aanvraag.onderdeel_behoefte, aanvraag.onderdeel_mening
    geheim = mag_plek_niet_weten(aan, aanvraag.leerling)
    zelf = "" if geheim else feiten.stem
    gehoord = mening.leerling_gehoord == JaNee.JA or bool(zelf)
    zienswijzen = citaten(feiten.zienswijzen, aanvraag, aan) + (
        (letters.Zienswijze(van="de school namens de ouders", tekst=mening.ouders_woorden),)
        if mening.ouders_woorden.strip()
        else ()
    )
    return letters.Overwegingen(
        feiten=_alineas(behoefte.onderwijsbehoeften, behoefte.belemmeringen),
        redenen_school=aanvraag.onderdeel_gedaan.grens,
        motivering=beslissing.motivering,
        ondersteuningsplan=aanvraag.instelling.ondersteuningsplan,
        adviezen=tuple(_advies(advies, geheim=geheim) for advies in feiten.adviezen),
        zienswijzen=zienswijzen,
        zienswijze_geen=""
        if zienswijzen
        else GEEN_MENING.get(mening.ouders_eens, "De ouders hebben geen mening gegeven."),
        antwoord_zienswijze=beslissing.antwoord_zienswijze,
        mening_leerling=_alineas(mening.leerling_woorden, zelf) if gehoord else "",
        mening_leerling_geen="" if gehoord else mening.leerling_niet_reden,
        antwoord_leerling=beslissing.antwoord_leerling if gehoord else "",
        niet_lichter=beslissing.waarom_niet_lichter,
        categorie=beslissing.waarom_categorie,
        duur=beslissing.waarom_duur,
        afwijking=beslissing.waarom_afwijking,
        afwijking_advies=beslissing.waarom_afwijking_advies,
        passende_hulp=beslissing.passende_hulp,
    )


def stem_woorden(aanvraag: Aanvraag) -> str:
    """What a letter quotes of what the pupil told us itself; "" when others may not read it (afspraak 47)."""
    naam = aanvraag.leerling.roepnaam if aanvraag.leerling else ""
    return _alineas(
        *(
            in_de_brief(
                open_=een.open,
                jong=een.jong,
                samenvatting=een.samenvatting,
                tekst=een.origineel.tekst,
                roepnaam=naam,
                vormen=[bestand.vorm for bestand in een.bestanden.select_related("inhoud")] if een.open else (),
            )
            for een in stemmen_van(aanvraag)
        )
    )


def gegeven(aanvraag: Aanvraag) -> list[Zienswijze]:
    """What was said in the rounds, oldest first."""
    rijen = Zienswijze.objects.filter(ronde__aanvraag=aanvraag, ronde__intrekking=None, gegeven_op__isnull=False)
    return om_te_citeren(rijen)


def om_te_citeren(rijen: QuerySet[Zienswijze]) -> list[Zienswijze]:
    """These views with all that quoting them takes, oldest first."""
    return list(
        rijen.select_related("betrokkene", "leerling").prefetch_related("samenvattingen").order_by("ronde", "pk")
    )


def citaten(rijen: list[Zienswijze], aanvraag: Aanvraag, aan: Geadresseerde) -> tuple[letters.Zienswijze, ...]:
    """These views as this addressee reads them; never what was meant for the SWV alone.

    Who may not learn where the child is, reads no names either.
    """
    afgeschermd = geadresseerde(aanvraag, aan).afgeschermd
    return tuple(
        letters.Zienswijze(
            van=_van(een, afgeschermd=afgeschermd),
            tekst=een.woorden,
            van_geadresseerde=(een.school_id, een.betrokkene_id, een.leerling_id) == aan.sleutel,
        )
        for een in rijen
    )


def _van(zienswijze: Zienswijze, *, afgeschermd: bool) -> str:
    if zienswijze.betrokkene:
        wie = " ".join(filter(None, (zienswijze.betrokkene.aanhef, zienswijze.betrokkene.naam)))
        return "een ouder" if afgeschermd else wie
    return "de school" if zienswijze.school_id else "de leerling"


def adviestitel(advies: Advies) -> str:
    """What the advice is called, in a letter and on its own paper."""
    return f"Advies van de {advies.opdracht.get_discipline_display()}"


def _advies(advies: Advies, *, geheim: bool) -> letters.Advies:
    """What the letter quotes. geheim: the reader may not learn where the child is, so the reasons stay out (37)."""
    assert advies.ondertekend_op is not None
    if advies.conclusie == Advies.Conclusie.TOELAATBAAR:
        categorie = f", categorie {advies.get_categorie_display()}" if advies.categorie else ""
        conclusie = f"Advies: toelaatbaar tot {advies.get_soort_display()}{categorie}."
    else:
        conclusie = "Advies: niet toelaatbaar."
    return letters.Advies(
        deskundige=advies.opdracht.deskundige.naam,
        discipline=advies.opdracht.get_discipline_display(),
        datum=timezone.localdate(advies.ondertekend_op),
        conclusie=conclusie,
        toelichting="" if geheim else _alineas(advies.motivering, advies.waarom_niet_lichter),
    )


def rechtsmiddelen(aanvraag: Aanvraag) -> letters.Rechtsmiddelen:
    """Where and how to object, as this SWV says it."""
    return rechtsmiddelen_van(aanvraag.instelling)


def afschriften(aanvraag: Aanvraag, aan: Geadresseerde, allen: list[Geadresseerde]) -> tuple[str, ...]:
    """Who else gets this decision, by relation and never by name or address: the other parent may be shielded."""
    woord = {"ouder": "de ouders met gezag", "voogd": "de voogd", "leerling": "de leerling"}
    lijst = [] if aan.school else [f"{aanvraag.school.naam} en het schoolbestuur"]
    for ander in allen:
        if ander != aan and ander.school is None and (regel := woord[ander.aan]) not in lijst:
            lijst.append(regel)
    return tuple(lijst) or ("niemand anders",)


def _alineas(*teksten: str) -> str:
    return "\n\n".join(tekst.strip() for tekst in teksten if tekst.strip())
