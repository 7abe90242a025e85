"""Which detector goes by a name, what does it take, and without what is it silent?"""

from __future__ import annotations

import inspect
import sys
import typing
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import msgspec

from audit.model import Hit, Needs
from audit.patterns import PatternSet

Detector = Callable[..., Iterator[Hit]]


@lru_cache(maxsize=256)
def detector(name: str) -> Detector:
    """The detector of a name: function `detect` of the module of that name. Raises KeyError."""
    module = f"audit.detect.{name.replace('-', '_')}"
    if not name.replace("-", "").isalnum() or find_spec(module) is None:
        raise KeyError(name)
    return typing.cast(Detector, import_module(module).detect)


def needs(detect: Detector) -> Needs:
    """Without what a detector is silent, by the constant `NEEDS` of its module."""
    return typing.cast(Needs, getattr(sys.modules[detect.__module__], "NEEDS", Needs()))


def patterns_of(detect: Detector, params: Mapping[str, Any], lang: str) -> PatternSet | None:
    """Without a match of which patterns a detector is silent with these parameters in a language, by the
    function `needed` of its module; None where there is none."""
    needed = getattr(sys.modules[detect.__module__], "needed", None)
    return typing.cast("PatternSet | None", needed(lang, **params)) if needed else None


def convert(value: object, type_: Any) -> object:
    """A parameter as its detector takes it. Raises ValueError with what was expected."""
    found = msgspec.convert(value, type_)
    if isinstance(found, int | float) and found < 0:
        raise ValueError(f"expected a number of 0 or more, found {found}")
    return found


@lru_cache(maxsize=256)
def parameters_of(detect: Detector) -> tuple[Mapping[str, Any], Mapping[str, inspect.Parameter]]:
    """The types of a detector's parameters, and those a rule may set: the keyword-only ones."""
    known = {
        name: parameter
        for name, parameter in inspect.signature(detect).parameters.items()
        if parameter.kind is inspect.Parameter.KEYWORD_ONLY
    }
    return (typing.get_type_hints(detect) if known else {}), known
