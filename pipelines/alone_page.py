"""The kiosk's page while the gate is away: served by the lane, on this machine alone.

It says GO or "wait for a clerk" in three languages, never why. A scanner that types
what it reads can show a code in its form; it works without scripts, too.
"""

import json
import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from string import Template
from urllib.parse import parse_qs

from pipelines.alone_screen import Display, Phase
from pipelines.link_settings import SettingsError

_log = logging.getLogger(__name__)
_LONGEST = 2000
_WORDS = {
    Phase.GATE: ("This lane is on line", "Carril en línea", "车道在线"),
    Phase.WAITING: ("Please drive in", "Avance, por favor", "请驶入"),
    Phase.SCAN_CODE: ("Show your code", "Muestre su código", "请出示二维码"),
    Phase.READING: ("One moment", "Un momento", "请稍候"),
    Phase.GO: ("GO", "ADELANTE", "请通行"),
    Phase.REFER: ("Wait for a clerk", "Espere al personal", "请等待工作人员"),
}


def _worded(phase: Phase) -> dict[str, str]:
    return dict(zip(("en", "es", "zh"), _WORDS[phase], strict=True))


_PAGE = Template("""<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Lane kiosk</title>
<meta name="viewport" content="width=device-width">
<noscript><meta http-equiv="refresh" content="3"></noscript>
<link rel="stylesheet" href="/page.css">
<body class="$phase"><main>
<h1 id="en" aria-live="assertive">$en</h1>
<p id="es" lang="es">$es</p><p id="zh" lang="zh">$zh</p>
<form method="post" action="/code"><label>Code
<input name="code" autocomplete="off" autofocus maxlength="2000"></label>
<button>OK</button></form></main>
<script src="/page.js"></script></body></html>
""")
_STYLE = """body{margin:0;min-height:100vh;display:flex;flex-direction:column;
font:2rem system-ui,sans-serif;background:#13314d;color:#fff;text-align:center}
main{flex:1;display:flex;flex-direction:column;justify-content:center}
h1{font-size:min(16vw,9rem);margin:0}p{font-size:min(8vw,4rem);margin:.2em}
body.go{background:#0a5c2b}body.refer{background:#7a4300}
form{padding:1rem;margin-top:2rem}input,button{font:inherit;padding:.3em .5em}
:focus-visible{outline:.2em solid #ffd24a}
"""
_SCRIPT = """let missed = 0;
const say = (state) => {
  document.body.className = state.phase;
  for (const [language, text] of Object.entries(state.words))
    document.getElementById(language).textContent = text;
};
const heard = (state) => {
  missed = 0;
  say(state);
  parent.postMessage(state.phase, "*"); // the gate's kiosk page may have framed this
};
const lost = () => { // an old GO must not stay
  if (++missed > 3) say({ phase: "refer", words: $waits });
};
setInterval(() => fetch("/state", { signal: AbortSignal.timeout(900) })
  .then((answer) => answer.json()).then(heard).catch(lost), 1000);
addEventListener("keydown", ({ key }) => { // a scanner types wherever the focus is
  if (key.length === 1) document.querySelector("input").focus();
});
""".replace("$waits", json.dumps(_worded(Phase.REFER)))


@dataclass(slots=True)
class LocalPage:
    """Serves the page on *port* of the loopback; ``tell`` takes a code that was shown.

    Port 0 takes any that is free: ``port`` has it after ``start``.
    """

    port: int
    display: Display
    tell: Callable[[str], None]

    def start(self, stop: threading.Event) -> threading.Thread:
        """Serve until *stop* is set; SettingsError where the port is taken."""
        handler = type("Handler", (_Handler,), {"page": self})
        try:
            server = ThreadingHTTPServer(("127.0.0.1", self.port), handler)
        except OSError as error:
            message = f"offline.page: port {self.port} cannot be used: {error.strerror}"
            raise SettingsError(message) from error
        server.daemon_threads = True
        self.port = server.server_port

        def serve() -> None:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            stop.wait()
            server.shutdown()
            server.server_close()

        thread = threading.Thread(target=serve, name="kiosk-page", daemon=True)
        thread.start()
        return thread


class _Handler(BaseHTTPRequestHandler):
    page: LocalPage
    timeout = 5

    def do_GET(self) -> None:
        """Give the page, its state, style or script."""
        phase = self.page.display.screen.phase
        words = _worded(phase)
        match self.path:
            case "/":
                self._answer("text/html", _PAGE.substitute(words, phase=phase.value))
            case "/state":
                told = json.dumps({"phase": phase.value, "words": words})
                self._answer("application/json", told)
            case "/page.css":
                self._answer("text/css", _STYLE)
            case "/page.js":
                self._answer("text/javascript", _SCRIPT)
            case _:
                self.send_error(HTTPStatus.NOT_FOUND)

    def do_POST(self) -> None:
        """Take a code that a scanner typed into this page, and no other site's."""
        origin = self.headers.get("Origin")
        ours = origin in {None, "null", f"http://{self.headers.get('Host')}"}
        size = self.headers.get("Content-Length", "")
        if self.path != "/code" or not ours or not size.isdecimal():
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        body = self.rfile.read(min(int(size), 4 * _LONGEST)).decode(errors="replace")
        code = parse_qs(body).get("code", [""])[0].strip()[:_LONGEST]
        if code:
            self.page.tell(code)
        self.send_response(HTTPStatus.SEE_OTHER)
        self.send_header("Location", "/")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name
        """Say nothing: the page asks every second."""

    def _answer(self, kind: str, text: str) -> None:
        body = text.encode()
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("Content-Security-Policy", "default-src 'self'")
        self.end_headers()
        self.wfile.write(body)
