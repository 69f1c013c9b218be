"""Addresses of bank accounts and payment files; they exist only where an SWV makes those."""

from django.urls import path

from .views import bankexcel, betaalbestanden, rekeningen

urlpatterns = [
    path("budgetten/betaalbestanden/", betaalbestanden.betaalbestanden, name="betaalbestanden"),
    path("budgetten/betaalbestanden/excel/", bankexcel.betaalbestanden_excel, name="betaalbestanden_excel"),
    path("budgetten/betaalbestanden/nieuw/", betaalbestanden.betaalbestand_nieuw, name="betaalbestand_nieuw"),
    path("budgetten/betaalbestanden/al-betaald/", betaalbestanden.betaling_buitenom, name="betaling_buitenom"),
    path("budgetten/betaalbestanden/<str:public_id>/", betaalbestanden.betaalbestand, name="betaalbestand"),
    path(
        "budgetten/betaalbestanden/<str:public_id>/goedkeuren/",
        betaalbestanden.betaalbestand_goedkeuren,
        name="betaalbestand_goedkeuren",
    ),
    path(
        "budgetten/betaalbestanden/<str:public_id>/bestand/",
        betaalbestanden.betaalbestand_ophalen,
        name="betaalbestand_ophalen",
    ),
    path("budgetten/rekeningen/", rekeningen.rekeningen, name="rekeningen"),
    path("budgetten/rekeningen/excel/", bankexcel.rekeningen_excel, name="rekeningen_excel"),
    path("budgetten/rekeningen/nieuw/", rekeningen.rekening_nieuw, name="rekening_nieuw"),
    path("budgetten/rekeningen/<str:public_id>/", rekeningen.rekening, name="rekening"),
]
