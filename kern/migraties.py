"""What our first migrations need beside Django's own operations."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import CreateModel
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState


class TabellenIneens(Operation):
    """Create the tables of an app at once.

    After each operation Django builds the classes of all related models anew. Nearly all of ours are related, so two
    hundred tables one by one took minutes of every demo and every run of the tests; now they are built once per app.
    References to a table that comes later, or to each other, are no trouble: they are added when all tables are there.
    """

    reduces_to_sql = True
    reversible = True

    def __init__(self, modellen: Sequence[CreateModel]) -> None:
        self.modellen = modellen

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        state.__dict__.pop("apps", None)  # a cached property: without it nothing is built until somebody asks
        for model in self.modellen:
            model.state_forwards(app_label, state)

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        for model in self.modellen:
            model.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        for model in reversed(self.modellen):
            model.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        """What this does, for the log of a migration."""
        return f"Create {len(self.modellen)} tables"
