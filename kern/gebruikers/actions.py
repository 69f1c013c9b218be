"""Accounts: invite, accept, end. The place of a membership is known one floor up (scholen.actions.leden)."""

from __future__ import annotations

import hashlib
import secrets
from contextlib import suppress
from datetime import date, datetime, timedelta

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.auth import login
from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.models import Session
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils.translation import gettext_noop

from kern.logboek.actions import LOGBOEK, vastleggen

from .models import Gebruiker, Lidmaatschap, MislukteInlog, Uitnodiging
from .overgang import Actor, NietMogelijk
from .rollen import MAILCODE_GENOEG, Rol

GELDIG = timedelta(days=14)
ADRES_KAN_NIET = gettext_noop("Dit e-mailadres kan niet. Kies een ander adres.")
ALLEEN_BEHEERDER = gettext_noop("Het e-mailadres van dit account kan alleen de beheerder wijzigen.")
GEBLOKKEERD = (
    "Dit account is lang niet gebruikt en daarom geblokkeerd. "
    "De beheerder van het samenwerkingsverband kan het vrijgeven."
)
INLOGMANIER = "kern.gebruikers.inloggen.MetRollen"
ONBEKENDE_CODE = (
    "Deze uitnodiging is niet bekend, al gebruikt of verlopen. Vraag een nieuwe aan wie de uitnodiging stuurde."
)


def uitnodigen(*, email: str, naam: str, rol: Rol, van: date, door: Actor, op: datetime) -> tuple[Lidmaatschap, str]:
    """Give somebody a role from this day, with a new account when there is none. Returns membership and code.

    The code (256 bits) is "" when the account can log in already. Only its hash is kept.
    """
    gebruiker = Gebruiker.objects.filter(email__iexact=email).first()
    if gebruiker is None:
        gebruiker = Gebruiker(email=email.lower(), naam=naam)
        gebruiker.set_unusable_password()
        gebruiker.save()
    if gebruiker.geblokkeerd_op is not None:
        raise NietMogelijk(GEBLOKKEERD)
    if not gebruiker.is_active:
        raise NietMogelijk("Dit account is beëindigd. Vraag de beheerder van het samenwerkingsverband.")
    lidmaatschap = Lidmaatschap.objects.create(gebruiker=gebruiker, rol=rol, van=van)
    vastleggen("uitnodigen", lidmaatschap, door=door, op=op, naar=rol.value)
    code = "" if gebruiker.has_usable_password() else _nieuwe_code(gebruiker, op=op)
    return lidmaatschap, code


def helper_uitnodigen(
    *, email: str, naam: str, van: date, tot: date, door: Actor, op: datetime
) -> tuple[Gebruiker, str]:
    """Let the account with this address be a helper up to and including tot; a new one when there is none.

    The code is "" for who has a way in already, or an own one coming with another role: that is not for this mail to
    replace. Who asks may not learn whether there is such an account, so one that was ended is no refusal: it gets
    nothing.
    """
    gebruiker = Gebruiker.objects.filter(email__iexact=email).first()
    if gebruiker is None:
        gebruiker = Gebruiker(email=email.lower(), naam=naam)
        gebruiker.set_unusable_password()
        gebruiker.save()
    if not gebruiker.is_active:
        return gebruiker, ""
    lid = gebruiker.lidmaatschappen.geldig(van).filter(rol=Rol.HELPER).order_by("-tot", "-pk").first()
    if lid is None or lid.tot is None or lid.tot < tot:
        lid = lid or Lidmaatschap(gebruiker=gebruiker, rol=Rol.HELPER, van=van)
        lid.tot = tot
        lid.save()
        vastleggen("helper_uitnodigen", lid, door=door, op=op, tot=tot.isoformat())
    andere_rol = gebruiker.lidmaatschappen.geldig(van).exclude(rol=Rol.HELPER)
    if _kan_inloggen(gebruiker) or andere_rol.exists():
        return gebruiker, ""
    gebruiker.uitnodigingen.filter(gebruikt_op=None, ingetrokken_op=None).update(ingetrokken_op=op)
    return gebruiker, _nieuwe_code(gebruiker, op=op)


