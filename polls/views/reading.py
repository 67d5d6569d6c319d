from functools import wraps

from django.http import HttpResponseNotAllowed
from django.template.loader import render_to_string
from django.views.decorators.csrf import csrf_exempt

READING = ["GET", "HEAD"]


def only_reading(view):
    """Any other method is answered by a page in plain words, as every refusal of a poll is."""

    @csrf_exempt  # Else a token would be asked for first, and its lack answered in the words of the desk.
    @wraps(view)
    def reading(request, *args, **kwargs):
        if request.method in READING:
            return view(request, *args, **kwargs)
        page = render_to_string("polls/only_reading.html", request=request)
        return HttpResponseNotAllowed(READING, page, headers={"Cache-Control": "no-store"})

    return reading
