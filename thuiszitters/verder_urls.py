"""Addresses of how a case goes on."""

from django.urls import path

from .views import verder

urlpatterns = [
    path("thuiszitters/<str:public_id>/verder/", verder.verder, name="verder"),
    path("thuiszitters/<str:public_id>/verder/<slug:wat>/", verder.handeling, name="handeling"),
    path("thuiszitters/<str:public_id>/naar-stap/", verder.naar_stap, name="naar_stap"),
    path("thuiszitters/<str:public_id>/aanbod/<str:aanbod_id>/", verder.antwoord, name="antwoord"),
    path("thuiszitters/<str:public_id>/gesprek/<str:opschaling_id>/", verder.uitkomst, name="uitkomst"),
    path("thuiszitters/<str:public_id>/verzuim/<str:verzuim_id>/", verder.verbeteren, name="verbeteren"),
]
