"""Addresses of the own account."""

from django.urls import path

from . import views

app_name = "gebruikers"

urlpatterns = [
    path("account/beveiligen/", views.beveiligen, name="beveiligen"),
    path("account/sessie/verlengen/", views.sessie_verlengen, name="sessie_verlengen"),
    path("uitnodiging/", views.uitnodiging, name="uitnodiging"),
    path("uitnodiging/<str:code>/", views.uitnodiging_openen, name="uitnodiging_openen"),
    path("demo/inloggen/", views.demo_inloggen, name="demo_inloggen"),
]
