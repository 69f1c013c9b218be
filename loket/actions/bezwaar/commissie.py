"""The committee of Awb 7:13: sending it the file, the hearing, its report and its advice."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.utils import timezone

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import Actor, NietMogelijk
from kern.gebruikers.rollen import Permissie, Rol
from kern.logboek.actions import vastleggen
from loket.actions.afscherming import geheim_adres_fout
from loket.actions.stukken import commissieadvies_bevriezen, verslag_bevriezen
from loket.models import (
    Bezwaarbericht,
    Bezwaargebeurtenis,
    Bezwaarstatus,
    Bezwaarstuk,
    Bezwaarzaak,
    Commissieadvies,
    Commissieopdracht,
    Hoorzitting,
)
from loket.rules.bezwaar import zittingsdagen

from .berichten import berichten_maken, berichten_vervallen
from .feiten import alles_getoetst, bereidde_voor, gebeurtenis, niet_zelf_voorbereid
from .indienen import Bestand, stukken_toevoegen
from .overgang import overgang

B = Bezwaarstatus
P = Permissie
Soort = Bezwaargebeurtenis.Soort
Brief = Bezwaarbericht.Soort


@overgang(
    van={B.ONTVANKELIJK, B.KENNELIJK_NIET},
    naar=B.NAAR_COMMISSIE,
    permissie=P.BEZWAAR_BEHANDELEN,
    mits=(niet_zelf_voorbereid, alles_getoetst),
)
def naar_commissie(
    zaak: Bezwaarzaak,
    *,
    door: Gebruiker,
    op: datetime,
    commissie: str,
    commissie_naam: str = "",
    leden: Sequence[Gebruiker] = (),
) -> None:
    """Ask the committee, and tell who objects that it will advise: from then twelve weeks hold (Awb 7:10 and 7:13).

    leden: accounts that see this file from now on; none when the committee works outside the portal (the LBT).
    """
    if commissie not in Bezwaarzaak.Commissie.values:
        raise NietMogelijk("Kies welke commissie adviseert.")
    for lid in leden:
        if Rol.BEZWAARCOMMISSIE not in lid.rollen:
            raise NietMogelijk("Kies leden van de bezwaaradviescommissie.")
        if bereidde_voor(zaak, lid):
            raise NietMogelijk(f"{lid.naam} werkte mee aan het besluit. Kies een ander lid (Awb 7:13).")
    zaak.commissie = commissie
    zaak.commissie_naam = commissie_naam.strip() or zaak.instelling.bezwaarcommissie
    gebeurtenis(zaak, Soort.COMMISSIE_GEMELD, door=door, op=op)
    berichten_maken(zaak, Brief.COMMISSIE, op=op)
    for lid in leden:
        opdracht = Commissieopdracht.objects.create(zaak=zaak, lid=lid, gevraagd_op=op, gevraagd_door=door)
        vastleggen("commissie_gevraagd", opdracht, door=door, op=op)


@overgang(
    van={B.NAAR_COMMISSIE, B.HOORZITTING_GEPLAND},
    naar=B.HOORZITTING_GEPLAND,
    permissie=P.BEZWAAR_BEHANDELEN,
    mits=(niet_zelf_voorbereid,),
)
def hoorzitting_plannen(zaak: Bezwaarzaak, *, door: Gebruiker, op: datetime, wanneer: datetime, waar: str) -> None:
    """Plan the hearing and invite (Awb 7:2 and 7:4). A hearing that was planned before lapses.

    There must be time to send in papers: until ten days before, and to read them: a week before.
    """
    if not waar.strip():
        raise NietMogelijk("Schrijf op waar de hoorzitting is.")
    vandaag, zitting = timezone.localdate(op), timezone.localdate(wanneer)
    if zittingsdagen(zitting).stukken_tot < vandaag:
        raise NietMogelijk(
            "Kies een dag over minstens tien dagen: tot tien dagen ervoor mogen er stukken bij (Awb 7:4)."
        )
    zaak.hoorzittingen.filter(vervallen_op=None).update(vervallen_op=op)
    berichten_vervallen(zaak, op=op, reden="de hoorzitting is verplaatst", soort=Brief.HOORZITTING)
    nieuw = Hoorzitting.objects.create(zaak=zaak, wanneer=wanneer, waar=waar.strip(), uitgenodigd_op=vandaag)
    berichten_maken(zaak, Brief.HOORZITTING, op=op, hoorzitting=nieuw)


def zitting_geweest(zaak: Bezwaarzaak, door: Actor, op: datetime) -> str:
    """There is no report before the hearing."""
    zitting = zaak.hoorzittingen.filter(vervallen_op=None).first()
    return "De hoorzitting is nog niet geweest." if zitting and zitting.wanneer > op else ""


@overgang(
    van={B.HOORZITTING_GEPLAND},
    naar=B.GEHOORD,
    permissie=P.BEZWAAR_ADVISEREN,
    mits=(zitting_geweest, niet_zelf_voorbereid),
)
def verslag_vastleggen(
    zaak: Bezwaarzaak,
    *,
    door: Gebruiker,
    op: datetime,
    aanwezig: str,
    verslag: str,
    bestanden: Sequence[Bestand] = (),
) -> None:
    """Write down who was heard and what was said (Awb 7:7)."""
    if not verslag.strip():
        raise NietMogelijk("Schrijf een verslag van de hoorzitting, of wat er in het bijgevoegde verslag staat.")
    _zonder_geheim_adres(zaak, [aanwezig, verslag], op)
    zitting = Hoorzitting.objects.select_for_update().get(zaak=zaak, vervallen_op=None)
    zitting.gehouden_op, zitting.aanwezig, zitting.verslag = op, aanwezig.strip(), verslag.strip()
    zitting.afschrift = verslag_bevriezen(zitting, op=op)
    zitting.save(update_fields=["gehouden_op", "aanwezig", "verslag", "afschrift"])
    soort = Bezwaarstuk.Soort.VERSLAG
    stukken_toevoegen(zaak, door=door, op=op, bestanden=bestanden, soort=soort, bezwaar=None)


@overgang(
    van={B.NAAR_COMMISSIE, B.HOORZITTING_GEPLAND},
    naar=B.HOREN_AFGEZIEN,
    permissie=P.BEZWAAR_BEHANDELEN,
    mits=(niet_zelf_voorbereid,),
)
def van_horen_afzien(zaak: Bezwaarzaak, *, door: Gebruiker, op: datetime, grond: str, toelichting: str = "") -> None:
    """No hearing, on one of the grounds of Awb 7:3. The decision says so (7:12 lid 1)."""
    if not grond.strip():
        raise NietMogelijk("Kies waarom er geen hoorzitting komt (Awb 7:3).")
    zaak.hoorzittingen.filter(vervallen_op=None).update(vervallen_op=op)
    berichten_vervallen(zaak, op=op, reden="er is geen hoorzitting", soort=Brief.HOORZITTING)
    tekst = "\n".join(filter(None, (grond.strip(), toelichting.strip())))
    gebeurtenis(zaak, Soort.HOREN_AFGEZIEN, door=door, op=op, tekst=tekst)


def van_de_commissie(zaak: Bezwaarzaak, door: Actor, op: datetime) -> str:
    """The committee writes its own advice; the secretary writes it down when the committee has no account here."""
    if not isinstance(door, Gebruiker):
        return ""
    leden = Commissieopdracht.objects.geldig().filter(zaak=zaak)
    if leden.exists() and not leden.filter(lid=door).exists():
        return "De commissie zet haar advies zelf in het portaal."
    return ""


@overgang(
    van={B.GEHOORD, B.HOREN_AFGEZIEN},
    naar=B.ADVIES_ONTVANGEN,
    permissie=P.BEZWAAR_ADVISEREN,
    mits=(van_de_commissie, niet_zelf_voorbereid),
)
def advies_vastleggen(
    zaak: Bezwaarzaak,
    *,
    door: Gebruiker,
    op: datetime,
    strekking: str,
    tekst: str,
    ontvangen_op: date | None = None,
    bestanden: Sequence[Bestand] = (),
) -> None:
    """The advice of the committee (Awb 7:13). It never changes afterwards."""
    if strekking not in Commissieadvies.Strekking.values:
        raise NietMogelijk("Kies wat de commissie adviseert.")
    if not tekst.strip():
        raise NietMogelijk("Schrijf op waarom de commissie dit adviseert.")
    vandaag = timezone.localdate(op)
    if ontvangen_op and ontvangen_op > vandaag:
        raise NietMogelijk("De dag van ontvangst ligt in de toekomst.")
    _zonder_geheim_adres(zaak, [tekst], op)
    advies = Commissieadvies(
        zaak=zaak,
        strekking=strekking,
        tekst=tekst.strip(),
        ontvangen_op=ontvangen_op or vandaag,
        vastgelegd_op=op,
        vastgelegd_door=door,
    )
    advies.afschrift = commissieadvies_bevriezen(advies, op=op)
    advies.save()
    soort = Bezwaarstuk.Soort.ADVIES
    stukken_toevoegen(zaak, door=door, op=op, bestanden=bestanden, soort=soort, bezwaar=None)


def _zonder_geheim_adres(zaak: Bezwaarzaak, teksten: list[str], op: datetime) -> None:
    """It goes along with the decision to everybody, as it is written here."""
    if geheim := geheim_adres_fout(zaak.besluit.aanvraag, teksten, timezone.localdate(op)):
        raise NietMogelijk(geheim)
