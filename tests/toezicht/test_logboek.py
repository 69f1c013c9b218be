"""The privacy officer searches the logbook: by person, child, period and outcome, without a name of a child."""

from datetime import timedelta
from io import BytesIO

import openpyxl
import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Rol
from kern.logboek.actions import gezien, vastleggen
from kern.logboek.models import Logregel, Uitkomst
from kern.logboek.zoeken import Zoekvraag, gezocht
from tests.factories import aanvraag_in, gebruiker_met
from toezicht.actions.logboek import logboek_exporteren
from toezicht.views.logboek import PER_PAGINA

pytestmark = pytest.mark.django_db
ADRES = "/beheer/logboek/"


@pytest.fixture
def fg(db):
    return gebruiker_met(Rol.FG)


@pytest.fixture
def zaak(leerling, ib):
    return aanvraag_in("in_advies", leerling=leerling, ib=ib)


def tekst(antwoord) -> str:
    return antwoord.content.decode()


def regel(**velden):
    vast = {"op": timezone.now(), "uitkomst": "gezien", "actie": "proef", "wie": "x", "ding_soort": "x", "ding": "x"}
    return Logregel(**(vast | velden))


def test_by_person_child_period_and_outcome(zaak, leerling, loketmedewerker, beslisser):
    nu = timezone.now()
    gezien(zaak, door=loketmedewerker, op=nu - timedelta(days=3), wat="a")
    gezien(zaak, door=beslisser, op=nu - timedelta(days=2), wat="b")
    gezien(zaak, door=beslisser, op=nu, wat="werkvoorraad_geexporteerd")
    Logregel.objects.bulk_create([regel(actie="c", uitkomst=Uitkomst.GEWEIGERD, op=nu - timedelta(days=1))])

    def acties(**velden):
        return [een.actie for een in gezocht(Zoekvraag(**velden)) if een.actie in "abc"]

    dag = timezone.localdate()
    assert acties() == ["c", "b", "a"]
    assert acties(wie=loketmedewerker.public_id) == ["a"]
    assert acties(leerling=leerling.public_id) == ["b", "a"]
    assert acties(uitkomst="geweigerd") == ["c"]
    assert [een.actie for een in gezocht(Zoekvraag(uitkomst="bestand"))] == ["werkvoorraad_geexporteerd"]
    assert acties(van=dag - timedelta(days=2), tot=dag - timedelta(days=2)) == ["b"]
    assert acties(leerling=leerling.public_id, wie=beslisser.public_id, uitkomst="gezien") == ["b"]