def helper_zonder_toegang(*, email: str, naam: str) -> Gebruiker:
    """Who stands behind an invitation that may open nothing: the account with this address, as it is, or an empty one.

    The empty one does not take the address: an own account may still come.
    """
    gebruiker: Gebruiker | None = Gebruiker.objects.filter(email__iexact=email).first()
    if gebruiker is None:
        gebruiker = Gebruiker(email=f"{secrets.token_hex(16)}@helper.invalid", naam=naam, is_active=False)
        gebruiker.set_unusable_password()
        gebruiker.save()
    return gebruiker


def _kan_inloggen(gebruiker: Gebruiker) -> bool:
    sleutels = (Authenticator.objects.filter(user=gebruiker), SocialAccount.objects.filter(user=gebruiker))
    return gebruiker.has_usable_password() or any(rijen.exists() for rijen in sleutels)


def opnieuw_uitnodigen(gebruiker: Gebruiker, *, door: Actor, op: datetime) -> str:
    """A fresh code; earlier ones stop working."""
    gebruiker.uitnodigingen.filter(gebruikt_op=None, ingetrokken_op=None).update(ingetrokken_op=op)
    vastleggen("opnieuw_uitnodigen", gebruiker, door=door, op=op)
    return _nieuwe_code(gebruiker, op=op)


def uitnodiging_vinden(code: str, *, op: datetime) -> Uitnodiging | None:
    """The invitation of this code when it can still be used."""
    return (
        Uitnodiging.objects.filter(
            code_hash=_hash(code), gebruikt_op=None, ingetrokken_op=None, verloopt_op__gt=op, gebruiker__is_active=True
        )
        .select_related("gebruiker")
        .first()
    )


@transaction.atomic
def uitnodiging_aannemen(code: str, *, wachtwoord: str, op: datetime) -> Gebruiker:
    """Set the first password, once. Raises NietMogelijk for an unusable code, ValidationError for a weak password."""
    gevonden = uitnodiging_vinden(code, op=op)
    if gevonden is None:
        raise NietMogelijk(ONBEKENDE_CODE)
    uitnodiging = Uitnodiging.objects.select_for_update().get(pk=gevonden.pk)
    if uitnodiging.gebruikt_op is not None:
        raise NietMogelijk(ONBEKENDE_CODE)
    gebruiker = gevonden.gebruiker
    validate_password(wachtwoord, gebruiker)
    gebruiker.set_password(wachtwoord)
    gebruiker.save(update_fields=["password"])
    uitnodiging.gebruikt_op = op
    uitnodiging.save(update_fields=["gebruikt_op"])
    vastleggen("uitnodiging_aannemen", gebruiker, door=gebruiker, op=op)
    return gebruiker


def gezinsaccount_maken(*, email: str, naam: str, rol: Rol, wachtwoord: str, van: date, op: datetime) -> Gebruiker:
    """An account for a parent or pupil from this day, in the running transaction; the address was just confirmed.

    wachtwoord: "" for who logs in with a passkey. Raises ValidationError for a weak one.
    """
    gebruiker = Gebruiker(email=email.lower(), naam=naam)
    _wachtwoord_zetten(gebruiker, wachtwoord)
    gebruiker.save()
    vastleggen("account_maken", gebruiker, door=gebruiker, op=op, rol=rol.value)
    gezinsrol_geven(gebruiker, rol=rol, van=van, op=op)
    return gebruiker


def gezinsrol_geven(gebruiker: Gebruiker, *, rol: Rol, van: date, op: datetime) -> None:
    """Let this account read as parent or pupil from this day; it may do so already."""
    if not gebruiker.lidmaatschappen.geldig(van).filter(rol=rol).exists():
        lid = Lidmaatschap.objects.create(gebruiker=gebruiker, rol=rol, van=van)
        vastleggen("lidmaatschap_beginnen", lid, door=gebruiker, op=op, naar=rol.value)
    for gelezen in ("rollen", "gelezen_rollen", "was_gezin"):
        with suppress(AttributeError):  # not read yet; request.user has no dict of its own to take it out of
            delattr(gebruiker, gelezen)


