"""Addresses of the public pages; included at the root."""

from django.urls import path, re_path

from swv_portal import openbaar, veiligheid

urlpatterns = [
    path("", openbaar.home, name="home"),
    path("ouders/", openbaar.ouders, name="ouders"),
    path("professionals/", openbaar.professionals, name="professionals"),
    path("contact/", openbaar.contact, name="contact"),
    path("privacy/", openbaar.privacy, name="privacy"),
    path("talen/<str:taal>/privacy/", openbaar.privacy, name="taal_privacy"),
    path("toegankelijkheid/", openbaar.toegankelijkheid, name="toegankelijkheid"),
    path("woorden/", openbaar.woordenlijst, name="woorden"),
    path("bouwstenen/", openbaar.bouwstenen, name="bouwstenen"),
    re_path(r"^thema\.(?P<vinger>[0-9a-f]{12})\.css$", openbaar.themablad, name="thema"),
    path("deelbeeld.png", openbaar.deelbeeld, name="deelbeeld"),
    path("health/live", openbaar.leeft, name="leeft"),
    path("health/ready", openbaar.klaar, name="klaar"),
    path("robots.txt", openbaar.robots, name="robots"),
    path(".well-known/security.txt", veiligheid.security_txt, name="security_txt"),
    path("csp-melding/", veiligheid.csp_melding, name="csp_melding"),
    path("favicon.ico", openbaar.favicon, name="favicon"),
]
