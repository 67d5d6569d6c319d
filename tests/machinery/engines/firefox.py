"""Run Firefox and speak to it by Marionette: the commands of WebDriver in a socket, without a program between them."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from .window import WebDriverError, Window

START_LIMIT = timedelta(seconds=60)
ANSWER_LIMIT = timedelta(seconds=120)
STOP_LIMIT = timedelta(seconds=20)
PREFERENCES = {
    "marionette.port": 0,  # Any free one.
    "devtools.console.stdout.content": True,  # What pages write on the console.
}
OPTIONS = ["--headless", "--no-remote", "--marionette", "--remote-allow-system-access"]
SCRIPTS_ALLOWED = "Services.prefs.setBoolPref('javascript.enabled', arguments[0]); Services.console.reset();"
# Errors of scripts and of styles, and whatever breaks the policy of a page. Firefox's own have other addresses.
ERRORS = """
    return Services.console.getMessageArray().flatMap((one) => {
        if (!(one instanceof Ci.nsIScriptError)) return [];
        const isPolicy = one.category.toLowerCase().includes("csp") || one.errorMessage.includes("Content-Security-Policy");
        const isError = !(one.flags & (Ci.nsIScriptError.warningFlag | Ci.nsIScriptError.infoFlag));
        return one.sourceName.startsWith("http") && (isPolicy || isError) ? [one.errorMessage] : [];
    });
"""  # noqa: E501


class Marionette:
    """A connection to a running Firefox. Messages are JSON after their length: [0, number, command, parameters]."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=ANSWER_LIMIT.total_seconds())
        self.file = self.socket.makefile("rb")
        self.number = 0
        self._receive()  # It says its name.

    def close(self) -> None:
        self.file.close()
        self.socket.close()

    def command(self, name: str, **parameters: Any) -> Any:
        """Send a command of WebDriver and return its value. Raises WebDriverError."""
        self.number += 1
        prefix = "" if ":" in name else "WebDriver:"
        message = json.dumps([0, self.number, prefix + name, parameters]).encode()
        self.socket.sendall(b"%d:%b" % (len(message), message))
        _kind, _number, error, result = self._receive()
        if error:
            raise WebDriverError(error["error"], error["message"])
        return result["value"] if isinstance(result, dict) and set(result) == {"value"} else result

    def run_inside(self, script: str, *words: Any) -> Any:
        """Run a script in the browser itself, not in a page."""
        self.command("Marionette:SetContext", value="chrome")
        try:
            return self.command("ExecuteScript", script=script, args=list(words))
        finally:
            self.command("Marionette:SetContext", value="content")

    def _receive(self) -> Any:
        length = b""
        while (digit := self.file.read(1)) != b":":
            if not digit:
                raise WebDriverError("closed", "Firefox closed the connection.")
            length += digit
        return json.loads(self.file.read(int(length)))


@contextmanager
def running_firefox(program: Path, folder: Path, *, has_script: bool = True) -> Iterator[Window]:
    """Yield a window of a new Firefox, which keeps all of its files in `folder`."""
    lines = (f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in PREFERENCES.items())
    (folder / "user.js").write_text("".join(lines))
    said = folder / "firefox.log"
    with said.open("w") as log:
        # Firefox refuses the home folder of somebody else.
        process = subprocess.Popen(
            [str(program), *OPTIONS, "--profile", str(folder)],
            env={**os.environ, "HOME": str(folder)},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    try:
        with closing(Marionette(_port(folder, process))) as firefox:
            firefox.command("NewSession", capabilities={})
            firefox.run_inside(SCRIPTS_ALLOWED, has_script)
            yield Window(firefox.command, "Firefox", complaints=lambda: _complaints(firefox, said.read_text()))
            firefox.command("Marionette:Quit", flags=["eForceQuit"])
    finally:
        try:
            process.wait(STOP_LIMIT.total_seconds())
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _complaints(firefox: Marionette, said: str) -> list[str]:
    """What broke in any page since Firefox started."""
    return [*firefox.run_inside(ERRORS), *(line for line in said.splitlines() if line.startswith('console.error: "'))]


def _port(folder: Path, process: subprocess.Popen[bytes]) -> int:
    """Firefox writes it into its profile once it listens."""
    end = time.monotonic() + START_LIMIT.total_seconds()
    file = folder / "MarionetteActivePort"
    while time.monotonic() < end and process.poll() is None:
        if file.exists() and (port := file.read_text()):
            return int(port)
        time.sleep(0.05)
    raise AssertionError(f"Firefox did not start:\n{(folder / 'firefox.log').read_text()}")
