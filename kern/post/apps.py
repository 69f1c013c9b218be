from django.apps import AppConfig


class PostConfig(AppConfig):
    name = "kern.post"
    verbose_name = "Post"
