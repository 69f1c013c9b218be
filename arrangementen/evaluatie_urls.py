"""Addresses of looking back on support, and of going on with it."""

from django.urls import path

from .views import evaluatie, lijstexcel, verlengen

urlpatterns = [
    path("arrangementen/evalueren/", evaluatie.evalueren, name="evalueren"),
    path("arrangementen/evalueren/excel/", lijstexcel.evalueren_excel, name="evalueren_excel"),
    path("arrangementen/evaluatie/<str:public_id>/", evaluatie.evaluatie, name="evaluatie"),
    path("arrangementen/<str:public_id>/evalueren/", evaluatie.evaluatie_nieuw, name="evaluatie_nieuw"),
    path("arrangementen/<str:public_id>/verlengen/", verlengen.arrangement_verlengen, name="arrangement_verlengen"),
]
