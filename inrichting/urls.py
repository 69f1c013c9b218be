"""Addresses of setting up an SWV."""

from django.urls import path

from .views import nieuw, overzetten, schooljaar

app_name = "inrichting"

urlpatterns = [
    path("beheer/nieuw/", nieuw.nieuw, name="nieuw"),
    path("beheer/overzetten/", overzetten.overzetten, name="overzetten"),
    path("beheer/overzetten/bestand/<slug:code>/", overzetten.meenemen, name="meenemen"),
    path("beheer/overzetten/<slug:public_id>/", overzetten.overzetting, name="overzetting"),
    path("beheer/schooljaar/", schooljaar.schooljaar_wisselen, name="schooljaar"),
    path("beheer/schooljaar/<slug:code>/", schooljaar.schooljaar_wisselen, name="schooljaar_van"),
]
