"""Which requests does the desk answer, and with what?"""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from urllib.parse import quote

import msgspec
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from audit.archive.errors import ArchiveError
from audit.decide.files import DecisionError
from audit.desk.desk import Desk, GoneError, StepTaken
from audit.desk.parts import page, said
from audit.desk.queue_page import queue_page
from audit.desk.shelf import PutText, ShelfError
from audit.desk.signing import NotSignedError, downloaded, signed
from audit.desk.story_page import document_at, preview_page, rule_page, shown_files, story_page
from audit.fix import FixError
from audit.limits import LIMITS
from audit.model import Document, Role
from audit.report.html.elements import tag
from audit.review.proposals import mended
from audit.review.queue import across
from audit.review.session import Session
from audit.signoff import SignOffError
from audit.signoff.ninjs import as_ninjs
from audit.web.bounded import form_of
from audit.web.guard import Door, Guard

# Of one form: the words pasted and the files dropped together.
_LARGEST = 8 * LIMITS.article_bytes
_MOST_FILES, _MOST_FIELDS = 40, 2_000
# What a person is told, with the status; what is none of these is a fault of ours.
_EXPECTED: Mapping[type[Exception], int] = {
    GoneError: 404,
    ShelfError: 422,
    NotSignedError: 422,
    FixError: 409,
    DecisionError: 409,
    SignOffError: 409,
    ArchiveError: 502,
}
_HALVES = re.compile("[\ud800-\udfff]")
_DIGITS = 18
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def application(desk: Desk, door: Door) -> Starlette:
    """The desk as an ASGI application behind its door."""
    pages = Answers(desk)
    routes = [
        Route("/", pages.queue, methods=["GET"]),
        Route("/stories", pages.put, methods=["POST"]),
        Route("/archive", pages.take, methods=["POST"]),
        Route("/rules/{rule}", pages.rule, methods=["GET"]),
        Route("/rules/{rule}", pages.dismiss_rule, methods=["POST"]),
        Route("/stories/{name}", pages.story, methods=["GET"]),
        Route("/stories/{name}/decide", pages.decide, methods=["POST"]),
        Route("/stories/{name}/undo", pages.undo, methods=["POST"]),
        Route("/stories/{name}/redo", pages.redo, methods=["POST"]),
        Route("/stories/{name}/version", pages.version, methods=["POST"]),
        Route("/stories/{name}/beside", pages.beside, methods=["POST"]),
        Route("/stories/{name}/text", pages.text, methods=["GET"]),
        Route("/stories/{name}/preview", pages.preview, methods=["POST"]),
        Route("/stories/{name}/write", pages.write, methods=["POST"]),
        Route("/stories/{name}/sign", pages.sign, methods=["POST"]),
        Route("/stories/{name}/record", pages.record, methods=["GET"]),
    ]
    handlers = dict.fromkeys((*_EXPECTED, OSError, HTTPException), _told)
    return Starlette(routes=routes, middleware=[Middleware(Guard, door=door)], exception_handlers=handlers)


