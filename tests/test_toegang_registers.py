"""Who reaches the pages without a child: registers, accounts, questions, imports. Every role, every address, both ways.

The rows are real, so that a 404 says that this role may not, and never that there is nothing.
"""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from arrangementen.models import (
    Basisbedrag,
    Basisronde,
    Betaalbestand,
    Boeking,
    Factuur,
    Journaal,
    Pot,
    Potdeel,
    Realisatie,
    Rekening,
    Scenario,
    Verantwoording,
    Verantwoordingstuk,
)
from inrichting.models import Overzetting
from kern.bestanden.actions import bewaren
from kern.gebruikers.models import Lidmaatschap
from kern.gebruikers.rollen import Rol
from loket.actions.besluit import bepalen
from loket.actions.brief import Beslissing
from loket.actions.mandaat import mandaat_geven
from loket.actions.meelezen import meelezen_vragen
from loket.models import Briefbeeld, Briefteksten, Criterialijst, Criterium, DuoVergelijking, Meelezing, Status
from loket.models.werkplek import BewaardeWeergave, Verdeelregel, Waarneming
from monitoring.actions.sleutel import sleutel_maken
from monitoring.models import Onderzoeksset, Verstrekking
from scholen.actions import zorgplicht
from scholen.models import (
    Aanmelding,
    Gemeente,
    Inlezing,
    Instelling,
    Kring,
    Kringbijeenkomst,
    Kringlid,
    Kringstuk,
    Overdracht,
    Plek,
    SwvLogo,
)
from tests.arrangementrijen import arrangement, pot, toegekend
from tests.factories import (
    InstellingFactory,
    LeerlingFactory,
    SchoolFactory,
    aanbod,
    aanvraag_in,
    beslissing,
    gebruiker_met,
    vragenlijst,
)
from tests.monitoringrijen import signaal
from tests.rapportrijen import maandrapport
from tests.test_toegang import EIGEN_TEST, een_weigering, eens_per_test, ingelogd, weigeringen
from tests.toezicht.test_datalek import datalek
from thuiszitters.actions.opgave import opgave_vastleggen
from thuiszitters.actions.protocolbeheer import protocol_wijzigen
from toezicht.actions.vertrek import pakket_vragen
from toezicht.models import Beoordeling, Opruiming, Opruimregel, Vasthouding
from voorlichting.actions.paginas import pagina_maken
from voorlichting.models import Woord

__all__ = ["een_weigering", "eens_per_test", "weigeringen"]
DESK, BEHEER = {Rol.LOKETMEDEWERKER}, {Rol.BEHEERDER}
CIJFERS = {Rol.LOKETMEDEWERKER, Rol.BESLISSER, Rol.ADVISEUR, Rol.CONTROLLER}
STEUNPUNT = DESK | {Rol.ADVISEUR}
RAPPORT = {Rol.LOKETMEDEWERKER, Rol.BESLISSER, Rol.CONTROLLER}
PROGNOSE = {Rol.BESLISSER, Rol.CONTROLLER}
SCHOOL = {Rol.IB, Rol.DIRECTEUR}
ARRANGEMENTEN = SCHOOL | {Rol.LOKETMEDEWERKER, Rol.ADVISEUR, Rol.BESLISSER, Rol.CONTROLLER, Rol.BESTUUR}
CONTROLLER = {Rol.CONTROLLER}
BANK = CONTROLLER | {Rol.BESLISSER}
BUDGET_SWV = CONTROLLER | DESK | {Rol.BESLISSER, Rol.ADVISEUR}
BUDGET = BUDGET_SWV | {Rol.IB, Rol.DIRECTEUR, Rol.BESTUUR}
KERNTEAM = SCHOOL | DESK | {Rol.ADVISEUR, Rol.BESLISSER}
LEDEN = BEHEER | {Rol.DIRECTEUR, Rol.SCHOOLBEHEERDER}


def te_bewaren(school, nu):
    """A list with a file on it, and a child that is held."""
    fg = gebruiker_met(Rol.FG)
    lijst = Opruiming.objects.create(gemaakt_op=nu, peildag=nu.date(), alle=100)
    regel = {"kenmerk": "AV-2020-0001", "soort": "advies", "wortels": [], "reden": "termijn_voorbij"}
    return {
        "opruiming": lijst,
        "opruimregel": Opruimregel.objects.create(opruiming=lijst, **regel, stand="voorstel", bijgewerkt_op=nu),
        "zachte_regel": Opruimregel.objects.create(opruiming=lijst, **regel, stand="zacht", bijgewerkt_op=nu),
        "vasthouding": Vasthouding.objects.create(
            leerling=LeerlingFactory(), reden="Klacht.", gezet_op=nu, gezet_door=fg
        ),
        "beoordeling": Beoordeling.objects.create(dag=nu.date(), soort="veel", wie="x", gemaakt_op=nu),
    }


