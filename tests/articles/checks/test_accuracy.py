"""Pages that are unfit by accident, and good pages that must not be troubled: what typing, pasting and other words do.

The texts are made up, or say what the content pack says with its sources; none of them is advice.
"""

from dataclasses import replace

import pytest

from articles import checks
from tests.moments import iso_day

from ..factories import make_document, make_section, make_source
from .test_checks import GOOD, picture

STOP = "carries-stopping-antidepressants"
YOUNG = "carries-under-25-first-weeks"
TAGGED = "talk-of-suicide-is-tagged"
RISKS = "treatments-come-with-risks"
STIGMA = "words-without-stigma"
UNSAFE = "safe-words-about-suicide"
CHOICE = "names-more-than-one-treatment"
DOSE = "doses-have-a-source-beside-them"
SAFE = "Words. [study]\n\n::: statement stopping-antidepressants\n\n::: statement under-25-first-weeks"

SITE = replace(GOOD, statements=frozenset({"stopping-antidepressants", "under-25-first-weeks"}))


def found(fields):
    return {finding.check for finding in checks.review(make_document(**fields), SITE)}


def says(*bodies, aspect="overview"):
    return {"sections": [make_section(f"Part {number}", body, aspect) for number, body in enumerate(bodies)]}


def names(value):
    return value if isinstance(value, str) else ""


def with_antidepressants(words):
    return says(f"Antidepressants exist. {words} [study]") | {"tags": ["depression"]}


