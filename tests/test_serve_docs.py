"""Every request of the page for CMS builders is answered as the page says, in its order."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from audit.fix.fresh_word import word_of
from audit.serve.problems import Fault
from tests.serving import Serving, serving

_PAGE = (Path(__file__).parents[1] / "docs" / "serve.md").read_text(encoding="utf-8")
_ADDRESS = "http://127.0.0.1:8420"


class Curl(NamedTuple):
    """A request as a line of curl says it."""

    status: int
    url: str
    headers: dict[str, str]
    data: str | None
    form: tuple[str, ...]


def _commands() -> Iterator[tuple[int, str]]:
    for status, command in re.findall(r"```sh\n# (\d+)\n(curl .*?)\n```", _PAGE, re.DOTALL):
        yield int(status), command


def _read(status: int, command: str, known: dict[str, str]) -> Curl:
    """A line of curl as a shell reads it, with what its names stand for."""
    pieces = re.split(r"('[^']*')", command)
    filled = "".join(
        piece if piece.startswith("'") else re.sub(r"\$(\w+)", lambda name: known[name[1]], piece)
        for piece in pieces
    )
    words = iter(shlex.split(filled)[1:])
    url, headers, data, form = "", {}, None, []
    for word in words:
        if word == "-H":
            name, _, value = next(words).partition(": ")
            headers[name] = value
        elif word == "-d":
            data = next(words)
        elif word == "-F":
            form.append(next(words))
        elif word == "-o":
            next(words)
        elif word != "-s":
            url = word
    assert url.startswith(f"{_ADDRESS}/"), url
    return Curl(status, url.removeprefix(_ADDRESS), headers, data, tuple(form))


def _sent(server: Serving, asked: Curl) -> Any:
    if asked.form:
        fields = dict(one.split("=", 1) for one in asked.form)
        files = {
            name: (value[1:], word_of("The bridge is open."))
            for name, value in fields.items()
            if value.startswith("@")
        }
        data = {name: value for name, value in fields.items() if name not in files}
        return server.client.post(asked.url, headers=asked.headers, data=data, files=files)
    if asked.data is not None:
        return server.client.post(asked.url, headers=asked.headers, content=asked.data.encode())
    return server.client.get(asked.url, headers=asked.headers)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    with serving(str(tmp_path_factory.mktemp("serve") / "serve.sqlite")) as one:
        yield one


def test_the_requests_of_the_page_are_answered_as_it_says(server: Serving) -> None:
    known = {"TOKEN": server.token}
    answers = []
    for status, command in _commands():
        asked = _read(status, command, known)
        answer = _sent(server, asked)
        assert answer.status_code == status, f"{command}\n{answer.text}"
        answers.append(answer)
        if "ID" not in known and asked.url == "/v1/check":
            told = answer.json()
            assert told["verdict"] == "block"
            assert {one["block"] for one in told["findings"]} == {"p1", "p2"}
            known |= {"ID": told["id"], "SHA256": told["sha256"], "FINGERPRINT": told["blocking"][0]}
    assert len(answers) == len(re.findall(r"```sh\n", _PAGE)) >= 9
    assert json.loads(answers[-1].text)["publish"] == "yes"


def test_the_page_tells_every_kind_of_problem() -> None:
    table = _PAGE.partition("## When it is not 200")[2]
    told = {(fault.value[0], fault.status) for fault in Fault}
    for word, status in told:
        row = next((line for line in table.splitlines() if f"`{word}`" in line), "")
        assert str(status) in row, word
