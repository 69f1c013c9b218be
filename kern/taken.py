"""Nudging a worker. What must be done stands in a row; when the nudge is lost, a sweep finds the row."""

from functools import partial

from celery import current_app
from django.db import transaction


def aanstoten(taak: str, **ids: int) -> None:
    """After the commit, tell a worker. taak: the full name of the task; ids: keys of rows, never personal data.

    A broker that is down costs time and nothing else: the failure is logged, the request goes on, the sweep finishes.
    """
    transaction.on_commit(partial(current_app.send_task, taak, kwargs=ids, retry=False), robust=True)
