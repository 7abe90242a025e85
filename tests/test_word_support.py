"""Do the siblings bear out a version's words where they say the same, and not where they say otherwise?"""

from __future__ import annotations

import json

from audit.annotate.tokens import tokenize
from audit.language.knowledge import of
from audit.model import Document, Relation, Run, Source, Story, SupportMap
from audit.report import json as report_json
from audit.report import shading as report
from audit.report import text as report_text
from audit.run import judge_story, prepare
from audit.settings import Settings
from audit.support.beside import parallel_witnesses
from audit.support.shading import shading
from audit.support.words import PassageWords, line, match

DAM = (
    "The dam above the valley broke at noon on Friday. The mayor of {} ordered three villages to be cleared. "
    "Trains stopped in the whole region until Sunday. The army brought food to the hills."
)


def words(text: str) -> PassageWords:
    return line(tokenize(text), of("en"))


def paired(one: str, other: str) -> dict[str, str]:
    left, right = words(one), words(other)
    found = match(left, right, of("en"))
    return {left.lowers[here]: right.lowers[there] for here, there in enumerate(found.to) if there >= 0}


def told(*texts: str, relation: Relation = Relation.PARALLEL) -> Story:
    versions = tuple(
        Document(f"v{at}", text, Source(f"v{at}.txt"), lang="en") for at, text in enumerate(texts)
    )
    return Story("story", versions, relation)


def test_words_are_kin_by_form_derivation_meaning_or_spelling() -> None:
    assert of("en").kinship("went", "goes") == 1.0
    assert of("en").kinship("colours", "color") == 1.0
    assert 0.7 < of("en").kinship("investigation", "investigators") <= 1.0
    assert of("en").kinship("big", "large") == 0.7
    assert of("en").kinship("fioramonti", "fiolamonti") == 0.6
    assert of("en").kinship("international", "internal") == 0.0
    assert of("en").kinship("bank", "river") == 0.0


def test_turned_clauses_keep_their_pairs() -> None:
    pairs = paired("On Friday the dam broke above the valley", "Above the valley, the dam broke on Friday")
    assert {"friday": "friday", "dam": "dam", "broke": "broke", "valley": "valley"}.items() <= pairs.items()


def test_of_several_occurrences_the_nearest_is_taken() -> None:
    left, right = words("fire here and smoke, then fire"), words("smoke, then fire")
    found = match(left, right, of("en"))
    assert found.to[0] == -1
    assert right.lowers[found.to[5]] == "fire"
    assert found.back[found.to[5]] == 5


def test_only_parallel_siblings_are_asked() -> None:
    apart = prepare(told(*(DAM.format(name) for name in "abc"), relation=Relation.COMPARABLE))
    assert parallel_witnesses(apart, apart.versions[0]) == ()
    assert shading(apart, apart.versions[0]).witnesses == ()


def test_every_word_of_a_version_has_its_support() -> None:
    story = prepare(
        told(
            DAM.format("Kelvara"),
            DAM.format("Brunnental"),
            DAM.format("Brunnental").replace("noon", "midday"),
        )
    )
    version = story.versions[0]
    found = shading(story, version)
    assert found.witnesses == ("v1", "v2")
    said = {version.text[word.start : word.end]: (word.supporting, word.asked) for word in found.words}
    assert len(found.words) == len(version.tokens)
    assert said["Kelvara"] == (0, 2)
    assert said["mayor"] == (2, 2)
    assert said["noon"] == (2, 2)  # midday may stand for it
    lone = prepare(
        told(DAM.format("a") + " Nobody knows why the swans left.", DAM.format("a"), DAM.format("a") + " ")
    )
    last = shading(lone, lone.versions[0]).words[-1]
    assert last.asked == 0


def test_words_are_borne_out_by_the_forms_of_their_own_language() -> None:
    texts = ("Die Bürgermeisterin der Dörfer ließ räumen.", "Die Bürgermeisterin dieses Dorfes ließ räumen.")
    versions = (Document(f"v{at}", text, Source(f"v{at}"), lang="de") for at, text in enumerate(texts))
    story = prepare(Story("story", tuple(versions), Relation.PARALLEL))
    version = story.versions[0]
    said = {version.text[word.start : word.end]: word.supporting for word in shading(story, version).words}
    assert said["Dörfer"] == 1


def test_a_copy_of_the_version_is_not_asked() -> None:
    story = prepare(told(DAM.format("a"), DAM.format("a"), DAM.format("Brunnental")))
    assert [one.id for one in parallel_witnesses(story, story.versions[0])] == ["v2"]


def _run() -> Run:
    story = told(
        DAM.format("Kelvara"), DAM.format("Brunnental"), DAM.format("Brunnental").replace("whole", "entire")
    )
    judged = judge_story(story, (), Settings(support=True))
    assert judged.story is not None
    return Run((judged.story,), judged.findings, judged.scores, support=judged.support)


def test_the_map_is_made_only_when_it_is_asked_for() -> None:
    assert judge_story(told(DAM.format("a"), DAM.format("b")), (), Settings()).support == ()
    assert [one.document for one in _run().support] == ["v0", "v1", "v2"]


def test_the_map_tells_shades_apart_without_colour() -> None:
    run = _run()
    shown = report_text.render(run)
    assert "The mayor of «Kelvara» ordered three villages" in shown
    assert "The mayor of ·Brunnental· ordered" in shown
    assert "«no sibling has it»" in shown
    version = run.stories[0].versions[0]
    (paragraph,) = report.paragraphs(run.support[0], version, plain=False)
    assert paragraph.plain == version.text
    styled = {paragraph.plain[span.start : span.end]: str(span.style) for span in paragraph.spans}
    assert styled["Kelvara"] == "bold red underline"


def test_the_map_shows_no_control_characters() -> None:
    version = Document("v0", "One \x1b[31mbad\x07 line\nand another", Source("v0"))
    found = SupportMap("story", "v0", ("v1",), ())
    assert [text.plain.isprintable() for text in report.paragraphs(found, version, plain=True)] == [
        True,
        True,
    ]


def test_programs_get_the_map_with_places_in_the_file() -> None:
    said = json.loads(report_json.render(_run()))["support"]
    assert [one["document"] for one in said] == ["v0", "v1", "v2"]
    assert said[0]["witnesses"] == ["v1", "v2"]
    start = DAM.index("{}")
    place = next(word for word in said[0]["words"] if word["start"] == start)
    assert place == {"start": start, "end": start + len("Kelvara"), "supporting": 0, "asked": 2}
