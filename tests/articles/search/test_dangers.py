"""What people in danger type, and what only looks like it: phrases made up here, then each line of the list."""

import re
from itertools import product

import pytest

from articles.search.dangers import FILE, ONLY, WITH_A_SLIP, dangers, speaks_of_danger
from articles.search.dangers import HARMLESS as NOT

DANGER = """
suicide | suiside | sucide | sucidal | I want to die | self-harm | self harm | selfharm | kill myself | kil myself
cutting myself | better off dead | SUICIDAL thoughts | I don’t want to live | i do not want to live | overdose
overdoes | I cant go on | i cannot go on | no reason to be alive | how many pills to die | took too many pills
painless death | i feel hopeless | dont want to be here anymore | nobody would miss me | no one would miss me
crisis | i wanna die | i want to end it all | how to kill yourself | easiest way to die | ways to commit suicide
lethal dose of tylenol | what happens if i take 50 paracetamol | how much ambien to die | i hate my life
life is not worth living | nothing to live for | i cant do this anymore | everyone would be better off without me
no one cares about me | i wish i was dead | i wish i were never born | goodbye letter
going to kill myself tonight | thinking about ending my life | hang myself | jump off a bridge | cut my wrists
slit wrists | my friend wants to die | my son is suicidal | od on pills | i took all my pills | swallowed bleach
im going to hurt myself | i want to hurt someone | voices telling me to kill | i want to disappear
tired of living | sick of life | i give up | no hope | worthless | burden to my family | end my life | kms
unalive | ctb | want to sleep forever | hope i dont wake up | no way out | cant take it anymore | im done with life
suicide hotline | 988 | help me | i need help now | someone please help me | self injury | burning myself
i feel like dying | i dont want to exist | quiero morir | no quiero vivir | suicidio | sewerslide | how to od
mixing pills to die | will 20 xanax kill me | is hanging painful | does it hurt to die | gun suicide
can you die from prozac overdose | how to tie a noose | carbon monoxide death | reasons not to kill myself
i cant cope | want it all to stop | make the pain stop | plan to kill myself | starve myself
i just want to be gone | whats the point of living | nobody cares if i die | life is meaningless
kill my self | je veux mourir | ich will nicht mehr leben | Selbstmordgedanken | voglio morire | quero morrer
wil dood | jag vill dö | itsemurha | chcę umrzeć | chce umrzec | хочу умереть | не хочу жить | αυτοκτονία | ΑΥΤΟΚΤΟΝΙΑ
ölmek istiyorum | أريد أن أموت | اريد ان اموت | الانتحار | התאבדות | आत्महत्या | 自殺したい | 我想死 | 死にたいです
자살하고 싶어요 | 죽고 싶어요 | tu tu
i'd rather be dead | want to die tonight | im not safe | sui\u00adcide | ｓｕｉｃｉｄｅ | suici\u0301de | I WANT TO DYE
"""
HARMLESS = """
want to diet | overdue | dye my hair | i want to dye my hair blue | overdone | how to decide | depression
overuse of medicine | live with depression | side effects of sertraline | how to lose weight | subside | kill time
die cast models | dying to see you | hang out with friends | cut down on drinking
how many pills should i take a day | painkillers | sleep apnea | end of treatment | talking therapy
hair dye allergy | help me sleep | want to quit smoking | give up smoking | headline | suitcase | beside | insight
how long do antidepressants take to work | missed dose | take my pills with food | living well | hope
life expectancy | homelessness | self help | self care | self esteem | cutting carbs | energy crisis
how to overcome anxiety | heart attack | painless dentistry | cut my hair | burn calories | better sleep
point of care | reason for headaches | dead skin | kill germs | hanging baskets | weight loss pills
pill organizer | taking pills with alcohol | stop taking antidepressants | decide | family | midlife crisis
will do | ver para vivir | 死亡率 | 살다 | жить с депрессией | burden of disease | jump rope | diet | dyes | override
"""


def listed(table):
    return [phrase.strip() for line in table.strip().splitlines() for phrase in line.split("|")]


def test_the_tables_are_long_enough():
    assert len(listed(DANGER)) >= 84
    assert len(listed(HARMLESS)) >= 40


@pytest.mark.parametrize("phrase", listed(DANGER))
def test_is_known_as_danger(phrase):
    assert speaks_of_danger(phrase)


@pytest.mark.parametrize("phrase", listed(HARMLESS))
def test_is_harmless(phrase):
    assert not speaks_of_danger(phrase)


LINES = [line for line in FILE.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
NAMED = [line for line in LINES if not line.startswith(NOT)]
NOT_NAMED = [line.removeprefix(NOT).strip() for line in LINES if line.startswith(NOT)]


def readings(line):
    """What the line stands for: each word of a choice once, with the first words of the others."""
    choices = [choice.replace(WITH_A_SLIP, "").split("/") for choice in line.removeprefix(ONLY).split()]
    for place, choice in enumerate(choices):
        yield from (
            " ".join(part)
            for part in product(
                *([one[0]] for one in choices[:place]), choice, *([one[0]] for one in choices[place + 1 :])
            )
        )


def as_typed(phrase):
    """The same as people also type it."""
    long = re.sub(r"\b(do|does|did|could|would|should|is)nt\b", r"\1 not", phrase)
    return {
        "capitals": phrase.upper(),
        "apostrophe": re.sub(r"(\w)nt\b", r"\1n’t", phrase),
        "two words": long,
        "spaces and stops": f"  {phrase.replace(' ', '   ')}?!",
        "invisible": "\u200b".join(phrase),
        "decomposed": phrase.replace("e", "e\u0301"),
    }


@pytest.mark.parametrize("line", NAMED)
def test_each_line_of_the_list_is_danger_however_it_is_typed(line):
    phrases = list(readings(line))
    typed = [*phrases, *as_typed(phrases[0]).values()]
    if not line.startswith(ONLY):
        typed.append(f"please {phrases[0]} tonight")
    assert [each for each in typed if not speaks_of_danger(each)] == []


@pytest.mark.parametrize("line", [line for line in NAMED if WITH_A_SLIP in line])
def test_a_word_with_a_slip_is_danger_without_each_of_its_inner_letters(line):
    for word in re.findall(rf"(\w+){WITH_A_SLIP}", line):
        slips = [word[:place] + word[place + 1 :] for place in range(1, len(word) - 1)]
        assert [slip for slip in slips if not speaks_of_danger(slip)] == []


@pytest.mark.parametrize("line", NOT_NAMED)
def test_each_harmless_line_of_the_list_is_harmless(line):
    assert [phrase for phrase in readings(line) if speaks_of_danger(phrase)] == []


@pytest.mark.parametrize(
    ("stem", "meant"), [("suisid", "suicid"), ("suicid", ""), ("subsid", ""), ("overdo", "overdos")]
)
def test_a_slip_is_known_by_the_word_that_it_is_of(stem, meant):
    assert dangers().meant_by(stem) == meant


def test_a_line_says_no_more_than_its_words_in_order_and_near_each_other():
    assert speaks_of_danger("kill slowly or quickly myself") is False
    assert speaks_of_danger("myself kill") is False
    assert speaks_of_danger("kill really only myself") is True


def test_a_question_full_of_such_words_takes_no_longer_than_a_moment():
    assert speaks_of_danger("how many much to not no want kill die my " * 1_000)
