"""Deleting for good: one transaction per file, over the connection of the role that may, into the ledger first.

Order: judged again; the intention in the ledger; one transaction (register row, words of the logbook, the rows); the
end in the ledger; the files whose hash nobody holds any more. Killed anywhere in between it is finished by the next
sweep, and a restore replays only what reached its end. Whatever does not fit stops this file: then it stays.
"""

from __future__ import annotations

import hashlib
import hmac
import logging
from datetime import date, datetime

from django.conf import settings
from django.db import DatabaseError, connections, transaction
from django.db.backends.utils import CursorWrapper
from django.db.models.functions import Coalesce
from django.utils import timezone
from psycopg import sql

from kern.avg import Regel as Bewaar
from kern.bestanden.actions import inhoud_vrijgeven
from kern.bestanden.models import Inhoud
from kern.gebruikers.collegas import met_rol
from kern.gebruikers.rollen import Rol
from kern.logboek.actions import vastleggen
from kern.post.actions import melden
from loket.models import Postpartij, Postpartijregel, Tlv
from scholen.models import Leerling
from toezicht import verwijderboek
from toezicht.boom import Boom, boom_van, woorden_weg, zegt_van
from toezicht.dossiers import Dossier, Stand
from toezicht.models import Opruiming, Opruimregel, Regelstand, Registerregel, Verborgen
from toezicht.rules.bewaren import register_tot
from toezicht.verwijderboek import BEGIN, KLAAR, BoekFout

from .lijst import SYSTEEM, klok

logger = logging.getLogger(__name__)
EIGEN = frozenset({Bewaar.DOSSIER, Bewaar.LEERLING, Bewaar.GELD})
"""Rows of this file alone; a letter, a content or a parent may come to it when another file that shared it went."""
OPRUIMER = "opruimer"
"""Alias of the third connection: the role that may delete what nobody else may (afspraak 2)."""
NIET_GELUKT = "Verwijderen lukte niet; het portaal probeert het morgen opnieuw."
NACHTEN = 3
GEEF_OP = f"Verwijderen lukte {NACHTEN} nachten niet. Dit dossier is teruggezet."
ANDERS = "Er kwam iets bij of iets houdt dit dossier vast. Het is teruggezet."


def opruimen(*, op: datetime) -> int:
    """Delete what was approved more than thirty days ago; how many files. Safe to run twice or to be killed."""
    dag = timezone.localdate(op)
    rijp = Opruimregel.objects.filter(stand=Regelstand.ZACHT, opruiming__zacht_tot__lt=dag, opruiming__gestopt_op=None)
    if OPRUIMER not in settings.DATABASES:
        if rijp.exists():
            logger.error("nothing is deleted: DATABASE_URL_OPRUIMER is empty")
        return 0
    boek_is_heel()
    afmaken(op=op)
    if not rijp.exists():
        return _afronden(op)
    if fout := klok(dag):
        logger.error("nothing is deleted: %s", fout)
        return 0
    nu = Stand(dag)  # read once: what came since is a row that was not hidden, or is held by the database itself
    weg = sum(regel_verwijderen(pk, nu, op=op) for pk in rijp.order_by("pk").values_list("pk", flat=True))
    _afronden(op)
    return weg


def boek_is_heel() -> None:
    """Raises BoekFout when the ledger misses a file that the database says is gone: lines were cut off, or it is
    another ledger. What is deleted by such a one would come back with a restore."""
    weg = Opruimregel.objects.filter(stand=Regelstand.WEG, afgemaakt_op__isnull=False)
    if mist := set(weg.values_list("public_id", flat=True)) - set(verwijderboek.verwijderd()):
        raise BoekFout(f"Het verwijderboek mist {len(mist)} dossiers die volgens de database weg zijn.")


def _afronden(op: datetime) -> int:
    for lijst in Opruiming.objects.filter(klaar_op=None, goedgekeurd_op__isnull=False):
        if not lijst.regels.filter(stand__in=[Regelstand.VOORSTEL, Regelstand.ZACHT]).exists():
            lijst.klaar_op = op
            lijst.save(update_fields=["klaar_op"])
    return 0


def regel_verwijderen(regel_id: int, nu: Stand, *, op: datetime) -> bool:
    """Delete one file of an approved run, or put it back with the reason; True when it is gone."""
    regel = Opruimregel.objects.filter(pk=regel_id, stand=Regelstand.ZACHT).first()
    if regel is None:  # taken back, or somebody else deleted it
        return False
    dossier = nu.zoals(regel.wortels)
    boom = boom_van(dossier.rijen) if dossier else None
    if dossier is None or boom is None or waarom_niet(regel, dossier, boom, nu.dag):
        _terugzetten(regel, op)
        return False
    return boom_verwijderen(regel, boom, op=op)


