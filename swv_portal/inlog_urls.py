"""The addresses of django-allauth that this portal uses; those of log-in elsewhere only when it is on."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from kern.gebruikers import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("allauth.account.urls")),
    path("2fa/webauthn/add/", views.passkey_toevoegen, name="mfa_add_webauthn"),
    path("2fa/", include("allauth.mfa.urls")),
    path("sessies/", include("allauth.usersessions.urls")),
]
if settings.AANBIEDERS:
    urlpatterns += [
        path("oidc/<str:provider_id>/login/", views.organisatie_inloggen, name="openid_connect_login"),
        path("oidc/<str:provider_id>/login/callback/", views.organisatie_terug, name="openid_connect_callback"),
        path("organisatie/", include("allauth.socialaccount.urls")),
        path("", include("allauth.socialaccount.providers.openid_connect.urls")),
    ]
