"""What does a directive of reStructuredText hold: words, code, a picture, pages, or what nobody reads?"""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple


class Use(StrEnum):
    WORDS = "words"  # its content is blocks like any other
    TITLE = "title"  # and its arguments are words before them
    VERSION = "version"  # its first argument is a version, the others are words
    SIGNATURE = "signature"  # its arguments are code, its content describes it
    IMAGE = "image"
    CODE = "code"
    PAGES = "pages"
    NOTHING = "nothing"


class Directive(NamedTuple):
    """How a directive is read: whether it has arguments, and whether a page shows something for it."""

    use: Use
    argument: bool = False
    shown: bool = False


def _set(names: str) -> frozenset[str]:
    return frozenset(names.split())


_NOTES = _set("attention caution danger error hint important note seealso tip warning todo impl-detail")
_WORDS = _set(
    "compound container highlights pull-quote epigraph glossary hlist only ifconfig rst-class cssclass tabs"
    " tab-set grid replace"
)
# Of these the first argument says for whom or how, and is no word.
_TOLD = _set("container only ifconfig rst-class cssclass grid")
_TITLED = _set(
    "admonition topic sidebar rubric tab tab-item group-tab dropdown details collapse card grid-item"
    " grid-item-card table list-table centered"
)
_VERSIONS = _set("versionadded versionchanged versionremoved deprecated deprecated-removed")
_CODE = _set(
    "code code-block sourcecode parsed-literal math raw prompt doctest testcode testsetup testoutput"
    " productionlist graphviz digraph graph mermaid uml plantuml csv-table literalinclude ipython"
    " jupyter-execute code-cell"
)
_SIGNATURES = _set(
    "attribute class cmdoption confval data decorator describe envvar event exception function macro member"
    " method object option program property setting staticmethod classmethod struct type var"
)


@lru_cache(maxsize=512)
def directive(name: str) -> Directive:
    """How the directive of this name is read."""
    domain, _, bare = name.lower().rpartition(":")
    if domain and bare not in ("namespace", "module", "currentmodule"):
        return Directive(Use.SIGNATURE, argument=True)
    if bare in _NOTES:
        return Directive(Use.WORDS, shown=True)
    if bare in _VERSIONS:
        return Directive(Use.VERSION, argument=True, shown=True)
    if bare in _TITLED:
        return Directive(Use.TITLE, argument=True, shown=True)
    if bare in _WORDS:
        return Directive(Use.WORDS, argument=bare in _TOLD)
    if bare in _CODE:
        return Directive(Use.CODE, argument=True)
    if bare in ("image", "figure", "thumbnail"):
        return Directive(Use.IMAGE, argument=True)
    if bare == "toctree":
        return Directive(Use.PAGES)
    if bare in _SIGNATURES:
        return Directive(Use.SIGNATURE, argument=True)
    return Directive(Use.NOTHING, argument=True)
