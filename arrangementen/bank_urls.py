"""Addresses of bank accounts and payment files; they exist only where an SWV makes those."""

from django.urls import path

from .views import rekeningen

urlpatterns = [
    path("budgetten/rekeningen/", rekeningen.rekeningen, name="rekeningen"),
    path("budgetten/rekeningen/nieuw/", rekeningen.rekening_nieuw, name="rekening_nieuw"),
    path("budgetten/rekeningen/<str:public_id>/", rekeningen.rekening, name="rekening"),
]
