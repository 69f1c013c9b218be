from django.urls import path

from . import views
from .views import afspraken, gegevens, gezin, hulp, laten_meekijken, mail, naar_school, thuis, toestemming, vragen

app_name = "dossier"
urlpatterns = [
    path("", views.dossiers, name="dossiers"),
    path("brieven/", views.brieven_kiezen, name="brieven_kiezen"),
    path("mail/", mail.mailkeuze, name="mailkeuze"),
    path("overleg/<str:public_id>/antwoord/", views.overleg_antwoord, name="overleg_antwoord"),
    path("afspraken/<str:public_id>/", afspraken.handelingsdeel, name="handelingsdeel"),
    path("hulp/<str:public_id>/", hulp.arrangement, name="arrangement"),
    path("hulp/<str:public_id>/terugkijken/", hulp.terugkijken, name="terugkijken"),
    path("<str:public_id>/", views.dossier, name="dossier"),
    path("<str:public_id>/aanvraag/", views.aanvraag_lezen, name="aanvraag_lezen"),
    path("<str:public_id>/alles/", views.alles, name="alles"),
    path("<str:public_id>/taal/", views.taal, name="taal"),
    path("<str:public_id>/mening/", views.mening, name="mening"),
    path("<str:public_id>/mening/meer-tijd/", gezin.meer_tijd, name="meer_tijd"),
    path("<str:public_id>/terugblik/", gezin.terugblik, name="terugblik"),
    path("<str:public_id>/stem/", gezin.stem, name="stem"),
    path("<str:public_id>/vraag/", vragen.vraag, name="vraag"),
    path("school/<str:public_id>/vraag/", vragen.vraag_school, name="vraag_school"),
    path("<str:public_id>/bellen/", gezin.bellen, name="bellen"),
    path("school/<str:public_id>/bellen/", gezin.bellen_school, name="bellen_school"),
    path("<str:public_id>/gegevens/", gegevens.gegevens, name="gegevens"),
    path("<str:public_id>/gegevens/<slug:soort>/", gegevens.gegevens_vragen, name="gegevens_vragen"),
    path("gegevens/<str:public_id>/kopie/", gegevens.kopie, name="kopie"),
    path("gegevens/<str:public_id>/kopie/zip/", gegevens.kopie_zip, name="kopie_zip"),
    path("gegevens/<str:public_id>/verklaring/", gegevens.verklaring, name="verklaring"),
    path("kind/<str:leerling_id>/niet-naar-school/", thuis.niet_naar_school, name="niet_naar_school"),
    path("kind/<str:leerling_id>/toestemming/", toestemming.toestemmingen, name="toestemmingen"),
    path("kind/<str:leerling_id>/toestemming/<str:public_id>/", toestemming.toestemming, name="toestemming"),
    path(
        "kind/<str:leerling_id>/toestemming/<str:public_id>/stoppen/",
        toestemming.toestemming_stoppen,
        name="toestemming_stoppen",
    ),
    path("<str:public_id>/meekijken/", laten_meekijken.helpers, name="helpers"),
    path("<str:public_id>/meekijken/nieuw/", laten_meekijken.helper_nieuw, name="helper_nieuw"),
    path("meekijken/<str:public_id>/stoppen/", laten_meekijken.helper_stoppen, name="helper_stoppen"),
    path("<str:public_id>/bezwaar/", views.bezwaar, name="bezwaar"),
    path("kind/<str:leerling_id>/naar-school/", naar_school.naar_school, name="naar_school"),
    path("kind/<str:leerling_id>/naar-school/wens/", naar_school.wens, name="wens"),
    path("kind/<str:leerling_id>/naar-school/voorstel/<str:public_id>/", naar_school.aanbod, name="aanbod"),
]
