"""Is a reStructuredText file's prose what docutils and Sphinx show, and are its other parts kept?"""

from __future__ import annotations

import pytest

from audit.load.rst_inline import RstNode, inlines
from audit.model import OBJECT
from tests.formats import edited, load_text, structure


def _text(rst: str) -> str:
    (loaded,) = load_text(rst, ".rst")
    return loaded.text


@pytest.mark.parametrize(
    ("rst", "blocks"),
    [
        ("A dam\n=====\n\nIt broke\nat noon.\n", "A dam/It broke at noon."),
        ("=====\nA dam\n=====\n\nB\n-\n", "A dam/B"),
        ("A\n\n----\n\nB\n", "A/B"),
        ("- one\n  more\n- two\n\n  three\n", "one more/two/three"),
        ("1. one\n#. two\n", "one/two"),
        ("A. Weber came\nfrom the dam.\n", "A. Weber came from the dam."),
        ("pump\n   What lifts water.\n", "pump/What lifts water."),
        ("Said he:\n\n   It broke.\n", "Said he:/It broke."),
        ("| one\n| two\n", "one/two"),
        ("Run this::\n\n   make\n\nand wait.\n", "Run this:/and wait."),
        ("Run this ::\n\n   make\n", "Run this"),
        ("::\n\n   make\n\nDone.\n", "Done."),
        ("Quoted::\n\n> make\n> wait\n\nDone.\n", "Quoted:/Done."),
        (">>> 1 + 1\n2\n\nDone.\n", "Done."),
        (".. a comment\n   of two lines\n\nDone.\n", "Done."),
        (".. note:: Mind the dam.\n", "Mind the dam."),
        (".. note::\n   :class: big\n\n   Mind the *dam*.\n\n   It broke.\n", "Mind the dam./It broke."),
        (".. admonition:: The dam\n\n   It broke.\n", "The dam/It broke."),
        (".. versionadded:: 4.1\n   The pump.\n", "The pump."),
        (".. code-block:: c\n\n   int a;\n\nDone.\n", "Done."),
        (
            ".. figure:: dam.png\n   :alt: A broken dam\n\n   The dam at noon.\n",
            "A broken dam/The dam at noon.",
        ),
        (".. unheard-of:: x\n\n   what is this\n\nDone.\n", "Done."),
        (".. php:method:: open($a)\n\n   Opens it.\n", "Opens it."),
        (".. toctree::\n   :maxdepth: 1\n\n   dam\n   The pump <pump>\n\nDone.\n", "Done."),
        (".. _dam: https://dam.example\n\nThe dam_ broke.\n", "The dam broke."),
        ("Done [1]_.\n\n.. [1] By noon.\n", "Done ./By noon."),
        ("Done.\n\n:param a: What is lifted.\n", "Done./What is lifted."),
        (
            "+-----+-----+\n| a b | c   |\n|     | d   |\n+=====+=====+\n| e   | f   |\n+-----+-----+\n",
            "a b/c d/e/f",
        ),
        ("===== =====\na     b\n===== =====\nc d   e f g h\n      i\n===== =====\n", "a/b/c d/e f g h i"),
        ("===== =====\n堤防  dam\n===== =====\nポンプ pump\n===== =====\n", "堤防/dam/ポンプ/pump"),
        ("-v, --verbose  Say more.\n", "Say more."),
        ("1\n  * one\n", "1/one"),
        (":lang: fr\n:author: A. Weber\n\nDone.\n", "Done."),
    ],
)
def test_the_blocks_are_those_a_reader_sees(rst: str, blocks: str) -> None:
    assert [one for one in _text(rst).split("\n\n") if one != "1"] == [
        one for one in blocks.split("/") if one != "1"
    ]


@pytest.mark.parametrize(
    ("rst", "words"),
    [
        ("The *dam* **broke** at ``noon``.", f"The dam broke at {OBJECT}."),
        ("re\\ *mark*\\ able", "remarkable"),
        ("5 * 3 * 2 and a*b*c", "5 * 3 * 2 and a*b*c"),
        (r"\*not\* so", "*not* so"),
        ("See :ref:`the dam <dam>`, :doc:`/pump`.", f"See the dam, {OBJECT}."),
        ("A :term:`pump` and :guilabel:`Open`", "A pump and Open"),
        ("A :php:class:`~Cake\\\\ORM\\\\Table` here", f"A {OBJECT} here"),
        ("`the dam <https://dam.example>`_ broke", "the dam broke"),
        ("it |broke| at noon", f"it {OBJECT} at noon"),
        ("generates``a`` or", "generates``a`` or"),
        ("snake_case_ and _that", "snake_case and _that"),
        ("`broke` and `at noon`", "broke and at noon"),
        ("see https://dam.example/a_b.", f"see {OBJECT}."),
    ],
)
def test_the_words_of_a_paragraph_are_those_a_reader_sees(rst: str, words: str) -> None:
    assert _text(f"{rst}\n") == words


def test_headings_links_code_images_and_directives_are_kept_for_comparison() -> None:
    (loaded,) = load_text(
        "Dam\n===\n\nPump\n----\n\n.. warning:: Mind :ref:`it <pump>`.\n\n"
        ".. py:function:: open(a)\n\n.. image:: dam.png\n\nRun ``make`` or see dam_::\n\n    make all\n\n"
        ".. _dam: https://dam.example\n\n.. toctree::\n\n   valley/index\n",
        ".rst",
    )
    assert structure(loaded) == [
        ("heading", "1", "Dam"),
        ("heading", "2", "Pump"),
        ("shortcode", "warning", ""),
        ("link", "pump", "it"),
        ("code", "open(a)", ""),
        ("image", "dam.png", ""),
        ("code", "make", OBJECT),
        ("link", "https://dam.example", "dam"),
        ("code", "make all", ""),
        ("link", "valley/index", ""),
    ]


def test_the_fields_at_the_head_state_the_language() -> None:
    (loaded,) = load_text("Le barrage\n==========\n\n:lang: fr\n:date: 2026-03-01\n\nIl a cédé.\n", ".rst")
    assert loaded.stated.lang == "fr"
    assert loaded.fields["date"] == "2026-03-01"


def test_words_are_replaced_in_a_paragraph_and_not_where_their_width_matters() -> None:
    rst = "The dam\n=======\n\nThe dam broke.\n"
    (loaded,) = load_text(rst, ".rst")
    place = loaded.text.rindex("dam")
    assert edited(rst, loaded, place, place + 3, "levee") == rst.replace("dam broke", "levee broke")
    assert edited(rst, loaded, 4, 7, "levee") is None
    assert edited(rst, loaded, place, place + 3, "*levee*") is None


def test_markup_that_begins_and_never_ends_is_read_in_linear_time() -> None:
    found = list(inlines("`a *b ``c |d " * 2_000, {}))
    assert all(one.node is RstNode.TEXT for one in found)
