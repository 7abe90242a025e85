"""Do small texts of TOML, YAML and JSON cost no more than they are long, whatever their shape?"""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from typing import Any

import pytest

from audit.limits import LIMITS
from audit.structured import StructureError, json, toml, yaml

# Megabytes that a refusal may take at most; the text itself is some kilobytes.
_MEGABYTE = 1 << 20

BOMBS = (
    (toml, ".".join(["a"] * 20_000) + " = 1", "a key of over"),
    (toml, "[" + ".".join(["a"] * 20_000) + "]", "a key of over"),
    (toml, ".".join(['"a b"'] * 20_000) + " = 1", "a key of over"),
    (toml, "a = " + "[" * 50_000 + "]" * 50_000, "levels of brackets"),
    (toml, "a = " + "{b = " * 5_000 + "1" + "}" * 5_000, "levels of brackets"),
    (toml, "a = " + "9" * 50_000, "digits"),
    (toml, "a = 0x" + "f" * 50_000, "digits"),
    (toml, "x = 1\na = 0b" + "1_0" * 50_000, "digits"),
    (yaml, "a: " + "9" * 50_000, "digits"),
    (yaml, "a: 0x" + "f" * 50_000, "digits"),
    (yaml, "a: " + ":".join(["59"] * 50_000), "digits"),
    (yaml, "a: [1, 0b" + "1" * 50_000 + "]", "digits"),
    (yaml, "a: " + "[" * 50_000 + "]" * 50_000, "depth"),
    (yaml, "- " * 50_000, "depth"),
    (yaml, "a: &a [" + "1, " * 500 + "]\nb: [" + "*a, " * 5_000 + "]", "used by name"),
    (yaml, "a: &a [*a]", "levels of values"),
    (
        yaml,
        "a: &a {" + ", ".join(f"k{n}: 1" for n in range(500)) + "}\n" + "b: [" + "{<<: *a}, " * 2_000 + "]",
        "used by name",
    ),
    (
        yaml,
        "a0: &a0 [1]\n" + "\n".join(f"a{n + 1}: &a{n + 1} [{', '.join([f'*a{n}'] * 20)}]" for n in range(20)),
        "used by name",
    ),
    (json, '{"a": ' + "9" * 50_000 + "}", "digits"),
    (json, '{"a": ' + "[" * 50_000 + "]" * 50_000 + "}", "levels of brackets"),
    (json, '{"a": ' * 50_000, "levels of brackets"),
)


@pytest.mark.parametrize(
    ("read", "text", "reason"), BOMBS, ids=[f"{one[0].__name__}-{one[1][:12]}" for one in BOMBS]
)
def test_a_bomb_is_refused_before_it_grows(read: Callable[[str], Any], text: str, reason: str) -> None:
    tracemalloc.start()
    try:
        with pytest.raises(StructureError, match=reason):
            read(text)
        assert tracemalloc.get_traced_memory()[1] < 20 * _MEGABYTE
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    ("read", "text", "value"),
    [
        (
            toml,
            'a.b = "x.y # [[["\n# [[[\nd = [[1], {e = 0xff}]',
            {"a": {"b": "x.y # [[["}, "d": [[1], {"e": 255}]},
        ),
        (toml, f"a = '''{'[' * 99}'''\nb = \"\"\"{'a.' * 99}\"\"\"", {"a": "[" * 99, "b": "a." * 99}),
        (toml, "a = 1979-05-27T07:32:00.999999\nb = 3.14159", None),
        (yaml, "a: &x {b: 1}\nc:\n  <<: *x\n  d: 0x10", {"a": {"b": 1}, "c": {"b": 1, "d": 16}}),
        (yaml, "a: |\n  *so* it *went*", {"a": "*so* it *went*"}),
        (yaml, "a: 12:30:45", {"a": 45045}),
        (json, '{"a": ["[[[", 12345678901234567890]}', {"a": ["[[[", 12345678901234567890]}),
    ],
)
def test_what_people_write_is_read(read: Callable[[str], Any], text: str, value: Any) -> None:
    found = read(text)
    assert value is None or found == value


def test_as_many_levels_as_allowed_are_read() -> None:
    assert json("[" * LIMITS.levels + "]" * LIMITS.levels)
    with pytest.raises(StructureError):
        json("[" * (LIMITS.levels + 1) + "]" * (LIMITS.levels + 1))


@pytest.mark.parametrize(
    ("read", "text"), [(toml, 'a = 1\nb = "x\n'), (json, '{"a": 1,\n"b": }'), (yaml, 'a: 1\nb: "x')]
)
def test_the_line_of_a_fault_is_told(read: Callable[[str], Any], text: str) -> None:
    with pytest.raises(StructureError) as raised:
        read(text)
    assert raised.value.line == 2


def test_lone_surrogates_are_read_as_replacement_characters_and_pairs_as_one_character() -> None:
    assert json(r'{"\ud800": ["a\udfffb", "\ud83d\ude00"]}') == {"\ufffd": ["a\ufffdb", "😀"]}


def test_tags_of_others_are_refused_or_read_as_nothing() -> None:
    with pytest.raises(StructureError):
        yaml("a: !ENV x")
    assert yaml("a: !ENV x\nb: !!python/name:os.system ''\nc: 1", foreign_tags=True) == {
        "a": None,
        "b": None,
        "c": 1,
    }
