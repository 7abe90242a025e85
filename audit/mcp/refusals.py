"""What is an agent told whose question is not what was expected? Which argument, and what would be right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from mcp.server import MCPServer
from mcp.server.mcpserver import Context
from mcp.server.mcpserver.exceptions import ToolError
from mcp_types import CallToolResult, InputRequiredResult
from pydantic import ValidationError

# By how pydantic calls what is wrong.
_EXPECTED = {
    "string_type": "expected text",
    "int_type": "expected a whole number",
    "int_parsing": "expected a whole number",
    "int_from_float": "expected a whole number",
    "bool_type": "expected true or false",
    "bool_parsing": "expected true or false",
    "list_type": "expected a list",
    "model_type": "expected an object",
    "greater_than_equal": "expected {ge} or more",
}
_OTHER = "is not what was expected"


class RefusingServer(MCPServer[Any]):
    """A server that says in its own words what is wrong with a question; `takes` are the names of the
    arguments of each tool, told as tools are added."""

    takes: Mapping[str, tuple[str, ...]] = {}

    async def call_tool(
        self, name: str, arguments: dict[str, Any], context: Context[Any, Any] | None = None
    ) -> CallToolResult | InputRequiredResult:
        """What a tool answers. Raises ToolError."""
        if name not in self.takes:
            raise ToolError(f"there is no tool {name!r}: expected {', '.join(self.takes)}")
        for argument in arguments:
            if argument not in self.takes[name]:
                raise ToolError(f"{name}: {_unknown(argument, self.takes[name])}")
        try:
            return await super().call_tool(name, arguments, context)
        except ToolError as error:
            if isinstance(error.__cause__, ValidationError):
                raise ToolError(f"{name}: {'; '.join(_said(error.__cause__))}") from None
            raise


def _said(error: ValidationError) -> Iterator[str]:
    for one in error.errors():
        place = ".".join(map(str, one["loc"]))
        if one["type"] == "missing":
            yield f"{place} is missing"
        elif one["type"] == "extra_forbidden":
            yield f"{place} is not known"
        else:
            expected = _EXPECTED.get(one["type"], _OTHER)
            yield f"{place}: {expected.format_map(one.get('ctx', {}))}"


def _unknown(argument: str, known: tuple[str, ...]) -> str:
    near = get_close_matches(argument, known, n=1)
    perhaps = f": perhaps {near[0]}?" if near else ""
    return f"{argument} is not known{perhaps} (expected {', '.join(known)})"
