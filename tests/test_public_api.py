"""Is what `import audit` promises there, in order, and explained?"""

from __future__ import annotations

import inspect
from pathlib import Path

import pytest

import audit


def test_the_names_are_sorted_and_said_once() -> None:
    assert list(audit.__all__) == sorted(set(audit.__all__))


def test_a_typed_package_says_so() -> None:
    assert (Path(inspect.getfile(audit)).parent / "py.typed").is_file()


def test_checking_is_public() -> None:
    assert callable(audit.check)


@pytest.mark.parametrize("name", audit.__all__)
def test_a_public_name_is_importable_and_documented(name: str) -> None:
    thing = getattr(audit, name)
    if not (inspect.isclass(thing) or inspect.isroutine(thing)):
        return
    # dataclasses and named tuples write a docstring of their signature where a person wrote none
    docstring = vars(thing).get("__doc__") if inspect.isclass(thing) else thing.__doc__
    assert docstring, f"audit.{name} has no docstring"
    assert not docstring.startswith(f"{name}("), f"audit.{name} has only the docstring Python made up"


@pytest.mark.parametrize("name", audit.__all__)
def test_a_public_function_documents_what_comes_back_with_types(name: str) -> None:
    thing = getattr(audit, name)
    if inspect.isfunction(thing):
        assert thing.__annotations__.get("return") is not None
