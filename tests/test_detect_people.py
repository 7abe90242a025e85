"""Whose gender the rules on people trust, and where they keep silent."""

from __future__ import annotations

import pytest

from audit import catalogue
from audit.detect import first_person
from audit.engine import judge
from audit.model import Document, Finding, Relation, Source, Story
from audit.run import prepare
from audit.settings import Settings, choose

PEOPLE = choose(catalogue.load(), Settings(select=("people",)))


def found(*texts: str, relation: Relation | None = None) -> list[tuple[str, str, str | None]]:
    """Rule, marked words and fix of each finding in the first text, beside the others as its siblings."""
    versions = tuple(Document(f"v{at}", text, Source(f"v{at}"), lang="en") for at, text in enumerate(texts))
    story = prepare(Story("story", versions, relation))
    findings, problems = judge(story, PEOPLE)
    assert problems == ()
    return [shown(story, one) for one in findings if one.span.document == "v0"]


def shown(story: Story, finding: Finding) -> tuple[str, str, str | None]:
    return finding.rule, story.version(finding.span.document).words(finding.span), finding.fix


def test_a_pronoun_alone_against_two_of_the_other_gender() -> None:
    text = "Kowalski grew up by the sea. As a child he sailed with his uncle. Later she built boats."
    assert found(text.replace("his uncle", "his dog")) == [("lone-pronoun", "she", "he")]


@pytest.mark.parametrize(
    "text",
    [
        # A noun, a plural, a form of address, a name of the same gender.
        "Robert Hale wrote to the actress. Then Hale read her book.",
        "Robert Hale taught women to sail. Then Hale read her book.",
        "Robert Hale thanked Mrs Roe. Then Hale read her book.",
        "Susan Bell sang. It rained. Robert Hale came late and read her book.",
        # Nobody known to be of the other gender is in reach.
        "It rained in Osterby. She stayed at home.",
        "Kowalski stayed in Osterby. She waited for the rain to end.",
        # Somebody of unknown gender may be meant, named or not.
        "Robert Hale met a lawyer. The town praised her work.",
        # Countries, pairs and styles.
        "Robert Hale said that Norway had kept her promise.",
        "Robert Hale asked everybody to bring his or her own boat.",
        "Robert Hale asked whether a guest may bring his/her own boat.",
        "Robert Hale was received by Her Majesty.",
        # Words of somebody who is quoted.
        'Robert Hale stood up. "I do not know what she wants," Robert Hale said.',
    ],
)
def test_a_pronoun_that_may_mean_somebody_else_is_left_alone(text: str) -> None:
    assert found(text) == []


def test_a_noun_that_says_what_somebody_is_hides_nobody() -> None:
    text = "Zorvik Tran and Robert Hale ran. Hale was elected the first president. Later she built boats."
    assert found(text) == [("lone-pronoun", "she", "he")]


def test_a_pronoun_behind_an_unknown_name_may_mean_that_one() -> None:
    text = "Robert Hale met Zorvik at the harbour and gave away her boat."
    assert found(text) == []


def test_the_possessive_before_an_unknown_name_is_that_name_s() -> None:
    assert found("Robert Hale spoke first. In her speech, Zorvik Tran thanked the town.") == []


def test_a_family_name_after_an_office_tells_no_gender() -> None:
    """Some family names are given names elsewhere."""
    assert found("President Paige opened the fair. Then he left with his dog.") == []


def test_a_rare_given_name_alone_tells_no_gender() -> None:
    assert found("Cecy opened the fair. Then he left with his dog.") == []


def test_a_pronoun_before_every_name_is_judged_only_where_a_phrase_opens_the_sentence() -> None:
    assert found("The studio made her big and made her rich beside Robert Hale.") == []
    assert found(
        "In her new role, Robert Hale faces tasks. Her first task is hard because of the storm."
    ) == [
        ("pronoun-against-given-name", "her new role", "his new role"),
        ("pronoun-against-given-name", "Her", "His"),
    ]


SHE = "The mayor of the old town told reporters that she would sell the harbour to the fishermen."
HE = "The mayor of the old town told reporters that he would sell the harbour to the fishermen."


def test_one_parallel_sibling_differs_and_two_settle_it() -> None:
    assert found(SHE, HE) == [("pronoun-against-siblings", "she", None)]
    assert found(SHE, HE, HE.replace("told", "said to")) == [("pronoun-against-siblings", "she", "he")]


def test_one_independent_account_is_not() -> None:
    assert found(SHE, HE, relation=Relation.COMPARABLE) == []


