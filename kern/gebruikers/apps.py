from django.apps import AppConfig


class GebruikersConfig(AppConfig):
    name = "kern.gebruikers"
    verbose_name = "Gebruikers"
