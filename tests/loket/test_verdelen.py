"""Who does which work: a stand-in sees and does it in both names, and new work finds its colleague by a rule."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Rol
from kern.logboek.models import Logregel
from loket.actions import behandeling, verdelen
from loket.actions.werkplek import weergave_bewaren
from loket.models import Aanvraag, Status
from loket.models.werkplek import BewaardeWeergave, Verdeelregel, Waarneming
from loket.rules.verdeling import Regel, kies
from scholen.models import SchoolDeelname, Werkgebied
from tests.factories import InstellingFactory, aanvraag_in, gebruiker_met

pytestmark = pytest.mark.django_db
S = Status


def nu():
    return timezone.now()


def pad(naam, *args):
    return reverse(f"loket:{naam}", args=args)


@pytest.fixture
def collega(db):
    return gebruiker_met(Rol.LOKETMEDEWERKER, naam="Karim Aziz")


def weg(collega, waarnemer, *, van=0, tot=3, door=None):
    vandaag = timezone.localdate()
    dagen = {"van": vandaag + timedelta(days=van), "tot": vandaag + timedelta(days=tot)}
    return verdelen.afwezig_melden(gebruiker=collega, waarnemer=waarnemer, door=door or waarnemer, op=nu(), **dagen)


# --- stand-in -----------------------------------------------------------------------------------------------------


def test_the_stand_in_sees_the_work_in_the_name_of_the_colleague(inloggen, loketmedewerker, collega):
    zaak = aanvraag_in(S.IN_CONTROLE, behandelaar=collega)
    client = inloggen(loketmedewerker)
    assert zaak.kenmerk not in client.get(pad("werkvoorraad")).text
    weg(collega, loketmedewerker)
    pagina = client.get(pad("werkvoorraad")).text
    assert zaak.kenmerk in pagina
    assert "jij, namens Karim Aziz" in pagina
    assert "Je neemt waar voor Karim Aziz." in pagina


@pytest.mark.parametrize(("van", "tot"), [(1, 3), (-5, -1)])
def test_before_and_after_it_the_work_is_not_there(inloggen, loketmedewerker, collega, van, tot):
    zaak = aanvraag_in(S.IN_CONTROLE, behandelaar=collega)
    vandaag = timezone.localdate()
    Waarneming.objects.create(
        gebruiker=collega,
        waarnemer=loketmedewerker,
        van=vandaag + timedelta(days=van),
        tot=vandaag + timedelta(days=tot),
    )
    assert zaak.kenmerk not in inloggen(loketmedewerker).get(pad("werkvoorraad")).text


def test_what_the_stand_in_does_names_both_in_the_logbook_and_the_history(inloggen, loketmedewerker, collega):
    zaak = aanvraag_in(S.IN_CONTROLE, behandelaar=collega)
    weg(collega, loketmedewerker)
    behandeling.compleet_verklaren(zaak, door=loketmedewerker, op=nu())
    regel = Logregel.objects.get(actie="compleet_verklaren")
    assert (regel.wie, regel.bijzonderheden["namens"]) == (loketmedewerker.public_id, collega.public_id)
    pagina = inloggen(loketmedewerker).get(pad("behandelen", zaak.public_id), {"tab": "geschiedenis"})
    assert "Marit Hoekstra, namens Karim Aziz" in pagina.text


def test_who_helps_without_standing_in_acts_in_the_own_name(loketmedewerker, collega):
    zaak = aanvraag_in(S.IN_CONTROLE, behandelaar=collega)
    behandeling.compleet_verklaren(zaak, door=loketmedewerker, op=nu())
    assert "namens" not in Logregel.objects.get(actie="compleet_verklaren").bijzonderheden


def test_a_colleague_who_is_away_then_cannot_stand_in(loketmedewerker, collega):
    derde = gebruiker_met(Rol.LOKETMEDEWERKER)
    weg(loketmedewerker, derde)
    with pytest.raises(NietMogelijk, match="is dan zelf ook weg"):
        weg(collega, loketmedewerker)


@pytest.mark.parametrize(
    ("van", "tot", "zin"),
    [(3, 1, "voor de eerste dag"), (-9, -5, "al voorbij"), (0, 400, "hoogstens een jaar"), (2, 5, "al een waarnemer")],
)
def test_days_that_cannot_be_are_refused_with_a_sentence(loketmedewerker, collega, van, tot, zin):
    weg(collega, loketmedewerker, van=1, tot=2)
    with pytest.raises(NietMogelijk, match=zin):
        weg(collega, loketmedewerker, van=van, tot=tot)


def test_nobody_stands_in_for_oneself_and_only_the_desk_does(loketmedewerker, ib):
    for een, ander in ((loketmedewerker, loketmedewerker), (loketmedewerker, ib), (ib, loketmedewerker)):
        with pytest.raises(NietMogelijk):
            weg(een, ander, door=loketmedewerker)


def test_coming_back_early_ends_it_at_once(loketmedewerker, collega):
    rij = weg(collega, loketmedewerker)
    verdelen.afwezigheid_beeindigen(rij, door=collega, op=nu())
    assert not Waarneming.objects.geldig(timezone.localdate()).exists()


def test_the_page_keeps_what_was_typed_when_it_cannot(inloggen, loketmedewerker, collega):
    client = inloggen(loketmedewerker)
    vandaag = timezone.localdate()
    data = {
        "afwezig-gebruiker": collega.public_id,
        "afwezig-waarnemer": collega.public_id,
        "afwezig-van": vandaag.isoformat(),
        "afwezig-tot": vandaag.isoformat(),
    }
    antwoord = client.post(pad("afwezig_melden"), data)
    assert "Kies een ander als waarnemer." in antwoord.text
    assert f'value="{collega.public_id}" selected' in antwoord.text
    data["afwezig-waarnemer"] = loketmedewerker.public_id
    assert client.post(pad("afwezig_melden"), data).url == pad("werkverdeling")
    assert "Nu weg" in client.get(pad("werkverdeling")).text
    client.post(pad("afwezigheid_beeindigen", Waarneming.objects.get().public_id))
    assert "Iedereen is er." in client.get(pad("werkverdeling")).text


# --- rules for new work -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("werkgebied", "soort", "verwacht"),
    [(1, "SO", 1), (1, "SBO", 2), (2, "SO", 3), (2, "SBO", 4), (None, "SO", 3), (None, "VSO", 4)],
)
def test_the_rule_that_says_most_goes_first(werkgebied, soort, verwacht):
    regels = [Regel(4, None, ""), Regel(3, None, "SO"), Regel(2, 1, ""), Regel(1, 1, "SO")]
    assert kies(regels, werkgebied=werkgebied, soort=soort) == verwacht


def test_without_a_rule_that_fits_nobody_is_chosen():
    assert kies([], werkgebied=1, soort="SO") is None
    assert kies([Regel(1, 2, ""), Regel(2, None, "SBO")], werkgebied=1, soort="SO") is None


REGELS = st.lists(
    st.builds(Regel, st.integers(), st.sampled_from([None, 1, 2]), st.sampled_from(["", "SO", "SBO"])), max_size=6
)


@given(REGELS, st.sampled_from([None, 1, 2]), st.sampled_from(["SO", "SBO"]))
def test_what_is_chosen_always_fits_and_the_order_of_the_rules_does_not_matter(regels, werkgebied, soort):
    uniek = {(regel.werkgebied, regel.soort): regel for regel in regels}
    regels = [Regel(nummer, *wat) for nummer, wat in enumerate(uniek)]
    gekozen = kies(regels, werkgebied=werkgebied, soort=soort)
    assert gekozen == kies(regels[::-1], werkgebied=werkgebied, soort=soort)
    passend = [een.sleutel for een in regels if een.werkgebied in (None, werkgebied) and een.soort in ("", soort)]
    assert gekozen in passend if passend else gekozen is None


def test_a_new_aanvraag_comes_to_the_colleague_of_its_werkgebied(loketmedewerker, collega, ib, school):
    swv = InstellingFactory().swv
    gebied = Werkgebied.objects.create(swv=swv, naam="Kreekhaven", code="kreekhaven")
    SchoolDeelname.objects.filter(school=school).update(werkgebied=gebied)
    regel = {"swv": swv, "door": loketmedewerker, "op": nu()}
    verdelen.verdeelregel_maken(werkgebied=gebied, soort="", collega=collega, **regel)
    verdelen.verdeelregel_maken(werkgebied=None, soort="", collega=loketmedewerker, **regel)
    hier, elders = aanvraag_in(S.CONCEPT, school=school, ib=ib), aanvraag_in(S.CONCEPT)
    vandaag = timezone.localdate()
    assert verdelen.behandelaar_voor(hier, vandaag) == collega
    assert verdelen.behandelaar_voor(elders, vandaag) == loketmedewerker
    collega.lidmaatschappen.update(tot=vandaag - timedelta(days=1))
    assert verdelen.behandelaar_voor(hier, vandaag) is None


def test_submitting_applies_the_rules(loketmedewerker, ib, school):
    from kern.bestanden.actions import bewaren
    from loket.actions.aanvraag import bijlage_toevoegen, indienen

    swv = InstellingFactory().swv
    verdelen.verdeelregel_maken(
        swv=swv, werkgebied=None, soort="SO", collega=loketmedewerker, door=loketmedewerker, op=nu()
    )
    concept = aanvraag_in(S.CONCEPT, school=school, ib=ib)
    opp = bewaren(b"%PDF-1.7 opp", soort="application/pdf", op=nu())
    bijlage_toevoegen(concept, door=ib, op=nu(), inhoud=opp, naam="opp.pdf", soort="opp")
    indienen(concept, door=ib, op=nu())
    zaak = Aanvraag.objects.get(pk=concept.pk)
    assert (zaak.status, zaak.behandelaar) == (S.INGEDIEND, loketmedewerker)


def test_the_page_makes_and_removes_a_rule(inloggen, loketmedewerker, collega):
    InstellingFactory()
    client = inloggen(loketmedewerker)
    client.post(pad("verdeelregel_maken"), {"regel-soort": "so", "regel-collega": collega.public_id})
    regel = Verdeelregel.objects.get()
    assert (regel.soort, regel.collega) == ("SO", collega)
    client.post(pad("verdeelregel_maken"), {"regel-soort": "so", "regel-collega": loketmedewerker.public_id})
    assert Verdeelregel.objects.get().collega == loketmedewerker
    client.post(pad("verdeelregel_verwijderen", regel.public_id))
    assert not Verdeelregel.objects.exists()


# --- next ---------------------------------------------------------------------------------------------------------


def test_next_opens_the_following_case_that_waits_for_this_user(inloggen, loketmedewerker, collega):
    eerste = aanvraag_in(S.IN_CONTROLE, behandelaar=loketmedewerker, ingediend=nu() - timedelta(days=30))
    tweede = aanvraag_in(S.COMPLEET, behandelaar=loketmedewerker, ingediend=nu() - timedelta(days=20))
    aanvraag_in(S.IN_ADVIES, behandelaar=loketmedewerker, ingediend=nu() - timedelta(days=25))
    aanvraag_in(S.IN_CONTROLE, behandelaar=collega, ingediend=nu() - timedelta(days=40))
    client = inloggen(loketmedewerker)

    def na(aanvraag):
        return client.get(pad("volgende"), {"na": aanvraag.public_id} if aanvraag else {}).url

    assert na(None) == pad("behandelen", eerste.public_id)
    assert na(eerste) == pad("behandelen", tweede.public_id)
    assert na(tweede) == pad("behandelen", eerste.public_id)
    Aanvraag.objects.filter(pk=tweede.pk).update(status=S.BEKENDGEMAAKT)
    assert na(eerste) == pad("werkvoorraad")


# --- nobody else --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rol", sorted(set(Rol) - {Rol.LOKETMEDEWERKER}))
def test_only_the_desk_sees_or_ends_a_stand_in_a_rule_or_a_shared_view(inloggen, loketmedewerker, collega, rol):
    rij = weg(collega, loketmedewerker)
    regel = verdelen.verdeelregel_maken(
        swv=InstellingFactory().swv, werkgebied=None, soort="", collega=collega, door=loketmedewerker, op=nu()
    )
    weergave = weergave_bewaren(door=loketmedewerker, op=nu(), naam="Van ons", gedeeld=True, vraag="weergave=alles")
    client = inloggen(gebruiker_met(rol))
    ander = gebruiker_met(rol)
    dag = timezone.localdate() + timedelta(days=30)
    plan = {"gebruiker": collega, "waarnemer": loketmedewerker, "van": dag, "tot": dag}
    waar = {"swv": InstellingFactory().swv, "werkgebied": None, "soort": "", "collega": collega}
    for doen in (
        lambda: verdelen.afwezig_melden(**plan, door=ander, op=nu()),
        lambda: verdelen.afwezigheid_beeindigen(rij, door=ander, op=nu()),
        lambda: verdelen.verdeelregel_maken(**waar, door=ander, op=nu()),
        lambda: verdelen.verdeelregel_verwijderen(regel, door=ander, op=nu()),
    ):
        with pytest.raises(NietMogelijk, match="geen rechten"):
            doen()
    for adres in (
        pad("afwezigheid_beeindigen", rij.public_id),
        pad("verdeelregel_verwijderen", regel.public_id),
        pad("weergave_verwijderen", weergave.public_id),
    ):
        assert client.post(adres).status_code == 404, adres
    assert Waarneming.objects.filter(pk=rij.pk, tot=rij.tot).exists()
    assert Verdeelregel.objects.filter(pk=regel.pk).exists()
    assert BewaardeWeergave.objects.filter(pk=weergave.pk).exists()