def boom_verwijderen(regel: Opruimregel, boom: Boom, *, op: datetime) -> bool:
    """Delete these rows of a file that nobody sees any more. What the database refuses stays, with its sentence."""
    try:
        verwijderboek.schrijven(BEGIN, regel.public_id, regel.wortels, op=op)
        with transaction.atomic(using=OPRUIMER), connections[OPRUIMER].cursor() as cursor:
            _alles_weg(cursor, regel, boom, op)
    except (DatabaseError, BoekFout) as fout:
        logger.error("file %s could not be deleted: %s", regel.public_id, type(fout).__name__)
        _niet_gelukt(regel, str(fout).splitlines()[0][:200], telt=isinstance(fout, DatabaseError), op=op)
        return False
    afmaken(op=op)
    return True


@transaction.atomic
def _niet_gelukt(regel: Opruimregel, zin: str, *, telt: bool, op: datetime) -> None:
    """Say so in the list and to the privacy officer; after three nights the file is seen again, and they hear that too.

    telt: the database refused this file. A ledger that cannot be written says nothing of the file.
    """
    rij = Opruimregel.objects.select_for_update().filter(pk=regel.pk, stand=Regelstand.ZACHT).first()
    if rij is None:
        return
    dag = timezone.localdate(op)
    if telt and rij.laatste_nacht != dag:
        rij.nachten, rij.laatste_nacht = rij.nachten + 1, dag
    genoeg = rij.nachten >= NACHTEN
    rij.toelichting, rij.bijgewerkt_op = f"{GEEF_OP if genoeg else NIET_GELUKT} {zin}", op
    if genoeg:
        Verborgen.objects.filter(regel=rij).delete()
        rij.stand = Regelstand.TERUG
        vastleggen("opruimen_teruggezet", rij, door=SYSTEEM, op=op)
    rij.save()
    wat = "terug" if genoeg else "verwijderen"
    for fg in met_rol(Rol.FG, dag):
        melden(wie=fg, sleutel=f"{wat}-{rij.public_id}-{fg.public_id}", op=op)


def waarom_niet(regel: Opruimregel, dossier: Dossier, boom: Boom, dag: date) -> str:
    """Why a file that was approved must come back; empty when it goes. Any row more than was hidden keeps it."""
    oordeel = dossier.oordeel(dag)
    if not oordeel.mag:
        return oordeel.reden
    nu = {
        (model._meta.label_lower, pk)
        for model, rijen in boom.alles()
        if (zegt := zegt_van(model)) and zegt.regel in EIGEN
        for pk in rijen
        if isinstance(pk, int)
    }
    op_lijst = Verborgen.objects.filter(regel__stand=Regelstand.ZACHT, rij__in={pk for _, pk in nu})
    return ANDERS if nu - set(op_lijst.values_list("model", "rij")) or boom.hangt else ""


def afmaken(*, op: datetime) -> None:
    """What comes after the transaction, also for a process that was killed there: the end in the ledger, the files."""
    open_ = Opruimregel.objects.filter(stand=Regelstand.WEG, afgemaakt_op=None)
    if not open_.exists():
        return
    in_boek = set(verwijderboek.verwijderd())
    for regel in open_:
        if regel.public_id not in in_boek:
            verwijderboek.schrijven(KLAAR, regel.public_id, regel.wortels, op=op)
        for sha256 in regel.bestanden:
            inhoud_vrijgeven(sha256)
        Opruimregel.objects.filter(pk=regel.pk).update(bestanden=[], afgemaakt_op=op)


def _terugzetten(regel: Opruimregel, op: datetime) -> None:
    with transaction.atomic():
        rij = Opruimregel.objects.select_for_update().filter(pk=regel.pk, stand=Regelstand.ZACHT).first()
        if rij is None:  # somebody was first, with a reason of their own
            return
        Verborgen.objects.filter(regel=rij).delete()
        rij.stand, rij.toelichting, rij.bijgewerkt_op = Regelstand.TERUG, ANDERS, op
        rij.save()
        vastleggen("opruimen_teruggezet", rij, door=SYSTEEM, op=op)


def _bestanden(boom: Boom) -> list[str]:
    return list(Inhoud.objects.filter(pk__in=boom.weg.get(Inhoud, set())).values_list("sha256", flat=True))


