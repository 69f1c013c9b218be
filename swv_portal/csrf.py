"""`{% csrf_token %}` with the language of the page: a page that says what went wrong with a form speaks it too.

Of a session that ended nothing is known any more, so the form itself carries it. A Dutch page carries nothing.
"""

from typing import Any

from django.template import Context, Library
from django.template.base import Parser, Token
from django.template.defaulttags import CsrfTokenNode
from django.utils.html import format_html
from django.utils.translation import get_language

from kern.brieven.talen import NEDERLANDS
from kern.gebruikers.teruggeven import TAAL

register = Library()


class MetTaal(CsrfTokenNode):
    def render(self, context: Context) -> Any:
        taal = get_language() or NEDERLANDS
        if taal == NEDERLANDS:
            return super().render(context)
        return super().render(context) + format_html('<input type="hidden" name="{}" value="{}">', TAAL, taal)


@register.tag
def csrf_token(parser: Parser, token: Token) -> MetTaal:
    return MetTaal()
