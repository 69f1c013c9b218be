"""Addresses of what is done with help once it is granted. Above those of one arrangement: words before ids."""

from django.urls import path

from .views import caseload, uren

urlpatterns = [
    path("uren/", uren.uren, name="uren"),
    path("uren/week/", uren.uren_week, name="uren_week"),
    path("arrangementen/caseload/", caseload.caseload, name="caseload"),
    path("arrangementen/caseload/excel/", caseload.caseload_excel, name="caseload_excel"),
    path("arrangementen/<str:public_id>/uren/", caseload.arrangement_uren, name="arrangement_uren"),
]
