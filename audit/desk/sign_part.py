"""How does a page say who signed for a story, and how does a person sign in it? Nothing is filled in."""

from __future__ import annotations

from audit.desk.desk import Desk, shown
from audit.desk.parts import act, choice, field, form, kept, tick
from audit.report.html.elements import Html, tag
from audit.report.wording import labels, visible
from audit.review.session import Session
from audit.signoff import SignOffError

_KINDS = (("human-review", "I read it"), ("editorial-control", "I have the last word on it"))
_SOURCES = (
    ("", "not said"),
    ("digitalCreation", "made by people"),
    ("humanEdits", "edited by people"),
    ("trainedAlgorithmicMedia", "made by a trained system"),
    ("compositeWithTrainedAlgorithmicMedia", "partly made by a trained system"),
    ("algorithmicMedia", "made by an algorithm"),
)


def sign_part(desk: Desk, session: Session, at: str) -> Html:
    """Who signed, and the form for who signs now. Nothing of it is filled in."""
    story = session.story
    names = labels(story)
    mine = [version for version in story.versions if story.judges(version)]
    lines = []
    for number, version in enumerate(story.versions):
        if version not in mine:
            continue
        try:
            one = desk.signed(version)
        except SignOffError as error:
            lines.append(tag("li", visible(str(error))))
            continue
        if one.record:
            review = one.record.review
            who = visible(f"signed by {review.reviewer.name}, {review.at}, as {one.record.verdict}")
            held = "" if one.holds else f"; it does not hold any more: {one.why}"
            links = [
                tag("a", form_, href=f"{at}/record?version={number}&form={form_}", download=True)
                for form_ in ("json", "ninjs")
            ]
            lines.append(
                tag("li", tag("bdi", names[version.id]), f": {who}{held} (", links[0], ", ", links[1], ")")
            )
        else:
            lines.append(tag("li", tag("bdi", names[version.id]), ": nobody signed it"))
    options = [(version.id, names[version.id]) for version in mine]
    return tag(
        "section",
        tag("h2", "Sign-off", id="sign"),
        tag("ul", *lines, role="list"),
        tag(
            "details",
            tag("summary", "Sign for it"),
            form(
                f"{at}/sign",
                kept("seen", shown(session)),
                choice("Version", "document", options),
                field("Your name", "name", required=True),
                field("Your role", "role"),
                field("Why you can tell", "competence"),
                choice("What you did", "kind", _KINDS),
                tick("I checked the facts", "facts"),
                tick("I read it beside its source", "sources"),
                tick("I changed the text", "changes"),
                tick("I could have stopped it", "authority"),
                field("AI that was used", "ai", placeholder="none"),
                field("For what", "ai_step", placeholder="such as translation"),
                choice("How it came about", "source_type", _SOURCES),
                field("Who answers for what is published", "responsible"),
                field("Where to reach them", "contact"),
                field("Why it is published against a verdict of block", "override"),
                act("Sign", class_="main"),
                class_="put",
            ),
        ),
        class_="aside",
        aria_labelledby="sign",
    )
