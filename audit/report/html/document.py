"""How do a head and a body make a page that nothing foreign can run in?"""

from __future__ import annotations

import hashlib
from base64 import b64encode
from functools import cache
from importlib.resources import files

from audit.report.html.elements import Html, join, tag
from audit.version import __version__

_NO_FORMS = "form-action 'none'"
# In the order in which they run.
SCRIPTS = ("state.js", "filter.js", "beside.js", "opposite.js", "margin.js", "page.js")
KEYS = (
    ("j", "next finding"),
    ("k", "finding before"),
    ("]", "next story"),
    ("[", "story before"),
    ("i", "all stories"),
    ("b", "next sibling beside it, or none"),
    ("n", "next sentence, and what stands opposite"),
    ("p", "sentence before"),
    ("f", "filters"),
    ("Esc", "let go of the sentence; clear the search, then the filters"),
    ("?", "this list"),
)


def document(
    title: str, *body: Html, style: Html, script: Html, allowed: str = "", referrer: str = "no-referrer"
) -> Html:
    """A whole page. `allowed` are directives of its Content-Security-Policy beside those of `policy`;
    `referrer` says who is told where a link or form comes from."""
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=policy(style, script, allowed)),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("meta", name="referrer", content=referrer),
        tag("meta", name="generator", content=f"audit {__version__}"),
        tag("title", title),
        tag("style", style),
    )
    whole = tag("html", head, tag("body", *body, tag("script", script)), lang="en", dir="ltr")
    return Html(f"<!DOCTYPE html>\n{whole}\n")


def policy(style: str, script: str, allowed: str = "") -> str:
    """Nothing is loaded, nothing runs but our own script, and that cannot write markup; forms go nowhere
    unless `allowed` says where."""
    return (
        f"default-src 'none'; base-uri 'none'; {allowed or _NO_FORMS}; "
        f"style-src 'sha256-{_digest(style)}'; script-src 'sha256-{_digest(script)}'; "
        "require-trusted-types-for 'script'; trusted-types 'none'"
    )


def style() -> Html:
    """The style sheet of every page."""
    return asset("audit.report.html", "report.css")


def script() -> Html:
    """What moves through stories, their versions and findings."""
    return join((asset("audit.report.html", name) for name in SCRIPTS), "\n")


@cache
def asset(package: str, name: str) -> Html:
    """A style sheet or script of ours, as it stands in the page."""
    return Html((files(package) / "assets" / name).read_text(encoding="utf-8"))


def keys_dialog(*more: tuple[str, str]) -> Html:
    """Which keys do what, those of every page and `more`."""
    listed = (tag("div", tag("dt", tag("kbd", key)), tag("dd", does)) for key, does in (*KEYS, *more))
    return tag(
        "dialog",
        tag("h2", "Keys", id="keys-title"),
        tag("dl", *listed),
        tag(
            "p",
            tag("label", tag("input", type="checkbox", id="keyboard", checked=True), " Single keys do this"),
        ),
        tag("button", "Close", type="button", id="close"),
        id="help",
        aria_labelledby="keys-title",
    )


def _digest(text: str) -> str:
    return b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
