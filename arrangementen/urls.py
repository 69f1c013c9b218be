"""Addresses of support: the catalogue for everybody and its beheer, and what TLVs cost."""

from django.urls import path

from .views import aanbod, aanbodbeheer, normbedragen

app_name = "arrangementen"

urlpatterns = [
    path("aanbod/", aanbod.aanbod, name="aanbod"),
    path("aanbod/<str:public_id>/", aanbod.aanbod_soort, name="aanbod_soort"),
    path("beheer/aanbod/", aanbodbeheer.aanbod_beheer, name="aanbod_beheer"),
    path("beheer/aanbod/nieuw/", aanbodbeheer.aanbod_nieuw, name="aanbod_nieuw"),
    path("beheer/aanbod/tarieven/", aanbodbeheer.tarieven, name="tarieven"),
    path("beheer/aanbod/<str:public_id>/", aanbodbeheer.aanbod_een, name="aanbod_een"),
    path("beheer/aanbod/<str:public_id>/wijzigen/", aanbodbeheer.aanbod_wijzigen, name="aanbod_wijzigen"),
    path("beheer/normbedragen/", normbedragen.normbedragen, name="normbedragen"),
    path("beheer/normbedragen/<int:jaar>/", normbedragen.normbedragen_jaar, name="normbedragen_jaar"),
]
