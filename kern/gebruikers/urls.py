"""Addresses of the own account."""

from django.urls import path

from . import views

app_name = "gebruikers"

urlpatterns = [
    path("account/beveiligen/", views.beveiligen, name="beveiligen"),
    path("account/geen-dossier/", views.geen_dossier, name="geen_dossier"),
    path("account/sessie/verlengen/", views.sessie_verlengen, name="sessie_verlengen"),
    path("account/sessie/stand/", views.sessie_stand, name="sessie_stand"),
    path("account/sessie/weer-ingelogd/", views.weer_ingelogd, name="weer_ingelogd"),
    path("account/sneltoetsen/", views.sneltoetsen, name="sneltoetsen"),
    path("uitnodiging/", views.uitnodiging, name="uitnodiging"),
    path("uitnodiging/<str:code>/", views.uitnodiging_openen, name="uitnodiging_openen"),
    path("oefenen/", views.oefenen, name="oefenen"),
    path("oefenen/binnen/", views.oefenen_binnen, name="oefenen_binnen"),
    path("demo/inloggen/", views.demo_inloggen, name="demo_inloggen"),
]
