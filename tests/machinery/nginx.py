"""Run a real nginx from deploy/nginx.conf: only ports, paths and names are changed, as its first lines ask."""

from __future__ import annotations

import os
import shutil
import ssl
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPMessage
from pathlib import Path
from urllib.error import HTTPError

from tests.machinery.site import PROJECT, free_port

START_SECONDS = 10
NAME = "psyweb.example"
MAIN = """
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/main.log;
{user}
events {{ worker_connections 1024; }}
http {{
    include /etc/nginx/mime.types;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/site.conf;
}}
"""


@dataclass(frozen=True)
class Answer:
    status: int
    headers: HTTPMessage
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass(frozen=True)
class Nginx:
    port: int
    folder: Path

    def get(self, path: str, **headers: str) -> Answer:
        """Ask over https, with a certificate that was made for the test."""
        sent = {"Host": NAME, **{name.replace("_", "-"): value for name, value in headers.items()}}
        request = urllib.request.Request(f"https://127.0.0.1:{self.port}{path}", headers=sent)
        trusting = ssl._create_unverified_context()
        try:
            with urllib.request.urlopen(request, timeout=30, context=trusting) as response:
                return Answer(response.status, response.headers, response.read())
        except HTTPError as error:
            return Answer(error.code, error.headers, error.read())


@contextmanager
def running_nginx(program: Path, folder: Path, *, site: Path, port: str, behind_cdn: bool = False) -> Iterator[Nginx]:
    """Yield nginx before the site that has its files in `site` and listens on `port`. All may read `folder`."""
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    make = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", f"/CN={NAME}", "-days", "2"]
    subprocess.run([*make, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    ports = {"80": str(free_port()), "443": str(free_port())}
    changed = {
        "listen 80;": f"listen {ports['80']};",
        "[::]:80;": f"[::]:{ports['80']};",
        "listen 443 ssl": f"listen {ports['443']} ssl",
        "[::]:443 ssl": f"[::]:{ports['443']} ssl",
        "/etc/ssl/psyweb/fullchain.pem": str(certificate),
        "/etc/ssl/psyweb/privkey.pem": str(key),
        "/srv/psyweb/var": str(site),
        "/var/cache/nginx/psyweb": str(folder / "cache"),
        "/var/log/nginx": str(folder),
        "127.0.0.1:8000": f"127.0.0.1:{port}",
    }
    if behind_cdn:
        changed |= {
            "# set_real_ip_from 192.0.2.0/24": "set_real_ip_from 127.0.0.1",
            "# real_ip_header": "real_ip_header",
        }
    text = (PROJECT / "deploy/nginx.conf").read_text()
    for old, new in changed.items():
        assert old in text, f"deploy/nginx.conf no longer holds {old}"
        text = text.replace(old, new)
    (folder / "site.conf").write_text(text)
    user = "user www-data;" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(MAIN.format(folder=folder, user=user))
    process = subprocess.Popen([program, "-p", folder, "-c", folder / "nginx.conf"], stderr=subprocess.DEVNULL)
    nginx = Nginx(int(ports["443"]), folder)
    try:
        _wait(nginx, process)
        yield nginx
    finally:
        process.terminate()
        process.wait(START_SECONDS)
        shutil.rmtree(folder / "cache", ignore_errors=True)


def _wait(nginx: Nginx, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            nginx.get("/static/")
            return
        except OSError:
            time.sleep(0.05)
    raise AssertionError((nginx.folder / "main.log").read_text())
