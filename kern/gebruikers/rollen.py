"""Roles and what each may do at most (R-ACC, table 1.2). The database only says who has which role where."""

from django.db.models import TextChoices


class Rol(TextChoices):
    IB = "ib", "intern begeleider"
    DIRECTEUR = "directeur", "schooldirecteur"
    SCHOOLBEHEERDER = "schoolbeheerder", "beheerder van de school"
    BESTUUR = "bestuur", "schoolbestuur"
    LOKETMEDEWERKER = "loketmedewerker", "loketmedewerker"
    ADVISEUR = "adviseur", "adviseur passend onderwijs"
    DESKUNDIGE = "deskundige", "deskundige"
    BESLISSER = "beslisser", "beslisser"
    BEZWAARBEHANDELAAR = "bezwaarbehandelaar", "bezwaarbehandelaar"
    BEZWAARCOMMISSIE = "bezwaarcommissie", "lid van de bezwaaradviescommissie"
    CONTROLLER = "controller", "controller"
    BEHEERDER = "beheerder", "functioneel beheerder"
    FG = "fg", "functionaris gegevensbescherming"
    LEERPLICHT = "leerplicht", "leerplichtambtenaar"
    PARTNER = "partner", "partner in jeugdhulp of zorg"
    GEMEENTE = "gemeente", "beleidsmedewerker van de gemeente"
    OUDER = "ouder", "ouder of verzorger"
    LEERLING = "leerling", "leerling"
    HELPER = "helper", "helper van ouder of leerling"