def test_a_sibling_with_the_same_pronoun_acquits() -> None:
    assert found(SHE, HE, SHE.replace("old town", "town")) == []


def test_a_sibling_with_another_number_of_pronouns_proves_nothing() -> None:
    own = "The mayor told his guests at the harbour that she would sell the old boat."
    assert found(own, "The mayor told the guests at the harbour that he would sell the old boat.") == []
    assert found(own, "The mayor told his guests at the harbour that he would sell the old boat.") == [
        ("pronoun-against-siblings", "she", "he")
    ]


def test_siblings_are_wrong_where_the_sentence_bears_the_pronoun_out() -> None:
    assert (
        found(
            "Robert Hale and his wife came to the harbour on the first boat of the day.",
            "Robert Hale and her wife came to the harbour on the first boat of the day.",
        )
        == []
    )
    assert (
        found(
            "Robert Hale said his boat would leave the harbour first on the day of the race.",
            "Robert Hale said her boat would leave the harbour first on the day of the race.",
        )
        == []
    )


def test_a_name_after_the_opening_phrase_bears_the_pronoun_out_too() -> None:
    text = "In {} speech at the harbour, {} Bell thanked the fishermen of the town."
    theirs = text.format("his", "Ms. Zorvik")
    assert found(text.format("her", "Susan"), theirs, theirs.replace("the town", "Osterby")) == []


def test_a_quotation_is_not_compared() -> None:
    assert (
        found(
            '"She will sell the whole harbour," said the town hall of Osterby on Monday.',
            '"He will sell the whole harbour," said the town hall of Osterby on Monday.',
        )
        == []
    )


@pytest.mark.parametrize(
    ("wrong", "right"),
    [("brother", "sister"), ("king", "queen"), ("policeman", "policewoman"), ("widow", "widower")],
)
def test_nouns_have_counterparts(wrong: str, right: str) -> None:
    text = "The old {} sold the harbour and the boats to the fishermen of the town."
    assert found(text.format(wrong), text.format(right)) == [("gendered-word-against-siblings", wrong, None)]


def test_a_form_of_address_is_a_guess_of_either_side() -> None:
    assert found(
        "Mr Tran sold the old harbour to the fishermen of the town.",
        "Ms Tran sold the old harbour to the fishermen of the town.",
        "Ms Tran has sold the old harbour to fishermen of the town.",
    ) == [("gendered-word-against-siblings", "Mr", None)]


def test_an_actor_may_be_a_woman() -> None:
    text = "The old {} sold the harbour and the boats to the fishermen of the town."
    assert found(text.format("actor"), text.format("actress")) == []


def test_both_genders_in_a_sibling_explain_the_difference() -> None:
    assert (
        found(
            "The old king sold the harbour and the boats to the fishermen of the town.",
            "The old king and the queen sold the harbour and the boats to the fishermen of the town.",
        )
        == []
    )


def test_siblings_that_have_the_same_pronoun_acquit_it() -> None:
    text = "Robert Hale opened the fair in the old town. Then she left on the first boat of the day."
    assert found(text) != []
    assert found(text, text.replace("the first boat", "the early boat")) == []


def test_a_company_s_name_that_is_a_given_name_too_tells_no_gender() -> None:
    assert found("Robert Hale left. Meta lost a tenth of its worth. Then he left the room.") == []


def test_a_family_name_is_no_pronoun() -> None:
    assert found("Susan Bell works at the Union He Hospital of the town.") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ana Berg won the first race. I took the inside. I ran well. She will race again.", 1),
        ("Ana Berg won the first race. I took the inside. I ran well. Berg will race again.", 1),
        ("Ana Berg won the first race. “I took the inside. I ran well.” She will race again.", 0),
        ("Ana Berg and Leo Hale won. I took the inside. I ran well. She will race again.", 0),
        ("I was there. Ana Berg won the first race. I took the inside. She will race again.", 0),
        ("Ana Berg won the first race. I took the inside. I ran well. It rained again.", 0),
        ("Ana Berg won the race of Mine. The track was dry. My Hale ran well. She will race.", 0),
    ],
)
def test_an_i_between_two_sentences_about_one_person_is_found(text: str, found: int) -> None:
    story = prepare(Story("s", (Document("v", text, Source("v"), lang="en"),)))
    hits = list(first_person.detect(story, story.versions[0]))
    assert [story.versions[0].words(hit.span) for hit in hits] == ["I"] * found