class Answers:
    """What each request does and shows. What takes long does so beside the others."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def queue(self, request: Request) -> Response:
        words = request.query_params.get("words", "").strip()

        def made() -> Response:
            told: list[str] = []
            found = None
            if words:
                try:
                    found = self._desk.search(words)
                except ArchiveError as error:
                    told.append(str(error))
            return queue_page(self._desk, [*self._desk.notes(""), *told], words, found)

        return await run_in_threadpool(made)

    async def put(self, request: Request) -> Response:
        async with _form(request) as form:
            texts = await _files(form)
            text, original = _word(form, "text"), _word(form, "original")
            if text.strip():
                texts.insert(0, PutText("article.txt", text.encode(), _lang(form, "lang")))
            elif len(texts) == 1:
                texts = [texts[0]._replace(lang=_lang(form, "lang"))]
            if original.strip():
                lang = _lang(form, "original_lang")
                texts.append(PutText("original.txt", original.encode(), lang, Role.SOURCE))
            together = not _word(form, "apart")
            title = _word(form, "title")
        name = await run_in_threadpool(lambda: self._desk.put(title, texts, together=together))
        return _go(f"/stories/{name}" if name else "/")

    async def take(self, request: Request) -> Response:
        async with _form(request) as form:
            number = _number(_word(form, "article"))
        if number is None:
            raise GoneError("no such article is in the archive")
        name = await run_in_threadpool(self._desk.take, number)
        return _go(f"/stories/{name}" if name else "/")

    async def story(self, request: Request) -> Response:
        name, story = self._story(request)
        return await run_in_threadpool(story_page, self._desk, name, story)

    async def decide(self, request: Request) -> Response:
        name, story = self._story(request)
        async with _form(request) as form:
            was = dict(zip(_words(form, "key"), _words(form, "was"), strict=False))
            action, given = _word(form, "action"), _words(form, "words")
        if action not in ("accept", "edit", "confirm", "false_alarm", "keep", "reopen"):
            raise HTTPException(422, f"{action}: no such decision")
        said_words = given[-1] if given else None
        if action == "keep" and not (said_words or "").strip():
            raise HTTPException(422, "a text that is kept is kept for a reason: none was given")

        def done() -> StepTaken:
            return self._desk.decide(story, action, was, said_words)

        told = await run_in_threadpool(done)
        self._desk.note(story, told.said)
        return _go(f"/stories/{name}", f"f={told.address}" if told.address else "")

    async def undo(self, request: Request) -> Response:
        return await self._stepped(request, redo=False)

    async def redo(self, request: Request) -> Response:
        return await self._stepped(request, redo=True)

    async def version(self, request: Request) -> Response:
        name, story = self._story(request)
        async with _form(request) as form:
            document, lang, role = _word(form, "document"), _lang(form, "lang"), _role(form)
        await run_in_threadpool(self._desk.tell, story, document, lang, role)
        return _go(f"/stories/{name}")

    async def beside(self, request: Request) -> Response:
        name, story = self._story(request)
        async with _form(request) as form:
            lang, role, text = _lang(form, "lang"), _role(form), _word(form, "text")
            texts = [one._replace(lang=lang, role=role) for one in await _files(form)]
        if text.strip():
            texts.append(PutText(f"{role.value}.txt", text.encode(), lang, role))
        if not texts:
            raise ShelfError("no text: paste one, or choose a file")
        await run_in_threadpool(self._desk.put_beside, story, texts)
        return _go(f"/stories/{name}")

    async def text(self, request: Request) -> Response:
        _, story = self._story(request)
        session, version = await run_in_threadpool(self._version, request, story)
        stem, ending = Path(version.source.path).stem, Path(version.source.path).suffix.lower()
        if request.query_params.get("form") == "txt":
            text = mended(session, version)
            return _download(text.encode("utf-8", "replace"), f"{stem}.txt", "text/plain; charset=utf-8")
        data = await run_in_threadpool(self._file, story, version)
        kind = _WORD if ending == ".docx" else "application/octet-stream"
        return _download(data, f"{stem}{ending}", kind)

    async def preview(self, request: Request) -> Response:
        name, story = self._story(request)
        await run_in_threadpool(self._desk.looked, story)
        proposed = await run_in_threadpool(self._desk.workbench.proposals, story)
        return preview_page(self._desk, name, story, proposed)

    async def write(self, request: Request) -> Response:
        name, story = self._story(request)
        async with _form(request) as form:
            before = _word(form, "shown")

        def done() -> str:
            self._desk.looked(story)
            proposed = self._desk.workbench.proposals(story)
            if shown_files(proposed) != before:
                return "not written: it would no longer be what the page showed; look at it once more"
            return self._desk.workbench.write(story, proposed)

        self._desk.note(story, await run_in_threadpool(done))
        return _go(f"/stories/{name}")

    async def sign(self, request: Request) -> Response:
        name, story = self._story(request)
        async with _form(request) as form:
            words = {key: _word(form, key) for key in form}
        record = await run_in_threadpool(signed, self._desk, story, words.get("document", ""), words)
        label = "readers are to be told of AI" if record.disclosure.required else "no label needed"
        self._desk.note(
            story,
            f"signed by {record.review.reviewer.name} ({record.verdict}); {label}: {record.disclosure.basis}",
        )
        return _go(f"/stories/{name}", "sign")

    async def record(self, request: Request) -> Response:
        _, story = self._story(request)
        _, version = await run_in_threadpool(self._version, request, story)
        record = await run_in_threadpool(downloaded, self._desk, version)
        stem = Path(version.source.path).stem
        if request.query_params.get("form") == "ninjs":
            return _download(msgspec.json.encode(as_ninjs(record)), f"{stem}.ninjs.json", "application/json")
        return _download(msgspec.json.encode(record), f"{stem}.signed.json", "application/json")

    async def rule(self, request: Request) -> Response:
        rule = request.path_params["rule"]

        def made() -> Response:
            bench = self._desk.workbench
            found = bench.across(rule)
            lines = {story: list(across(bench.session(story), keys)) for story, keys in found.items()}
            names = {story: name for name, story in self._desk.names().items()}
            return rule_page(self._desk, rule, found, lines, names)

        return await run_in_threadpool(made)

    async def dismiss_rule(self, request: Request) -> Response:
        async with _form(request) as form:
            seen = _word(form, "seen")
        rule = request.path_params["rule"]
        self._desk.note("", await run_in_threadpool(self._desk.dismiss_rule, rule, seen))
        return _go("/")

    async def _stepped(self, request: Request, *, redo: bool) -> Response:
        name, story = self._story(request)
        await run_in_threadpool(self._desk.looked, story)
        told = await run_in_threadpool(lambda: self._desk.undo(story, redo=redo))
        self._desk.note(story, told)
        return _go(f"/stories/{name}")

    def _story(self, request: Request) -> tuple[str, str]:
        name = request.path_params["name"]
        return name, self._desk.story(name)

    def _version(self, request: Request, story: str) -> tuple[Session, Document]:
        session = self._desk.looked(story)
        number = _number(request.query_params.get("version", ""))
        version = document_at(session, number) if session and number is not None else None
        if session is None or version is None:
            raise GoneError("no such version is in the story")
        return session, version

    def _file(self, story: str, version: Document) -> bytes:
        """The bytes of a version's file with what was decided, as writing would make them."""
        proposed = self._desk.workbench.proposals(story)
        for one in proposed:
            if one.file.path == version.source.path:
                return one.file.after
        return Path(version.source.path).read_bytes()