class Permissie(TextChoices):
    AANVRAAG_SCHRIJVEN = "aanvraag_schrijven", "een aanvraag schrijven en wijzigen"
    AANVRAAG_INDIENEN = "aanvraag_indienen", "een aanvraag indienen, aanvullen en intrekken"
    AANVRAAG_CONTROLEREN = "aanvraag_controleren", "controleren, aanvulling vragen en deskundigen vragen"
    CONSULT_BEANTWOORDEN = "consult_beantwoorden", "advies schrijven en geven op een consult"
    ZIENSWIJZE_VRAGEN = "zienswijze_vragen", "ouders en school om hun mening vragen en die vastleggen"
    ZIENSWIJZE_GEVEN = "zienswijze_geven", "de eigen mening geven over wat het SWV wil besluiten"
    TERMIJN_VERZETTEN = "termijn_verzetten", "de beslistermijn verdagen en instemming met uitstel vastleggen"
    ADVIES_GEVEN = "advies_geven", "als deskundige een advies schrijven en ondertekenen"
    BESLUIT_NEMEN = "besluit_nemen", "een besluit nemen"
    TLV_REGISTREREN = "tlv_registreren", "vastleggen waar en tot wanneer een TLV wordt gebruikt"
    TLV_PLAATSEN = "tlv_plaatsen", "vastleggen dat een leerling met een TLV bij de eigen school begint"
    CRITERIA_BEHEREN = "criteria_beheren", "de criteria van het ondersteuningsplan bijhouden"
    MANDAAT_BEHEREN = "mandaat_beheren", "het mandaatregister bijhouden"
    AANBOD_BEHEREN = "aanbod_beheren", "het aanbod aan hulp en de tarieven bijhouden"
    PROGNOSE_MAKEN = "prognose_maken", "normbedragen bijhouden en de kosten van TLV's vooruit rekenen"
    ARRANGEMENT_LEZEN = "arrangement_lezen", "arrangementen lezen"
    ARRANGEMENT_VRAGEN = "arrangement_vragen", "een arrangement vragen, stoppen en evalueren voor de eigen school"
    ARRANGEMENT_TOEKENNEN = "arrangement_toekennen", "een arrangement beoordelen, toekennen en stoppen"
    UREN_SCHRIJVEN = "uren_schrijven", "uren en aanwezigheid bij een arrangement bijhouden"
    BUDGET_LEZEN = "budget_lezen", "budgetten en boekingen lezen"
    BUDGET_BEHEREN = "budget_beheren", "budgetten vaststellen, boeken en verantwoorden"
    BETALING_GOEDKEUREN = "betaling_goedkeuren", "rekeningnummers bevestigen en betaalbestanden goedkeuren"
    THUISZITTER_LEZEN = "thuiszitter_lezen", "lezen over leerlingen die niet naar school gaan"
    THUISZITTER_MELDEN = (
        "thuiszitter_melden",
        "melden dat een leerling niet naar school gaat, en bijhouden wat er gebeurt",
    )
    THUISZITTER_BEGELEIDEN = "thuiszitter_begeleiden", "regie nemen over een thuiszitter, stappen overslaan en sluiten"
    THUISZITTER_MAATREGEL = "thuiszitter_maatregel", "een vrijstelling of maatregel van leerplicht vastleggen"
    THUISZITTER_DOORGEVEN = "thuiszitter_doorgeven", "doorgeven dat een kind niet naar school gaat"
    THUISZITTER_SAMEN = "thuiszitter_samen", "lezen wat over een thuiszitter is gedeeld, en eigen afspraken maken"
    THUISZITTER_TELLEN = "thuiszitter_tellen", "cijfers over thuiszitters vastleggen en versturen"
    PROTOCOL_BEHEREN = "protocol_beheren", "het protocol voor thuiszitters schrijven en publiceren"
    MONITORING_LEZEN = "monitoring_lezen", "cijfers over alle aanvragen lezen, en de rijen daaronder"
    MONITORING_EIGEN = "monitoring_eigen", "cijfers van de eigen scholen lezen, naast het gemiddelde"
    MONITORING_GEMEENTE = "monitoring_gemeente", "totalen over de inwoners van de eigen gemeente lezen"
    RAPPORT_MAKEN = "rapport_maken", "rapporten met cijfers laten maken, lezen en downloaden"
    API_BEHEREN = "api_beheren", "sleutels geven waarmee een ander programma cijfers leest, en ze intrekken"
    BRIEF_VERZENDEN = "brief_verzenden", "brieven klaarzetten en bekendmaken"
    BEZWAAR_MAKEN = "bezwaar_maken", "bezwaar maken tegen een besluit waarover een eigen brief kwam"
    BEZWAAR_VASTLEGGEN = "bezwaar_vastleggen", "een bezwaar vastleggen dat per post, per mail of aan het loket kwam"
    BEZWAAR_BEHANDELEN = "bezwaar_behandelen", "een bezwaar behandelen, van ontvangst tot brief"
    BEZWAAR_ADVISEREN = "bezwaar_adviseren", "verslag en advies van de commissie vastleggen"
    BEZWAAR_BESLISSEN = "bezwaar_beslissen", "op een bezwaar beslissen"
    LEERLING_SCHRIJVEN = "leerling_schrijven", "leerlingen en ouders van de eigen school vastleggen"
    LEERLING_LEZEN = "leerling_lezen", "gegevens van een leerling lezen"
    DOSSIER_LEZEN = "dossier_lezen", "het dossier als ouder of leerling lezen"
    DOSSIER_MEEKIJKEN = "dossier_meekijken", "meekijken in het dossier van een ouder of leerling die dat vroeg"
    SCHOLEN_IMPORTEREN = "scholen_importeren", "schoolgegevens van DUO inlezen"
    BEWAREN_LEZEN = "bewaren_lezen", "lezen wat na de bewaartermijn weggaat"
    BEWAREN_VOORSTELLEN = "bewaren_voorstellen", "vragen om een lijst van wat na de bewaartermijn weggaat"
    BEWAREN_GOEDKEUREN = "bewaren_goedkeuren", "goedkeuren wat na de bewaartermijn weggaat, en wat wordt vastgehouden"
    VASTHOUDEN_VRAGEN = "vasthouden_vragen", "lezen wat binnenkort weggaat, en vragen om een dossier vast te houden"
    VERWERKINGEN_LEZEN = "verwerkingen_lezen", "het verwerkingsregister lezen"
    DATALEK_BIJHOUDEN = "datalek_bijhouden", "datalekken opschrijven, en wat er is besloten en gedaan"
    LOGBOEK_LEZEN = "logboek_lezen", "zoeken in het logboek, en beoordelen wat daarin opvalt"
    NOODTOEGANG = "noodtoegang", "in nood een dossier openen dat niet van jou is, vier uur lang"
    VERTREK_VRAGEN = "vertrek_vragen", "alles in één pakket vragen, en het ophalen"
    VERTREK_GOEDKEUREN = "vertrek_goedkeuren", "goedkeuren dat alles in één pakket wordt meegegeven"
    PRIVACY_BEANTWOORDEN = "privacy_beantwoorden", "antwoorden wie vraagt om inzage, verbetering of verwijdering"
    TOESTEMMING_VRAGEN = "toestemming_vragen", "toestemming vragen om te delen, en antwoorden vastleggen"
    GEZIN_ANTWOORDEN = "gezin_antwoorden", "antwoorden op een vraag van een ouder of leerling"
    SIGNAAL_OPSCHRIJVEN = "signaal_opschrijven", "signalen van het steunpunt opschrijven, wijzigen en terugnemen"
    OVERLEG_BEHEREN = "overleg_beheren", "overleg plannen, mensen uitnodigen en het verslag vaststellen"
    VRAGEN_BEHEREN = "vragen_beheren", "de eigen vragen van het SWV schrijven en publiceren"
    SCHOOL_OPVOLGEN = "school_opvolgen", "een school laten opvolgen door een andere"
    VOORLICHTING_SCHRIJVEN = "voorlichting_schrijven", "pagina's, nieuws en woorden voor iedereen schrijven"
    SCHOOLAANBOD_SCHRIJVEN = "schoolaanbod_schrijven", "bijhouden wat de eigen school biedt, en daarop terugkijken"
    OVERGANG_BIJHOUDEN = "overgang_bijhouden", "bijhouden wie van de eigen school naar een volgende school of werk gaat"
    KRINGEN_BEHEREN = "kringen_beheren", "kringen maken en sluiten, en zeggen wie erin zit"
    KRING_MEEDOEN = "kring_meedoen", "meedoen in een kring waar je lid van bent"
    INSTELLINGEN_BEHEREN = "instellingen_beheren", "de instellingen van het samenwerkingsverband wijzigen"
    GEBRUIKERS_SCHOOL = "gebruikers_school", "collega's van de eigen school uitnodigen en beëindigen"
    GEBRUIKERS_ALLE = "gebruikers_alle", "alle gebruikers uitnodigen en beëindigen"
    FACTOR_HERSTELLEN = "factor_herstellen", "na terugbellen de verloren tweede stap van een collega weghalen"


