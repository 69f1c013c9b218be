"""From receipt to whether each bezwaar counts: taking it up, repairing what is missing, judging, withdrawing."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie, Rol
from loket.models import (
    BEZWAAR_LOOPT,
    BEZWAAR_OPEN,
    Bezwaar,
    Bezwaarbericht,
    Bezwaargebeurtenis,
    Bezwaarstatus,
    Bezwaarzaak,
)
from loket.rules.bezwaar import Ontvangst

from .berichten import berichten_maken, berichten_vervallen, bevestigen
from .feiten import bereidde_voor, een_bezwaar, gebeurtenis, niet_zelf_voorbereid
from .overgang import overgang

B = Bezwaarstatus
Soort = Bezwaargebeurtenis.Soort
Brief = Bezwaarbericht.Soort
Toets = Bezwaar.Toets
P = Permissie
IN_TOETS = {B.TOETS, B.VERZUIM_HERSTEL}
HERSTEL_HOOGSTENS = 90
"""Days; longer than this is a typing error."""
ZELF = (niet_zelf_voorbereid,)
IN_HANDEN = BEZWAAR_OPEN - {B.ONTVANGEN}
BLIJFT: dict[str, list[str]] = {status: [status] for status in IN_HANDEN}
NA_HERSTEL = BLIJFT | {B.VERZUIM_HERSTEL: [B.VERZUIM_HERSTEL, B.TOETS]}
GETOETST = {
    status: [status, B.ONTVANKELIJK, B.KENNELIJK_NIET] for status in (*IN_TOETS, B.ONTVANKELIJK, B.KENNELIJK_NIET)
}
NA_TOETS = BLIJFT | GETOETST
NA_INTREKKEN = {status: [*naar, B.INGETROKKEN] for status, naar in ({B.ONTVANGEN: [B.ONTVANGEN]} | NA_TOETS).items()}
"""From a status to which: a bezwaar among several is judged or withdrawn while the file stays where it is."""


@overgang(van={B.ONTVANGEN}, naar=B.TOETS, permissie=P.BEZWAAR_BEHANDELEN, mits=ZELF)
def bezwaar_nemen(zaak: Bezwaarzaak, *, door: Gebruiker, op: datetime) -> None:
    """Take the file up. Who starts is the behandelaar, unless a colleague was named before."""
    if zaak.behandelaar is None:
        zaak.behandelaar = door
    bevestigen(zaak, op=op)


@overgang(van=BEZWAAR_LOOPT, naar=None, permissie=P.BEZWAAR_BEHANDELEN)
def bezwaar_toewijzen(zaak: Bezwaarzaak, *, door: Gebruiker, op: datetime, behandelaar: Gebruiker) -> None:
    """Name who handles the file: a bezwaarbehandelaar who had no part in the besluit. The status stays."""
    if Rol.BEZWAARBEHANDELAAR not in behandelaar.rollen:
        raise NietMogelijk("Kies een bezwaarbehandelaar.")
    if bereidde_voor(zaak, behandelaar):
        raise NietMogelijk(f"{behandelaar.naam} werkte mee aan het besluit. Kies een ander (Awb 7:5).")
    zaak.behandelaar = behandelaar


@overgang(van=IN_HANDEN, naar=BLIJFT | {B.TOETS: [B.VERZUIM_HERSTEL]}, permissie=P.BEZWAAR_BEHANDELEN, mits=ZELF)
def herstel_vragen(zaak: Bezwaarzaak, *, door: Gebruiker, op: datetime, bezwaar: str, dagen: int, vraag: str) -> None:
    """Ask who objects to repair what is missing (Awb 6:6). The term stands still from tomorrow (7:10 lid 2).

    bezwaar: public id; dagen: how long there is for it, counted from today; vraag: what is missing, in the letter.
    """
    rij = een_bezwaar(zaak, bezwaar)
    if not vraag.strip():
        raise NietMogelijk("Schrijf op wat er ontbreekt.")
    if not 1 <= dagen <= HERSTEL_HOOGSTENS:
        raise NietMogelijk(f"Geef 1 tot en met {HERSTEL_HOOGSTENS} dagen.")
    if _open_herstel(zaak, rij):
        raise NietMogelijk("Om de redenen is al gevraagd. Wacht op het antwoord of op het einde van de tijd.")
    tot = timezone.localdate(op) + timedelta(days=dagen)
    gevraagd = gebeurtenis(zaak, Soort.HERSTEL_GEVRAAGD, door=door, op=op, tot=tot, tekst=vraag, bezwaar=rij)
    berichten_maken(zaak, Brief.HERSTEL, op=op, bezwaar=rij, gebeurtenis=gevraagd)
    if zaak.status == B.TOETS:
        zaak.status = B.VERZUIM_HERSTEL


@overgang(van=IN_HANDEN, naar=NA_HERSTEL, permissie=P.BEZWAAR_BEHANDELEN, mits=ZELF)
def redenen_ontvangen(zaak: Bezwaarzaak, *, door: Gebruiker, op: datetime, bezwaar: str, gronden: str) -> None:
    """Write down the reasons that came in; the clock runs again from today."""
    rij = een_bezwaar(zaak, bezwaar)
    if not gronden.strip():
        raise NietMogelijk("Schrijf op waarom de indiener het niet eens is met het besluit.")
    if f"\n\n{rij.gronden}".endswith(f"\n\n{gronden.strip()}"):
        raise NietMogelijk("Deze redenen staan al bij het bezwaar.")
    redenen_erbij(zaak, rij, gronden.strip(), door=door, op=op)


@overgang(van=IN_HANDEN, naar=NA_HERSTEL, permissie=P.BEZWAAR_BEHANDELEN, mits=ZELF)
def herstel_verlopen(zaak: Bezwaarzaak, *, door: Gebruiker, op: datetime, bezwaar: str) -> None:
    """Go on without the reasons: the time that was given has passed. Only then it may be niet-ontvankelijk (6:6)."""
    rij = een_bezwaar(zaak, bezwaar)
    open_ = _open_herstel(zaak, rij)
    if open_ is None:
        raise NietMogelijk("Er is niet om redenen gevraagd, of ze zijn er al.")
    if open_.tot is None or open_.tot >= timezone.localdate(op):
        raise NietMogelijk("De indiener heeft nog tijd. Wacht tot die voorbij is.")
    gebeurtenis(zaak, Soort.HERSTEL_VERLOPEN, door=door, op=op, bezwaar=rij)
    berichten_vervallen(zaak, op=op, reden="de tijd is voorbij", soort=Brief.HERSTEL, bezwaar=rij)
    _na_herstel(zaak)


@overgang(van=IN_HANDEN, naar=NA_TOETS, permissie=P.BEZWAAR_BEHANDELEN, mits=ZELF)
def bezwaar_toetsen(
    zaak: Bezwaarzaak, *, door: Gebruiker, op: datetime, bezwaar: str, toets: str, toets_reden: str = ""
) -> None:
    """Judge whether one bezwaar counts (Awb 6:5 to 6:11). When each has its judgement, the file goes on.

    A reason is needed for everything but a bezwaar that is plainly in order. A bezwaar without reasons is not turned
    down before they were asked for and the time has passed (6:6).
    """
    rij = een_bezwaar(zaak, bezwaar)
    if toets not in Toets.values:
        raise NietMogelijk("Kies of het bezwaar ontvankelijk is.")
    te_laat = rij.op_tijd() == Ontvangst.TE_LAAT
    if not toets_reden.strip() and (toets != Toets.ONTVANKELIJK or te_laat):
        raise NietMogelijk("Schrijf op waarom. Is het bezwaar te laat, dan ook waarom dat te begrijpen is (Awb 6:11).")
    if rij.pro_forma:
        gevraagd = zaak.gebeurd(Soort.HERSTEL_VERLOPEN)
        if toets == Toets.ONTVANKELIJK or not any(een.bezwaar_id == rij.pk for een in gevraagd):
            raise NietMogelijk("De redenen ontbreken. Vraag er eerst om, en wacht tot de tijd voorbij is (Awb 6:6).")
    rij.toets, rij.toets_reden = toets, toets_reden.strip()
    rij.getoetst_op, rij.getoetst_door = op, door
    rij.save(update_fields=["toets", "toets_reden", "getoetst_op", "getoetst_door"])
    _na_toets(zaak)


@overgang(van=BEZWAAR_OPEN, naar=NA_INTREKKEN, permissie=P.BEZWAAR_BEHANDELEN)
def bezwaar_intrekken(zaak: Bezwaarzaak, *, door: Gebruiker, op: datetime, bezwaar: str, waarom: str) -> None:
    """Write down that somebody withdrew its bezwaar (Awb 6:21). The file ends when nobody is left."""
    if not waarom.strip():
        raise NietMogelijk("Schrijf op hoe en waarom het bezwaar is ingetrokken.")
    rij = een_bezwaar(zaak, bezwaar)
    rij.ingetrokken_op, rij.intrek_reden = timezone.localdate(op), waarom.strip()
    rij.save(update_fields=["ingetrokken_op", "intrek_reden"])
    berichten_vervallen(zaak, op=op, reden="bezwaar ingetrokken", bezwaar=rij)
    if not Bezwaar.objects.filter(zaak=zaak, ingetrokken_op=None).exists():
        berichten_vervallen(zaak, op=op, reden="bezwaar ingetrokken")
        zaak.status = B.INGETROKKEN
    elif zaak.status in IN_TOETS | {B.ONTVANKELIJK, B.KENNELIJK_NIET}:
        _na_toets(zaak)


def redenen_erbij(zaak: Bezwaarzaak, rij: Bezwaar, gronden: str, *, door: Gebruiker, op: datetime) -> None:
    """The bezwaar is complete from this day on: what was asked for is there, and no letter asks for it any more."""
    rij.gronden = "\n\n".join(filter(None, (rij.gronden, gronden)))
    rij.ondertekend = True
    rij.save(update_fields=["gronden", "ondertekend"])
    if _open_herstel(zaak, rij):
        gebeurtenis(zaak, Soort.HERSTELD, door=door, op=op, bezwaar=rij)
    berichten_vervallen(zaak, op=op, reden="de redenen zijn binnen", soort=Brief.HERSTEL, bezwaar=rij)
    _na_herstel(zaak)


def _open_herstel(zaak: Bezwaarzaak, bezwaar: Bezwaar) -> Bezwaargebeurtenis | None:
    """The request for reasons that was neither answered nor closed."""
    van_hem = Bezwaargebeurtenis.objects.filter(zaak=zaak, bezwaar=bezwaar)
    laatste = van_hem.filter(soort=Soort.HERSTEL_GEVRAAGD).order_by("-pk").first()
    gesloten = van_hem.filter(soort__in=[Soort.HERSTELD, Soort.HERSTEL_VERLOPEN]).order_by("-pk").first()
    return laatste if laatste and not (gesloten and gesloten.pk > laatste.pk) else None


def _na_herstel(zaak: Bezwaarzaak) -> None:
    if zaak.status == B.VERZUIM_HERSTEL and not any(_open_herstel(zaak, een) for een in zaak.actieve_bezwaren()):
        zaak.status = B.TOETS


def _na_toets(zaak: Bezwaarzaak) -> None:
    if zaak.status not in {*IN_TOETS, B.ONTVANKELIJK, B.KENNELIJK_NIET}:
        return
    oordelen = set(Bezwaar.objects.filter(zaak=zaak, ingetrokken_op=None).values_list("toets", flat=True))
    if "" in oordelen:
        return
    zaak.status = B.KENNELIJK_NIET if oordelen == {Toets.KENNELIJK_NIET} else B.ONTVANKELIJK