def kring_met(swv, mensen):
    """A kring with somebody of each role that can be in one, who all plan its meetings, and one more who is in it."""
    nu = timezone.now()
    kring = Kring.objects.create(swv=swv, naam="Kring Noord", doel="Samen.", begonnen_op=nu)
    leden = [Lidmaatschap.objects.get(gebruiker=mensen[rol]) for rol in IN_KRING]
    leden.append(Lidmaatschap.objects.get(gebruiker=gebruiker_met(Rol.ADVISEUR)))
    for lid in leden:
        kringlid = Kringlid.objects.create(kring=kring, lidmaatschap=lid, trekker=True, begonnen_op=nu)
    wie = mensen[Rol.ADVISEUR]
    plek = {"begin": nu, "einde": nu + timedelta(hours=1), "plek": "Hier", "agenda": "Praten."}
    inhoud = bewaren(b"%PDF-1.4 kring", soort="application/pdf", op=nu)
    stuk = {"titel": "Plan", "naam": "plan.pdf", "inhoud": inhoud, "toegevoegd_op": nu, "toegevoegd_door": wie}
    return {
        "kring": kring,
        "kringlid": kringlid,
        "kringbijeenkomst": Kringbijeenkomst.objects.create(kring=kring, gepland_op=nu, gepland_door=wie, **plek),
        "kringstuk": Kringstuk.objects.create(kring=kring, **stuk),
    }


@dataclass(frozen=True)
class Register:
    """One address: which roles may come, what stands in it, and whether it only takes a POST."""

    mag: frozenset
    delen: tuple[str, ...] = ()
    alleen_post: bool = False


def r(mag, *delen, alleen_post=False):
    return Register(frozenset(mag), delen, alleen_post)