UNFIT = [
    # Letters that look the same, or that nobody sees.
    (STOP, says("Anti\u00addepressants exist. [study]")),
    (STOP, says("Anti\u200bdepressants exist. [study]")),
    (STOP, says("Ant\u0456depressants exist. [study]")),
    (STOP, says("\uff21ntidepressants exist. [study]")),
    (STOP, says("Paro\u00adxetine exists. [study]")),
    (STOP, says("\ufb02uoxetine exists. [study]")),
    (TAGGED, {"title": "Thoughts of sui\u00adcide"}),
    (TAGGED, {"title": "Thoughts of sui\u200dcide"}),
    (TAGGED, {"title": "Thoughts of su\u0456cide"}),
    (UNSAFE, {"tags": ["suicide-risk"], "summary": "He commit\u00adted suicide."}),
    (UNSAFE, {"tags": ["suicide-risk"], "summary": "He committed\u00a0suicide."}),
    (STIGMA, {"summary": "For people suffer\u00ading from it."}),
    ("author-line", {"author": "\u200b"}),
    ("author-line", {"author": "\u00a0"}),
    ("author-line", {"author": "-"}),
    ("author-line", {"author": "n/a"}),
    ("author-line", {"author": "???"}),
    ("author-line", {"author": "Unknown"}),
    ("summary-is-written", {"summary": "\u200b"}),
    ("summary-is-written", {"summary": "…"}),
    ("sources-are-complete", {"sources": [make_source(publisher="-")]}),
    ("sources-are-complete", {"sources": [make_source(publisher="\u200b")]}),
    ("sources-are-complete", {"sources": [make_source(publisher="None")]}),
    ("sources-are-complete", {"sources": [make_source(url="-")]}),
    ("sources-are-complete", {"sources": [make_source(url="https://")]}),
    ("sources-are-complete", {"sources": [make_source(url="file:///C:/study.pdf")]}),
    ("picture-has-a-text-alternative", picture(alt="\u200b")),
    ("text-alternative-says-what-is-shown", picture(alt="IMG_2041.jpg")),
    ("text-alternative-says-what-is-shown", picture(alt="Image")),
    ("picture-has-its-rights", picture(credit="-")),
    ("picture-has-its-rights", picture(licence="unknown")),
    ("citations-have-sources", says("::: warning\nSaid. [study] [nobody]\n:::")),
    ("citations-have-sources", says("- One [study]\n- Two [nobody]")),
    ("facts-were-checked", {"facts_checked_on": iso_day(36 * 365)}),
    # Medicines by their other names, wherever they stand.
    (STOP, says("Anti-depressants exist. [study]")),
    (STOP, says("Anti depressants exist. [study]")),
    (STOP, says("ANTIDEPRESSANTS exist. [study]")),
    (STOP, says("Prozac exists. [study]")),
    (STOP, says("Zoloft’s makers exist. [study]")),
    (STOP, says("Take sertraline. [study]")),
    (STOP, says("Tricyclics exist. [study]")),
    (STOP, says("::: note\nLexapro exists.\n:::\n\nWords. [study]")),
    (STOP, says("- **Escitalopram** exists. [study]")),
    (STOP, says("Venla**faxine** exists. [study]")),
    (STOP, {"summary": "About Cipramil."}),
    (STOP, {"key_points": ["Cymbalta exists."]}),
    (STOP, {"questions": ["Is Effexor right for me?"]}),
    (STOP, {"title": "Mirtazapine"}),
    (STOP, {"sections": [make_section("Seroxat")]}),
    (STOP, {"summary": "SSRIs help."}),
    # No wording passes for a statement, neither the authorities' own nor the opposite.
    *((check, with_antidepressants(words)) for check in (STOP, YOUNG) for words in (
        "Do not stop taking antidepressants without talking to your doctor.",
        "Talk to your doctor before you stop taking them.",
        "Do not stop at the first pharmacy; ask a pharmacist.",
        "The doctor will not stop you.",
        "People under 25 can have more thoughts of suicide in the first weeks.",
        "Antidepressants lower the risk of suicide under 25.",
        "stopping-antidepressants, under-25-first-weeks",
    )),
    (STOP, says("SSRIs exist. [study]\n\n::: statement under-25-first-weeks")),
    (YOUNG, says("SSRIs exist. [study]\n\n::: statement stopping-antidepressants")),
    # Suicide in other words.
    (TAGGED, {"summary": "SUICIDAL thoughts."}),
    (TAGGED, {"title": "After a suicide"}),
    (TAGGED, {"sections": [make_section("Suicide")]}),
    (TAGGED, {"sections": [make_section("Self-harm")]}),
    (TAGGED, says(*(["Some think of suicide. [study]"] * 4))),
    # Treatments and risks.
    (RISKS, says("It works. [study]\n\n**Risk:**", aspect="treatments")),
    (RISKS, says("It works. The word **Risk:** stands inside. [study]", aspect="treatments")),
    (RISKS, {"sections": [make_section(aspect="treatments"), make_section("Risks", " ", "risks")]}),
    (RISKS, {"sections": [make_section(aspect="treatments"), make_section("Risks", "\u200b", "side-effects")]}),
    ("says-what-happens-without-treatment",
     {"sections": [make_section(aspect="treatments"), make_section("Left alone", " ", "without-treatment")]}),
    (CHOICE, says("A medicine can cause sleepiness. [study]", aspect="treatments")),
    (CHOICE, says("Take a medicine against an ectopic beat. [study]", aspect="treatments")),
    # Words that hurt, in all their forms.
    (STIGMA, {"summary": "She suffered from it."}),
    (STIGMA, {"summary": "Depression sufferers."}),
    (STIGMA, {"summary": "A mentally-ill man."}),
    (STIGMA, {"summary": "Victims of schizophrenia."}),
    (STIGMA, {"summary": "A schizophrenic."}),
    (STIGMA, {"summary": "People afflicted by depression."}),
    (STIGMA, {"summary": "Psychos."}),
    (STIGMA, {"summary": "Alcohol and drug abuse."}),
    (STIGMA, {"summary": "Substance abuse is common."}),
    (STIGMA, {"summary": "They feel sad. It is a crazy idea."}),
    (STIGMA, {"summary": "Lunatics."}),
    (STIGMA, {"summary": "Insanity."}),
    (STIGMA, {"summary": "A drug abuser."}),
    (STIGMA, {"summary": "A heroin addict."}),
    (STIGMA, {"sections": [make_section("Victims of depression")]}),
    (STIGMA, says("::: note\nThe mentally ill.\n:::\n\nWords. [study]")),
    (UNSAFE, {"tags": ["suicide-risk"], "summary": "Suicide was committed."}),
    (UNSAFE, {"tags": ["suicide-risk"], "summary": "Committing suicide."}),
    (UNSAFE, {"tags": ["suicide-risk"], "summary": "He completed a suicide."}),
    (UNSAFE, {"tags": ["suicide-risk"], "summary": "A failed attempt at suicide."}),
    (UNSAFE, {"tags": ["suicide-risk"], "summary": "Her suicide was successful."}),
    (UNSAFE, {"tags": ["suicide-risk"], "summary": "Unsuccessful suicides."}),
    (UNSAFE, {"tags": ["suicide-risk"], "summary": "Suicide epidemics."}),
    (UNSAFE, {"tags": ["suicide-risk"], "sections": [make_section("He committed suicide")]}),
    # A dose that nobody can look up.
    (DOSE, says("Take no more than 10 mg of zolpidem.", "Other words. [study]")),
    (DOSE, says("Take 10\u00a0mg of zolpidem.", "Other words. [study]")),
    (DOSE, says("Take 10\u00ad mg of zolpidem.", "Other words. [study]")),
    (DOSE, says("- Take two tablets a day.", "Other words. [study]")),
    (DOSE, says("::: warning\nNever take above 0.5 micrograms.\n:::", "Other words. [study]")),
    (DOSE, says("Take 1 mg of lorazepam.", "Other words. [study]")),
    (DOSE, says("The usual amount of sertraline is 50 mg.", "Other words. [study]")),
    (DOSE, says("Take 10 mg. [nobody]", "Other words. [study]")),
    (DOSE, {"summary": "Take 10 mg of zolpidem."}),
    (DOSE, {"key_points": ["Take 10 mg of zolpidem."]}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("check", "fields"), UNFIT, ids=lambda value: value if isinstance(value, str) else ascii(value)[:70]
)
def test_an_unfit_page_is_found(check, fields):
    assert check in found(fields)


FINE = [
    *((check, says("Antidepressants exist. Stop them today. [study]", SAFE)) for check in (STOP, YOUNG)),
    (STOP, says("Lithium, paracetamol, St John's wort and a depressant drink. [study]")),
    (STOP, says("The tryptophan in food. [study]")),
    (STOP, says("A marlin and a zebra. [study]")),
    (TAGGED, says(*(["Call the 988 Suicide & Crisis Lifeline. [study]"] * 4))),
    (TAGGED, says("Words. Thoughts of suicide are one sign of many. [study]")),
    (TAGGED, says("Take your life one day at a time. [study]")),
    (TAGGED, says("A pesticide. The play ends; its life begins. [study]")),
    *((RISKS, says(body, aspect="treatments")) for body in (
        "It works. [study]\n\n**Risk:** It can hurt.",
        "It works. [study]\n\n**Risk**: It can hurt.",
        "It works. [study]\n\n**risks:** It can hurt.",
        "It works. [study]\n\n::: warning\n**Risk:** It can hurt.\n:::",
        "- **Benefit:** x [study]\n- **Risk:** y",
        "1. **Benefit:** x [study]\n2. **Risk:** y",
        "It works. [study]\n\n**Risk:**\nIt can hurt.",
    )),
    *((STIGMA, {"summary": words}) for words in (
        "Psychotic symptoms can come with depression.",
        "Psycho-education for families.",
        "The Substance Abuse and Mental Health Services Administration runs it.",
        "The National Institute on Drug Abuse says so.",
        "She is addicted to tea.",
        "The National Institute on Alcohol Abuse and Alcoholism says so.",
        "See ADHD and Substance Abuse: The Link.",
        "You may feel as if you are going crazy.",
        "People fear that they are going insane.",
        "Some still say “crazy” to them.",
        'Some still say "crazy" to them.',
        "Read How to Help a Friend Suffering from Grief.",
        "A person who has lived with schizophrenia for years.",
        "It may add to your worries.",
        "The insurance sufficed; a victim of a car crash may be in pain.",
    )),
    *((UNSAFE, {"tags": ["suicide-risk"], "summary": words}) for words in (
        "She died by suicide.",
        "We are committed to suicide prevention.",
        "A successful suicide prevention plan.",
        "He survived a suicide attempt.",
        "The questionnaire was completed. Suicide was not asked about.",
    )),
    *((DOSE, says(body, "Other words. [study]")) for body in (
        "Take 10 mg. [study]",
        "First words. [study]\n\nThen take 10 mg.",
        "Take a test: 126 mg/dL or above is high, 1 mg per decilitre is low.",
        "Take in less than 2,300 mg of sodium and 12 grams (3 teaspoons) of added sugars a day.",
        "The baby weighs 900 grams.",
        "Was each dose high enough?",
        "A low dose, or a pill that is missed.",
        "One drink with a meal.",
        "A five-day course in 2022, at 9 in ten places.",
        "A 5G network and 3 Gs.",
        "The trial gave it for 6 weeks to 100 people.",
        "Vitamin B12 and omega-3.",
        "One tablet at a time is all that is in your hand.",
    )),
    (DOSE, says("Take 10 mg. [study]") | {"key_points": ["Take 10 mg."]}),
    (DOSE, {"questions": ["Is 10 mg enough for me?"]}),
    ("author-line", {"author": "PsyWeb editorial team"}),
    ("author-line", {"author": "X. Li"}),
    ("author-line", {"author": "李医生"}),
    ("sources-are-complete", {"sources": [make_source(publisher="WHO")]}),
    ("sources-are-complete", {"sources": [make_source(publisher="世界卫生组织", url="https://例え.jp/a")]}),
    ("text-alternative-says-what-is-shown", picture(alt="Image of a brain scan")),
    ("picture-has-its-rights", picture(licence="CC0-1.0")),
    ("facts-were-checked", {"facts_checked_on": iso_day(0)}),
]  # fmt: skip


@pytest.mark.dated
@pytest.mark.parametrize(
    ("check", "fields"), FINE, ids=lambda value: value if isinstance(value, str) else ascii(value)[:70]
)
def test_a_good_page_is_left_alone(check, fields):
    assert check not in found(fields)


# In the words of the content pack, shortened.
HONEST = [
    "Antidepressants can ease depression, but they take weeks to work fully. Plan each change with your doctor.",
    "Major depression is an illness, not a weakness. It goes on for two weeks or longer.",
    "Side effects may show up before the benefit does. Sleep and appetite may get better before your mood lifts.",
    "Do not stop all at once. Plan it with your doctor, step by step.",
    "People under 25 can have more thoughts of suicide at the start and need close checks.",
    "If thoughts of suicide come or grow stronger, use the help numbers on this page right away.",
    "Lithium needs regular blood tests, with kidney and thyroid checks. Some mixes are unsafe.",
    "The proof is weak. Vitamin D did not prevent depression in a large trial, and magnesium trials are small.",
    "A surgeon puts a small device under the skin of the chest. Pain or infection from the surgery can follow.",
    "Talking therapy, medicine, or both. A course is often 5 to 20 sessions of 30 to 60 minutes each.",
    "Depression can strain work and relationships, and alcohol or drug misuse and thoughts of suicide can follow.",
    "A treatment that fails does not mean that you have failed. Above all, keep trying.",
]


@pytest.mark.parametrize("words", HONEST, ids=lambda words: words[:40])
def test_honest_words_raise_no_finding(words):
    fields = says(f"{words} [study]", SAFE) | {"tags": ["depression"]}
    levels = [finding.check for finding in checks.review(make_document(**fields), SITE) if finding.level != "attest"]
    assert levels == []
