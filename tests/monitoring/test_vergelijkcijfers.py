"""National figures: read row by row, shown first, and taken over as a whole or not at all."""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse

from kern.gebruikers.overgang import NietMogelijk, Systeem
from kern.gebruikers.rollen import Rol
from kern.logboek.models import Logregel
from loket.importeren.duolijst import LijstFout
from monitoring.actions.vergelijkcijfers import vergelijkcijfers_inlezen
from monitoring.importeren.vergelijkcijfers import lezen
from monitoring.models import Vergelijkcijfer
from monitoring.views.vergelijkcijfers import VOORBEELD
from tests.factories import InstellingFactory, gebruiker_met
from tests.test_toegang import ingelogd

KOP = "code;jaar;sector;waarde;bron\n"
OP = datetime(2026, 11, 1, 9, tzinfo=UTC)


def lijst(*rijen: str):
    return lezen((KOP + "\n".join(rijen)).encode(), 2026)


def test_a_list_is_read_whatever_its_spelling():
    een = lezen(b'Kengetal,Teldatum,Sector,Percentage,Bron\nm01,1-10-2025,po,"2,46%",DUO\n', 2026)
    assert [tuple(rij) for rij in een.regels] == [(2, "M01", 2025, "PO", Decimal("2.46"), "DUO")]
    for jaar in ("2025-10-01", "2025-2026", "2025"):
        assert lijst(f"M12;{jaar};VO;3;DUO").regels[0].jaar == 2025


def test_every_wrong_row_is_named_with_what_is_wrong():
    fout = {
        "M99;2025;PO;2;DUO": "M99",
        "M01;2025;VO;2;DUO": "wel voor PO",
        "M01;twee;PO;2;DUO": "geen jaar",
        "M01;2027;PO;2;DUO": "tot en met 2026",
        "M01;2013;PO;2;DUO": "van 2014",
        "M01;2025;PO;100,01;DUO": "0 tot en met 100",
        "M01;2025;PO;-1;DUO": "0 tot en met 100",
        "M01;2025;PO;<5;DUO": "geen percentage",
        "M01;2025;PO;2,345;DUO": "twee cijfers achter de komma",
        "M01;2025;PO;2;": "bron ontbreekt",
        "M01;2025;PO;2;" + "x" * 201: "200 tekens",
        "M01;2024;PO;3;DUO": "ook op rij 2",
    }
    een = lijst("M01;2024;PO;2;DUO", *fout)
    assert [nr for nr, _ in een.fouten] == list(range(3, 15))
    for (_, zin), verwacht in zip(een.fouten, fout.values(), strict=True):
        assert verwacht in zin


def test_a_file_of_another_year_or_kind_is_refused_as_a_whole():
    for data, zin in (
        (b"code;sector;LEERLINGEN_2025;bron\nM01;PO;2;DUO\n", "‘jaar’ en ‘waarde’"),
        (b"a;b\n1;2\n", "geen namen van kolommen"),
        (KOP.encode(), "geen enkel cijfer"),
        (b"", "leeg"),
    ):
        with pytest.raises(LijstFout, match=zin):
            lezen(data, 2026)


@pytest.mark.django_db
def test_the_database_keeps_one_truth_between_0_and_100():
    velden = {"code": "M01", "jaar": 2025, "sector": "PO", "waarde": 2, "bron": "DUO", "ingelezen_op": OP}
    Vergelijkcijfer.objects.create(**velden)
    for fout in ({}, {"jaar": 2024, "waarde": Decimal("100.01")}, {"jaar": 2013}, {"jaar": 2024, "bron": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Vergelijkcijfer.objects.create(**velden | fout)


@pytest.mark.django_db
def test_what_changed_since_it_was_shown_is_not_written():
    InstellingFactory()
    door = Systeem("proef")
    regels = lijst("M01;2024;PO;2,4;DUO", "M01;2025;PO;2,3;DUO").regels
    assert vergelijkcijfers_inlezen(regels, door=door, op=OP, was={}) == 2
    assert vergelijkcijfers_inlezen(regels, door=door, op=OP) == 0, "a second time changes nothing"
    with pytest.raises(NietMogelijk):
        vergelijkcijfers_inlezen(lijst("M01;2024;PO;9;DUO").regels, door=door, op=OP, was={})
    assert set(Vergelijkcijfer.objects.values_list("waarde", flat=True)) == {Decimal("2.40"), Decimal("2.30")}


@pytest.mark.django_db
def test_a_list_is_shown_first_and_then_taken_over():
    InstellingFactory()
    client = ingelogd(gebruiker_met(Rol.BEHEERDER))
    adres = reverse("monitoring:vergelijkcijfers")
    assert client.get(reverse("monitoring:vergelijkcijfers_voorbeeld")).content.decode("utf-8-sig").startswith("code;")

    def aanbieden(*rijen):
        inhoud = (KOP + "\n".join(rijen)).encode()
        return client.post(adres, {"bestand": SimpleUploadedFile("landelijk.csv", inhoud)})

    half = aanbieden("M01;2025;PO;2,28;DUO", "M01;2026;PO;228;DUO")
    assert "Rij 3" in half.text
    assert 'name="lijst"' not in half.text, "with one wrong row there is nothing to take over"
    voorstel = aanbieden(";".join(VOORBEELD[1]))
    assert not Vergelijkcijfer.objects.exists()
    pakje = html.unescape(re.search(r'name="lijst" value="([^"]+)"', voorstel.text)[1])
    ander = ingelogd(gebruiker_met(Rol.BEHEERDER)).post(adres, {"lijst": pakje})
    assert ander.status_code == 302
    assert not Vergelijkcijfer.objects.exists(), "what another was shown is not mine to take over"
    assert client.post(adres, {"lijst": pakje}).status_code == 302
    assert Vergelijkcijfer.objects.get().waarde == Decimal("2.28")
    assert Logregel.objects.get(actie="vergelijkcijfers_inlezen").bijzonderheden["nieuw"] == 1
    assert "2,28%" in client.get(adres).text
    assert client.post(adres, {"lijst": pakje}).status_code == 200, "it is there by now: shown again"
    assert client.post(adres, {}).status_code == 200
