"""An organisation's log-in for tests: OpenID Connect with PKCE on 127.0.0.1, that can also lie."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

import jwt

CLIENT, GEHEIM = "portaal", "geheim-van-het-portaal"


@dataclass
class Aanbieder:
    """Who logs in next is `sub`; `extra` overrides claims of the token, `plat` makes every answer a failure.

    met_token: whether there is an id_token; without one only the address `wie` says who it is.
    """

    sub: str = "persoon-1"
    email: str = ""
    extra: dict[str, Any] = field(default_factory=dict)
    plat: bool = False
    met_token: bool = True
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    gevraagd: list[str] = field(default_factory=list)
    adres: str = ""

    def starten(self) -> ThreadingHTTPServer:
        """Serve on a free port, in a thread."""
        server = ThreadingHTTPServer(("127.0.0.1", 0), type("Balie", (Balie,), {"aanbieder": self}))
        self.adres = f"http://127.0.0.1:{server.server_port}"
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        return server

    def toestemmen(self, adres: str) -> str:
        """What the browser of this person does: visit the address that the portal gave; the way back is the answer."""
        vraag = dict(parse_qsl(urlsplit(adres).query))
        assert vraag["code_challenge_method"] == "S256"
        code = hashlib.sha256(adres.encode()).hexdigest()
        self.codes[code] = vraag
        return f"{vraag['redirect_uri']}?{urlencode({'code': code, 'state': vraag['state']})}"

    def token(self, post: dict[str, str]) -> dict[str, str] | None:
        """A token for this code, once, for who knows the secret and the verifier of the challenge."""
        vraag = self.codes.pop(post.get("code", ""), None)
        bewijs = hashlib.sha256(post.get("code_verifier", "").encode()).digest()
        uitdaging = base64.urlsafe_b64encode(bewijs).decode().rstrip("=")
        if vraag is None or uitdaging != vraag["code_challenge"] or post.get("client_secret") != GEHEIM:
            return None
        nu = int(time.time())
        claims = {"iss": self.adres, "aud": CLIENT, "sub": self.sub, "email": self.email, "email_verified": True}
        claims |= {"iat": nu, "exp": nu + 60, "nonce": vraag.get("nonce")} | self.extra
        penning = {"access_token": "x", "token_type": "Bearer", "id_token": jwt.encode(claims, "s" * 32, "HS256")}
        return penning if self.met_token else {naam: penning[naam] for naam in ("access_token", "token_type")}


class Balie(BaseHTTPRequestHandler):
    """The four addresses of the protocol."""

    aanbieder: Aanbieder

    def do_GET(self) -> None:
        zelf, delen = self.aanbieder, urlsplit(self.path)
        zelf.gevraagd.append(delen.path)
        if delen.path == "/aanmelden":
            self.send_response(302)
            self.send_header("Location", zelf.toestemmen(self.path))
            self.end_headers()
            return
        paden = {"authorization_endpoint": "aanmelden", "token_endpoint": "token", "jwks_uri": "jwks"}
        boek = {naam: f"{zelf.adres}/{pad}" for naam, pad in {**paden, "userinfo_endpoint": "wie"}.items()}
        boek["issuer"] = zelf.extra.get("iss", zelf.adres)
        self._antwoord({"/wie": {"sub": "een ander", "email": zelf.email}}.get(delen.path, boek))

    def do_POST(self) -> None:
        lichaam = self.rfile.read(int(self.headers["Content-Length"])).decode()
        post = {naam: waarden[0] for naam, waarden in parse_qs(lichaam).items()}
        self.aanbieder.gevraagd.append(self.path)
        self._antwoord(self.aanbieder.token(post))

    def _antwoord(self, inhoud: dict[str, Any] | None) -> None:
        self.send_response(503 if self.aanbieder.plat else 200 if inhoud else 400)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(inhoud or {"error": "invalid_grant"}).encode())

    def log_message(self, *delen: Any) -> None:
        """Says nothing on the screen."""
