"""All addresses of the portal."""

from django.urls import include, path

urlpatterns = [
    path("", include("swv_portal.openbare_urls")),
    path("", include("kern.gebruikers.urls")),
    path("dossier/", include("dossier.urls")),
    path("", include("voorlichting.urls")),
    path("", include("scholen.urls")),
    path("", include("loket.urls")),
    path("", include("arrangementen.urls")),
    path("", include("thuiszitters.urls")),
    path("", include("monitoring.urls")),
    path("", include("toezicht.urls")),
    path("", include("inrichting.urls")),
    path("account/", include("swv_portal.inlog_urls")),
]

handler400 = "swv_portal.fouten.onbegrepen"
handler403 = handler404 = "swv_portal.fouten.niet_gevonden"
handler500 = "swv_portal.fouten.storing"
