from django.urls import path

from . import views

app_name = "dossier"
urlpatterns = [
    path("", views.dossiers, name="dossiers"),
    path("<str:public_id>/", views.dossier, name="dossier"),
    path("<str:public_id>/aanvraag/", views.aanvraag_lezen, name="aanvraag_lezen"),
]
