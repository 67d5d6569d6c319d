"""Do what a person does on a page, by commands of W3C WebDriver. Each step waits until it can be done."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any, TypeVar

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"  # W3C WebDriver, "Elements".
PATIENCE = timedelta(seconds=20)  # As for Chromium (tests/browser/conftest.py).
PAUSE = timedelta(milliseconds=50)
# What a page that is on its way answers.
NOT_YET = {
    "element click intercepted",
    "element not interactable",
    "no such element",
    "no such frame",  # WebKit, of a page that is being left.
    "no such window",
    "stale element reference",
}
CONTROL, ENTER, TAB = "\ue009", "\ue007", "\ue004"  # W3C WebDriver, "Keyboard actions".

Found = TypeVar("Found")


class WebDriverError(Exception):
    """An engine refused a command."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(f"{kind}: {message}")
        self.kind = kind


class Window:
    """One window of a browser. `command` sends a command by its name and returns its value; raises WebDriverError."""

    def __init__(
        self, command: Callable[..., Any], engine: str, *, complaints: Callable[[], list[str]], base_url: str = ""
    ) -> None:
        self.command = command
        self.engine = engine
        self.complaints = complaints
        self.base_url = base_url

    def open(self, path: str) -> None:
        self.command("Navigate", url=self.base_url + path)

    def back(self) -> None:
        self.command("Back")

    def forward(self) -> None:
        self.command("Forward")

    @property
    def address(self) -> str:
        """What follows the site's own address."""
        return str(self.command("GetCurrentURL")).removeprefix(self.base_url)

    def press(self, name: str) -> None:
        """Click the button or the link with this name."""
        words = _quoted(name)
        self.click(f"(//button | //a)[normalize-space() = {words}] | //input[@type = 'submit'][@value = {words}]")

    def choose(self, label: str) -> None:
        """Click a radio button or a check box."""
        self.click(_field(label))

    def is_chosen(self, label: str) -> bool:
        return bool(self._when_it_can(lambda: self.command("IsElementSelected", id=self._shown(_field(label)))))

    def fill(self, label: str, words: str) -> None:
        """Replace what the field with this label holds."""
        self.put(_field(label), words)

    def put(self, xpath: str, words: str) -> None:
        def put() -> None:
            element = self._shown(xpath)
            self.command("ElementClear", id=element)
            self.command("ElementSendKeys", id=element, text=words)

        self._when_it_can(put)

    def click(self, xpath: str) -> None:
        self._when_it_can(lambda: self.command("ElementClick", id=self._shown(xpath)))

    def type(self, keys: str) -> None:
        """Press keys where the cursor is. A first CONTROL holds it down, the next lets it go."""
        actions, is_held = [], False
        for key in keys:
            if key != CONTROL or not is_held:
                actions.append({"type": "keyDown", "value": key})
            if key != CONTROL or is_held:
                actions.append({"type": "keyUp", "value": key})
            is_held ^= key == CONTROL
        self.command("PerformActions", actions=[{"type": "key", "id": "keyboard", "actions": actions}])

    def text(self, xpath: str = "//main") -> str:
        """Return the words that are shown there."""
        words = self._when_it_can(lambda: self.command("GetElementText", id=self._shown(xpath)))
        return " ".join(str(words).split())

    def wait_for(self, words: str, xpath: str = "//main") -> None:
        self._until(lambda: words in self.text(xpath), lambda: f"“{words}” in “{self.text(xpath)}”")

    def wait_for_address(self, path: str) -> None:
        self._until(lambda: self.address == path, lambda: f"{path}, and it is {self.address}")

    def run(self, script: str) -> Any:
        return self.command("ExecuteScript", script=script, args=[])

    def wait_until(self, script: str) -> None:
        """Wait until a script gives what is true."""
        self._until(lambda: self.run(script), lambda: script)

    def _shown(self, xpath: str) -> str:
        """The first such element that a person sees."""
        for found in self.command("FindElements", using="xpath", value=xpath):
            if self.command("IsElementDisplayed", id=found[ELEMENT]):
                return str(found[ELEMENT])
        raise WebDriverError("no such element", f"{xpath} is not shown at {self.address}")

    def _when_it_can(self, step: Callable[[], Found]) -> Found:
        end = time.monotonic() + PATIENCE.total_seconds()
        while True:
            try:
                return step()
            except WebDriverError as error:
                if error.kind not in NOT_YET or time.monotonic() > end:
                    raise
                time.sleep(PAUSE.total_seconds())

    def _until(self, is_so: Callable[[], bool], what: Callable[[], str]) -> None:
        end = time.monotonic() + PATIENCE.total_seconds()
        while not is_so():
            assert time.monotonic() < end, f"{self.engine} waited in vain for {what()}"
            time.sleep(PAUSE.total_seconds())


def _quoted(words: str) -> str:
    return f'"{words}"'


def _field(label: str) -> str:
    """The field of a label that stands beside it or around it."""
    named = f"//label[starts-with(normalize-space(), {_quoted(label)})]"
    return f"//*[@id = {named}/@for] | {named}//input"
