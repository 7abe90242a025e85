"""Where do the words of a string of YAML stand in its file?"""

from __future__ import annotations

from typing import Any

from audit.load.scalars import checked, doubled, escaped, folded
from audit.load.strand import Strand

STRING = "tag:yaml.org,2002:str"


def yaml_string(strand: Strand, node: Any) -> Strand:
    """The words of a scalar node (PyYAML's) of the text `strand`."""
    return checked(_words(strand[node.start_mark.index : node.end_mark.index], node.style), node.value)


def _words(place: Strand, style: str | None) -> Strand:
    if style == '"':
        return escaped(place[1:-1], "yaml-double", fold=True)
    if style == "'":
        return doubled(place[1:-1], "yaml-single")
    if style in ("|", ">"):
        start = place.text.find("\n") + 1
        return folded(place[start:].written("yaml-block"))
    return folded(place.written("yaml-plain"))