IN_KRING = ARRANGEMENTEN - {Rol.CONTROLLER}
LIJST = ("code", "alle")
REGISTERS = {
    "scholen:kringen": r(BEHEER | IN_KRING),
    "scholen:kring_nieuw": r(BEHEER),
    "scholen:kring": r(BEHEER | IN_KRING, "kring"),
    "scholen:kring_wijzigen": r(BEHEER, "kring"),
    "scholen:kring_plannen": r(IN_KRING, "kring"),
    "scholen:kringbijeenkomst": r(IN_KRING, "kringbijeenkomst"),
    "scholen:kringbijeenkomst_afzeggen": r(IN_KRING, "kringbijeenkomst", alleen_post=True),
    "scholen:kringverslag_weg": r(IN_KRING, "kringbijeenkomst", alleen_post=True),
    "scholen:kringstuk": r(IN_KRING, "kringstuk"),
    "scholen:kringstuk_weg": r(IN_KRING, "kringstuk", alleen_post=True),
    "scholen:kringlid_einde": r(BEHEER | IN_KRING, "kringlid", alleen_post=True),
    "scholen:kring_sluiten": r(BEHEER, "kring", alleen_post=True),
    "loket:gezinsvragen": r(DESK | {Rol.IB, Rol.DIRECTEUR, Rol.ADVISEUR}),
    "loket:privacyverzoeken": r(DESK),
    "loket:terugblik": r(DESK),
    "loket:signalen": r(STEUNPUNT),
    "loket:signaal_nieuw": r(STEUNPUNT),
    "loket:signaal": r(STEUNPUNT, "signaal"),
    "loket:soorten": r(BEHEER),
    "loket:soorten_wijzigen": r(BEHEER, "code"),
    "loket:vragen": r(BEHEER),
    "loket:vragenlijst": r(BEHEER, *LIJST),
    "loket:vraag_nieuw": r(BEHEER, *LIJST),
    "loket:vraag_wijzigen": r(BEHEER, *LIJST, "s1"),
    "loket:vraag_verplaatsen": r(BEHEER, *LIJST, "s1", alleen_post=True),
    "loket:vraag_verwijderen": r(BEHEER, *LIJST, "s1", alleen_post=True),
    "loket:vragenlijst_publiceren": r(BEHEER, *LIJST),
    "loket:vragenlijst_voorbeeld": r(BEHEER, *LIJST, "1"),
    "loket:concept_weggooien": r(BEHEER, *LIJST, alleen_post=True),
    "loket:briefteksten_alle": r(BEHEER),
    "loket:briefteksten": r(BEHEER, "code"),
    "loket:brieftekst": r(BEHEER, "code", "slot", "alle"),
    "loket:briefbeeld": r(BEHEER, "code", "logo"),
    "loket:briefbeeld_tonen": r(Rol, "afdruk"),
    "loket:briefteksten_publiceren": r(BEHEER, "code"),
    "loket:briefteksten_versie": r(BEHEER, "code", "1"),
    "loket:briefteksten_zaak": r(BEHEER, "code", "1"),
    "loket:briefteksten_voorbeeld": r(BEHEER, "code", "1", "verdaging-ouder"),
    "loket:briefbeeld_weg": r(BEHEER, "code", "logo", alleen_post=True),
    "loket:briefteksten_weggooien": r(BEHEER, "code", alleen_post=True),
    "loket:criterialijsten": r(BEHEER),
    "loket:criterialijst": r(BEHEER, "lijst"),
    "loket:criterium_nieuw": r(BEHEER, "lijst"),
    "loket:criterium": r(BEHEER, "lijst", "criterium"),
    "loket:criterium_weghalen": r(BEHEER, "lijst", "criterium", alleen_post=True),
    "loket:criterialijst_vaststellen": r(BEHEER, "lijst", alleen_post=True),
    "loket:mandaten": r(BEHEER),
    "loket:mandaat_nieuw": r(BEHEER),
    "loket:mandaat": r(BEHEER, "mandaat"),
    "loket:schoolopvolger": r(BEHEER),
    "arrangementen:aanbod_beheer": r(BEHEER),
    "arrangementen:aanbod_nieuw": r(BEHEER),
    "arrangementen:tarieven": r(BEHEER),
    "arrangementen:aanbod_een": r(BEHEER, "aanbod"),
    "arrangementen:aanbod_wijzigen": r(BEHEER, "aanbod"),
    "arrangementen:arrangementen": r(ARRANGEMENTEN),
    "arrangementen:arrangement_aanvragen": r({Rol.IB, Rol.DIRECTEUR}, "aanbod"),
    "arrangementen:arrangement": r(ARRANGEMENTEN, "arrangement"),
    "arrangementen:arrangement_beoordelen": r({Rol.BESLISSER, Rol.ADVISEUR}, "arrangement"),
    "arrangementen:arrangement_stoppen": r(SCHOOL | {Rol.BESLISSER, Rol.ADVISEUR}, "arrangement"),
    "arrangementen:arrangement_wijzigen": r(SCHOOL | {Rol.BESLISSER, Rol.ADVISEUR}, "arrangement"),
    "arrangementen:arrangementen_vertrokken": r({Rol.BESLISSER, Rol.ADVISEUR}),
    "arrangementen:arrangementen_excel": r(ARRANGEMENTEN),
    "arrangementen:vertrokken_excel": r({Rol.BESLISSER, Rol.ADVISEUR}),
    "arrangementen:voorzieningen_excel": r(SCHOOL | DESK | {Rol.BESLISSER, Rol.ADVISEUR}),
    "arrangementen:voorziening_excel": r(SCHOOL | DESK | {Rol.BESLISSER, Rol.ADVISEUR}, "voorziening"),
    "arrangementen:materiaal": r(SCHOOL | DESK | {Rol.BESLISSER, Rol.ADVISEUR}),
    "arrangementen:materiaal_excel": r(SCHOOL | DESK | {Rol.BESLISSER, Rol.ADVISEUR}),
    "arrangementen:voorzieningen": r(SCHOOL | DESK | {Rol.BESLISSER, Rol.ADVISEUR}),
    "arrangementen:voorziening": r(SCHOOL | DESK | {Rol.BESLISSER, Rol.ADVISEUR}, "voorziening"),
    "arrangementen:normbedragen": r(PROGNOSE),
    "arrangementen:prognose": r(PROGNOSE),
    "arrangementen:prognose_excel": r(PROGNOSE),
    "arrangementen:scenarios": r(PROGNOSE),
    "arrangementen:scenarios_excel": r(PROGNOSE),
    "arrangementen:scenario_nieuw": r(PROGNOSE),
    "arrangementen:scenario": r(PROGNOSE, "scenario"),
    "arrangementen:scenario_weggooien": r(PROGNOSE, "scenario", alleen_post=True),
    "arrangementen:normbedragen_jaar": r(PROGNOSE, "jaar"),
    "arrangementen:budgetten": r(BUDGET),
    "arrangementen:budgetten_excel": r(BUDGET),
    "arrangementen:budget_besturen": r(BUDGET),
    "arrangementen:budget_bestuur": r(BUDGET, "bestuur"),
    "arrangementen:budget_werkgebieden": r(BUDGET),
    "arrangementen:budget": r(BUDGET_SWV, "pot"),
    "arrangementen:boekingen": r(BUDGET_SWV, "pot"),
    "arrangementen:boekingen_excel": r(BUDGET_SWV, "pot"),
    "arrangementen:potdeel": r(BUDGET, "potdeel"),
    "arrangementen:budget_beslissing": r(BUDGET, "arrangement"),
    "arrangementen:budget_nieuw": r(CONTROLLER),
    "arrangementen:budget_wijzigen": r(CONTROLLER, "pot"),
    "arrangementen:arrangement_betalen": r(CONTROLLER, "arrangement"),
    "arrangementen:facturen": r(CONTROLLER),
    "arrangementen:facturen_excel": r(CONTROLLER),
    "arrangementen:besturen_excel": r(BUDGET),
    "arrangementen:werkgebieden_excel": r(BUDGET),
    "arrangementen:verantwoordingen_excel": r(CONTROLLER),
    "arrangementen:factuur_nieuw": r(CONTROLLER),
    "arrangementen:factuur": r(CONTROLLER, "factuur"),
    "arrangementen:boekhouding": r(CONTROLLER),
    "arrangementen:journaal": r(CONTROLLER, "journaal", "csv"),
    "arrangementen:realisatie": r(CONTROLLER, "realisatie"),
    "arrangementen:jaareinde": r(CONTROLLER),
    "arrangementen:jaareinde_excel": r(CONTROLLER),
    "arrangementen:betaalbestanden": r(BANK),
    "arrangementen:betaalbestanden_excel": r(BANK),
    "arrangementen:rekeningen_excel": r(BANK),
    "arrangementen:bestuur_excel": r(BUDGET, "bestuur"),
    "arrangementen:verantwoordtaken_excel": r(SCHOOL),
    "arrangementen:betaalbestand_nieuw": r(CONTROLLER),
    "arrangementen:betaling_buitenom": r(CONTROLLER),
    "arrangementen:betaalbestand": r(BANK, "betaalbestand"),
    "arrangementen:betaalbestand_goedkeuren": r(BANK, "betaalbestand", alleen_post=True),
    "arrangementen:betaalbestand_ophalen": r(BANK, "betaalbestand", alleen_post=True),
    "arrangementen:rekeningen": r(BANK),
    "arrangementen:rekening_nieuw": r(CONTROLLER),
    "arrangementen:rekening": r(BANK, "rekening"),
    "arrangementen:basis": r(CONTROLLER, "pot"),
    "arrangementen:basis_betalen": r(CONTROLLER, "basisbedrag"),
    "arrangementen:boeking_corrigeren": r(CONTROLLER, "boeking"),
    "arrangementen:basis_bestuur": r(BUDGET, "pot", "bestuur"),
    "arrangementen:verantwoordtaken": r(SCHOOL),
    "arrangementen:verantwoord": r(SCHOOL, "potdeel", "deeljaar"),
    "arrangementen:verantwoordingen": r(CONTROLLER),
    "arrangementen:verantwoording": r(CONTROLLER | SCHOOL, "verantwoording"),
    "arrangementen:verantwoordingstuk": r(CONTROLLER | SCHOOL, "stuk"),
    "loket:vertalingen": r(BEHEER),
    "loket:vertaling": r(BEHEER, "ar"),
    "loket:duo_uitkomst": r(DESK, "duo"),
    "loket:duo_excel": r(DESK, "duo"),
    "loket:weergave_verwijderen": r(DESK, "weergave", alleen_post=True),
    "loket:afwezigheid_beeindigen": r(DESK, "waarneming", alleen_post=True),
    "loket:verdeelregel_verwijderen": r(DESK, "verdeelregel", alleen_post=True),
    "loket:meelezen": r({Rol.BESLISSER}, "meelezing"),
    "loket:meelezen_brief": r({Rol.BESLISSER}, "meelezing", "1"),
    "monitoring:overzicht": r(CIJFERS),
    "monitoring:scholen": r(SCHOOL | {Rol.BESTUUR}),
    "monitoring:scholen_excel": r(SCHOOL | {Rol.BESTUUR}),
    "monitoring:gemeente": r({Rol.GEMEENTE}),
    "monitoring:gemeente_excel": r({Rol.GEMEENTE}),
    "monitoring:aanvragen": r(CIJFERS),
    "monitoring:aanvragen_excel": r(CIJFERS),
    "monitoring:aanvragen_rijen": r(CIJFERS, "ontvangen"),
    "monitoring:weergave": r(CIJFERS),
    "monitoring:getal": r(CIJFERS, "aanvragen", "aanvragen", "ontvangen", "0"),
    "monitoring:ondersteuning": r(CIJFERS),
    "monitoring:ondersteuning_excel": r(CIJFERS),
    "monitoring:ondersteuning_rijen": r(CIJFERS, "besloten"),
    "monitoring:school": r(CIJFERS, "brin6"),
    "monitoring:op_tijd": r(CIJFERS),
    "monitoring:op_tijd_excel": r(CIJFERS),
    "monitoring:op_tijd_rijen": r(CIJFERS, "besloten"),
    "monitoring:rapporten": r(RAPPORT | SCHOOL | {Rol.BESTUUR, Rol.GEMEENTE}),
    "monitoring:rapportsoort": r(RAPPORT, "maandrapport"),
    "monitoring:rapport": r(RAPPORT, "rapport"),
    "monitoring:rapport_sinds": r(RAPPORT, "rapport"),
    "monitoring:rapport_rijen": r(RAPPORT, "rapport", "aanvragen", "0", "0"),
    "monitoring:rapport_bestand": r(RAPPORT, "rapport", "csv"),
    "toezicht:verwerkingsregister": r(BEHEER | {Rol.FG}),
    "toezicht:verwerkingsregister_excel": r(BEHEER | {Rol.FG}),
    "toezicht:verwerkingsregister_csv": r(BEHEER | {Rol.FG}),
    "toezicht:datalekken": r(BEHEER | {Rol.FG}),
    "toezicht:datalekken_excel": r(BEHEER | {Rol.FG}),
    "toezicht:datalek_nieuw": r(BEHEER | {Rol.FG}),
    "toezicht:datalek": r(BEHEER | {Rol.FG}, "datalek"),
    "toezicht:datalek_stap": r(BEHEER | {Rol.FG}, "datalek", "maatregel"),
    "toezicht:vertrekpakketten": r(BEHEER | {Rol.FG}),
    "toezicht:vertrekpakket": r(BEHEER | {Rol.FG}, "vertrekpakket"),
    "toezicht:vertrekpakket_ophalen": r(BEHEER, "vertrekpakket", alleen_post=True),
    "toezicht:bewaren": r(BEHEER | {Rol.FG}),
    "toezicht:bewaarlijst_maken": r(BEHEER, alleen_post=True),
    "toezicht:bewaarlijst": r({Rol.FG}, "opruiming"),
    "toezicht:bewaren_laten_staan": r({Rol.FG}, "opruimregel"),
    "toezicht:vasthouden": r(DESK),
    "toezicht:binnenkort_weg": r(DESK),
    "toezicht:bewaren_regel_vasthouden": r(DESK, "zachte_regel"),
    "toezicht:toezicht": r({Rol.FG}),
    "toezicht:beoordeling": r({Rol.FG}, "beoordeling"),
    "toezicht:noodtoegang": r(BEHEER | {Rol.ADVISEUR}),
    "toezicht:logboek": r({Rol.FG}),
    "toezicht:logboek_excel": r({Rol.FG}),
    "toezicht:vasthouden_opheffen": r({Rol.FG}, "vasthouding"),
    "monitoring:vergelijkcijfers": r(BEHEER),
    "monitoring:vergelijkcijfers_voorbeeld": r(BEHEER),
    "monitoring:woonplaatsen": r(BEHEER),
    "monitoring:woonplaatsen_voorbeeld": r(BEHEER),
    "monitoring:onderzoek": r(RAPPORT),
    "monitoring:onderzoek_bestand": r(RAPPORT, "verstrekking"),
    "monitoring:sleutels": r(BEHEER),
    "monitoring:sleutel_nieuw": r(BEHEER),
    "monitoring:sleutel": r(BEHEER, "apisleutel"),
    "monitoring:geld": r(CIJFERS),
    "monitoring:geld_excel": r(CIJFERS),
    "monitoring:geld_rijen": r(CIJFERS, "toegekend"),
    "monitoring:thuiszitters": r(DESK | {Rol.BESLISSER}),
    "monitoring:thuiszitters_excel": r(DESK | {Rol.BESLISSER}),
    "monitoring:thuiszitters_rijen": r(DESK | {Rol.BESLISSER}, "nu"),
    "monitoring:bezwaar": r(CIJFERS),
    "monitoring:bezwaar_excel": r(CIJFERS),
    "monitoring:bezwaar_rijen": r(CIJFERS, "ontvangen"),
    "monitoring:kaart": r(CIJFERS),
    "monitoring:steunpunt": r(CIJFERS),
    "monitoring:steunpunt_excel": r(CIJFERS),
    "monitoring:steunpunt_rijen": r(STEUNPUNT),
    "monitoring:gehoord_rijen": r(CIJFERS, "gehoord"),
    "scholen:beheer": r(LEDEN),
    "inrichting:nieuw": r(BEHEER),
    "inrichting:schooljaar": r(BEHEER | {Rol.CONTROLLER}),
    "inrichting:schooljaar_van": r(BEHEER | {Rol.CONTROLLER}, "code"),
    "inrichting:overzetten": r(BEHEER),
    "inrichting:meenemen": r(BEHEER, "code"),
    "inrichting:overzetting": r(BEHEER, "overzetting"),
    "scholen:huisstijl": r(BEHEER),
    "scholen:huisstijl_kleuren": r(BEHEER),
    "scholen:logo": r(BEHEER, "code"),
    "scholen:logo_tonen": r(Rol, "swvlogo"),
    "scholen:contactgegevens": r(BEHEER),
    "scholen:gegevens_van": r(BEHEER, "huisstijl", "code"),
    "scholen:versie_intrekken": r(BEHEER, "gepland", alleen_post=True),
    "scholen:werkgebieden": r(BEHEER),
    "scholen:werkgebied": r(BEHEER, "werkgebied"),
    "scholen:werkgebied_weg": r(BEHEER, "werkgebied", alleen_post=True),
    "scholen:instellingen": r(BEHEER),
    "scholen:mails": r(BEHEER),
    "scholen:mail": r(BEHEER, "code", "herinnering"),
    "scholen:instelling_groep": r(BEHEER, "code", "termijnen"),
    "thuiszitters:opgave": r(DESK | {Rol.BESLISSER}),
    "thuiszitters:opgaven": r(DESK | {Rol.BESLISSER}),
    "thuiszitters:opgave_vast": r(DESK | {Rol.BESLISSER}, "opgave"),
    "thuiszitters:opgave_bestand": r(DESK | {Rol.BESLISSER}, "opgave"),
    "thuiszitters:kernteam": r(KERNTEAM, "brin6"),
    "thuiszitters:protocollen": r(BEHEER),
    "thuiszitters:protocol_beheer": r(BEHEER, "code"),
    "thuiszitters:protocol_naam": r(BEHEER, "code"),
    "thuiszitters:protocol_publiceren": r(BEHEER, "code"),
    "thuiszitters:protocol_weggooien": r(BEHEER, "code", alleen_post=True),
    "thuiszitters:protocol_versie": r(BEHEER, "code", "1"),
    "thuiszitters:protocolstap_nieuw": r(BEHEER, "code"),
    "thuiszitters:protocolstap": r(BEHEER, "code", "sleutel"),
    "thuiszitters:protocolstap_verplaatsen": r(BEHEER, "code", "sleutel", alleen_post=True),
    "thuiszitters:protocolstap_verwijderen": r(BEHEER, "code", "sleutel", alleen_post=True),
    "voorlichting:aanbod_overzicht": r(CIJFERS),
    "voorlichting:schoolprofiel": r({Rol.IB, Rol.DIRECTEUR}, "brin6"),
    "voorlichting:schoolaanbod": r({Rol.IB, Rol.DIRECTEUR}, "brin6"),
    "voorlichting:basischeck": r({Rol.IB, Rol.DIRECTEUR}, "brin6"),
    "voorlichting:basisevaluatie": r({Rol.IB, Rol.DIRECTEUR}, "brin6"),
    "voorlichting:paginas": r(BEHEER),
    "voorlichting:woorden_beheer": r(BEHEER),
    "voorlichting:woord": r(BEHEER, "woord"),
    "voorlichting:woord_weghalen": r(BEHEER, "woord", alleen_post=True),
    "voorlichting:pagina_nieuw": r(BEHEER),
    "voorlichting:pagina_beheer": r(BEHEER, "pagina"),
    "voorlichting:pagina_schrijven": r(BEHEER, "pagina"),
    "voorlichting:pagina_versie": r(BEHEER, "pagina", "1"),
    "voorlichting:pagina_weggooien": r(BEHEER, "pagina", alleen_post=True),
    "voorlichting:pagina_intrekken": r(BEHEER, "pagina", alleen_post=True),
    "voorlichting:pagina_terugzetten": r(BEHEER, "pagina", alleen_post=True),
    "scholen:leden": r(LEDEN | DESK),
    "scholen:tweede_stap": r(LEDEN | DESK, "lid"),
    "scholen:lid_uitnodigen": r(LEDEN),
    "scholen:lid_vrijgeven": r(BEHEER, "lid", alleen_post=True),
    "scholen:nakijken": r(LEDEN),
    "scholen:nakijken_lijst": r(LEDEN, "brin6"),
    "scholen:lid_beeindigen": r(LEDEN, "lid"),
    "scholen:lid_nakijken": r(LEDEN, "lid", alleen_post=True),
    "scholen:importeren": r(BEHEER),
    "scholen:inlezing": r(BEHEER, "inlezing"),
    "scholen:overdracht": r({Rol.IB, Rol.DIRECTEUR}, "overdracht"),
}


