"""The log-in of an organisation: only a token that was made for this very visit lets somebody in (T28)."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from allauth.utils import get_request_param
from django.utils.crypto import constant_time_compare, salted_hmac


def nonce_van(state: str) -> str:
    """What the token of this visit must repeat. It follows from the state, that one browser knows and uses once."""
    return salted_hmac("kern.gebruikers.oidc", state, algorithm="sha256").hexdigest()


def met_nonce(adres: str) -> str:
    """The address at the organisation with our nonce, whatever nonce somebody put in it. The library sends none."""
    delen = urlsplit(adres)
    vraag = dict(parse_qsl(delen.query, keep_blank_values=True))
    if "state" not in vraag:
        return adres
    return delen._replace(query=urlencode(vraag | {"nonce": nonce_van(vraag["state"])})).geturl()


class VanDitBezoek(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """The way back of the library, that also wants a token and the nonce in it."""

    def complete_login(self, request: Any, app: Any, token: Any, **kwargs: Any) -> Any:
        """Without a token the library asks who it is at an address that names neither us nor this visit."""
        if not kwargs["response"].get("id_token"):
            raise OAuth2Error("no id_token")
        return super().complete_login(request, app, token, **kwargs)

    def _decode_id_token(self, app: Any, id_token: str) -> dict[str, Any]:
        claims: dict[str, Any] = super()._decode_id_token(app, id_token)
        if not constant_time_compare(str(claims.get("nonce")), nonce_van(get_request_param(self.request, "state", ""))):
            raise OAuth2Error("the token is of another visit")
        return claims
