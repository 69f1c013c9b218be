"""A spreadsheet or CSV of the practice portal says so: in its name, on its tab, on its first line."""

from io import BytesIO
from zipfile import ZipFile

from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from kern.bestanden.rekenblad import OEFENEN, Tabelblad, csv_van, rekenbladen, rekenboek
from kern.gebruikers.middleware import headers

BLADEN = [("Leerlingen", ("Naam",), [("Noor",)]), ("Leerlingen van alle scholen bij elkaar", ("Naam",), [("Noor",)])]


def binnen(data, naam):
    with ZipFile(BytesIO(data)) as boek:
        return boek.read(naam).decode()


def naam_van(kop):
    antwoord = HttpResponse(headers={"Content-Disposition": kop})
    return headers(lambda verzoek: antwoord)(RequestFactory().get("/"))["Content-Disposition"]


def test_files_of_the_practice_portal_carry_a_mark(settings):
    echt = rekenbladen(BLADEN)
    assert "OEFENEN" not in binnen(echt, "xl/workbook.xml")
    assert csv_van(BLADEN).startswith("\ufeffLeerlingen")
    assert naam_van('attachment; filename="lijst.xlsx"') == 'attachment; filename="lijst.xlsx"'
    settings.OEFENEN = True
    assert 'name="OEFENEN Leerlingen"' in binnen(rekenbladen(BLADEN), "xl/workbook.xml")
    assert OEFENEN in binnen(rekenbladen(BLADEN), "xl/worksheets/sheet2.xml")
    assert csv_van(BLADEN).startswith(f"\ufeff{OEFENEN}")
    assert naam_van('attachment; filename="lijst.xlsx"') == 'attachment; filename="OEFENEN-lijst.xlsx"'
    assert naam_van("inline; filename=brief.pdf") == "inline; filename=brief.pdf"


def test_a_mark_never_makes_two_sheets_one(settings):
    settings.OEFENEN = True
    lang = "Vierentwintig tekens lang"
    bladen = [Tabelblad(f"{lang} {nr}", ("Naam",), [("Noor",)], ("",)) for nr in (1, 2)]
    assert f'name="{lang} 2"' in binnen(rekenboek(bladen, op=timezone.now()), "xl/workbook.xml")