@dataclass
class Rijen:
    """The people, one in each role, and the rows that the addresses name."""

    mensen: dict
    delen: dict


@pytest.fixture
def rijen(db):
    school, nu, dag = SchoolFactory(), timezone.now(), timezone.localdate()
    swv = InstellingFactory().swv
    op_school = {Rol.IB, Rol.DIRECTEUR, Rol.SCHOOLBEHEERDER}
    mensen = {rol: gebruiker_met(rol, school=school) if rol in op_school else gebruiker_met(rol) for rol in Rol}
    gemeente = Gemeente.objects.create(code="0518", naam="Zandwerven")
    Plek.objects.create(lidmaatschap=mensen[Rol.GEMEENTE].lidmaatschappen.get(), gemeente=gemeente)
    loket, beslisser, beheerder = (mensen[rol] for rol in (Rol.LOKETMEDEWERKER, Rol.BESLISSER, Rol.BEHEERDER))
    vragenlijst({"tekst": "Een?"})
    vragenlijst({"tekst": "Een, maar anders?"}, versie=2, publiceren=False)
    teksten = Briefteksten.objects.create(swv=swv, versie=1)
    logo = {"tekst": "Logo", "mime": "image/png", "gegevens": b"x", "afdruk": "a" * 22}
    Briefbeeld.objects.create(teksten=teksten, soort="logo", **logo)
    SwvLogo.objects.create(afdruk="b" * 22, mime="image/png", gegevens=b"x")
    lijst = Criterialijst.objects.create(swv=swv, plan="2025-2029", versie=1)
    meelezing_vragen(loket, beslisser)
    soort = {"nummer": "2026-01", "functie": "teamleider", "soorten": ["SO"], "van": dag}
    tussen = {"van": dag, "tot": dag + timedelta(days=3)}
    leeg = {"bekostigd": [], "niet_gevonden": [], "niet_uitgegeven": [], "buiten_de_periode": []}
    delen = {
        "lijst": lijst,
        "criterium": Criterium.objects.create(lijst=lijst, soort="SO", code="A1", tekst="Structuur."),
        "mandaat": mandaat_geven(door=beheerder, op=nu, swv=swv, gebruiker=beslisser, **soort),
        "aanbod": aanbod(),
        "scenario": Scenario.objects.create(swv=swv, naam="Klas erbij", bewaard_op=nu),
        "voorziening": aanbod("plek", vorm="plaats", eenheid="plaats", functie="", plaatsen=2),
        "arrangement": arrangement_van(school, mensen),
        **boekhouding_van(swv, mensen[Rol.CONTROLLER]),
        **bank_van(swv, mensen[Rol.CONTROLLER]),
        **verantwoord_door(school, mensen[Rol.IB]),
        "pot": Pot.objects.get(),
        "boeking": Boeking.objects.order_by("pk").first(),
        "potdeel": Potdeel.objects.get(),
        "bestuur": school.bestuur,
        "duo": DuoVergelijking.objects.create(
            swv=swv, peildatum=dag, soorten=["SO"], regels=1, overgeslagen=0, created_at=nu, door=loket, **leeg
        ),
        "weergave": BewaardeWeergave.objects.create(naam="Van ons", eigenaar=loket, vraag="soort=so", created_at=nu),
        "waarneming": Waarneming.objects.create(
            gebruiker=loket, waarnemer=gebruiker_met(Rol.LOKETMEDEWERKER), **tussen
        ),
        "verdeelregel": Verdeelregel.objects.create(swv=swv, collega=loket),
        "meelezing": Meelezing.objects.get(),
        "lid": Lidmaatschap.objects.get(gebruiker=mensen[Rol.IB]),
        "inlezing": Inlezing.objects.create(door=beheerder, created_at=nu),
        "overdracht": overdracht_aan(school),
        **te_bewaren(school, nu),
        "vertrekpakket": pakket_vragen(door=beheerder, op=nu, reden="Wij stappen over."),
        "datalek": datalek(door=beheerder, op=nu),
        **kring_met(swv, mensen),
        "rapport": maandrapport(swv, loket),
        "signaal": signaal(swv, loket),
        "verstrekking": onderzoek_van(swv, loket),
        "apisleutel": sleutel_maken(door=beheerder, op=nu, swv=swv, naam="Proef", tot=dag, wie=swv)[0],
        "pagina": pagina_maken(swv, door=beheerder, op=nu, rubriek="ouders", slug="hulp", taal="nl", titel="Hulp"),
        "overzetting": overzetting_van(beheerder),
        "gepland": Instelling.objects.get(swv=swv),
        "werkgebied": swv.werkgebieden.create(naam="Noord", code="noord"),
        "woord": Woord.objects.create(swv=swv, woord="kring", uitleg="Scholen die samen praten."),
        "opgave": opgave_vastleggen(swv, door=loket, op=nu, dag=dag, vorige=dag - timedelta(days=90)),
    }
    proef = {"naam": "Proef", "stil_na_dagen": 9}
    publiek = {naam: rij.public_id for naam, rij in delen.items()}
    return Rijen(
        mensen,
        publiek
        | {
            "code": swv.code.lower(),
            "brin6": school.brin6,
            "csv": "csv",
            "ontvangen": "ontvangen",
            "aanvragen": "aanvragen",
            "0": "0",
            "besloten": "besloten",
            "toegekend": "toegekend",
            "nu": "nu",
            "gehoord": "gehoord",
            "maandrapport": "maandrapport",
            "deeljaar": "jaar",
            "alle": "alle",
            "maatregel": "maatregel",
            "termijnen": "termijnen",
            "huisstijl": "huisstijl",
            "s1": "s1",
            "sleutel": protocol_wijzigen(swv, door=beheerder, op=nu, **proef).stappen.first().sleutel,
            "1": 1,
            "jaar": dag.year,
            "ar": "ar",
            "slot": "slot",
            "logo": "logo",
            "herinnering": "herinnering",
            "afdruk": "a" * 22,
            "swvlogo": "b" * 22,
            "verdaging-ouder": "verdaging-ouder",
        },
    )


