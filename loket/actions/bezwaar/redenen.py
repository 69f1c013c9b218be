"""The reasons of a pro forma bezwaar, sent in the portal by who lodged it (Awb 6:6; afspraak 43)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from loket.models import (
    BEZWAAR_LOOPT,
    BOB_BESLOTEN,
    Bezwaar,
    Bezwaargebeurtenis,
    Bezwaarstatus,
    Bezwaarstuk,
    Bezwaarzaak,
)

from .feiten import een_bezwaar, gebeurtenis
from .indienen import Bestand, stukken_toevoegen
from .overgang import overgang
from .toetsen import redenen_erbij

B = Bezwaarstatus
Soort = Bezwaargebeurtenis.Soort
IN_BESTAND = "De redenen staan in de meegestuurde papieren."
STUREN: dict[str, list[str]] = {status: [status] for status in BEZWAAR_LOOPT}
NAAR = STUREN | {B.VERZUIM_HERSTEL: [B.VERZUIM_HERSTEL, B.TOETS]}


class AlGestuurd(NietMogelijk):
    """The same was sent before: a second press of the button."""


@dataclass(frozen=True)
class Redenvraag:
    """What is still wanted. vraag and tot: what was asked and the last day for it, "" and None while nothing was.

    te_laat: what comes now comes after that day, and a person decides whether it still counts.
    """

    vraag: str = ""
    tot: date | None = None
    te_laat: bool = False


def redenvraag(bezwaar: Bezwaar, dag: date) -> Redenvraag | None:
    """Whether reasons are still wanted on this day, and how; None when they are there or it is over.

    A decision that was taken but not sent yet changes nothing here: nobody outside learns of it (afspraak 4).
    """
    zaak = bezwaar.zaak
    if zaak.status not in BEZWAAR_LOOPT:
        return None
    soorten = (Soort.HERSTEL_GEVRAAGD, Soort.HERSTELD, Soort.HERSTEL_VERLOPEN)
    van_hem = sorted((een for een in zaak.gebeurd(*soorten) if een.bezwaar_id == bezwaar.pk), key=lambda een: een.pk)
    gevraagd = next((een for een in reversed(van_hem) if een.soort == Soort.HERSTEL_GEVRAAGD), None)
    if not bezwaar.pro_forma and (gevraagd is None or gevraagd is not van_hem[-1]):
        return None
    if gevraagd is None:
        return Redenvraag()
    verlopen = van_hem[-1].soort == Soort.HERSTEL_VERLOPEN or zaak.status in BOB_BESLOTEN
    return Redenvraag(gevraagd.tekst, gevraagd.tot, verlopen or (gevraagd.tot is not None and dag > gevraagd.tot))


def later_gestuurd(bezwaar: Bezwaar) -> list[Bezwaargebeurtenis]:
    """What came after the last day and did not become the reasons of this bezwaar, oldest first."""
    if not bezwaar.pro_forma:
        return []
    return [een for een in bezwaar.zaak.gebeurd(Soort.REDENEN_LATER) if een.bezwaar_id == bezwaar.pk]


@overgang(van=BEZWAAR_LOOPT, naar=NAAR, permissie=Permissie.BEZWAAR_MAKEN)
def redenen_sturen(
    zaak: Bezwaarzaak,
    *,
    door: Gebruiker,
    op: datetime,
    bezwaar: str,
    redenen: str,
    bestanden: Sequence[Bestand] = (),
) -> None:
    """Send the reasons of the own bezwaar (public id). In time they complete it, and the clock runs again.

    After the last day they are kept with the file as they came: whether they still count is for who handles it (6:6).
    Raises Http404 for the bezwaar of another.
    """
    if not Bezwaar.objects.visible_to(door, Permissie.BEZWAAR_MAKEN).filter(zaak=zaak, public_id=bezwaar).exists():
        raise Http404
    rij = een_bezwaar(zaak, bezwaar)
    rij.zaak = zaak
    if not redenen.strip() and not bestanden:
        raise NietMogelijk(gettext("Schrijf uw redenen op, of stuur een bestand mee."))
    tekst = redenen.strip() or IN_BESTAND
    if _al_gestuurd(rij, tekst, bestanden):
        raise AlGestuurd("Wij hebben dit al.")
    vraag = redenvraag(rij, timezone.localdate(op))
    if vraag is None:
        raise NietMogelijk(gettext("Wij hebben uw redenen al. Wilt u nog iets toevoegen? Bel of schrijf ons."))
    stukken_toevoegen(zaak, door=door, op=op, bestanden=bestanden, soort=Bezwaarstuk.Soort.STUK, bezwaar=rij)
    if vraag.te_laat:
        gebeurtenis(zaak, Soort.REDENEN_LATER, door=door, op=op, tekst=tekst, bezwaar=rij)
    else:
        redenen_erbij(zaak, rij, tekst, door=door, op=op)


def _al_gestuurd(bezwaar: Bezwaar, tekst: str, bestanden: Sequence[Bestand]) -> bool:
    """Whether this text and each of these files came in before with this bezwaar."""
    later = Bezwaargebeurtenis.objects.filter(bezwaar=bezwaar, soort=Soort.REDENEN_LATER, tekst=tekst)
    if not f"\n\n{bezwaar.gronden}".endswith(f"\n\n{tekst}") and not later.exists():
        return False
    bekend = set(Bezwaarstuk.objects.filter(bezwaar=bezwaar).values_list("inhoud", flat=True))
    return all(inhoud.pk in bekend for inhoud, _ in bestanden)
