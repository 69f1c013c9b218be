"""All addresses of the portal."""

from django.urls import include, path

urlpatterns = [
    path("", include("swv_portal.openbare_urls")),
    path("account/", include("allauth.urls")),
]