def overzetting_van(beheerder):
    """A file of settings that was taken over: it only says so."""
    nu = timezone.now()
    velden = {"code": "PO2815", "bestand": "x.json", "gemaakt_op": timezone.localdate(), "inhoud": {}}
    return Overzetting.objects.create(door=beheerder, created_at=nu, overgenomen_op=nu, **velden)


def arrangement_van(school, mensen):
    """Support that was granted, at a school of the board that the member of a board works for."""
    lid = Lidmaatschap.objects.get(gebruiker=mensen[Rol.BESTUUR])
    Plek.objects.create(lidmaatschap=lid, bestuur=school.bestuur)
    pot("1000")
    return toegekend(arrangement(school=school, ib=mensen[Rol.IB]), door=mensen[Rol.BESLISSER])


def boekhouding_van(swv, controller):
    """An invoice, a journaal and a file of the bookkeeping, as bare rows."""
    nu, dag = timezone.now(), timezone.localdate()
    periode = {"swv": swv, "van": dag, "tot": dag}
    factuur = {"soort": "factuur", "leverancier": "Zorg", "nummer": "1", "datum": dag, "bedrag": 5}
    return {
        "factuur": Factuur.objects.create(swv=swv, vastgelegd_op=nu, vastgelegd_door=controller, **factuur),
        "journaal": Journaal.objects.create(
            nummer=1, regels_aantal=0, bedrag=0, gemaakt_op=nu, gemaakt_door=controller, **periode
        ),
        "realisatie": Realisatie.objects.create(
            bestand="x.csv", sha256="a", gelezen_op=nu, gelezen_door=controller, **periode
        ),
    }


