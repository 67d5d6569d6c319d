"""A poll as the Django tutorial teaches it: a number of votes in each choice's row."""

from django.db import models


class Question(models.Model):
    question_text = models.CharField(max_length=200)

    class Meta:
        app_label = "tutorial"

    def __str__(self):
        return self.question_text


class Choice(models.Model):
    question = models.ForeignKey(Question, on_delete=models.CASCADE)
    choice_text = models.CharField(max_length=200)
    votes = models.IntegerField(default=0)

    class Meta:
        app_label = "tutorial"

    def __str__(self):
        return self.choice_text
