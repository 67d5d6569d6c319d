"""Run WebKit, as GTK's browsers have it, and speak to it by WebDriver. It draws on a display that nobody sees."""

from __future__ import annotations

import json
import os
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from ..site import free_port
from .window import WebDriverError, Window

START_LIMIT = timedelta(seconds=60)
ANSWER_LIMIT = timedelta(seconds=120)
SCREEN = "1280x900x24"
QUIET = {"NO_AT_BRIDGE": "1", "LIBGL_ALWAYS_SOFTWARE": "1"}
# The other commands post their parameters to an address of their own name.
ADDRESSES = {
    "NewSession": ("POST", "/session"),
    "Status": ("GET", "/status"),
    "Navigate": ("POST", "/url"),
    "GetCurrentURL": ("GET", "/url"),
    "Back": ("POST", "/back"),
    "Forward": ("POST", "/forward"),
    "FindElements": ("POST", "/elements"),
    "ElementClick": ("POST", "/element/{id}/click"),
    "ElementClear": ("POST", "/element/{id}/clear"),
    "ElementSendKeys": ("POST", "/element/{id}/value"),
    "GetElementText": ("GET", "/element/{id}/text"),
    "IsElementDisplayed": ("GET", "/element/{id}/displayed"),
    "IsElementSelected": ("GET", "/element/{id}/selected"),
    "ExecuteScript": ("POST", "/execute/sync"),
    "DeleteSession": ("DELETE", ""),
}
# What broke in this page since this was first asked. WebKit keeps no console of pages that a program drives.
COMPLAINTS = """
    if (!self.complaints) {
        const heard = (self.complaints = []);
        addEventListener("securitypolicyviolation", (event) => heard.push(`policy: ${event.violatedDirective}`));
        addEventListener("error", (event) => heard.push(event.message));
        addEventListener("unhandledrejection", (event) => heard.push(String(event.reason)));
    }
    return self.complaints;
"""


class WebDriver:
    """A WebDriver server and its session."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.session = ""

    def command(self, name: str, **parameters: Any) -> Any:
        """Send a command of WebDriver and return its value. Raises WebDriverError."""
        method, path = ADDRESSES[name]
        url = f"{self.url}{self.session}{path.format(**parameters)}"
        body = json.dumps(parameters).encode() if method == "POST" else None
        request = urllib.request.Request(url, body, {"Content-Type": "application/json"}, method=method)
        try:
            with urllib.request.urlopen(request, timeout=ANSWER_LIMIT.total_seconds()) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as refusal:
            error = json.load(refusal)["value"]
            raise WebDriverError(error["error"], error["message"]) from None


@contextmanager
def running_webkit(driver: Path, xvfb: Path, folder: Path, *, has_script: bool = True) -> Iterator[Window]:
    """Yield a window of a new WebKit, which keeps all of its files in `folder`."""
    with _display(xvfb) as display, (folder / "webkit.log").open("w") as log:
        port = free_port()
        environment = {**os.environ, **QUIET, "DISPLAY": display, "HOME": str(folder)}
        process = subprocess.Popen([str(driver), f"--port={port}"], env=environment, stdout=log, stderr=log)
        try:
            webkit = WebDriver(f"http://127.0.0.1:{port}")
            _wait_for(webkit, process)
            webkit.session = f"/session/{_new_session(webkit, has_script=has_script)}"
            yield Window(
                webkit.command, "WebKit", complaints=lambda: webkit.command("ExecuteScript", script=COMPLAINTS, args=[])
            )
            webkit.command("DeleteSession")
        finally:
            process.terminate()
            process.wait()


@contextmanager
def _display(xvfb: Path) -> Iterator[str]:
    command = [str(xvfb), "-displayfd", "1", "-screen", "0", SCREEN, "-nolisten", "tcp"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        try:
            assert process.stdout
            yield f":{process.stdout.readline().strip()}"
        finally:
            process.terminate()


def _wait_for(webkit: WebDriver, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + START_LIMIT.total_seconds()
    while time.monotonic() < end and process.poll() is None:
        try:
            webkit.command("Status")
            return
        except urllib.error.URLError:
            time.sleep(0.05)
    raise AssertionError("WebKit's driver did not start.")


def _new_session(webkit: WebDriver, *, has_script: bool) -> str:
    """Without scripts, those of WebDriver still run: pages lose theirs while they are read."""
    arguments = ["--automation", f"--enable-javascript-markup={str(has_script).lower()}"]
    options = {"webkitgtk:browserOptions": {"args": arguments}}
    return str(webkit.command("NewSession", capabilities={"alwaysMatch": options})["sessionId"])