def onderzoek_van(swv, door):
    """A set for research that somebody got, as bare rows."""
    nu = timezone.now()
    inhoud = bewaren(b"PK", soort="application/zip", op=nu)
    rij = Onderzoeksset.objects.create(swv=swv, schooljaar=2024, inhoud=inhoud, gevraagd_op=nu, gemaakt_op=nu)
    wie = {"ontvanger": "Universiteit", "doel": "Onderzoek."}
    return Verstrekking.objects.create(set=rij, gegeven_op=nu, gegeven_door=door, **wie)


def bank_van(swv, controller):
    """An account and a payment file that wait for a second person, where payment files are made."""
    Instelling.objects.update(betaalbestand=True)
    nu, dag = timezone.now(), timezone.localdate()
    nummer = {"iban": "NL91ABNA0417164300", "tenaamstelling": "SWV", "vanaf": dag, "bron": "Brief."}
    rekening = Rekening.objects.create(swv=swv, ingevoerd_op=nu, ingevoerd_door=controller, **nummer)
    geld = {"nummer": 1, "bericht_id": "PO2815-1", "uitvoeren_op": dag, "regels_aantal": 1, "bedrag": 5}
    bestand = Betaalbestand.objects.create(swv=swv, rekening=rekening, gemaakt_op=nu, gemaakt_door=controller, **geld)
    return {"rekening": rekening, "betaalbestand": bestand}


