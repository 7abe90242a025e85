"""The tools of an agent, asked by the real client over standard input and output; they never write."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

from mcp import Client, StdioServerParameters
from mcp_types import TextContent

from tests.review_story import COURIER, DRAFT, MORNING, RULES, rules_in, story_in

_FLOOD = "Die Flut tötete am Montag 13 Menschen, sagte die Polizei. Der Schaden beträgt 12 Millionen Euro."


class Agent:
    """An agent's program that has started the server in a folder."""

    def __init__(self, client: Client) -> None:
        self.client = client

    async def ask(self, tool: str, **arguments: Any) -> Any:
        """The JSON of an answer; RuntimeError with what was told where it is an error."""
        words = await self.words(tool, **arguments)
        return json.loads(words)

    async def words(self, tool: str, **arguments: Any) -> str:
        result = await self.client.call_tool(tool, arguments)
        [content] = result.content
        assert isinstance(content, TextContent)
        if result.is_error:
            raise RuntimeError(content.text)
        assert result.structured_content is None, "an answer is sent once"
        return content.text

    async def refused(self, tool: str, **arguments: Any) -> str:
        try:
            await self.words(tool, **arguments)
        except RuntimeError as error:
            return str(error)
        raise AssertionError("this was answered")


def asking(folder: Path, act: Callable[[Agent], Coroutine[Any, Any, None]], *options: str) -> None:
    async def run() -> None:
        command = ["-m", "audit", "mcp", str(folder), *options]
        async with Client(StdioServerParameters(command=sys.executable, args=command)) as client:
            await act(Agent(client))

    asyncio.run(run())


def _own(tmp_path: Path) -> list[str]:
    return ["--rules", str(rules_in(tmp_path / "rules")), "--select", ",".join(RULES)]


