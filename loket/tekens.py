"""Faces for a child to choose from: drawings of our own, so that every device shows the same."""

from django.utils.safestring import SafeString, mark_safe

_KOP = (
    '<svg class="swv-gezicht" viewBox="0 0 24 24" aria-hidden="true" focusable="false">'
    '<circle cx="12" cy="12" r="9.5"/><circle class="swv-gezicht__oog" cx="8.6" cy="9.8" r="1.2"/>'
    '<circle class="swv-gezicht__oog" cx="15.4" cy="9.8" r="1.2"/><path d="{}"/></svg>'
)
_MONDEN = {
    "blij": "M7.4 14c1 2 2.7 3 4.6 3s3.6-1 4.6-3",
    "gewoon": "M8 15.4h8",
    "verdrietig": "M7.6 17c1-1.9 2.6-2.8 4.4-2.8s3.4.9 4.4 2.8",
    "boos": "M8 16.2h8M6.6 7l3.2 1.6M17.4 7l-3.2 1.6",
}
GEZICHTEN: dict[str, SafeString] = {naam: mark_safe(_KOP.format(mond)) for naam, mond in _MONDEN.items()}  # noqa: S308 - ours