def verantwoord_door(school, ib):
    """What a school accounted for, with a receipt, and its basisondersteuning: bare rows."""
    nu = timezone.now()
    woorden = {"waaraan": "Uren.", "effect": "Rust.", "te_verantwoorden": 5, "besteed": 5, "schooljaar": 2026}
    rij = Verantwoording.objects.create(
        swv=InstellingFactory().swv, school=school, ingediend_op=nu, ingediend_door=ib, **woorden
    )
    vast = {"vaste_voet": 1, "per_leerling": 1, "teldatum": timezone.localdate(nu), "geboekt_op": nu}
    ronde = Basisronde.objects.create(pot=Pot.objects.get(), **vast)
    basis = Basisbedrag.objects.create(ronde=ronde, school=school, bestuur=school.bestuur, leerlingen=1, bedrag=2)
    inhoud = bewaren(b"%PDF-1.4 bon", soort="application/pdf", op=nu)
    return {
        "verantwoording": rij,
        "basisbedrag": basis,
        "stuk": Verantwoordingstuk.objects.create(verantwoording=rij, inhoud=inhoud, naam="bon.pdf"),
    }


def meelezing_vragen(door, aan):
    aanvraag = aanvraag_in(Status.BESLUIT_VOORBEREIDEN)
    keuze = bepalen(aanvraag, Beslissing(**beslissing(aanvraag)))
    beslisser = gebruiker_met(Rol.BESLISSER)
    meelezen_vragen(aanvraag, door=beslisser, op=timezone.now(), aan=aan, beslissing=keuze)


