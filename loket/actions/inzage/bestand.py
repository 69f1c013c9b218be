"""The file of a copy: made once after the release, given to the asker, thrown away after its last day."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, ProtectedError, Q, QuerySet
from django.http import Http404
from django.template.loader import render_to_string
from django.utils import timezone

from kern.bestanden.actions import bewaren, weggooien
from kern.bestanden.namen import nette_naam
from kern.bestanden.opslag import lezen
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import Systeem
from kern.gebruikers.rollen import Permissie
from kern.logboek.actions import vastleggen
from loket.actions.privacy import waarom_niet_vragen
from loket.models import Inzagepakket, Inzagestuk

from .pakket import LEASE, MAX_POGINGEN

NAAM = "kopie-van-het-dossier.zip"
"""The name of the download: no child in it."""
OPRUIMER = Systeem("opruimer")


def te_maken(*, op: datetime) -> QuerySet[Inzagepakket]:
    """Released copies without a file, that nobody is at."""
    vrij = Q(lease_tot__isnull=True) | Q(lease_tot__lte=op)
    klaar = Inzagepakket.objects.filter(vrij, vrijgegeven_op__isnull=False, zip=None, gewist_op=None)
    return klaar.filter(tot__gte=timezone.localdate(op), pogingen__lt=MAX_POGINGEN)


def bestand_maken(pakket_id: int, *, op: datetime) -> bool:
    """Make the ZIP. True when made now; safe to run twice, late, or to be killed anywhere."""
    if not te_maken(op=op).filter(pk=pakket_id).update(lease_tot=op + LEASE, pogingen=F("pogingen") + 1):
        return False
    try:
        inhoud = bewaren(_zip(Inzagepakket.objects.get(pk=pakket_id)), soort="application/zip", op=op)
        Inzagepakket.objects.filter(pk=pakket_id, zip=None, gewist_op=None).update(
            zip=inhoud, afdruk=inhoud.sha256, lease_tot=None, laatste_fout=""
        )
    except Exception as fout:
        reden = f"Het bestand maken lukte niet ({type(fout).__name__})."
        Inzagepakket.objects.filter(pk=pakket_id).update(laatste_fout=reden, lease_tot=None)
        raise
    return True


def mag_ophalen(pakket: Inzagepakket, gebruiker: Gebruiker, op: datetime) -> bool:
    """Whether this asker may still fetch it: there, in time, and still the one who asks about this child."""
    vandaag = timezone.localdate(op)
    eigen = pakket.verzoek.gevraagd_door_id == gebruiker.pk
    return eigen and pakket.op_te_halen(vandaag) and not waarom_niet_vragen(pakket.verzoek.leerling, gebruiker, vandaag)


def kopie_ophalen(pakket: Inzagepakket, *, door: Gebruiker, op: datetime) -> Inzagepakket:
    """Write down that the asker fetches it now. Http404 when the right is gone or the days are over."""
    mijn = Inzagepakket.objects.visible_to(door, Permissie.DOSSIER_LEZEN)
    rij = mijn.select_related("verzoek__leerling", "verzoek__aanvraag", "zip").filter(pk=pakket.pk).first()
    if rij is None or not mag_ophalen(rij, door, op):
        raise Http404
    vastleggen("kopie_ophalen", rij, door=door, op=op)
    return rij


def kopie_printen(pakket: Inzagepakket, *, door: Gebruiker, op: datetime) -> Inzagepakket:
    """The same for who answers, to hand over on paper. Http404 when the pupil alone reads what is in it."""
    rijen = Inzagepakket.objects.visible_to(door, Permissie.PRIVACY_BEANTWOORDEN)
    rij = rijen.select_related("verzoek__leerling", "verzoek__aanvraag", "zip").filter(pk=pakket.pk).first()
    if rij is None or not rij.op_te_halen(timezone.localdate(op)) or rij.stukken.filter(dicht=True).exists():
        raise Http404
    vastleggen("kopie_printen", rij, door=door, op=op)
    return rij


def opruimen(*, op: datetime) -> int:
    """Throw away what can no longer be fetched; the hash and the list of what was in it stay. Gives how many."""
    over = Q(tot__lt=timezone.localdate(op)) | Q(vrijgegeven_op=None, verzoek__beantwoord_op__isnull=False)
    voorbij = Inzagepakket.objects.filter(over, gewist_op=None)
    rijen = list(voorbij.select_related("zip", "verzoek"))
    for pakket in rijen:
        _opruimen(pakket, op)
    return len(rijen)


def _opruimen(pakket: Inzagepakket, op: datetime) -> None:
    with transaction.atomic():
        zip_, vervangen = pakket.zip, [een.vervanging for een in pakket.stukken.exclude(vervanging=None)]
        pakket.stukken.update(velden=[], maskers=[], bestand=None, bestandsnaam="", vervanging=None)
        Inzagepakket.objects.filter(pk=pakket.pk).update(zip=None, gewist_op=op, lease_tot=None)
        vastleggen("kopie_opruimen", pakket, door=OPRUIMER, op=op)
    for inhoud in filter(None, (zip_, *vervangen)):
        try:
            weggooien(inhoud)
        except ProtectedError:  # the same bytes are somewhere else too
            continue


def _zip(pakket: Inzagepakket) -> bytes:
    """The same bytes each time for the same copy: a page to read, the data for a machine, and the files."""
    stukken = list(pakket.stukken.select_related("bestand", "vervanging").order_by("soort", "pk"))
    mee = [een for een in stukken if een.gaat_mee]
    namen = {een.pk: _bestandsnaam(nummer, een) for nummer, een in enumerate(mee, start=1) if een.bestand}
    groepen: dict[str, list[dict[str, Any]]] = {}
    for een in mee:
        groepen.setdefault(een.titel, []).append(
            {"dag": een.dag, "velden": een.zoals_het_meegaat(), "bestand": namen.get(een.pk, "")}
        )
    context = {
        "pakket": pakket,
        "verzoek": pakket.verzoek,
        "leerling": pakket.verzoek.leerling,
        "swv": pakket.verzoek.aanvraag.swv,
        "groepen": sorted(groepen.items()),
        "je": pakket.verzoek.leerling.gebruiker_id == pakket.verzoek.gevraagd_door_id,
    }
    machine = [
        {
            "soort": een.titel,
            "dag": een.dag.isoformat() if een.dag else None,
            "gegevens": [{"naam": naam, "waarde": tekst} for naam, tekst in een.zoals_het_meegaat()],
            "bestand": namen.get(een.pk),
        }
        for een in mee
    ]
    doel = io.BytesIO()
    with zipfile.ZipFile(doel, "w", zipfile.ZIP_DEFLATED) as bundel:
        _erin(bundel, "lees-mij-eerst.html", render_to_string("loket/kopie_bestand.html", context).encode(), pakket)
        _erin(bundel, "gegevens.json", json.dumps(machine, ensure_ascii=False, indent=1).encode(), pakket)
        for een in mee:
            if een.pk in namen:
                inhoud = een.vervanging or een.bestand
                assert inhoud is not None
                _erin(bundel, namen[een.pk], lezen(inhoud.sha256), pakket)
    return doel.getvalue()


def _bestandsnaam(nummer: int, stuk: Inzagestuk) -> str:
    inhoud = stuk.vervanging or stuk.bestand
    assert inhoud is not None
    return f"bestanden/{nummer:03d}-{nette_naam(stuk.bestandsnaam, inhoud.soort)}"


def _erin(bundel: zipfile.ZipFile, naam: str, data: bytes, pakket: Inzagepakket) -> None:
    assert pakket.vrijgegeven_op is not None
    toen = timezone.localtime(pakket.vrijgegeven_op)
    regel = zipfile.ZipInfo(naam, (toen.year, toen.month, toen.day, toen.hour, toen.minute, toen.second))
    regel.compress_type, regel.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
    bundel.writestr(regel, data)