def _files(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_there_are_four_tools_and_all_of_them_only_read(tmp_path: Path) -> None:
    async def act(agent: Agent) -> None:
        tools = (await agent.client.list_tools()).tools
        assert [tool.name for tool in tools] == ["check_text", "check_story", "explain_rule", "find_siblings"]
        for tool in tools:
            assert tool.annotations is not None
            assert tool.annotations.read_only_hint is True
            assert tool.annotations.destructive_hint is False

    asking(tmp_path, act)


def test_a_text_is_checked_beside_siblings_and_shows_evidence_only_where_asked(tmp_path: Path) -> None:
    async def act(agent: Agent) -> None:
        siblings = [{"text": MORNING, "language": "en"}, {"text": COURIER, "language": "en"}]
        told = await agent.ask("check_text", text=DRAFT, language="en", siblings=siblings)
        assert told["verdicts"][0]["verdict"] == "block"
        assert (told["total"], told["page"], told["pages"]) == (6, 1, 1)
        assert [one["severity"] for one in told["findings"]][:2] == ["critical", "major"]
        assert all("evidence" not in one for one in told["findings"])
        assert "corrected" not in told
        shown = await agent.ask("check_text", text=DRAFT, language="en", siblings=siblings, evidence=True)
        [figure] = [one for one in shown["findings"] if one["rule"] == "figure-alone"]
        assert {one["text"] for one in figure["evidence"]} == {"140 tonnes"} or len(figure["evidence"]) == 2

    asking(tmp_path, act, *_own(tmp_path))


def test_twenty_findings_an_answer_and_the_rest_by_page(tmp_path: Path) -> None:
    text = " ".join(f"On day {number} the brigde opens." for number in range(45))

    async def act(agent: Agent) -> None:
        pages = [await agent.ask("check_text", text=text, language="en", page=page) for page in (1, 2, 3)]
        assert [len(one["findings"]) for one in pages] == [20, 20, 5]
        assert {one["total"] for one in pages} == {45}
        assert len({one["fingerprint"] for page in pages for one in page["findings"]}) == 45
        assert "there is no page 4: expected 1 to 3" in await agent.refused(
            "check_text", text=text, language="en", page=4
        )

    asking(tmp_path, act, *_own(tmp_path))


def test_a_corrected_text_is_returned(tmp_path: Path) -> None:
    async def act(agent: Agent) -> None:
        told = await agent.ask("check_text", text="The bridge fell  down.\r\n", language="en", correct=True)
        assert told["corrected"] == "The bridge fell down.\r\n"

    asking(tmp_path, act, "--select", "spacing")


def test_a_text_is_held_beside_its_original_in_another_language(tmp_path: Path) -> None:
    async def act(agent: Agent) -> None:
        draft = "The flood killed 31 people on Monday, police said. The damage amounts to 12 million euros."
        told = await agent.ask(
            "check_text", text=draft, language="en", original=_FLOOD, original_language="de"
        )
        assert "number-across-languages" in {one["rule"] for one in told["findings"]}

    asking(tmp_path, act, "--select", "number-across-languages")


def test_a_story_on_the_disk_is_checked_and_nothing_is_written(tmp_path: Path) -> None:
    folder = story_in(tmp_path / "bridge")
    options = _own(tmp_path)
    before = _files(folder)

    async def act(agent: Agent) -> None:
        told = await agent.ask("check_story", paths=["."])
        assert {one["rule"] for one in told["findings"]} >= {"wrong-bridge", "figure-alone"}
        assert all(one["path"].endswith("draft.en.txt") for one in told["findings"])
        one = await agent.ask(
            "check_story", paths=["draft.en.txt"], siblings=["morning.en.txt", "courier.en.txt"]
        )
        assert one["total"] == told["total"]
        found = await agent.ask("find_siblings", path="draft.en.txt")
        assert sorted(Path(one["path"]).name for one in found["siblings"]) == [
            "courier.en.txt",
            "morning.en.txt",
        ]
        assert found["by"] == "folder"
        (folder / "story.toml").write_text("", encoding="utf-8")
        told = await agent.ask("find_siblings", path="draft.en.txt")
        assert (told["by"], told["total"]) == ("configuration", 2)
        (folder / "story.toml").unlink()

    asking(folder, act, *options)
    assert _files(folder) == before


def test_nothing_outside_of_the_folder_is_read(tmp_path: Path) -> None:
    folder = story_in(tmp_path / "bridge")
    (tmp_path / "secret.txt").write_text("The brigde.", encoding="utf-8")
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")

    async def act(agent: Agent) -> None:
        for path in ("../secret.txt", str(tmp_path / "secret.txt"), "link.txt", "/etc/passwd"):
            assert "lies outside of" in await agent.refused("check_story", paths=[path])
            assert "lies outside of" in await agent.refused("find_siblings", path=path)
            assert "lies outside of" in await agent.refused(
                "check_story", paths=["draft.en.txt"], siblings=[path]
            )
        assert "there is no such file" in await agent.refused("check_story", paths=["gone.txt"])
        assert "expected one file or folder" in await agent.refused("check_story", paths=[])

    asking(folder, act)


def test_a_rule_is_explained_and_a_wrong_name_is_answered_with_those_near_it(tmp_path: Path) -> None:
    async def act(agent: Agent) -> None:
        told = await agent.words("explain_rule", name="number-against-siblings")
        assert "number-against-siblings" in told
        assert "It marks" in told
        assert "perhaps number-against-siblings" in await agent.refused(
            "explain_rule", name="number-against-sibling"
        )

    asking(tmp_path, act)


_WRONG: list[tuple[str, dict[str, Any], str]] = [
    ("check_text", {}, "check_text: text is missing"),
    ("check_text", {"text": 5}, "check_text: text: expected text"),
    ("check_text", {"text": "x", "page": 0}, "check_text: page: expected 1 or more"),
    ("check_text", {"text": "x", "page": "two"}, "check_text: page: expected a whole number"),
    ("check_text", {"text": "x", "evidence": "so"}, "check_text: evidence: expected true or false"),
    ("check_text", {"text": "x", "siblings": "none"}, "check_text: siblings: expected a list"),
    ("check_text", {"text": "x", "siblings": ["y"]}, "check_text: siblings.0: expected an object"),
    (
        "check_text",
        {"text": "x", "siblings": [{"txt": "y"}]},
        "check_text: siblings.0.text is missing; siblings.0.txt is not known",
    ),
    ("check_text", {"text": "x", "langage": "en"}, "langage is not known: perhaps language?"),
    ("check_story", {"paths": "draft.txt"}, "check_story: paths: expected a list"),
    ("sign", {}, "there is no tool 'sign': expected check_text, check_story, explain_rule, find_siblings"),
]


def test_a_wrong_question_is_answered_with_what_was_expected(tmp_path: Path) -> None:
    async def act(agent: Agent) -> None:
        for tool, arguments, told in _WRONG:
            said = await agent.refused(tool, **arguments)
            assert told in said
            assert "pydantic" not in said

    asking(tmp_path, act)