def overdracht_aan(school):
    """What the last school handed over when it found a place at this one."""
    vorige, dag = SchoolFactory(), timezone.localdate()
    ib = gebruiker_met(Rol.IB, school=vorige)
    nu = {"door": ib, "op": timezone.now()}
    aanmelding = Aanmelding.objects.create(leerling=LeerlingFactory(), school=vorige, ontvangen_op=dag)
    zorgplicht.andere_school(aanmelding, school=school, bereid=True, overdracht="Een rustige plek.", **nu)
    return Overdracht.objects.get()


@pytest.mark.lang
@pytest.mark.usefixtures("een_weigering")
def test_of_every_register_each_role_reaches_what_it_may_and_nothing_else(rijen):
    mis = []
    for rol, wie in rijen.mensen.items():
        client = ingelogd(wie)
        for naam, een in REGISTERS.items():
            pad = reverse(naam, args=[rijen.delen[deel] for deel in een.delen])
            kijken = client.get(pad).status_code
            goed = {405} if een.alleen_post else {200} if rol in een.mag else {404}
            mis += [(naam, str(rol), "GET", kijken)] if kijken not in goed else []
            if rol not in een.mag and (doen := client.post(pad, {}).status_code) not in (404, 405):
                mis.append((naam, str(rol), "POST", doen))
    assert mis == []


def test_who_may_is_not_turned_away_from_the_buttons(rijen):
    """Last, for these take the rows away: a POST of who may is no 404."""
    mis = []
    for naam, een in REGISTERS.items():
        if een.alleen_post and naam != "scholen:lid_nakijken":
            rol = sorted(een.mag)[0]
            pad = reverse(naam, args=[rijen.delen[deel] for deel in een.delen])
            mis += [naam] if ingelogd(rijen.mensen[rol]).post(pad, {}).status_code != 302 else []
    assert mis == []


@pytest.mark.parametrize(
    "naam", ["beveiligen", "geen_dossier", "sessie_verlengen", "sessie_stand", "weer_ingelogd", "sneltoetsen"]
)
def test_the_own_account_asks_who_you_are(db, client, naam):
    assert naam in {een.rpartition(":")[2] for een in EIGEN_TEST}
    pad = reverse(f"gebruikers:{naam}")
    for antwoord in (client.get(pad), client.post(pad)):
        assert antwoord.status_code in (302, 401, 405), naam
        assert antwoord.status_code != 302 or antwoord.url.startswith("/account/login/")
