"""About which help that ended somebody is asked how it went: the family of a child, and the school that asked it."""

from __future__ import annotations

from datetime import date

from arrangementen.models import Arrangement, Beeindiging, Beslissing, Deelname
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.rollen import Permissie
from loket.actions.terugblik import Over, wordt_nu_gevraagd
from loket.models import Terugblik

P = Permissie
ROL, NA = Terugblik.Rol, Terugblik.Na


def hulp_van_kind(gebruiker: Gebruiker, deelname: Deelname, dag: date) -> Over | None:
    """Of a help that this reader of a family sees."""
    over = Over(gebruiker, ROL.GEZIN, NA.HULP, deelname, swv=deelname.arrangement.swv)
    return _gevraagd(over, deelname.arrangement, P.DOSSIER_LEZEN, deelname.tot, dag)


def hulp_van_school(gebruiker: Gebruiker, rij: Arrangement, dag: date) -> Over | None:
    """Of a help that this user sees for a school that asked it or takes part."""
    if not Arrangement.objects.visible_to(gebruiker, P.ARRANGEMENT_VRAGEN).filter(pk=rij.pk).exists():
        return None
    return _gevraagd(Over(gebruiker, ROL.SCHOOL, NA.HULP, rij, swv=rij.swv), rij, P.ARRANGEMENT_VRAGEN, None, dag)


def _gevraagd(over: Over, rij: Arrangement, recht: Permissie, tot: date | None, dag: date) -> Over | None:
    """Not while it goes on in a renewal, in other help, or at another school: then that is asked about, once."""
    uit = Beslissing.objects.visible_to(over.van, recht).filter(arrangement=rij).exclude(van=None).first()
    if uit is None or uit.tot is None:
        return None
    einde = Beeindiging.objects.visible_to(over.van, recht).filter(arrangement=rij).first()
    klaar = min(een for een in (uit.tot, tot, einde and einde.laatste_dag) if een)
    if not wordt_nu_gevraagd(over, klaar, dag):
        return None
    return None if Arrangement.objects.filter(vorige=rij, beslissing__van__isnull=False).exists() else over
