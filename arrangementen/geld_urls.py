"""Addresses of budgets, paying and accounting."""

from django.urls import path

from .views import (
    basis,
    betalen,
    boekhouding,
    boekingen,
    budgetexcel,
    budgetsplits,
    budgetten,
    corrigeren,
    geldexcel,
    jaareinde,
    verantwoorden,
)

urlpatterns = [
    path("budgetten/", budgetten.budgetten, name="budgetten"),
    path("budgetten/excel/", budgetexcel.budgetten_excel, name="budgetten_excel"),
    path("budgetten/nieuw/", budgetten.budget_nieuw, name="budget_nieuw"),
    path("budgetten/besturen/", budgetsplits.budget_besturen, name="budget_besturen"),
    path("budgetten/besturen/excel/", geldexcel.besturen_excel, name="besturen_excel"),
    path("budgetten/werkgebieden/excel/", geldexcel.werkgebieden_excel, name="werkgebieden_excel"),
    path("budgetten/besturen/<str:public_id>/excel/", geldexcel.bestuur_excel, name="bestuur_excel"),
    path("budgetten/besturen/<str:public_id>/", budgetsplits.budget_bestuur, name="budget_bestuur"),
    path("budgetten/werkgebieden/", budgetsplits.budget_werkgebieden, name="budget_werkgebieden"),
    path("budgetten/school/<str:public_id>/", boekingen.potdeel, name="potdeel"),
    path("budgetten/beslissing/<str:public_id>/", boekingen.budget_beslissing, name="budget_beslissing"),
    path("budgetten/beslissing/<str:public_id>/betalen/", betalen.arrangement_betalen, name="arrangement_betalen"),
    path("budgetten/boeking/<str:public_id>/corrigeren/", corrigeren.boeking_corrigeren, name="boeking_corrigeren"),
    path("budgetten/basisondersteuning/<str:public_id>/betalen/", betalen.basis_betalen, name="basis_betalen"),
    path("budgetten/facturen/", betalen.facturenlijst, name="facturen"),
    path("budgetten/facturen/excel/", geldexcel.facturen_excel, name="facturen_excel"),
    path("budgetten/facturen/nieuw/", betalen.factuur_nieuw, name="factuur_nieuw"),
    path("budgetten/facturen/<str:public_id>/", betalen.factuur, name="factuur"),
    path("budgetten/boekhouding/", boekhouding.boekhouding, name="boekhouding"),
    path("budgetten/boekhouding/journaal/<str:public_id>/<str:vorm>/", boekhouding.journaal_bestand, name="journaal"),
    path("budgetten/boekhouding/realisatie/<str:public_id>/", boekhouding.realisatie, name="realisatie"),
    path("budgetten/31-december/", jaareinde.budget_jaareinde, name="jaareinde"),
    path("budgetten/31-december/excel/", jaareinde.jaareinde_excel, name="jaareinde_excel"),
    path("budgetten/verantwoorden/", verantwoorden.verantwoordtaken, name="verantwoordtaken"),
    path("budgetten/verantwoorden/excel/", geldexcel.verantwoordtaken_excel, name="verantwoordtaken_excel"),
    path("budgetten/verantwoorden/<str:public_id>/<str:wat>/", verantwoorden.verantwoord, name="verantwoord"),
    path("budgetten/verantwoordingen/", verantwoorden.verantwoordingen, name="verantwoordingen"),
    path("budgetten/verantwoordingen/excel/", geldexcel.verantwoordingen_excel, name="verantwoordingen_excel"),
    path(
        "budgetten/verantwoordingen/stuk/<str:public_id>/", verantwoorden.verantwoordingstuk, name="verantwoordingstuk"
    ),
    path("budgetten/verantwoordingen/<str:public_id>/", verantwoorden.verantwoording, name="verantwoording"),
    path("budgetten/<str:public_id>/", budgetten.budget, name="budget"),
    path("budgetten/<str:public_id>/wijzigen/", budgetten.budget_wijzigen, name="budget_wijzigen"),
    path("budgetten/<str:public_id>/boekingen/", boekingen.boekingen, name="boekingen"),
    path("budgetten/<str:public_id>/boekingen/excel/", budgetexcel.boekingen_excel, name="boekingen_excel"),
    path("budgetten/<str:public_id>/basisondersteuning/", basis.basis, name="basis"),
    path("budgetten/<str:public_id>/basisondersteuning/<str:bestuur_id>/", basis.basis_bestuur, name="basis_bestuur"),
]
