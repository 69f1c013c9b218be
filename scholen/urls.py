"""Addresses of schools (public) and pupils (not)."""

from django.urls import path, re_path

from .views import (
    aanmeldingen,
    gegevens,
    inlezen,
    instellingen,
    leden,
    leerlingen,
    nakijken,
    toestemming,
    tweedestap,
    versies,
    werkgebieden,
)

app_name = "scholen"

urlpatterns = [
    path("beheer/", leden.beheer, name="beheer"),
    path("beheer/instellingen/", instellingen.instellingen, name="instellingen"),
    path("beheer/instellingen/<slug:code>/<slug:sleutel>/", instellingen.instelling_groep, name="instelling_groep"),
    path("beheer/gepland/<str:public_id>/intrekken/", versies.versie_intrekken, name="versie_intrekken"),
    path("beheer/huisstijl/", gegevens.gegevens, {"sleutel": "huisstijl"}, name="huisstijl"),
    path("beheer/huisstijl/kleuren.css", gegevens.huisstijl_kleuren, name="huisstijl_kleuren"),
    path("beheer/huisstijl/<slug:code>/logo/", gegevens.logo, name="logo"),
    path("logo/<slug:afdruk>/", gegevens.logo_tonen, name="logo_tonen"),
    path("beheer/contact/", gegevens.gegevens, {"sleutel": "contact"}, name="contactgegevens"),
    re_path(
        r"^beheer/(?P<sleutel>huisstijl|contact)/(?P<code>[a-z]{2}[0-9]{4})/$", gegevens.gegevens, name="gegevens_van"
    ),
    path("beheer/werkgebieden/", werkgebieden.werkgebieden, name="werkgebieden"),
    path("beheer/werkgebieden/<str:public_id>/", werkgebieden.werkgebied, name="werkgebied"),
    path("beheer/werkgebieden/<str:public_id>/weghalen/", werkgebieden.werkgebied_weg, name="werkgebied_weg"),
    path("beheer/gebruikers/", leden.leden, name="leden"),
    path("beheer/gebruikers/uitnodigen/", leden.lid_uitnodigen, name="lid_uitnodigen"),
    path("beheer/gebruikers/nakijken/", nakijken.nakijken, name="nakijken"),
    path("beheer/gebruikers/nakijken/<str:waar>/", nakijken.nakijken_lijst, name="nakijken_lijst"),
    path("beheer/gebruikers/<str:public_id>/einde/", leden.lid_beeindigen, name="lid_beeindigen"),
    path("beheer/gebruikers/<str:public_id>/nagekeken/", leden.lid_nakijken, name="lid_nakijken"),
    path("beheer/gebruikers/<str:public_id>/vrijgeven/", leden.lid_vrijgeven, name="lid_vrijgeven"),
    path("beheer/gebruikers/<str:public_id>/tweede-stap/", tweedestap.tweede_stap, name="tweede_stap"),
    path("beheer/scholen/importeren/", inlezen.importeren, name="importeren"),
    path("beheer/scholen/importeren/<str:public_id>/", inlezen.inlezing, name="inlezing"),
    path("school/aanmeldingen/", aanmeldingen.aanmeldingen, name="aanmeldingen"),
    path("school/aanmeldingen/<str:public_id>/", aanmeldingen.aanmelding, name="aanmelding"),
    path("school/overdracht/<str:public_id>/", aanmeldingen.overdracht, name="overdracht"),
    path("loket/zonder-plek/", aanmeldingen.zonder_plek, name="zonder_plek"),
    path("loket/zonder-plek/<str:public_id>/nemen/", aanmeldingen.zonder_plek_nemen, name="zonder_plek_nemen"),
    path("leerlingen/nieuw/", leerlingen.leerling_nieuw, name="leerling_nieuw"),
    path("leerlingen/<str:public_id>/", leerlingen.leerling, name="leerling"),
    path("leerlingen/<str:public_id>/toestemming/", toestemming.toestemmingen, name="toestemmingen"),
    path("leerlingen/<str:public_id>/toestemming/vragen/", toestemming.toestemming_vragen, name="toestemming_vragen"),
    path("toestemming/<str:public_id>/", toestemming.toestemming, name="toestemming"),
    path("leerlingen/<str:public_id>/wijzigen/", leerlingen.leerling_wijzigen, name="leerling_wijzigen"),
    path("leerlingen/<str:public_id>/ouder/", leerlingen.betrokkene_nieuw, name="betrokkene_nieuw"),
    path(
        "leerlingen/<str:public_id>/ouder/<str:betrokkene_id>/",
        leerlingen.betrokkene_wijzigen,
        name="betrokkene_wijzigen",
    ),
    path(
        "leerlingen/<str:public_id>/ouder/<str:betrokkene_id>/einde/",
        leerlingen.gezag_beeindigen,
        name="gezag_beeindigen",
    ),
]