def _form(request: Request) -> AbstractAsyncContextManager[FormData]:
    return form_of(request, largest=_LARGEST, most_files=_MOST_FILES, most_fields=_MOST_FIELDS)


async def _files(form: FormData) -> list[PutText]:
    """The files that were dropped. A field that no file was chosen for has one without a name."""
    given = [one for one in form.getlist("files") if isinstance(one, UploadFile) and one.filename]
    return [PutText(one.filename or "", await one.read()) for one in given]


def _word(form: FormData, name: str) -> str:
    return next(iter(_words(form, name)[-1:]), "")


def _words(form: FormData, name: str) -> list[str]:
    words = [value for value in form.getlist(name) if isinstance(value, str)]
    if any(_HALVES.search(one) for one in words):
        raise HTTPException(422, "expected text in UTF-8: there are half characters in it")
    return words


def _number(word: str) -> int | None:
    """A number that a person's page gives out; None for what is none, and for one that no database holds."""
    return int(word) if word.isdecimal() and len(word) <= _DIGITS else None


def _lang(form: FormData, name: str) -> str:
    lang = _word(form, name).strip()
    if lang and not all(part.isascii() and part.isalnum() and len(part) <= 8 for part in lang.split("-")):
        raise HTTPException(422, "expected a language as en, sr-Latn or zh-Hant")
    return lang


def _role(form: FormData) -> Role:
    try:
        return Role(_word(form, "role") or Role.TRANSLATION)
    except ValueError:
        raise HTTPException(422, f"expected one of {', '.join(Role)} for what a text is") from None


def _go(address: str, place: str = "") -> RedirectResponse:
    return RedirectResponse(f"{address}{f'#{place}' if place else ''}", 303)


def _download(data: bytes, name: str, kind: str) -> Response:
    header = f"attachment; filename*=UTF-8''{quote(name)}"
    return Response(data, media_type=kind, headers={"Content-Disposition": header})


async def _told(request: Request, error: Exception) -> Response:
    """A page that says what is wrong, and the way back."""
    if isinstance(error, HTTPException):
        status, words = error.status_code, error.detail
    elif isinstance(error, OSError):
        status, words = 507, f"cannot be kept: {error.strerror or error}"
    else:
        status, words = next(code for kind, code in _EXPECTED.items() if isinstance(error, kind)), str(error)
    back = tag("p", tag("a", "Back to the stories", href="/"))
    main = tag("main", tag("h2", "Not done"), said([words]), back, id="main")
    return page("not done", main, status=status)
