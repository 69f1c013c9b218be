"""Addresses about children who do not go to school."""

from django.urls import path

from .views import casus, inlezen, lijst, melden, verloop

app_name = "thuiszitters"

urlpatterns = [
    path("thuiszitters/", lijst.thuiszitters, name="thuiszitters"),
    path("thuiszitters/melden/", melden.melden, name="melden"),
    path("thuiszitters/inlezen/", inlezen.inlezen, name="inlezen"),
    path("thuiszitters/inlezen/voorbeeld/", inlezen.voorbeeld, name="inlezen_voorbeeld"),
    path("thuiszitters/<str:public_id>/", casus.casus, name="casus"),
    path("thuiszitters/<str:public_id>/stap/", casus.stap, name="stap"),
    path("thuiszitters/<str:public_id>/verzuim/", verloop.verzuim, name="verzuim"),
    path("thuiszitters/<str:public_id>/sluiten/", verloop.sluiten, name="sluiten"),
    path("thuiszitters/<str:public_id>/heropenen/", verloop.heropenen, name="heropenen"),
]
