"""Who leaves leaves nothing behind: each kind of open work goes to a colleague, or shows that it is nobody's."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from arrangementen.models import Inzet
from kern.gebruikers.models import Lidmaatschap
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Rol
from kern.gebruikers.werk import WERK
from kern.logboek.models import Logregel
from kern.post.models import Bericht
from loket.models import Actiepunt, Bezwaarzaak, Meelezing, Status
from loket.models.werkplek import Verdeelregel, Waarneming
from scholen.actions.leden import lid_beeindigen, open_werk
from tests.arrangementrijen import toegekend_zonder_geld
from tests.bezwaren import besluit_bij, bezwaar_bij
from tests.factories import InstellingFactory, aanvraag_in, gebruiker_met, opdracht_voor, overleg_over
from tests.thuiszitterrijen import casus

pytestmark = pytest.mark.django_db
S = Status


def lid(gebruiker, rol=None):
    rijen = Lidmaatschap.objects.filter(gebruiker=gebruiker)
    return rijen.get(rol=rol) if rol else rijen.get()


def werk(gebruiker, rol=None):
    return {een.werk.sleutel: een.aantal for een in open_werk(lid(gebruiker, rol), timezone.localdate())}


def einde(gebruiker, door, **naar):
    lid_beeindigen(lid(gebruiker), door=door, op=timezone.now(), naar=naar)


def _consult(behandelaar):
    return aanvraag_in(S.IN_BEHANDELING, soort="CONSULT", zonder_leerling=True, behandelaar=behandelaar)


@pytest.fixture
def weg(db):
    return gebruiker_met(Rol.LOKETMEDEWERKER, naam="Karim Aziz")


def test_what_somebody_has_in_hand_goes_to_a_colleague_who_is_told(beheerder, weg, loketmedewerker):
    zaak, klaar = aanvraag_in(S.IN_CONTROLE, behandelaar=weg), aanvraag_in(S.BEKENDGEMAAKT, behandelaar=weg)
    kind = casus(regie=weg)
    Verdeelregel.objects.create(swv=InstellingFactory().swv, collega=weg)
    assert werk(weg) == {"aanvragen": 1, "verdeelregels": 1, "thuiszitters": 1}
    naar = {"aanvragen": loketmedewerker, "verdeelregels": loketmedewerker, "thuiszitters": loketmedewerker}
    einde(weg, beheerder, **naar)
    for rij in (zaak, klaar, kind):
        rij.refresh_from_db()
    assert (zaak.behandelaar, zaak.status, klaar.behandelaar) == (loketmedewerker, S.IN_CONTROLE, weg)
    assert (kind.regievoerder, kind.regie_sinds) == (loketmedewerker, timezone.localdate())
    assert Verdeelregel.objects.get().collega == loketmedewerker
    regels = Logregel.objects.filter(actie="werk_overdragen", wie=beheerder.public_id)
    assert regels.count() == 3
    regel = regels.get(ding=zaak.public_id)
    assert regel.bijzonderheden == {"van": weg.public_id, "naar": loketmedewerker.public_id}
    assert Bericht.objects.filter(wie=loketmedewerker, sleutel__startswith="overgenomen-").count() == 3
    assert lid(weg).tot == timezone.localdate() - timedelta(days=1)


def test_what_nobody_takes_over_is_nobodys_and_can_be_seen_so(inloggen, beheerder, weg, loketmedewerker):
    zaak, kind = aanvraag_in(S.IN_CONTROLE, behandelaar=weg), casus(regie=weg)
    Verdeelregel.objects.create(swv=InstellingFactory().swv, collega=weg)
    einde(weg, beheerder, aanvragen=None)
    zaak.refresh_from_db()
    kind.refresh_from_db()
    assert (zaak.behandelaar, kind.regievoerder, kind.regie_sinds) == (None, None, None)
    assert not Verdeelregel.objects.exists()
    pagina = inloggen(loketmedewerker).get(reverse("loket:werkvoorraad"), {"weergave": "vrij"}).text
    assert zaak.kenmerk in pagina


def test_in_passing_nobody_with_open_work_is_ended(beheerder, weg):
    zaak = aanvraag_in(S.IN_CONTROLE, behandelaar=weg)
    with pytest.raises(NietMogelijk, match="open werk"):
        lid_beeindigen(lid(weg), door=beheerder, op=timezone.now())
    zaak.refresh_from_db()
    assert (lid(weg).tot, zaak.behandelaar) == (None, weg)


def test_only_who_may_do_it_takes_it_over_and_then_nothing_changed(beheerder, weg, beslisser, ib):
    zaak = aanvraag_in(S.IN_CONTROLE, behandelaar=weg)
    voorbij = gebruiker_met(Rol.LOKETMEDEWERKER, tot=timezone.localdate() - timedelta(days=1))
    for ander in (beslisser, ib, weg, voorbij):
        with pytest.raises(NietMogelijk, match="niet overnemen"):
            einde(weg, beheerder, aanvragen=ander)
    zaak.refresh_from_db()
    assert (lid(weg).tot, zaak.behandelaar) == (None, weg)


def test_a_role_that_goes_on_keeps_its_work(weg, beheerder):
    casus(regie=weg)
    Lidmaatschap.objects.create(gebruiker=weg, rol=Rol.ADVISEUR, van=timezone.localdate())
    assert werk(weg, Rol.LOKETMEDEWERKER) == {}, "an adviseur looks after cases too"
    aanvraag_in(S.IN_CONTROLE, behandelaar=weg)
    assert werk(weg, Rol.LOKETMEDEWERKER) == {"aanvragen": 1}


def test_an_adviseur_who_stays_at_the_desk_keeps_what_the_desk_does(weg, beheerder):
    Lidmaatschap.objects.create(gebruiker=weg, rol=Rol.ADVISEUR, van=timezone.localdate())
    zaak, vraag = aanvraag_in(S.IN_CONTROLE, behandelaar=weg), _consult(weg)
    assert werk(weg, Rol.ADVISEUR) == {}
    assert werk(weg, Rol.LOKETMEDEWERKER) == {"aanvragen": 1}, "an adviseur answers a consult too"
    lid_beeindigen(lid(weg, Rol.ADVISEUR), door=beheerder, op=timezone.now())
    assert werk(weg, Rol.LOKETMEDEWERKER) == {"aanvragen": 1, "consulten": 1}
    ander = gebruiker_met(Rol.ADVISEUR)
    naar = {"aanvragen": None, "consulten": ander}
    lid_beeindigen(lid(weg, Rol.LOKETMEDEWERKER), door=beheerder, op=timezone.now(), naar=naar)
    for rij in (zaak, vraag):
        rij.refresh_from_db()
    assert (zaak.behandelaar, vraag.behandelaar) == (None, ander)


def test_who_counts_on_what_was_agreed_or_asked_is_told(beheerder, loketmedewerker):
    weg, vrager = gebruiker_met(Rol.BESLISSER), gebruiker_met(Rol.BESLISSER)
    overleg = overleg_over(door=loketmedewerker)
    Actiepunt.objects.create(overleg=overleg, wat="Bellen", wie=weg, uiterlijk=timezone.localdate())
    Meelezing.objects.create(
        aanvraag=aanvraag_in(S.BESLUIT_VOORBEREIDEN),
        gevraagd_aan=weg,
        gevraagd_door=vrager,
        gevraagd_op=timezone.now(),
        vingerafdruk="x",
        beslissing={},
    )
    assert werk(weg) == {"actiepunten": 1, "meelezingen": 1}
    einde(weg, beheerder)
    for wie, begin in ((loketmedewerker, "actiehouder-weg-"), (vrager, "meelezer-weg-")):
        assert Bericht.objects.filter(wie=wie, sleutel__startswith=begin).count() == 1, begin


def test_who_prepared_the_besluit_gets_no_bezwaar_on_it(beheerder):
    """Awb 7:5 holds for a hand-over as for every other way of getting a file."""
    weg, naar = gebruiker_met(Rol.BEZWAARBEHANDELAAR), gebruiker_met(Rol.BEZWAARBEHANDELAAR)
    voorbereid = aanvraag_in(S.BESLUIT_VOORBEREIDEN, behandelaar=naar)
    vrij, eigen = bezwaar_bij().zaak, bezwaar_bij(besluit_bij(voorbereid)).zaak
    Bezwaarzaak.objects.update(behandelaar=weg)
    assert werk(weg) == {"bezwaren": 2}
    einde(weg, beheerder, bezwaren=naar)
    vrij.refresh_from_db()
    eigen.refresh_from_db()
    assert (vrij.behandelaar, eigen.behandelaar) == (naar, None)


def test_days_off_and_standing_in_end_too(beheerder, weg, loketmedewerker):
    vandaag = timezone.localdate()
    dagen = {"van": vandaag - timedelta(days=2), "tot": vandaag + timedelta(days=2)}
    Waarneming.objects.create(gebruiker=loketmedewerker, waarnemer=weg, **dagen)
    later = {"van": vandaag + timedelta(days=5), "tot": vandaag + timedelta(days=9)}
    Waarneming.objects.create(gebruiker=weg, waarnemer=loketmedewerker, **later)
    assert werk(weg) == {"waarnemingen": 2}
    einde(weg, beheerder)
    assert Waarneming.objects.get().tot == vandaag - timedelta(days=1)


def test_of_an_expert_who_leaves_the_desk_is_told(beheerder, loketmedewerker):
    deskundige = gebruiker_met(Rol.DESKUNDIGE)
    zaak = aanvraag_in(S.COMPLEET, behandelaar=loketmedewerker)
    opdracht_voor(zaak, deskundige=deskundige)
    assert werk(deskundige) == {"adviezen": 1}
    einde(deskundige, beheerder)
    assert Bericht.objects.filter(wie=loketmedewerker, sleutel__startswith="deskundige-weg-").count() == 1
    assert Logregel.objects.filter(actie="deskundige_vertrokken", ding=zaak.public_id).exists()


def test_help_that_an_adviseur_gives_goes_on_with_another_and_the_hours_stay(beheerder):
    van, naar = gebruiker_met(Rol.ADVISEUR), gebruiker_met(Rol.ADVISEUR)
    hulp = toegekend_zonder_geld()
    maken = {"gemaakt_op": timezone.now(), "gemaakt_door": van}
    oud = Inzet.objects.create(arrangement=hulp, gebruiker=van, uren_per_week=Decimal(2), **maken)
    assert werk(van) == {"inzet": 1}
    einde(van, beheerder, inzet=naar)
    oud.refresh_from_db()
    nieuw = Inzet.objects.get(gebruiker=naar)
    assert (oud.tot, nieuw.arrangement, nieuw.uren_per_week) == (timezone.localdate(), hulp, Decimal(2))


def test_the_page_asks_who_takes_it_over(inloggen, beheerder, weg, loketmedewerker, ib, directeur):
    zaak = aanvraag_in(S.IN_CONTROLE, behandelaar=weg)
    client, pad = inloggen(beheerder), reverse("scholen:lid_beeindigen", args=[lid(weg).public_id])
    pagina = client.get(pad).text
    assert "Aanvragen: 1. Wie neemt dat over?" in pagina
    assert loketmedewerker.naam in pagina
    assert zaak.kenmerk not in pagina, "beheer reads how many, not which child"
    assert client.post(pad, {"aanvragen": ib.public_id}).status_code == 200
    assert lid(weg).tot is None
    assert client.post(pad, {"aanvragen": loketmedewerker.public_id}).url == reverse("scholen:leden")
    zaak.refresh_from_db()
    assert zaak.behandelaar == loketmedewerker
    van_school = reverse("scholen:lid_beeindigen", args=[lid(ib).public_id])
    assert "geen open werk" in inloggen(directeur).get(van_school).text
    assert inloggen(directeur).get(pad).status_code == 404


def test_every_kind_of_work_says_what_happens_when_nobody_can_take_it():
    van_loket = {"aanvragen", "consulten", "bezwaren", "verdeelregels", "waarnemingen", "adviezen", "mandaten"}
    van_loket |= {"actiepunten", "meelezingen"}
    assert van_loket | {"thuiszitters", "inzet"} == {*WERK}
    assert [een.sleutel for een in WERK.values() if not een.nemers and not een.anders] == []
