"""Many cases in one test. Thousands of small tests cost more to collect, hand out and report than to run."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterable, Sequence
from typing import Any


def elk(
    namen: str | Sequence[str], gevallen: Iterable[Any], ids: Callable[[Any], str] = repr
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """In the place of pytest.mark.parametrize: the test runs for each case, and its failure names all that are wrong.

    For cases that leave nothing behind: what else the test asks for (monkeypatch, tmp_path) is shared by all of them.
    """
    velden = namen.replace(" ", "").split(",") if isinstance(namen, str) else list(namen)
    rijen = [geval if len(velden) > 1 else (geval,) for geval in gevallen]
    assert rijen, "no case at all would pass as well"

    def decorator(test: Callable[..., None]) -> Callable[..., None]:
        @functools.wraps(test)
        def allemaal(**anders: Any) -> None:
            mis: list[tuple[str, AssertionError]] = []
            for rij in rijen:
                try:
                    test(**dict(zip(velden, rij, strict=True)), **anders)
                except AssertionError as fout:
                    mis.append((", ".join(map(ids, rij)), fout))
            if mis:
                zinnen = [f"{wie}: {fout}" for wie, fout in mis]
                raise AssertionError(f"{len(mis)} of {len(rijen)} are wrong\n" + "\n".join(zinnen)) from mis[0][1]

        vraagt = inspect.signature(test)
        over = [een for naam, een in vraagt.parameters.items() if naam not in velden]
        allemaal.__signature__ = vraagt.replace(parameters=over)  # type: ignore[attr-defined]
        return allemaal

    return decorator
