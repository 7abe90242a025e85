"""An endpoint of a language model, as it is and as it should not be."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

# What a fake model does with a question: it writes the answer by the handler of the request.
Answering = Callable[[BaseHTTPRequestHandler, dict[str, Any]], None]


class Endpoint:
    """A server on loopback; `asked` are the questions it was put, `heads` what came with each."""

    def __init__(self, answering: Answering) -> None:
        self.asked: list[dict[str, Any]] = []
        self.heads: list[dict[str, str]] = []
        endpoint = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                endpoint.asked.append(json.loads(body))
                endpoint.heads.append({"path": self.path, **dict(self.headers)})
                answering(self, endpoint.asked[-1])

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}/v1"
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@contextmanager
def endpoint(answering: Answering) -> Iterator[Endpoint]:
    served = Endpoint(answering)
    try:
        yield served
    finally:
        served.close()


def sentences(question: dict[str, Any]) -> dict[str, str]:
    """The sentences that a question holds, by number."""
    data = json.loads(question["messages"][1]["content"])
    return dict(data["sentences"])


def marking(
    *words: str, kind: str = "nonsense", why: str = "it means nothing", better: str = ""
) -> Answering:
    """A model that marks these words wherever a sentence has them, and whether or not one does."""

    def answer(handler: BaseHTTPRequestHandler, question: dict[str, Any]) -> None:
        marks = []
        for one in words:
            at = next((number for number, text in sentences(question).items() if one in text), "1")
            marks.append({"sentence": int(at), "words": one, "kind": kind, "why": why, "better": better})
        says(json.dumps({"marks": marks}))(handler, question)

    return answer


def says(content: object, finish: str = "stop") -> Answering:
    """A model that says just this."""

    def answer(handler: BaseHTTPRequestHandler, question: dict[str, Any]) -> None:
        reply = {
            "choices": [{"message": {"role": "assistant", "content": content}, "finish_reason": finish}],
            "usage": {"prompt_tokens": 100, "completion_tokens": 7},
        }
        sends(json.dumps(reply).encode())(handler, question)

    return answer


def sends(data: bytes, status: int = 200, **heads: str) -> Answering:
    """A server that sends just these bytes."""

    def answer(handler: BaseHTTPRequestHandler, question: dict[str, Any]) -> None:
        handler.send_response(status)
        for name, value in heads.items():
            handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(data)))
        handler.end_headers()
        try:
            handler.wfile.write(data)
        except OSError:
            handler.close_connection = True  # it has been sent away

    return answer