def _alles_weg(cursor: CursorWrapper, regel: Opruimregel, boom: Boom, op: datetime) -> None:
    _alleen_wij(cursor, regel)
    publiek, kinderen, shas = boom.publieke_ids, _kinderen(boom), _bestanden(boom)
    for rij in _registerregels(boom):
        rij.save(using=OPRUIMER)
    for een, wie in boom.los:
        een.van._base_manager.using(OPRUIMER).filter(pk__in=wie).update(**{een.veld.name: None})
    _post_zonder_pdf(boom)
    for model, rijen in boom.leeg.items():
        if nieuw := woorden_weg(model):
            model._base_manager.using(OPRUIMER).filter(pk__in=rijen).update(**nieuw)
    for model, rijen in boom.weg.items():
        tabel, pk = sql.Identifier(model._meta.db_table), sql.Identifier(str(model._meta.pk.column))
        cursor.execute(sql.SQL("DELETE FROM {} WHERE {} = ANY(%s)").format(tabel, pk), [[*rijen]])
        if cursor.rowcount != len(rijen):
            raise DatabaseError(f"Van {model._meta.label} verdwenen niet alle rijen.")
    _woorden_uit_logboek(cursor, publiek, kinderen)
    Verborgen.objects.using(OPRUIMER).filter(regel=regel).delete()
    Opruimregel.objects.using(OPRUIMER).filter(pk=regel.pk).update(
        stand=Regelstand.WEG, verwijderd=boom.aantallen, bestanden=shas, toelichting="", bijgewerkt_op=op
    )
    aantal = sum(map(len, boom.weg.values()))
    vastleggen("dossier_verwijderd", regel, door=SYSTEEM, op=op, rijen=aantal, using=OPRUIMER)
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a reference that was missed is refused here, not at the commit


def _alleen_wij(cursor: CursorWrapper, regel: Opruimregel) -> None:
    """Nobody takes this back, deletes it too or begins to hold its children until we are done; who was first, wins."""
    cursor.execute(
        "SELECT 1 FROM toezicht_opruimregel r JOIN toezicht_opruiming o ON o.id = r.opruiming_id"
        " WHERE r.id = %s AND r.stand = 'zacht' AND o.gestopt_op IS NULL FOR UPDATE OF r",
        [regel.pk],
    )
    if cursor.fetchone() is None:
        raise DatabaseError("Dit is teruggehaald of al verwijderd.")
    kinderen = "SELECT 1 FROM scholen_leerling WHERE public_id = ANY(%s) ORDER BY id FOR UPDATE"
    cursor.execute(kinderen, [regel.leerlingen])


def _post_zonder_pdf(boom: Boom) -> None:
    """The letters of a day are one file with those of other children: nobody opens it once it was sent.

    The content has no holder then, and goes with the next sweep of kern.bestanden.
    """
    partijen = Postpartijregel.objects.filter(pk__in=boom.weg.get(Postpartijregel, set())).values("partij")
    printen = Coalesce("geprint_op", "gesloten_op")
    Postpartij.objects.using(OPRUIMER).filter(pk__in=partijen).update(pdf=None, geprint_op=printen)


def _kinderen(boom: Boom) -> list[str]:
    rijen = Leerling.objects.filter(pk__in=boom.weg.get(Leerling, set()))
    return list(rijen.values_list("public_id", flat=True))


def _woorden_uit_logboek(cursor: CursorWrapper, publiek: list[str], kinderen: list[str]) -> None:
    """Who did what and when stays, without the words beside it. The ids lead nowhere any more."""
    cursor.execute(
        "UPDATE logboek_logregel SET reden = '', bijzonderheden = '{}'"
        " WHERE (ding = ANY(%s) OR leerling = ANY(%s)) AND (reden <> '' OR bijzonderheden <> '{}')",
        [publiek, kinderen],
    )
    cursor.execute("UPDATE toezicht_beoordeling SET toelichting = '' WHERE leerling = ANY(%s)", [kinderen])


def _registerregels(boom: Boom) -> list[Registerregel]:
    tlvs = Tlv.objects.filter(pk__in=boom.weg.get(Tlv, set())).select_related("besluit__aanvraag", "leerling")
    return [
        Registerregel(
            swv=tlv.swv,
            school=tlv.besluit.aanvraag.school,
            nummer=tlv.nummer,
            soort=tlv.soort,
            categorie=tlv.categorie,
            besluitdatum=tlv.besluit.besluitdatum,
            ingangsdatum=tlv.ingangsdatum,
            vervaldatum=tlv.geldig_tot,
            pseudoniem=pseudoniem(tlv.leerling.public_id),
            weg_vanaf=register_tot(max(filter(None, (tlv.vervaldatum or tlv.geldig_tot, tlv.besluit.besluitdatum)))),
        )
        for tlv in tlvs
    ]


def pseudoniem(public_id: str) -> str:
    """The same for all TLVs of a child, and without the key nobody's."""
    sleutel = f"pseudoniem:{settings.VERSLEUTELSLEUTELS[-1]}".encode()
    return hmac.new(sleutel, public_id.encode(), hashlib.sha256).hexdigest()


def register_opruimen(*, op: datetime) -> int:
    """Rows of the register that are seven years old go too."""
    if OPRUIMER not in settings.DATABASES:
        return 0
    oud = Registerregel.objects.using(OPRUIMER).filter(weg_vanaf__lte=timezone.localdate(op))
    return oud.delete()[0] if oud.exists() else 0