def test_page_by_page_every_line_comes_once_also_of_one_moment(fg, inloggen):
    nu = timezone.now() - timedelta(days=1)
    Logregel.objects.bulk_create(regel(op=nu - timedelta(seconds=nr // 7), wie="drukte") for nr in range(120))
    client, adres, gelezen = inloggen(fg), f"{ADRES}?wie=drukte", []
    while adres:
        context = client.get(adres).context
        gelezen += [een.regel.pk for een, *_ in context["regels"]]
        adres = f"{ADRES}?{context['ouder']}" if context["ouder"] else ""
    assert len(gelezen) == len(set(gelezen)) == 120
    assert gelezen == [een.pk for een in gezocht(Zoekvraag(wie="drukte"))]


def test_a_name_is_posted_and_comes_in_no_address(fg, inloggen, zaak, leerling, loketmedewerker):
    client = inloggen(fg)
    antwoord = client.post(ADRES, {"wie": "marit hoek", "kenmerk": f" {zaak.kenmerk.lower()} "})
    assert antwoord.status_code == 302
    assert set(antwoord["Location"].partition("?")[2].split("&")) == {
        f"wie={loketmedewerker.public_id}",
        f"leerling={leerling.public_id}",
    }
    gezien(zaak, door=loketmedewerker, op=timezone.now(), wat="aanvraag_gezien")
    pagina = tekst(client.get(antwoord["Location"]))
    assert "Marit Hoekstra" in pagina
    assert zaak.kenmerk in pagina
    assert leerling.achternaam not in pagina


def test_who_is_meant_is_asked_when_there_are_more_and_a_parent_is_no_colleague(fg, inloggen, loketmedewerker, ouder):
    client = inloggen(fg)
    tweede = gebruiker_met(Rol.ADVISEUR, naam="Marit Anders")
    pagina = tekst(client.post(ADRES, {"wie": "Marit", "uitkomst": "geweigerd"}))
    assert "Kies hieronder wie je bedoelt" in pagina
    assert f"wie={tweede.public_id}&amp;uitkomst=geweigerd" in pagina
    assert "geen medewerker met deze naam" in tekst(client.post(ADRES, {"wie": ouder.naam}))
    assert "geen dossier van een kind met dit nummer" in tekst(client.post(ADRES, {"kenmerk": "AV-1999-1"}))
    fout = client.post(ADRES, {"van": "2026-05-02", "tot": "2026-05-01"})
    assert "ligt voor de eerste" in tekst(fout)


def test_a_parent_is_in_it_without_a_name_and_a_refusal_with_its_reason(fg, inloggen, zaak, ouder, ib):
    op = timezone.now()
    gezien(zaak, door=ouder, op=op, wat="dossier_gezien")
    vastleggen("iets_gedaan", zaak, door=ib, op=op, reden="Woorden over dit kind.")
    Logregel.objects.bulk_create([regel(uitkomst="geweigerd", reden="Dat mag niet.")])
    pagina = tekst(inloggen(fg).get(ADRES))
    assert ouder.naam not in pagina
    assert "ouder, leerling of helper" in pagina
    assert "Dat mag niet." in pagina
    assert "Woorden over dit kind." not in pagina


def test_who_looks_in_the_logbook_is_in_it(fg, inloggen, leerling):
    inloggen(fg).get(f"{ADRES}?leerling={leerling.public_id}")
    laatste = Logregel.objects.latest("pk")
    assert (laatste.actie, laatste.wie, laatste.leerling) == ("logboek_gezien", fg.public_id, leerling.public_id)


def test_nobody_else_reads_it(zaak, beheerder, beslisser, ib, ouder, inloggen):
    for wie in (beheerder, beslisser, ib, ouder):
        assert inloggen(wie).get(ADRES).status_code == 404
        with pytest.raises(NietMogelijk):
            logboek_exporteren(Zoekvraag(), door=wie, op=timezone.now(), reden="Zomaar.")


def test_a_file_asks_why_and_that_is_written_down(fg, inloggen, zaak, ib):
    gezien(zaak, door=ib, op=timezone.now(), wat="=gezien")
    client, adres = inloggen(fg), reverse("toezicht:logboek_excel") + f"?wie={ib.public_id}"
    assert "Schrijf op waarvoor" in tekst(client.post(adres, {"reden": " "}))
    antwoord = client.post(adres, {"reden": "Klacht van een ouder."})
    blad = openpyxl.load_workbook(BytesIO(antwoord.content)).active
    rijen = list(blad.iter_rows(values_only=True))
    assert rijen[0][:2] == ("Wanneer", "Wie")
    assert {rij[1] for rij in rijen[1:]} == {ib.naam}
    assert "'=gezien" in {rij[4] for rij in rijen}
    laatste = Logregel.objects.latest("pk")
    assert (laatste.actie, laatste.wie, laatste.reden) == (
        "logboek_geexporteerd",
        fg.public_id,
        "Klacht van een ouder.",
    )


def test_the_number_of_questions_does_not_grow(fg, inloggen, zaak, ib, django_assert_max_num_queries):
    client = inloggen(fg)
    client.get(ADRES)
    Logregel.objects.bulk_create(
        regel(wie=ib.public_id, leerling=zaak.leerling.public_id, op=timezone.now()) for _ in range(PER_PAGINA * 2)
    )
    with django_assert_max_num_queries(14):
        assert len(client.get(f"{ADRES}?wie={ib.public_id}").context["regels"]) == PER_PAGINA


def test_each_search_walks_along_an_index_and_never_through_all_lines(db):
    vragen = (Zoekvraag(), Zoekvraag(wie="x"), Zoekvraag(leerling="x"), Zoekvraag(uitkomst="geweigerd"))
    vragen += (Zoekvraag(uitkomst="bestand"),)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    for vraag in vragen:
        plan = gezocht(vraag)[:PER_PAGINA].explain()
        assert "Index Scan" in plan
        assert "Seq Scan" not in plan
