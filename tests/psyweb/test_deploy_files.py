"""The files in deploy/, really used: nginx from nginx.conf before the site, which starts with the unit's UMask."""

import re
import subprocess
import tempfile
from pathlib import Path
from urllib.parse import urljoin

import pytest

from psyweb.page_cache import PARAMETERS
from tests.machinery import programs
from tests.machinery.nginx import NAME, running_nginx
from tests.machinery.site import PROJECT, running_site

DEPLOY = PROJECT / "deploy"
CONFIGURATION = (DEPLOY / "nginx.conf").read_text()
UNITS = sorted(DEPLOY.glob("*.service"))
ARTICLE = "/articles/understanding-depression/"


@pytest.fixture(scope="module")
def folder():
    """A folder that nginx's user may enter, unlike pytest's."""
    with tempfile.TemporaryDirectory(prefix="psyweb-deploy-") as name:
        Path(name).chmod(0o755)
        for own in ("nginx", "cdn", "var"):
            (Path(name) / own).mkdir(mode=0o755)
        yield Path(name)


@pytest.fixture(scope="module")
def site(folder):
    """The site as psyweb.service starts it."""
    umask = re.search(r"^UMask=(\d+)$", (DEPLOY / "psyweb.service").read_text(), re.MULTILINE)[1]
    settings = {"SITE_URL": f"https://{NAME}", "TRUSTED_PROXIES": "127.0.0.1", "ACCESS_LOG": "true"}
    with running_site(folder / "var", umask=int(umask, 8), **settings, ALLOWED_HOSTS=f"{NAME},127.0.0.1") as site:
        yield site


@pytest.fixture(scope="module")
def nginx(folder, site):
    program = programs.find_or_install().nginx
    with running_nginx(program, folder / "nginx", site=folder / "var", port=site.environment["PORT"]) as nginx:
        yield nginx


def addresses(page, pattern):
    return [urljoin(ARTICLE, found) for found in re.findall(pattern, page.text)]


@pytest.mark.apart
def test_a_page_comes_with_its_styles_scripts_and_pictures(nginx):
    page = nginx.get(ARTICLE)
    wanted = addresses(page, r'(?:href|src)="(/(?:static|media)/[^"]+)"')
    assert {".css", ".js"} <= {Path(address).suffix for address in wanted}
    assert {address: nginx.get(address).status for address in wanted} == dict.fromkeys(wanted, 200)
    style = next(address for address in wanted if address.endswith(".css"))
    assert nginx.get(style, Accept_Encoding="gzip").headers["Content-Encoding"] == "gzip"


@pytest.mark.apart
def test_a_picture_is_found(nginx):
    pictures = [address for path in ("/", ARTICLE) for address in addresses(nginx.get(path), r'src="(/media/[^"]+)"')]
    picture = nginx.get(pictures[0])
    assert picture.status == 200
    assert picture.headers["Content-Type"].startswith("image/")


@pytest.mark.apart
def test_an_error_page_is_the_sites_own(nginx):
    page = nginx.get("/made-up/page/")
    assert page.status == 404
    assert 'href="tel:988"' in page.text


@pytest.mark.apart
def test_what_a_campaign_adds_to_an_address_makes_no_page_of_its_own(nginx):
    nginx.get("/help-now/")
    assert nginx.get("/help-now/?fbclid=made-up").headers["X-Cache"] in {"HIT", "STALE", "UPDATING"}


def test_what_makes_a_page_of_its_own_is_what_the_views_read():
    named = re.search(r"\(\^\|&\)\(([^)]+)\)", CONFIGURATION)[1].split("|")
    assert set(named) == set().union(*PARAMETERS.values())


@pytest.mark.apart
def test_readers_behind_a_cdn_are_told_apart(folder, site):
    program = programs.find_or_install().nginx
    places = {"site": folder / "var", "port": site.environment["PORT"]}
    with running_nginx(program, folder / "cdn", **places, behind_cdn=True) as nginx:
        nginx.get("/made-up/cdn/", X_Forwarded_For="198.51.100.9")
    assert "198.51.100.0/24 GET /made-up/cdn/ 404" in site.log.read_text()


@pytest.mark.apart
def test_what_a_reader_claims_to_be_is_dropped(nginx, site):
    nginx.get("/made-up/claim/", X_Forwarded_For="198.51.100.9", Forwarded="for=198.51.100.9")
    assert "127.0.0.0/24 GET /made-up/claim/ 404" in site.log.read_text()


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.name)
def test_a_unit_leaves_the_program_little(unit, tmp_path):
    """Below 3.0 of systemd-analyze's 10, and no line that it doesn't know."""
    text = re.sub(r"^ExecStart=\S+", "ExecStart=/bin/true", unit.read_text(), flags=re.MULTILINE)
    copy = tmp_path / unit.name
    copy.write_text(text)
    verified = subprocess.run(["systemd-analyze", "verify", copy], capture_output=True, text=True, check=False)
    assert (verified.returncode, verified.stderr) == (0, "")
    asked = ["systemd-analyze", "security", "--offline=true", "--threshold=30", "--no-pager", copy]
    assert subprocess.run(asked, capture_output=True, check=False).returncode == 0
