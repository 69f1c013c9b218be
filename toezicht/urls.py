"""Addresses of supervision, one folder per subject."""

from django.urls import path

from .views import bewaren, datalekken, logboek, nood, toezicht, vasthouden, vertrek, verwerkingsregister

app_name = "toezicht"

urlpatterns = [
    path("beheer/verwerkingsregister/", verwerkingsregister.verwerkingsregister, name="verwerkingsregister"),
    path(
        "beheer/verwerkingsregister/excel/",
        verwerkingsregister.verwerkingsregister_excel,
        name="verwerkingsregister_excel",
    ),
    path(
        "beheer/verwerkingsregister/csv/", verwerkingsregister.verwerkingsregister_csv, name="verwerkingsregister_csv"
    ),
    path("beheer/datalekken/", datalekken.datalekken, name="datalekken"),
    path("beheer/datalekken/excel/", datalekken.datalekken_excel, name="datalekken_excel"),
    path("beheer/datalekken/nieuw/", datalekken.datalek_nieuw, name="datalek_nieuw"),
    path("beheer/datalekken/<slug:public_id>/", datalekken.datalek, name="datalek"),
    path("beheer/datalekken/<slug:public_id>/<slug:wat>/", datalekken.datalek_stap, name="datalek_stap"),
    path("beheer/vertrekpakket/", vertrek.vertrekpakketten, name="vertrekpakketten"),
    path("beheer/vertrekpakket/<slug:public_id>/", vertrek.vertrekpakket, name="vertrekpakket"),
    path("beheer/vertrekpakket/<slug:public_id>/ophalen/", vertrek.vertrekpakket_ophalen, name="vertrekpakket_ophalen"),
    path("beheer/bewaren/", bewaren.bewaren, name="bewaren"),
    path("beheer/bewaren/lijst-maken/", bewaren.lijst_vragen, name="bewaarlijst_maken"),
    path("beheer/bewaren/vasthouden/", vasthouden.vasthouden, name="vasthouden"),
    path("beheer/bewaren/vasthouden/<slug:public_id>/", vasthouden.opheffen, name="vasthouden_opheffen"),
    path("beheer/bewaren/binnenkort/", vasthouden.binnenkort_weg, name="binnenkort_weg"),
    path(
        "beheer/bewaren/dossier/<slug:public_id>/vasthouden/", vasthouden.regel_houden, name="bewaren_regel_vasthouden"
    ),
    path("beheer/bewaren/dossier/<slug:public_id>/", bewaren.laten_staan, name="bewaren_laten_staan"),
    path("beheer/bewaren/<slug:public_id>/", bewaren.lijst, name="bewaarlijst"),
    path("beheer/logboek/", logboek.logboek, name="logboek"),
    path("beheer/logboek/excel/", logboek.logboek_excel, name="logboek_excel"),
    path("beheer/toezicht/", toezicht.toezicht, name="toezicht"),
    path("beheer/toezicht/<slug:public_id>/", toezicht.beoordelen, name="beoordeling"),
    path("noodtoegang/", nood.noodtoegang, name="noodtoegang"),
    path("noodtoegang/<slug:public_id>/", nood.nooddossier, name="nooddossier"),
    path("noodtoegang/<slug:public_id>/sluiten/", nood.nood_sluiten, name="nood_sluiten"),
]
