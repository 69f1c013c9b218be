"""Addresses of what is done with help once it is granted. Above those of one arrangement: words before ids."""

from django.urls import path

from .views import caseload, groep, lijstexcel, materiaal, meenemen, uren, voorzieningen

urlpatterns = [
    path("uren/", uren.uren, name="uren"),
    path("uren/week/", uren.uren_week, name="uren_week"),
    path("uren/week/excel/", lijstexcel.uren_excel, name="uren_excel"),
    path("arrangementen/caseload/", caseload.caseload, name="caseload"),
    path("arrangementen/caseload/excel/", caseload.caseload_excel, name="caseload_excel"),
    path("arrangementen/excel/", lijstexcel.arrangementen_excel, name="arrangementen_excel"),
    path("arrangementen/vertrokken/excel/", lijstexcel.vertrokken_excel, name="vertrokken_excel"),
    path("arrangementen/<str:public_id>/groep/excel/", lijstexcel.groep_excel, name="groep_excel"),
    path("arrangementen/<str:public_id>/uren/", caseload.arrangement_uren, name="arrangement_uren"),
    path("arrangementen/vertrokken/", meenemen.arrangementen_vertrokken, name="arrangementen_vertrokken"),
    path("arrangementen/<str:public_id>/meenemen/", meenemen.arrangement_meenemen, name="arrangement_meenemen"),
    path("arrangementen/<str:public_id>/groep/", groep.arrangement_groep, name="arrangement_groep"),
    path("arrangementen/<str:public_id>/materiaal/", materiaal.arrangement_materiaal, name="arrangement_materiaal"),
    path("materiaal/", materiaal.materiaal, name="materiaal"),
    path("materiaal/excel/", materiaal.materiaal_excel, name="materiaal_excel"),
    path("voorzieningen/", voorzieningen.voorzieningen, name="voorzieningen"),
    path("voorzieningen/excel/", lijstexcel.voorzieningen_excel, name="voorzieningen_excel"),
    path("voorzieningen/<str:public_id>/excel/", lijstexcel.voorziening_excel, name="voorziening_excel"),
    path("voorzieningen/<str:public_id>/", voorzieningen.voorziening, name="voorziening"),
]
