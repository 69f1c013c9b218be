"""Words put together as a reader says them."""

import pytest

from kern.woorden import opsomming


@pytest.mark.parametrize(
    ("delen", "zin"),
    [
        ([], ""),
        (["Anna"], "Anna"),
        (["Anna", "Bram"], "Anna en Bram"),
        (["Anna", "Bram", "Carla"], "Anna, Bram en Carla"),
        (["", "Anna", "", "Bram", ""], "Anna en Bram"),
    ],
)
def test_names_are_joined_as_one_says_them(delen, zin):
    assert opsomming(delen) == zin
    assert opsomming(iter(delen)) == zin
