"""The drawings of the first content on light screens, on dark ones and on paper, as Chromium paints them."""

import io
from pathlib import Path

import pytest
from PIL import Image, ImageStat

CONTENT = Path(__file__).parents[2] / "content"
SLUGS = sorted({path.name.split(".")[0] for path in CONTENT.glob("articles/*.md")})
DARKER = 0.75  # Of the brightness on a light screen, at most.
DRAWN = ".figure img, .prose .picture img"


def brightness(page, scheme, media="screen"):
    """Mean of each drawing, from 0 for black to 255 for white."""
    page.emulate_media(color_scheme=scheme, media=media)
    found = []
    for drawing in page.locator(DRAWN).all():
        drawing.scroll_into_view_if_needed()
        drawing.evaluate("async image => { await image.decode() }")
        picture = Image.open(io.BytesIO(drawing.screenshot())).convert("L")
        found.append(ImageStat.Stat(picture).mean[0])
    return found


@pytest.mark.parametrize("slug", SLUGS)
def test_drawings_are_dark_on_dark_screens_and_light_on_paper(page, slug):
    page.goto(f"/articles/{slug}/")
    light, dark = brightness(page, "light"), brightness(page, "dark")
    assert light
    assert [pair for pair in zip(light, dark, strict=True) if pair[1] > pair[0] * DARKER] == []
    on_paper = zip(brightness(page, "light", "print"), brightness(page, "dark", "print"), strict=True)
    assert [pair for pair in on_paper if pair[0] != pytest.approx(pair[1], abs=1)] == []
