"""Addresses of budgets, paying and accounting."""

from django.urls import path

from .views import boekingen, budgetexcel, budgetsplits, budgetten

urlpatterns = [
    path("budgetten/", budgetten.budgetten, name="budgetten"),
    path("budgetten/excel/", budgetexcel.budgetten_excel, name="budgetten_excel"),
    path("budgetten/nieuw/", budgetten.budget_nieuw, name="budget_nieuw"),
    path("budgetten/besturen/", budgetsplits.budget_besturen, name="budget_besturen"),
    path("budgetten/besturen/<str:public_id>/", budgetsplits.budget_bestuur, name="budget_bestuur"),
    path("budgetten/werkgebieden/", budgetsplits.budget_werkgebieden, name="budget_werkgebieden"),
    path("budgetten/school/<str:public_id>/", boekingen.potdeel, name="potdeel"),
    path("budgetten/beslissing/<str:public_id>/", boekingen.budget_beslissing, name="budget_beslissing"),
    path("budgetten/<str:public_id>/", budgetten.budget, name="budget"),
    path("budgetten/<str:public_id>/wijzigen/", budgetten.budget_wijzigen, name="budget_wijzigen"),
    path("budgetten/<str:public_id>/boekingen/", boekingen.boekingen, name="boekingen"),
    path("budgetten/<str:public_id>/boekingen/excel/", budgetexcel.boekingen_excel, name="boekingen_excel"),
]