P = Permissie
PERMISSIES: dict[Rol, frozenset[Permissie]] = {
    Rol.IB: frozenset(
        {
            P.OVERGANG_BIJHOUDEN,
            P.KRING_MEEDOEN,
            P.SCHOOLAANBOD_SCHRIJVEN,
            P.MONITORING_EIGEN,
            P.THUISZITTER_LEZEN,
            P.THUISZITTER_MELDEN,
            P.ARRANGEMENT_LEZEN,
            P.ARRANGEMENT_VRAGEN,
            P.UREN_SCHRIJVEN,
            P.BUDGET_LEZEN,
            P.AANVRAAG_SCHRIJVEN,
            P.AANVRAAG_INDIENEN,
            P.LEERLING_SCHRIJVEN,
            P.LEERLING_LEZEN,
            P.ZIENSWIJZE_GEVEN,
            P.TLV_PLAATSEN,
            P.BEZWAAR_MAKEN,
            P.TOESTEMMING_VRAGEN,
            P.GEZIN_ANTWOORDEN,
        }
    ),
    Rol.DIRECTEUR: frozenset(
        {
            P.OVERGANG_BIJHOUDEN,
            P.KRING_MEEDOEN,
            P.SCHOOLAANBOD_SCHRIJVEN,
            P.MONITORING_EIGEN,
            P.THUISZITTER_LEZEN,
            P.THUISZITTER_MELDEN,
            P.ARRANGEMENT_LEZEN,
            P.ARRANGEMENT_VRAGEN,
            P.UREN_SCHRIJVEN,
            P.BUDGET_LEZEN,
            P.AANVRAAG_SCHRIJVEN,
            P.AANVRAAG_INDIENEN,
            P.LEERLING_SCHRIJVEN,
            P.LEERLING_LEZEN,
            P.GEBRUIKERS_SCHOOL,
            P.FACTOR_HERSTELLEN,
            P.ZIENSWIJZE_GEVEN,
            P.TLV_PLAATSEN,
            P.BEZWAAR_MAKEN,
            P.TOESTEMMING_VRAGEN,
            P.GEZIN_ANTWOORDEN,
        }
    ),
    Rol.SCHOOLBEHEERDER: frozenset({P.GEBRUIKERS_SCHOOL, P.FACTOR_HERSTELLEN}),
    Rol.BESTUUR: frozenset({P.KRING_MEEDOEN, P.MONITORING_EIGEN, P.ARRANGEMENT_LEZEN, P.BUDGET_LEZEN}),
    Rol.LOKETMEDEWERKER: frozenset(
        {
            P.KRING_MEEDOEN,
            P.MONITORING_LEZEN,
            P.RAPPORT_MAKEN,
            P.THUISZITTER_LEZEN,
            P.THUISZITTER_MELDEN,
            P.THUISZITTER_BEGELEIDEN,
            P.THUISZITTER_TELLEN,
            P.THUISZITTER_MAATREGEL,
            P.ARRANGEMENT_LEZEN,
            P.BUDGET_LEZEN,
            P.AANVRAAG_CONTROLEREN,
            P.FACTOR_HERSTELLEN,
            P.CONSULT_BEANTWOORDEN,
            P.ZIENSWIJZE_VRAGEN,
            P.TERMIJN_VERZETTEN,
            P.BRIEF_VERZENDEN,
            P.LEERLING_LEZEN,
            P.OVERLEG_BEHEREN,
            P.TLV_REGISTREREN,
            P.BEZWAAR_VASTLEGGEN,
            P.PRIVACY_BEANTWOORDEN,
            P.VASTHOUDEN_VRAGEN,
            P.TOESTEMMING_VRAGEN,
            P.GEZIN_ANTWOORDEN,
            P.SIGNAAL_OPSCHRIJVEN,
        }
    ),
    Rol.ADVISEUR: frozenset(
        {
            P.KRING_MEEDOEN,
            P.MONITORING_LEZEN,
            P.THUISZITTER_LEZEN,
            P.THUISZITTER_MELDEN,
            P.THUISZITTER_BEGELEIDEN,
            P.THUISZITTER_MAATREGEL,
            P.ARRANGEMENT_LEZEN,
            P.ARRANGEMENT_TOEKENNEN,
            P.UREN_SCHRIJVEN,
            P.BUDGET_LEZEN,
            P.LEERLING_LEZEN,
            P.CONSULT_BEANTWOORDEN,
            P.TOESTEMMING_VRAGEN,
            P.GEZIN_ANTWOORDEN,
            P.SIGNAAL_OPSCHRIJVEN,
            P.NOODTOEGANG,
        }
    ),
    Rol.DESKUNDIGE: frozenset({P.ADVIES_GEVEN}),
    Rol.BESLISSER: frozenset(
        {
            P.KRING_MEEDOEN,
            P.MONITORING_LEZEN,
            P.RAPPORT_MAKEN,
            P.THUISZITTER_LEZEN,
            P.THUISZITTER_TELLEN,
            P.ARRANGEMENT_LEZEN,
            P.ARRANGEMENT_TOEKENNEN,
            P.BUDGET_LEZEN,
            P.BESLUIT_NEMEN,
            P.ZIENSWIJZE_VRAGEN,
            P.TERMIJN_VERZETTEN,
            P.LEERLING_LEZEN,
            P.BEZWAAR_BESLISSEN,
            P.BETALING_GOEDKEUREN,
            P.PROGNOSE_MAKEN,
        }
    ),
    Rol.BEZWAARBEHANDELAAR: frozenset({P.BEZWAAR_VASTLEGGEN, P.BEZWAAR_BEHANDELEN, P.BEZWAAR_ADVISEREN}),
    Rol.BEZWAARCOMMISSIE: frozenset({P.BEZWAAR_ADVISEREN}),
    Rol.CONTROLLER: frozenset(
        {
            P.MONITORING_LEZEN,
            P.RAPPORT_MAKEN,
            P.ARRANGEMENT_LEZEN,
            P.BUDGET_LEZEN,
            P.BUDGET_BEHEREN,
            P.BETALING_GOEDKEUREN,
            P.PROGNOSE_MAKEN,
        }
    ),
    Rol.BEHEERDER: frozenset(
        {
            P.KRINGEN_BEHEREN,
            P.API_BEHEREN,
            P.SCHOOL_OPVOLGEN,
            P.SCHOLEN_IMPORTEREN,
            P.GEBRUIKERS_ALLE,
            P.FACTOR_HERSTELLEN,
            P.VRAGEN_BEHEREN,
            P.MANDAAT_BEHEREN,
            P.AANBOD_BEHEREN,
            P.PROTOCOL_BEHEREN,
            P.CRITERIA_BEHEREN,
            P.INSTELLINGEN_BEHEREN,
            P.VOORLICHTING_SCHRIJVEN,
            P.BEWAREN_LEZEN,
            P.BEWAREN_VOORSTELLEN,
            P.NOODTOEGANG,
            P.VERWERKINGEN_LEZEN,
            P.DATALEK_BIJHOUDEN,
            P.VERTREK_VRAGEN,
        }
    ),
    Rol.FG: frozenset(
        {
            P.BEWAREN_LEZEN,
            P.BEWAREN_GOEDKEUREN,
            P.VERWERKINGEN_LEZEN,
            P.DATALEK_BIJHOUDEN,
            P.LOGBOEK_LEZEN,
            P.VERTREK_GOEDKEUREN,
        }
    ),
    Rol.LEERPLICHT: frozenset({P.THUISZITTER_SAMEN, P.THUISZITTER_DOORGEVEN, P.THUISZITTER_MAATREGEL}),
    Rol.PARTNER: frozenset({P.THUISZITTER_SAMEN}),
    Rol.GEMEENTE: frozenset({P.MONITORING_GEMEENTE}),
    Rol.OUDER: frozenset({P.DOSSIER_LEZEN, P.ZIENSWIJZE_GEVEN, P.BEZWAAR_MAKEN, P.THUISZITTER_DOORGEVEN}),
    Rol.LEERLING: frozenset({P.DOSSIER_LEZEN, P.ZIENSWIJZE_GEVEN, P.BEZWAAR_MAKEN}),
    Rol.HELPER: frozenset({P.DOSSIER_MEEKIJKEN}),
}

MAILCODE_GENOEG = frozenset({Rol.OUDER, Rol.LEERLING, Rol.HELPER})
"""Roles whose second step may be a code by mail; every other role needs TOTP or a passkey (afspraak 21)."""

SCHOOLROLLEN = frozenset({Rol.IB, Rol.DIRECTEUR, Rol.SCHOOLBEHEERDER})
"""Roles that hold for a school, and so need a place."""

BUITEN = frozenset({Rol.LEERPLICHT, Rol.PARTNER})
"""Roles of people who work elsewhere, in a gemeente or an organisation: they see a child only through a thuiszitter."""

VAN_GEMEENTE = frozenset({Rol.LEERPLICHT, Rol.GEMEENTE})
"""Roles that hold for a gemeente, and so need one. Who makes its policy sees totals of its residents and no child."""
