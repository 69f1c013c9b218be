"""Letters that did not arrive: which must go again, and whether the address of what came back was looked up.

To send a decision again to where it came back from makes nothing known (Awb 3:41): who does so says where the address
was looked up (afspraak 38), or enters the new one first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk
from kern.logboek.actions import vastleggen
from kern.woorden import opsomming
from loket.models import Verzending
from loket.models.kanaal import NIET_AANGEKOMEN, Bezorgfeit

from .geadresseerden import adres_van

Soort = Bezorgfeit.Soort
Adres = tuple[str, ...]


def niet_aangekomen_brieven(rijen: Iterable[Verzending]) -> set[int]:
    """Of these letters the keys of the ones that are known not to have arrived."""
    feiten = Bezorgfeit.objects.filter(brief__in=[rij.brief_id for rij in rijen], soort__in=NIET_AANGEKOMEN)
    return set(feiten.values_list("brief", flat=True))


def opnieuw_te_versturen(rijen: Iterable[Any]) -> list[Any]:
    """Of all letters that did not lapse the ones that did not arrive and have no letter in their place yet."""
    lijst = list(rijen)
    opgevolgd, kwijt = {rij.volgt_op_id for rij in lijst}, niet_aangekomen_brieven(lijst)
    return [rij for rij in lijst if rij.brief_id in kwijt and rij.pk not in opgevolgd]


def adres_na_te_kijken(rijen: Iterable[Any], dag: date) -> list[Verzending]:
    """Of all letters that did not lapse the ones that came back and would go again to the same address on this day."""
    lijst = list(rijen)
    wachtend = [rij.volgt_op for rij in lijst if rij.volgt_op_id and rij.verzonden_op is None]
    return _ongezien((rij, adres_van(rij, dag)) for rij in [*opnieuw_te_versturen(lijst), *wachtend])


def adres_nagekeken(rijen: Iterable[Any], *, onderzoek: str, door: Gebruiker, op: datetime) -> None:
    """Before these letters are dated: whether the address of what came back was looked up, and writing that down.

    onderzoek: where and when; "" when nobody did. Nothing is asked of who moved, nor of who only got no notice: that
    letter goes by post for the first time. Raises NietMogelijk when it must be looked up first.
    """
    terug = _ongezien((rij.volgt_op, _stond(rij)) for rij in rijen if rij.volgt_op_id)
    if terug and not onderzoek.strip():
        namen = opsomming(dict.fromkeys(rij.naam for rij in terug))
        raise NietMogelijk(
            f"De brief aan {namen} kwam terug, en het adres is nog hetzelfde. "
            "Kijk het adres na en schrijf op waar en wanneer je dat deed. Is er een nieuw adres? Vul dat eerst in."
        )
    for rij in terug:
        Bezorgfeit.objects.create(
            brief_id=rij.brief_id,
            soort=Soort.NAGEKEKEN,
            datum=timezone.localdate(op),
            vastgelegd_op=op,
            vastgelegd_door=door,
            toelichting=onderzoek.strip(),
        )
        vastleggen("adres_nakijken", rij, door=door, op=op)


def _ongezien(paren: Iterable[tuple[Any, Adres]]) -> list[Verzending]:
    """Of each letter with those before it: what came back from the address it goes to now, and was not looked up."""
    zelfde = {oud.brief_id: oud for rij, adres in paren for oud in _met_eerdere(rij) if _stond(oud) == adres}
    soorten = [Soort.RETOUR, Soort.NAGEKEKEN]
    feiten = set(
        Bezorgfeit.objects.filter(brief__in=zelfde, soort__in=soorten).values_list("brief", "soort") if zelfde else ()
    )
    return [
        oud
        for brief, oud in zelfde.items()
        if (brief, Soort.RETOUR) in feiten and (brief, Soort.NAGEKEKEN) not in feiten
    ]


def _met_eerdere(rij: Any) -> Iterator[Any]:
    while rij is not None:
        yield rij
        rij = rij.volgt_op


def _stond(rij: Any) -> Adres:
    return tuple(rij.brief.context["geadresseerde"]["adresregels"])
