from django.db.models import F
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse

from .models import Choice, Question


def vote(request, question_id):
    """Finds question and choice, adds one in the database, redirects: part 4 of the tutorial, with its F()."""
    question = get_object_or_404(Question, pk=question_id)
    try:
        choice = question.choice_set.get(pk=request.POST["choice"])
    except (KeyError, Choice.DoesNotExist):
        return HttpResponse("You didn't select a choice.")
    choice.votes = F("votes") + 1
    choice.save()
    return HttpResponseRedirect(reverse("results", args=[question.id]))


def results(request, question_id):
    question = get_object_or_404(Question, pk=question_id)
    return HttpResponse("\n".join(f"{choice}: {choice.votes}" for choice in question.choice_set.all()))
