"""What leerplicht does in a case: a measure, or that the law lets a child stay away (13.5; LPW 5, 6, 22)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from kern.gebruikers.bewaren import bewaren
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import Actor, NietMogelijk
from kern.gebruikers.rollen import Permissie
from thuiszitters.models import OPEN, Casus, Casusstatus, Maatregel, Vrijstelling
from thuiszitters.rules.vrijstelling import SOORTEN_VRIJ, mag_vooruit, vrijstelling_fout

from .overgang import overgang
from .verloop import BEZIG, VRIJ, niet_later
from .verzuim import tot_en_met, verzuim_zetten

S, P = Casusstatus, Permissie
BLIJFT = (S.SIGNAAL, S.TERUGKEER_IN_OPBOUW, S.NAZORG)
"""A measure beside what goes on; the status stays."""


@overgang(
    van=(S.GEMELD, *BEZIG, *BLIJFT),
    naar={status: [S.LEERPLICHT_MAATREGEL] for status in (S.GEMELD, *BEZIG)} | {status: [status] for status in BLIJFT},
    permissie=P.THUISZITTER_MAATREGEL,
)
def maatregel_nemen(
    casus: Casus, *, door: Actor, op: datetime, soort: str, dag: date, wie: str, toelichting: str = ""
) -> None:
    """Write down a measure of leerplicht. wie: which officer took it."""
    assert isinstance(door, Gebruiker)
    niet_later(dag, op)
    bewaren(Maatregel(casus=casus, soort=soort, dag=dag, wie=wie, toelichting=toelichting, op=op, door=door))
    casus.laatste_actie_op = op
    if casus.status not in BLIJFT:
        casus.status = S.LEERPLICHT_MAATREGEL


@overgang(van=OPEN, naar=S.VRIJSTELLING, permissie=P.THUISZITTER_MAATREGEL)
def vrijstellen(
    casus: Casus,
    *,
    door: Actor,
    op: datetime,
    soort: str,
    van: date,
    tot: date | None = None,
    blijvend: bool = False,
    toelichting: str = "",
) -> None:
    """From this day on the law lets the child stay away. Said again, it is so for another year, or of another kind.

    Another year of the same can be written down before it begins: it is asked before 1 July (LPW 6).
    """
    assert isinstance(door, Gebruiker)
    loopt = casus.verzuim.filter(tot=None, soort=soort, van__lte=van).exists()
    if not (loopt and casus.status in VRIJ and mag_vooruit(soort, van, timezone.localdate(op))):
        niet_later(van, op)
    if fout := vrijstelling_fout(soort, van, tot, blijvend=blijvend):
        raise NietMogelijk(fout)
    vrij = Vrijstelling(casus=casus, soort=soort, van=van, tot=tot, blijvend=blijvend, op=op, door=door)
    vrij.toelichting = toelichting
    bewaren(vrij)
    if not loopt:
        verzuim_zetten(casus, door=door, op=op, soort=soort, van=van, uren=Decimal(0))
    casus.laatste_actie_op, casus.nazorg_tot = op, None


@overgang(van=[S.VRIJSTELLING], naar=S.JAARLIJKSE_HERBEOORDELING, permissie=P.THUISZITTER_MAATREGEL)
def herbeoordelen(casus: Casus, *, door: Actor, op: datetime) -> None:
    """Begin to look at it again: whether the child can go to school after all (LPW 6)."""
    casus.laatste_actie_op = op


@overgang(van=VRIJ, naar=[S.IN_ONDERZOEK, S.GEMELD], permissie=P.THUISZITTER_MAATREGEL)
def vrijstelling_beeindigen(
    casus: Casus, *, door: Actor, op: datetime, laatste_dag: date, soort: str = "", uren: Decimal = Decimal(0)
) -> None:
    """The law binds the child again after this day. soort: what its absence is then, "" when it goes to school."""
    niet_later(laatste_dag, op)
    if soort in SOORTEN_VRIJ:
        raise NietMogelijk("Kies wat het verzuim is nu er geen vrijstelling meer is.")
    if soort:
        verzuim_zetten(casus, door=door, op=op, soort=soort, van=laatste_dag + timedelta(days=1), uren=uren)
    else:
        tot_en_met(casus, laatste_dag, op=op)
    casus.laatste_actie_op = op
    casus.status = S.IN_ONDERZOEK if casus.regievoerder else S.GEMELD