def account_herstellen(gebruiker: Gebruiker, *, email: str, wachtwoord: str, rol: Rol, van: date, op: datetime) -> None:
    """A new address and password for a family that cannot come in any more, after a check of who it is.

    What stood open ends, and a second step of before goes. Raises NietMogelijk for who has another role too: that is
    for the administrator. ValidationError for a weak password.
    """
    if gebruiker.rollen - MAILCODE_GENOEG:
        raise NietMogelijk("Dit account kan alleen de beheerder herstellen.")
    gebruiker.email = email.lower()
    _wachtwoord_zetten(gebruiker, wachtwoord)
    gebruiker.save(update_fields=["email", "password"])
    Authenticator.objects.filter(user=gebruiker).delete()
    sessies_beeindigen(gebruiker)
    vastleggen("account_herstellen", gebruiker, door=gebruiker, op=op)
    gezinsrol_geven(gebruiker, rol=rol, van=van, op=op)


@transaction.atomic
def email_wijzigen(*, email: str, door: Gebruiker, op: datetime, sessie: str) -> str:
    """Give the own account of a family this address, that was just confirmed. Returns the one of before.

    Who else is logged in to it is so no more; sessie: the key of the own session, that goes on.

    Raises NietMogelijk when another has it meanwhile, and for who has another role too: that is for the administrator.
    """
    gebruiker = Gebruiker.objects.select_for_update().get(pk=door.pk)
    if gebruiker.moet_sterk_inloggen:
        raise NietMogelijk(ALLEEN_BEHEERDER)
    if adres_in_gebruik(email, behalve=gebruiker):
        raise NietMogelijk(ADRES_KAN_NIET)
    oud: str = gebruiker.email
    gebruiker.email = email.lower()
    try:
        with transaction.atomic():
            gebruiker.save(update_fields=["email"])
    except IntegrityError as fout:  # another took it since we looked
        raise NietMogelijk(ADRES_KAN_NIET) from fout
    sessies_beeindigen(gebruiker, behalve=sessie)
    vastleggen("email_wijzigen", gebruiker, door=door, op=op)
    return oud


def _wachtwoord_zetten(gebruiker: Gebruiker, wachtwoord: str) -> None:
    if wachtwoord:
        validate_password(wachtwoord, gebruiker)
        gebruiker.set_password(wachtwoord)
    else:
        gebruiker.set_unusable_password()


def adres_in_gebruik(email: str, *, behalve: Gebruiker | None = None) -> bool:
    """Whether there is an account with this address; only for who has proved to be somebody we expect."""
    rijen = Gebruiker.objects.filter(email__iexact=email)
    return bool(rijen.exclude(pk=behalve.pk).exists() if behalve else rijen.exists())


def ingelogd_met_brief(request: HttpRequest, gebruiker: Gebruiker) -> None:
    """Log in who just made an account: the code of a letter and the code of a mail are its two steps."""
    login(request, gebruiker, INLOGMANIER)
    record_authentication(request, gebruiker, method="brief")
    record_authentication(request, gebruiker, method="code", email=gebruiker.email)
    sessie_onthouden(request)


@transaction.atomic
def beeindigen(lidmaatschap: Lidmaatschap, *, door: Actor, op: datetime, per: date) -> None:
    """End a membership after this day (inclusive). Open sessions stop at once, so that the roles are asked again.

    One that began later never was in force: who was invited by mistake is out too.
    """
    if lidmaatschap.tot is not None and lidmaatschap.tot <= per:
        raise NietMogelijk("Dit lidmaatschap is al beëindigd.")
    lidmaatschap.van, lidmaatschap.tot = min(lidmaatschap.van, per), per
    lidmaatschap.save(update_fields=["van", "tot"])
    sessies_beeindigen(lidmaatschap.gebruiker)
    vastleggen("lidmaatschap_beeindigen", lidmaatschap, door=door, op=op, tot=lidmaatschap.tot.isoformat())


@transaction.atomic
def nakijken(lidmaatschap: Lidmaatschap, *, door: Actor, op: datetime) -> None:
    """Say that this membership is still right."""
    lidmaatschap.nagekeken_op = op
    lidmaatschap.save(update_fields=["nagekeken_op"])
    vastleggen("lidmaatschap_nakijken", lidmaatschap, door=door, op=op)


@transaction.atomic
def ongebruikt_melden(gebruiker: Gebruiker, *, door: Actor, op: datetime) -> None:
    """Write down that this person was told that the account will close; who calls this sends the mail."""
    gebruiker.ongebruikt_gemeld_op = op
    gebruiker.save(update_fields=["ongebruikt_gemeld_op"])
    vastleggen("ongebruikt_melden", gebruiker, door=door, op=op)


