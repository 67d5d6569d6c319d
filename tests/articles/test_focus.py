"""The focus of a picture: stored with it, frozen with a page, and in the middle for whatever is older."""

import pytest
from django.db import IntegrityError, transaction

from articles.documents import frozen_picture
from articles.editing.forms.pictures import PictureForm
from articles.markdown.picture_sizes import focus_of
from articles.models import Picture
from articles.schema.stored import read_document

from .factories import make_document

RIGHTS = {"alt": "Made up", "credit": "Nobody", "licence": "CC0-1.0"}
ADD = "/admin/articles/picture/add/"


def make_picture(**fields):
    return Picture.objects.create(sha256="0" * 64, file="pictures/a.webp", width=400, height=300, **RIGHTS, **fields)


@pytest.mark.parametrize(
    ("x", "y", "attributes"),
    [(0.5, 0.5, ""), (0.52, 0.48, ""), (0.26, 1.0, ' data-focus-x="3" data-focus-y="10"')],
)
def test_what_is_off_the_middle_is_told_in_tenths(x, y, attributes):
    assert focus_of({"focus_x": x, "focus_y": y}) == attributes


@pytest.mark.django_db
def test_a_page_holds_the_focus_of_its_day():
    picture = make_picture(focus_x=0.25, focus_y=1.0)
    frozen = frozen_picture(picture)
    assert (frozen["focus_x"], frozen["focus_y"]) == (0.25, 1.0)


@pytest.mark.django_db
def test_a_document_of_before_has_its_picture_in_the_middle():
    old = frozen_picture(make_picture())
    del old["focus_x"], old["focus_y"]
    read = read_document(make_document() | {"picture": old})["picture"]
    assert (read["focus_x"], read["focus_y"], focus_of(read)) == (0.5, 0.5, "")


@pytest.mark.django_db
@pytest.mark.parametrize(("typed", "stored"), [("", 0.5), ("0", 0.0), ("37", 0.37), ("100", 1.0)])
def test_percents_are_stored_as_fractions(desk, publisher, typed, stored):
    picture = make_picture()
    address = f"/admin/articles/picture/{picture.pk}/change/"
    client = desk(publisher)
    form = client.get(address).context["adminform"].form
    assert 'value="50"' in str(form["focus_x"])
    opened = form["opened"].value()
    client.post(address, RIGHTS | {"name": picture.name, "opened": opened, "focus_x": typed, "focus_y": "50"})
    picture.refresh_from_db()
    assert (picture.focus_x, picture.focus_y) == (stored, 0.5)


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["-1", "101", "x", "1e9"])
def test_a_focus_beside_the_picture_is_refused(desk, publisher, typed):
    form = desk(publisher).post(ADD, RIGHTS | {"focus_x": typed}).context["adminform"].form
    assert "focus_x" in form.errors


@pytest.mark.django_db
def test_the_database_refuses_a_focus_beside_the_picture():
    with pytest.raises(IntegrityError), transaction.atomic():
        make_picture(focus_x=1.5)


def test_a_new_picture_begins_in_the_middle():
    form = PictureForm()
    assert 'value="50"' in str(form["focus_x"])
    assert 'value="50"' in str(form["focus_y"])
