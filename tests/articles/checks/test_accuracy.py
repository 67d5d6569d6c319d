"""Pages that are unfit by accident, and good pages that must not be troubled: what typing, pasting and other words do.

The texts are made up, or say what the content pack says with its sources; none of them is advice.
"""

import pytest

from articles import checks
from tests.moments import iso_day

from ..factories import make_document, make_section, make_source
from .test_checks import GOOD, picture

STOP = "says-not-to-stop-without-a-doctor"
YOUNG = "warns-people-under-25"
TAGGED = "talk-of-suicide-is-tagged"
RISKS = "treatments-come-with-risks"
STIGMA = "words-without-stigma"
UNSAFE = "safe-words-about-suicide"
CHOICE = "names-more-than-one-treatment"
DOSE = "doses-have-a-source-beside-them"
SAFE = "Do not stop antidepressants without your doctor. Under 25, thoughts of suicide can increase in the first weeks."


def found(fields):
    return {finding.check for finding in checks.review(make_document(**fields), GOOD)}


def says(*bodies, aspect="overview"):
    return {"sections": [make_section(f"Part {number}", body, aspect) for number, body in enumerate(bodies)]}


def names(value):
    return value if isinstance(value, str) else ""


UNFIT = [
    # Letters that look the same, or that nobody sees.
    (STOP, says("Anti\u00addepressants exist. [study]")),
    (STOP, says("Anti\u200bdepressants exist. [study]")),
    (STOP, says("Ant\u0456depressants exist. [study]")),
    (STOP, says("\uff21ntidepressants exist. [study]")),
    (STOP, says("Paro\u00adxetine exists. [study]")),
    (STOP, says("\ufb02uoxetine exists. [study]")),
    (TAGGED, says("Thoughts of sui\u00adcide. [study]")),
    (TAGGED, says("Thoughts of sui\u200dcide. [study]")),
    (TAGGED, says("Thoughts of su\u0456cide. [study]")),
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
    ("picture-has-a-text-alternative", picture(alt="IMG_2041.jpg")),
    ("picture-has-a-text-alternative", picture(alt="Image")),
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
    # Words that are near the warning and do not warn.
    (STOP, says("Antidepressants exist. Do not stop exercising without asking your doctor. [study]")),
    (STOP, says("Antidepressants exist. Do not stop seeing your doctor. [study]")),
    (STOP, says("Antidepressants exist. Do not stop to think. Your doctor knows. [study]")),
    (STOP, says("You can stop antidepressants without your doctor. [study]")),
    (STOP, says("You need not ask your doctor before you stop antidepressants. [study]")),
    (YOUNG, says("SSRIs exist. Suicide is a common cause of death under 25. [study]") | {"tags": ["suicide-risk"]}),
    (YOUNG, says("SSRIs do not increase thoughts of suicide under 25. [study]") | {"tags": ["suicide-risk"]}),
    (YOUNG, says("SSRIs exist. Thoughts of suicide can increase over 25. [study]") | {"tags": ["suicide-risk"]}),
    # Suicide in other words.
    (TAGGED, {"summary": "SUICIDAL thoughts."}),
    (TAGGED, {"key_points": ["Parasuicide."]}),
    (TAGGED, {"title": "After a suicide"}),
    (TAGGED, {"sections": [make_section("Suicide")]}),
    (TAGGED, says("::: note\nThoughts of suicide.\n:::\n\nWords. [study]")),
    (TAGGED, says("Some think of ending their life. [study]")),
    (TAGGED, says("He took his own life. [study]")),
    (TAGGED, says("Thoughts of killing yourself. [study]")),
    (TAGGED, says("Some people self-harm. [study]")),
    (TAGGED, {"questions": ["What if I want to die?"]}),
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
    (DOSE, says("::: warning\nNever above 0.5 micrograms.\n:::", "Other words. [study]")),
    (DOSE, says("Take 10 mg. [nobody]", "Other words. [study]")),
    (DOSE, {"summary": "Take 10 mg of zolpidem."}),
    (DOSE, {"key_points": ["Take 10 mg of zolpidem."]}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("check", "fields"), UNFIT, ids=lambda value: value if isinstance(value, str) else ascii(value)[:70]
)
def test_an_unfit_page_is_found(check, fields):
    assert check in found(fields)


def with_antidepressants(words):
    return says(f"Antidepressants exist. {words} [study]") | {"tags": ["depression"]}


FINE = [
    *((STOP, with_antidepressants(words)) for words in (
        "Talk to your doctor before you stop taking them.",
        "Before you stop, ask your doctor or pharmacist.",
        "Do not suddenly stop taking them without speaking to your GP.",
        "Do not stop (e.g. because you feel better) without your doctor.",
        "You should not stop on your own. Your health care team will help you to come off slowly.",
        "Never stop taking Prozac, or change the dose, unless your psychiatrist agrees.",
        "They must not be stopped at once. Plan it with your specialist.",
        "Don’t stop or skip them before you have talked to the nurse.",
        "Do not skip or stop a dose without asking your physician.",
        "Do\u00a0not stop without your\u00a0doctor.",
    )),
    *((YOUNG, with_antidepressants(words)) for words in (
        "People under 25 can have more thoughts of suicide at the start.",
        "Under the age of 25, suicidal thoughts may get worse in the first weeks.",
        "Under-25s can have more suicidal thoughts at first.",
        "In people aged 18 to 24, thoughts of suicide can increase.",
        "Up to age 24, thoughts of suicide can increase at first.",
        "In young adults (18–24), they raise the risk of suicidal thoughts.",
        "If you are 24 or younger, thoughts of suicide can grow stronger at first.",
        "People younger than 25 may think more of harming themselves in the first weeks.",
        "**Under 25.** Thoughts of suicide can increase. No such rise was found over the age of 24.",
    )),
    (STOP, says("Lithium, paracetamol, St John's wort and a depressant drink. [study]")),
    (STOP, says("The tryptophan in food. [study]")),
    (STOP, says("A marlin and a zebra. [study]")),
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
    ("picture-has-a-text-alternative", picture(alt="Image of a brain scan")),
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
    fields = says(f"{words} [study]", f"{SAFE} [study]") | {"tags": ["depression"]}
    levels = [finding.check for finding in checks.review(make_document(**fields), GOOD) if finding.level != "attest"]
    assert levels == []