@transaction.atomic
def blokkeren(gebruiker: Gebruiker, *, door: Actor, op: datetime) -> bool:
    """Close an account that nobody uses, and its sessions; the roles stay for when it opens again.

    False when it was used since it was read, or is closed already.
    """
    rij = Gebruiker.objects.select_for_update().get(pk=gebruiker.pk)
    if not rij.is_active or rij.last_login != gebruiker.last_login:
        return False
    rij.is_active, rij.geblokkeerd_op = False, op
    rij.save(update_fields=["is_active", "geblokkeerd_op"])
    sessies_beeindigen(rij)
    vastleggen("account_blokkeren", rij, door=door, op=op)
    return True


@transaction.atomic
def vrijgeven(gebruiker: Gebruiker, *, door: Actor, op: datetime) -> str:
    """Open a blocked account again. Returns a code for who has no way in any more, else ""."""
    rij = Gebruiker.objects.select_for_update().get(pk=gebruiker.pk)
    if rij.geblokkeerd_op is None:
        raise NietMogelijk("Dit account is niet geblokkeerd.")
    rij.is_active, rij.geblokkeerd_op, rij.vrijgegeven_op = True, None, op
    rij.save(update_fields=["is_active", "geblokkeerd_op", "vrijgegeven_op"])
    vastleggen("account_vrijgeven", rij, door=door, op=op)
    return "" if _kan_inloggen(rij) else opnieuw_uitnodigen(rij, door=door, op=op)


@transaction.atomic
def tweede_stap_weghalen(gebruiker: Gebruiker, *, nummer: str, door: Actor, op: datetime) -> str:
    """Take away app, passkeys and recovery codes of who lost them; all its sessions end. Who may, the caller says.

    nummer: which known number was called. Returns a code for who came in with a passkey alone, else "". Until there is
    a new one, logging in asks a code by mail: a stolen password and a good story are not enough.
    """
    Authenticator.objects.filter(user=gebruiker).delete()
    gebruiker.tweede_stap_weg_op = op
    gebruiker.save(update_fields=["tweede_stap_weg_op"])
    sessies_beeindigen(gebruiker)
    vastleggen("tweede_stap_weghalen", gebruiker, door=door, op=op, nummer=nummer)
    return "" if _kan_inloggen(gebruiker) else opnieuw_uitnodigen(gebruiker, door=door, op=op)


def sessies_beeindigen(gebruiker: Gebruiker, *, behalve: str = "") -> None:
    """Log this user out everywhere, now. behalve: the key of the one session that goes on."""
    eigen = UserSession.objects.filter(user=gebruiker).exclude(session_key=behalve)
    Session.objects.filter(session_key__in=list(eigen.values_list("session_key", flat=True))).delete()
    eigen.delete()


def sessie_onthouden(request: HttpRequest) -> None:
    """Let this session be in the list of the own ones, and end with the membership. allauth does so by itself."""
    UserSession.objects.create_from_request(request)


def mislukt_vastleggen(email: str, *, op: datetime) -> None:
    """Count a failed log-in, by hash of the address, outside the transaction of the request."""
    MislukteInlog.objects.using(LOGBOEK).create(sleutel=_hash(email.strip().lower()), op=op)


def mislukt_aantal(email: str, *, sinds: datetime) -> int:
    """Failed log-ins for this address since this moment."""
    return MislukteInlog.objects.using(LOGBOEK).filter(sleutel=_hash(email.strip().lower()), op__gte=sinds).count()


def _nieuwe_code(gebruiker: Gebruiker, *, op: datetime) -> str:
    code = secrets.token_urlsafe(32)
    Uitnodiging.objects.create(gebruiker=gebruiker, code_hash=_hash(code), created_at=op, verloopt_op=op + GELDIG)
    return code


def _hash(tekst: str) -> str:
    return hashlib.sha256(tekst.encode()).hexdigest()


@transaction.atomic
def sneltoetsen_zetten(*, aan: bool, door: Gebruiker, op: datetime) -> None:
    """Switch the single keys of the staff pages on or off for this account; off at first (WCAG 2.1.4)."""
    Gebruiker.objects.filter(pk=door.pk).update(sneltoetsen=aan)
    vastleggen("sneltoetsen_zetten", door, door=door, op=op, aan=aan)
