"""Coming in with a code: giving it, trying it, and what it opens once. What it may do is worked out at that moment."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Exists, F, OuterRef
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_noop

from kern.brieven.bundel import Toegang
from kern.brieven.meekijken import adres, afdruk_van, code_terug, code_van, leesbaar
from kern.brieven.models import BriefVersie
from kern.gebruikers import actions as accounts
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk, Systeem
from kern.gebruikers.rollen import Permissie, Rol
from kern.logboek.actions import vastleggen
from kern.post.actions import klaarzetten
from loket.models import BESLOTEN, IN_BEHANDELING, Aanvraag, Bezorgfeit, Bezwaarzaak, Toegangscode, Verzending
from loket.rules.toegang import Codefeiten, werkt
from scholen.models import Betrokkene, Gezag, Leerling, Onderdeel
from scholen.onderdelen import uit_op
from scholen.scopes import banden, mag_meekijken

IEDEREEN = Systeem("wie-een-code-intypt")
WERKT_NIET = gettext_noop(
    "Met deze code en deze geboortedatum kunt u niet verder. Kijk of u alles goed typte. Heeft u later nog een brief "
    "van ons gekregen? Gebruik dan de code uit die brief."
)
"""The one answer to a code that is wrong, used, replaced, too late or of another child."""
AL_BEKEND = gettext_noop("Dit account is al van iemand anders bij dit kind. Log uit, en begin opnieuw met de code.")


@dataclass(frozen=True)
class Onbekend:
    """What the logbook speaks about when there is no such code."""

    log_soort: str = "toegangscode"
    log_id: str = ""
    log_leerling: str = ""
    log_school: str = ""


# --- giving ------------------------------------------------------------------------------------------------------


def krijgt_code(wie: Betrokkene | Leerling | None, kind: Leerling | None, dag: date) -> bool:
    """Whether letters on paper bring this person a code: who may read along on this day and has no account.

    Not where families do not log in at all.
    """
    if wie is None or kind is None or wie.gebruiker_id is not None or not mag_meekijken(wie, kind, dag):
        return False
    return Onderdeel.OUDERS not in uit_op(dag)


def code_bij_brief(rij: Verzending, versie: BriefVersie, *, door: Gebruiker, op: datetime) -> None:
    """A fresh code for this dated letter, once; it works from the moment at which the letter went out."""
    wie = rij.betrokkene or rij.leerling
    assert wie is not None
    if not Toegangscode.objects.filter(versie=versie).exists():
        _nieuw(rij.betreft, wie, door=door, op=op, versie=versie)


def codes_op_papier(versies: Iterable[int]) -> dict[int, Toegang]:
    """What is written on these dated letters when they are printed: version → code; not for who has an account now."""
    rijen = Toegangscode.objects.filter(versie__in=[*versies], versie__verzonden_op=None, versie__vervallen_op=None)
    codes = {
        rij.versie_id: code_op_papier(rij)
        for rij in rijen.select_related("betrokkene", "leerling")
        if rij.versie_id and rij.wie.gebruiker_id is None
    }
    return {pk: Toegang(leesbaar(code), adres(settings.SITE_URL, code)) for pk, code in codes.items() if code}


@transaction.atomic
def code_geven(
    aanvraag: Aanvraag, wie: Betrokkene | Leerling, *, door: Gebruiker, op: datetime, nagevraagd: str
) -> str:
    """A code to tell to this person, after a check of who it is; earlier ones stop working. Gives it this once.

    With it also who has an account and cannot come in any more makes that account anew. Raises NietMogelijk for who
    may not read along about this child.
    """
    rijen = Aanvraag.objects.visible_to(door, Permissie.BRIEF_VERZENDEN).select_related("leerling")
    zaak: Aanvraag = get_object_or_404(rijen.select_for_update(of=("self",)), pk=aanvraag.pk)
    if Onderdeel.OUDERS in uit_op(timezone.localdate(op)):
        raise NietMogelijk("Ouders en leerlingen loggen hier niet in.")
    if zaak.leerling is None or not mag_meekijken(wie, zaak.leerling, timezone.localdate(op)):
        raise NietMogelijk("Deze persoon mag nu niet meekijken in het dossier. Geef geen code.")
    if wie.gebruiker is not None and wie.gebruiker.moet_sterk_inloggen and wie.gebruiker.rollen:
        raise NietMogelijk("Dit account is ook van een medewerker of school. Laat de beheerder helpen.")
    rij = _nieuw(zaak, wie, door=door, op=op, nagevraagd=nagevraagd)
    vastleggen("toegangscode_geven", rij, door=door, op=op, nagevraagd=nagevraagd)
    return code_op_papier(rij)


def code_op_papier(rij: Toegangscode) -> str:
    """The code itself, to print or tell; "" when the secret with which it was made is gone."""
    return code_terug(settings.VERSLEUTELSLEUTELS, rij.public_id, rij.afdruk)


def _nieuw(
    aanvraag: Aanvraag, wie: Betrokkene | Leerling, *, door: Gebruiker, op: datetime, **velden: Any
) -> Toegangscode:
    rij = Toegangscode(aanvraag=aanvraag, gemaakt_op=op, gemaakt_door=door, **_van(wie), **velden)
    sleutel = settings.VERSLEUTELSLEUTELS[0]
    rij.afdruk = afdruk_van(sleutel, code_van(sleutel, rij.public_id))
    rij.save()
    return rij


# --- trying ------------------------------------------------------------------------------------------------------


@transaction.atomic
def code_proberen(code: str, geboortedatum: date, *, op: datetime) -> Toegangscode | None:
    """The row of this code, when it works and the birth date is that of its child. A wrong date counts as a try.

    Whatever is wrong, the same statements go to the database: the time it takes says nothing either. Each try is a
    line in the logbook, without the code.
    """
    afdrukken = [afdruk_van(sleutel, code) for sleutel in settings.VERSLEUTELSLEUTELS]
    rij = _met_feiten(op).select_for_update(of=("self",)).filter(afdruk__in=afdrukken).first()
    klopt = rij is not None and rij.kind.geboortedatum == geboortedatum
    goed = rij is not None and werkt(_feiten(rij, op), timezone.localdate(op)) and klopt
    fout = rij.pk if rij is not None and not klopt else 0
    Toegangscode.objects.filter(pk=fout).update(pogingen=F("pogingen") + 1)
    uitslag = "goed" if goed else "fout"
    vastleggen("toegangscode_proberen", rij or Onbekend(), door=IEDEREEN, op=op, uitslag=uitslag)
    return rij if goed else None


def nog_te_gebruiken(public_id: str, *, op: datetime) -> Toegangscode | None:
    """The code with which this visitor came in, as long as it works: gezag may end and a letter may come meanwhile."""
    rij = _met_feiten(op).filter(public_id=public_id).first()
    return rij if rij is not None and werkt(_feiten(rij, op), timezone.localdate(op)) else None


def _met_feiten(op: datetime, codes: Any = None) -> Any:
    """These codes (all of them when not said) with all that says whether they work, in one query."""
    zelfde = {"aanvraag__leerling": OuterRef("aanvraag__leerling"), "sinds__gt": OuterRef("sinds")}
    anderen = Toegangscode.objects.met_sinds().filter(**zelfde)
    terug = Bezorgfeit.objects.filter(brief=OuterRef("versie__brief"), soort=Bezorgfeit.Soort.RETOUR)
    gezag = banden(timezone.localdate(op)).filter(
        betrokkene=OuterRef("betrokkene"), leerling=OuterRef("aanvraag__leerling")
    )
    bezwaar = Bezwaarzaak.objects.loopt().filter(besluit__aanvraag=OuterRef("aanvraag"))
    alle = Toegangscode.objects.all() if codes is None else codes
    rijen = alle.met_sinds().annotate(
        nieuwer_ouder=Exists(anderen.filter(betrokkene=OuterRef("betrokkene"))),
        nieuwer_leerling=Exists(anderen.filter(leerling=OuterRef("leerling"))),
        terug=Exists(terug),
        gezag=Exists(gezag),
        bezwaar=Exists(bezwaar),
    )
    return rijen.select_related(
        "aanvraag__leerling", "aanvraag__school", "betrokkene__gebruiker", "leerling__gebruiker"
    )


def _feiten(rij: Any, op: datetime) -> Codefeiten:
    dag = timezone.localdate(op)
    recht = rij.gezag if rij.betrokkene_id else mag_meekijken(rij.wie, rij.kind, dag)
    return Codefeiten(
        sinds=timezone.localdate(rij.sinds) if rij.sinds and not rij.terug else None,
        pogingen=rij.pogingen,
        gebruikt=rij.gebruikt_op is not None or (rij.versie_id is not None and rij.wie.gebruiker_id is not None),
        nieuwer=rij.nieuwer_ouder or rij.nieuwer_leerling,
        zaak_loopt=rij.aanvraag.status in IN_BEHANDELING | BESLOTEN or rij.bezwaar,
        heeft_recht=recht,
    )


# --- what it opens -----------------------------------------------------------------------------------------------


@transaction.atomic
def account_maken(public_id: str, *, email: str, wachtwoord: str, op: datetime) -> Gebruiker:
    """An account for who holds this code, once. wachtwoord: "" for who will log in with a passkey.

    Who has an account already, and got a code because of that, gets this address and password on it; what stood open
    with it ends. Raises NietMogelijk for a code that works no more, ValidationError for a weak password.
    """
    rij = _slot(public_id, op)
    wie, dag = rij.wie, timezone.localdate(op)
    rol = Rol.OUDER if rij.betrokkene else Rol.LEERLING
    try:
        with transaction.atomic():
            if wie.gebruiker is None or not wie.gebruiker.is_active:
                gebruiker = accounts.gezinsaccount_maken(
                    email=email, naam=wie.naam, rol=rol, wachtwoord=wachtwoord, van=dag, op=op
                )
            else:
                gebruiker, oud = wie.gebruiker, wie.gebruiker.email
                link = f"{settings.SITE_URL}/contact/"
                klaarzetten(aan=oud, soort="hersteld", sleutel=f"hersteld-{rij.public_id}", op=op, link=link)
                accounts.account_herstellen(gebruiker, email=email, wachtwoord=wachtwoord, rol=rol, van=dag, op=op)
    except IntegrityError as fout:
        raise NietMogelijk(WERKT_NIET) from fout
    _openen(rij, gebruiker, op=op)
    return gebruiker


@transaction.atomic
def eigen_email_wijzigen(*, email: str, door: Gebruiker, op: datetime, sessie: str) -> None:
    """Another address for the own account, that was just confirmed; its old address reads of it.

    sessie: the key of the own session; all others end. Raises NietMogelijk as kern.gebruikers.actions.email_wijzigen.
    """
    oud = accounts.email_wijzigen(email=email, door=door, op=op, sessie=sessie)
    sleutel, link = f"email-{door.public_id}-{op.timestamp():.0f}", f"{settings.SITE_URL}/contact/"
    klaarzetten(aan=oud, soort="gewijzigd", sleutel=sleutel, op=op, link=link)


@transaction.atomic
def account_koppelen(public_id: str, *, door: Gebruiker, op: datetime) -> None:
    """Let the account of who is logged in be the person of this code too: for a second child.

    Raises NietMogelijk for a code that works no more, and for the account of another person around the same child.
    """
    rij = _slot(public_id, op)
    anders = Gezag.objects.filter(leerling=rij.kind, betrokkene__gebruiker=door).exclude(betrokkene=rij.betrokkene)
    zelf = rij.leerling is not None and Leerling.objects.filter(gebruiker=door).exclude(pk=rij.leerling.pk).exists()
    kind = rij.leerling is None and rij.kind.gebruiker_id == door.pk
    if anders.exists() or zelf or kind:
        raise NietMogelijk(AL_BEKEND)
    rol = Rol.OUDER if rij.betrokkene else Rol.LEERLING
    accounts.gezinsrol_geven(door, rol=rol, van=timezone.localdate(op), op=op)
    _openen(rij, door, op=op)


def _slot(public_id: str, op: datetime) -> Toegangscode:
    """This code, locked, when it still works: of two who use it at once, one comes in."""
    Toegangscode.objects.select_for_update().filter(public_id=public_id).first()
    rij = nog_te_gebruiken(public_id, op=op)
    if rij is None:
        raise NietMogelijk(WERKT_NIET)
    return rij


def _openen(rij: Toegangscode, gebruiker: Gebruiker, *, op: datetime) -> None:
    wie = rij.wie
    wie.gebruiker = gebruiker
    wie.save(update_fields=["gebruiker"])
    rij.gebruikt_op, rij.gebruikt_door = op, gebruiker
    rij.save(update_fields=["gebruikt_op", "gebruikt_door"])
    vastleggen("toegangscode_gebruiken", rij, door=gebruiker, op=op)


def codes_van(aanvraag: Aanvraag, door: Gebruiker, *, op: datetime) -> list[tuple[Any, bool]]:
    """The codes about this child that went out or were told, newest first, each with whether it still works."""
    mijn = Toegangscode.objects.visible_to(door, Permissie.BRIEF_VERZENDEN).filter(aanvraag=aanvraag)
    gegeven = _met_feiten(op, mijn).filter(sinds__isnull=False).order_by("-sinds", "-pk")
    return [(rij, werkt(_feiten(rij, op), timezone.localdate(op))) for rij in gegeven]


def persoon(aanvraag: Aanvraag, public_id: str, dag: date) -> Betrokkene | Leerling:
    """The person around the child of this case with this id who may read along. Raises Http404."""
    for wie in personen(aanvraag, dag):
        if wie.public_id == public_id:
            return wie
    raise Http404


def personen(aanvraag: Aanvraag, dag: date) -> list[Betrokkene | Leerling]:
    """Who may read along about the child of this case on this day."""
    kind = aanvraag.leerling
    if kind is None:
        return []
    rijen = banden(dag).filter(leerling=kind).select_related("betrokkene__gebruiker").order_by("pk")
    wie: list[Betrokkene | Leerling] = [een.betrokkene for een in rijen]
    return [*wie, kind] if mag_meekijken(kind, kind, dag) else wie


def _van(wie: Betrokkene | Leerling) -> dict[str, Any]:
    return {"betrokkene": wie} if isinstance(wie, Betrokkene) else {"leerling": wie}
