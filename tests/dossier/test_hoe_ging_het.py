"""The one question after advice, help and a case that ended: asked where one reads of it, once, and of nobody else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from arrangementen.actions.terugblik import hulp_van_kind, hulp_van_school
from arrangementen.models import Beeindiging
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Rol
from kern.logboek.models import Logregel
from loket.actions.consult import advies_bewaren, advies_uitbrengen
from loket.actions.terugblik import terugblik_geven, terugblik_over
from loket.actions.vanzelf import vanzelf_versturen
from loket.models import Terugblik, Terugblikvraag
from loket.models.aanvraag import Status
from scholen.models import Instelling
from tests.arrangementrijen import arrangement, toegekend_zonder_geld
from tests.factories import SchoolFactory, aanvraag_in, gebruiker_met, pdfs_klaar
from tests.test_toegang import ingelogd
from tests.thuiszitterrijen import casus
from thuiszitters.actions.sluiten import sluiten
from thuiszitters.actions.terugblik import plan_van_kind, plan_van_school
from thuiszitters.models import Casus

pytestmark = pytest.mark.django_db
LATER = timedelta(days=20)


def vandaag():
    return timezone.localdate()


@pytest.fixture
def advies(school, ib, leerling, ouder, loketmedewerker):
    """A consult whose advice was given today, with a letter to the parent in the portal."""
    zaak, op = aanvraag_in(Status.IN_BEHANDELING, school=school, ib=ib, leerling=leerling), timezone.now()
    tekst = advies_bewaren(zaak, door=loketmedewerker, op=op, versie=0, tekst="Een rustig begin.")
    advies_uitbrengen(zaak, door=loketmedewerker, op=op, versie=tekst.versie)
    pdfs_klaar()
    vanzelf_versturen(op=op)
    return zaak


@pytest.fixture
def hulp(school, ib, leerling, ouder):
    """Help that stopped today."""
    rij = toegekend_zonder_geld(school=school, ib=ib, leerling=leerling)
    wie = {"gestopt_op": timezone.now(), "gestopt_door": ib}
    Beeindiging.objects.create(arrangement=rij, laatste_dag=vandaag(), reden="doel_bereikt", **wie)
    return rij


@pytest.fixture
def plan(school, ib, leerling, ouder):
    """A case that was closed today."""
    adviseur = gebruiker_met(Rol.ADVISEUR)
    rij = casus(leerling=leerling, school=school, door=ib, regie=adviseur)
    return sluiten(rij, door=adviseur, op=timezone.now(), eindreden="eigen_school", laatste_dag=vandaag())


def paginas(wat, ding, leerling):
    """Per addressee the page where it reads about it, and that of the question."""
    if wat == "advies":
        args = [ding.public_id]
        return (
            (reverse("dossier:dossier", args=args), reverse("dossier:terugblik", args=args)),
            (reverse("loket:aanvraag", args=args), reverse("loket:school_terugblik", args=args)),
        )
    if wat == "hulp":
        kind = [ding.deelnames.get().public_id]
        args = [ding.public_id]
        return (
            (reverse("dossier:arrangement", args=kind), reverse("dossier:hulp_terugblik", args=kind)),
            (
                reverse("arrangementen:arrangement", args=args),
                reverse("arrangementen:arrangement_terugblik", args=args),
            ),
        )
    kind, args = [leerling.public_id], [ding.public_id]
    return (
        (reverse("dossier:naar_school", args=kind), reverse("dossier:thuis_terugblik", args=kind)),
        (reverse("thuiszitters:casus", args=args), reverse("thuiszitters:casus_terugblik", args=args)),
    )


@pytest.mark.parametrize("wat", ["advies", "hulp", "plan"])
def test_it_is_asked_two_weeks_after_once_and_of_nobody_else(request, wat, leerling, ouder, ib, time_machine):
    ding = request.getfixturevalue(wat)
    plekken = paginas(wat, ding, leerling)
    for pagina, adres in plekken:
        wie = ouder if "/dossier/" in pagina else ib
        assert adres not in ingelogd(wie).get(pagina).text, "not at once"
        assert ingelogd(wie).get(adres).status_code == 404
    time_machine.move_to(timezone.now() + LATER, tick=False)
    vreemden = [gebruiker_met(Rol.OUDER), gebruiker_met(Rol.IB, school=SchoolFactory()), gebruiker_met(Rol.LEERPLICHT)]
    vreemden += [gebruiker_met(Rol.LOKETMEDEWERKER), gebruiker_met(Rol.ADVISEUR), gebruiker_met(Rol.BESLISSER)]
    for (pagina, adres), wie in zip(plekken, (ouder, ib), strict=True):
        client = ingelogd(wie)
        assert adres in client.get(pagina).text
        for vreemd in [*vreemden, ib if wie == ouder else ouder]:
            assert ingelogd(vreemd).get(adres).status_code == 404
            assert ingelogd(vreemd).post(adres, {"gezicht": "5"}).status_code == 404
        assert "Kies hoe het ging" in client.post(adres, {"tekst": "Woorden."}).text
        assert client.post(adres, {"gezicht": "4", "tekst": "Woorden."}).status_code == 302
        assert adres not in client.get(pagina).text
        assert client.get(adres).status_code == 404
        assert client.post(adres, {"gezicht": "5"}).status_code == 404
    na = "thuis" if wat == "plan" else wat
    assert sorted(Terugblik.objects.values_list("rol", "na", "gezicht")) == [("gezin", na, "4"), ("school", na, "4")]
    assert Terugblikvraag.objects.count() == Logregel.objects.filter(actie="terugblik_afdoen").count() == 2


@pytest.mark.parametrize("wat", ["hulp", "plan"])
def test_passing_leaves_no_answer_and_asks_no_more(request, wat, leerling, ouder, time_machine):
    (pagina, adres), _ = paginas(wat, request.getfixturevalue(wat), leerling)
    time_machine.move_to(timezone.now() + LATER, tick=False)
    client = ingelogd(ouder)
    client.post(adres, {"overslaan": "1"})
    assert adres not in client.get(pagina).text
    assert not Terugblik.objects.exists()


def test_where_the_swv_does_not_ask_nobody_is_asked(advies, hulp, plan, ouder, ib):
    dag, kind = vandaag() + LATER, hulp.deelnames.get()

    def gevraagd():
        over = [terugblik_over(wie, advies.pk, dag) for wie in (ouder, ib)]
        over += [hulp_van_kind(ouder, kind, dag), hulp_van_school(ib, hulp, dag)]
        return [bool(een) for een in [*over, plan_van_kind(ouder, plan, dag), plan_van_school(ib, plan, dag)]]

    assert gevraagd() == [True] * 6
    Instelling.objects.update(terugblik_vragen=False)
    assert gevraagd() == [False] * 6


def test_help_that_goes_on_and_a_case_that_was_none_are_not_asked_about(hulp, plan, ouder, ib, school, leerling):
    dag = vandaag() + LATER
    verder = arrangement(school=school, ib=ib, leerling=leerling, vorige=hulp, aanleiding="wijziging")
    assert hulp_van_school(ib, hulp, dag), "asked for is not granted"
    toegekend_van(verder, ib)
    assert hulp_van_school(ib, hulp, dag) is None
    assert hulp_van_kind(ouder, hulp.deelnames.get(), dag) is None
    Casus.objects.filter(pk=plan.pk).update(eindreden="onterecht")
    assert plan_van_school(ib, Casus.objects.get(pk=plan.pk), dag) is None


def toegekend_van(rij, door):
    from arrangementen.models import Beslissing

    wie = {"besloten_op": timezone.now(), "besloten_door": door, "ondertekenaar": "Proef"}
    Beslissing.objects.create(arrangement=rij, uitkomst="toegekend", van=rij.van, tot=rij.tot, aantal=rij.aantal, **wie)


def test_what_one_is_asked_another_cannot_answer_and_nobody_twice(hulp, ouder, ib):
    over = hulp_van_kind(ouder, hulp.deelnames.get(), vandaag() + LATER)
    with pytest.raises(Http404):
        terugblik_geven(over, door=ib, op=timezone.now(), gezicht="4")
    terugblik_geven(over, door=ouder, op=timezone.now(), gezicht="4")
    with pytest.raises(NietMogelijk, match="al beantwoord"):
        terugblik_geven(over, door=ouder, op=timezone.now(), gezicht="4")
    assert Terugblik.objects.count() == 1
