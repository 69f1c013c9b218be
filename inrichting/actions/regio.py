"""The parts that scholen keeps: name and looks, settings, and how the region is divided."""

from __future__ import annotations

import base64
import io
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from django.core.files import File

from kern.gebruikers.overgang import NietMogelijk
from kern.post.teksten import alle_mailfouten
from loket.rules.soorten import keuzes_fouten
from scholen.actions.gegevens import ZIJDE, gegevens_wijzigen, logo_plaatsen
from scholen.actions.instellingen import instelling_wijzigen
from scholen.actions.werkgebieden import scholen_nu, werkgebied_indelen, werkgebied_maken
from scholen.forms.gegevens import gegevensfouten
from scholen.forms.gegevens import label_van as gegeven_heet
from scholen.forms.instelkeuring import instelfouten
from scholen.forms.instellingen import label_van as instelling_heet
from scholen.models import GEGEVENS, Instelling, Samenwerkingsverband, SchoolDeelname, SwvLogo, SwvVersie, Werkgebied
from scholen.rules.nummer import nummer_fout

from .beeld import als_hier
from .deel import Deel, Inhoud, Werk

NIET = {"id", "public_id", "swv", "geldig_van"}
KOLOMMEN = {veld.name: veld for veld in Instelling._meta.concrete_fields if veld.name not in NIET}


def gegevens_lezen(swv: Samenwerkingsverband, dag: date) -> Inhoud:
    """Name, address and looks, as they hold or will hold on this day."""
    versie = SwvVersie.objects.geldig(swv, dag) or swv
    return {naam: getattr(versie, naam) for naam in GEGEVENS if naam != "logo"}


def gegevens_schrijven(swv: Samenwerkingsverband, daar: Inhoud, werk: Werk) -> None:
    """From today on."""
    gegevens_wijzigen(swv, **werk.wie, geldig_van=werk.vandaag, velden=gegevens_velden(daar))


def gegevens_velden(daar: Inhoud) -> dict[str, Any]:
    """The columns, judged as when somebody types them. The logo is a part of its own. Raises NietMogelijk."""
    if vreemd := sorted(daar.keys() - (set(GEGEVENS) - {"logo"})):
        raise NietMogelijk(f"Dit is hier niet in te vullen: {', '.join(vreemd)}.")
    if fouten := gegevensfouten(daar):
        raise NietMogelijk(" ".join(fouten))
    return daar


def logo_lezen(swv: Samenwerkingsverband, dag: date) -> Inhoud:
    """The pixels of the logo; empty when there is none."""
    versie = SwvVersie.objects.geldig(swv, dag) or swv
    rij = SwvLogo.objects.filter(afdruk=versie.logo).first() if versie.logo else None
    return {"mime": rij.mime, "gegevens": base64.b64encode(bytes(rij.gegevens)).decode()} if rij else {}


def logo_schrijven(swv: Samenwerkingsverband, daar: Inhoud, werk: Werk) -> None:
    """From today on, made anew as any picture that comes in."""
    bestand = File(io.BytesIO(base64.b64decode(daar["gegevens"])), name="logo")
    logo_plaatsen(swv, **werk.wie, geldig_van=werk.vandaag, bestand=bestand)


def instelling_lezen(swv: Samenwerkingsverband, dag: date) -> Inhoud:
    """Every column of the version of this day."""
    geldig = Instelling.objects.geldig(swv, dag)
    return {naam: _plat(getattr(geldig, naam)) for naam in KOLOMMEN}


def instelling_schrijven(swv: Samenwerkingsverband, daar: Inhoud, werk: Werk) -> None:
    """From tomorrow on."""
    instelling_wijzigen(swv, **werk.wie, geldig_van=werk.dag, velden=instelling_velden(daar, swv.sector))


def instelling_velden(daar: Inhoud, sector: str) -> dict[str, Any]:
    """The columns as the database wants them. Raises NietMogelijk for a column that is not there, or a bad number."""
    if vreemd := sorted(daar.keys() - KOLOMMEN.keys()):
        raise NietMogelijk(f"Dit portaal kent deze instelling niet: {', '.join(vreemd)}.")
    if fout := nummer_fout(str(daar.get("tlv_nummer_sjabloon", ""))):
        raise NietMogelijk(f"{fout}.")
    if fouten := keuzes_fouten(daar.get("soorten", {})):
        raise NietMogelijk(" ".join(fouten))
    if fouten := alle_mailfouten(daar.get("mailteksten", {})):
        raise NietMogelijk(" ".join(fouten))
    velden = {naam: KOLOMMEN[naam].to_python(waarde) for naam, waarde in daar.items()}
    if fouten := instelfouten(velden, sector):
        raise NietMogelijk(" ".join(fouten))
    return velden


def werkgebieden_lezen(swv: Samenwerkingsverband, dag: date) -> Inhoud:
    """Each werkgebied by its code, with the schools that take part now or later; a move that is planned stays here."""
    rijen = Werkgebied.objects.filter(swv=swv).order_by("code")
    return {rij.code: {"naam": rij.naam, "scholen": sorted(scholen_nu(rij, dag))} for rij in rijen}


def werkgebieden_schrijven(swv: Samenwerkingsverband, daar: Inhoud, werk: Werk) -> None:
    """Make what is missing, and put the schools in their place. Schools themselves come from DUO."""
    genoemd = {brin6 for een in daar.values() for brin6 in een["scholen"]}
    hier = SchoolDeelname.objects.niet_voorbij(werk.vandaag).filter(swv=swv, school__brin6__in=genoemd)
    if onbekend := sorted(genoemd - set(hier.values_list("school__brin6", flat=True))):
        raise NietMogelijk(
            f"{len(onbekend)} scholen uit dit bestand nemen hier niet deel, zoals {onbekend[0]}. "
            "Lees eerst de scholen in."
        )
    for code, een in daar.items():
        gebied = Werkgebied.objects.filter(swv=swv, code=code).first() or werkgebied_maken(
            swv, **werk.wie, naam=een["naam"], code=code
        )
        if werkgebieden_lezen(swv, werk.vandaag)[code] != een:  # anew: the one before may have taken its schools
            werkgebied_indelen(gebied, **werk.wie, naam=een["naam"], scholen=een["scholen"])


def _plat(waarde: Any) -> Any:
    return str(waarde) if isinstance(waarde, Decimal) else waarde


DELEN = (
    Deel("gegevens", "Naam, adres en huisstijl", gegevens_lezen, gegevens_schrijven, label=gegeven_heet),
    Deel("logo", "Logo", logo_lezen, logo_schrijven, gelijk=partial(als_hier, zijde=ZIJDE)),
    Deel("instelling", "Instellingen", instelling_lezen, instelling_schrijven, geheel=True, label=instelling_heet),
    Deel("werkgebieden", "Werkgebieden", werkgebieden_lezen, werkgebieden_schrijven),
)
