"""Route the public addresses of the polls."""

from django.urls import path

from . import views

app_name = "polls"
urlpatterns = [
    path("", views.archive, name="archive"),
    path("<slug:slug>/", views.detail, name="detail"),
    path("<slug:slug>/vote/", views.vote, name="vote"),
    path("<slug:slug>/results.json", views.results_json, name="results"),
    path("<slug:slug>/ledger/", views.ledger, name="ledger"),
    path("<slug:slug>/ledger.json", views.ledger_json, name="ledger_json"),
    path("<slug:slug>/embed/", views.embed, name="embed"),
]
