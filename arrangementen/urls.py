"""Addresses of support: the catalogue for everybody and its beheer, budgets, hours, and what TLVs cost."""

from django.urls import path

from .bank_urls import urlpatterns as bank
from .doen_urls import urlpatterns as doen
from .evaluatie_urls import urlpatterns as evaluaties
from .geld_urls import urlpatterns as geld
from .prognose_urls import urlpatterns as prognose
from .views import aanbod, aanbodbeheer, arrangement, beslissen, terugblik, vragen, wijzigen

app_name = "arrangementen"

urlpatterns = [
    *bank,
    *doen,
    *evaluaties,
    *geld,
    *prognose,
    path("aanbod/", aanbod.aanbod, name="aanbod"),
    path("aanbod/<str:public_id>/aanvragen/", vragen.arrangement_aanvragen, name="arrangement_aanvragen"),
    path("arrangementen/", arrangement.arrangementen, name="arrangementen"),
    path("arrangementen/bij/<str:public_id>/", arrangement.van_aanvraag, name="van_aanvraag"),
    path("arrangementen/<str:public_id>/", arrangement.arrangement, name="arrangement"),
    path("arrangementen/<str:public_id>/beoordelen/", beslissen.arrangement_beoordelen, name="arrangement_beoordelen"),
    path("arrangementen/<str:public_id>/stoppen/", beslissen.arrangement_stoppen, name="arrangement_stoppen"),
    path("arrangementen/<str:public_id>/wijzigen/", wijzigen.arrangement_wijzigen, name="arrangement_wijzigen"),
    path("arrangementen/<str:public_id>/terugblik/", terugblik.arrangement_terugblik, name="arrangement_terugblik"),
    path("aanbod/<str:public_id>/", aanbod.aanbod_soort, name="aanbod_soort"),
    path("beheer/aanbod/", aanbodbeheer.aanbod_beheer, name="aanbod_beheer"),
    path("beheer/aanbod/nieuw/", aanbodbeheer.aanbod_nieuw, name="aanbod_nieuw"),
    path("beheer/aanbod/tarieven/", aanbodbeheer.tarieven, name="tarieven"),
    path("beheer/aanbod/<str:public_id>/", aanbodbeheer.aanbod_een, name="aanbod_een"),
    path("beheer/aanbod/<str:public_id>/wijzigen/", aanbodbeheer.aanbod_wijzigen, name="aanbod_wijzigen"),
]
