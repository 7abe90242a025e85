"""Files of every format to load, edit and load again, as hypothesis strategies."""

from __future__ import annotations

import json

from hypothesis import strategies as st

from audit.load import FormatSettings, Loaded, load_bytes
from audit.write import encoded

_WORDS = st.sampled_from("Mark Rutte the of said café Čačak 𝒳 e\u0301 שלום 10 U.S. “yes” it's -".split())
_LINE = st.lists(_WORDS, min_size=1, max_size=6).map(lambda words: f"Word {' '.join(words)} end")
_NEWLINE = st.sampled_from(["\n", "\r\n"])


def _cases(lines: str) -> st.SearchStrategy[str]:
    """Templates, one a line, with ⏎ for a newline."""
    return st.sampled_from([line.replace("⏎", "\n") for line in lines.strip().split("\n")])


@st.composite
def _filled(draw: st.DrawFn, templates: st.SearchStrategy[str], inner: st.SearchStrategy[str]) -> str:
    """A template with its dots of ellipsis filled in."""
    first, *rest = draw(templates).split("…")
    return first + "".join(draw(inner) + part for part in rest)


_INLINE = _cases(r"""
**…**
*…*
re*mark*able …
[…](http://x.y/z_w "A title")
… &amp; …
\*…\*
`code` …
<b>…</b>
![…](i.png)
…⏎…
… &#233; …
…  ⏎…
~~old~~ …
… https://x.y/a.b.
_…_
…[^1]
{{< ref "x" >}} …
<span lang="de">…</span> …
… <!-- c --> …
**…**⏎*…*, …
""")
_BLOCK = _cases(r"""
…⏎
# …⏎
…⏎===⏎
> …⏎
- …⏎- …⏎
1. …⏎
| … | … |⏎|---|---|⏎| … | … |⏎
```⏎code⏎```⏎…⏎
<div>⏎<p>…</p>⏎</div>⏎
    code⏎⏎…⏎
* a⏎⏎  …⏎
{{< x >}}⏎…⏎
""")
_HEAD = _cases(r"""
---⏎title: Word …⏎lang: en⏎---⏎
---⏎title: 'It''s …'⏎---⏎
---⏎title: "A \"b\" …"⏎---⏎
---⏎description: >⏎  Word …⏎  more⏎lang: en⏎---⏎
---⏎description: |⏎  Word …⏎---⏎
+++⏎title = "A \u00e9 …"⏎+++⏎
+++⏎title = 'Word …'⏎[x]⏎y = 1⏎+++⏎
{"title": "A \"b\" …"}⏎
""")
_SHORT = st.sampled_from(["Mark Rutte", "said so", "café Čačak", "one 𝒳 two"])
_MARKED = st.one_of(_LINE, _filled(_INLINE, _LINE))
_FLAT = _MARKED.map(lambda line: line.replace("  \n", " ").replace("\n", " "))


@st.composite
def _markdown(draw: st.DrawFn) -> str:
    head = draw(st.one_of(st.just(""), _filled(_HEAD, _SHORT)))
    blocks = draw(st.lists(st.one_of(_MARKED.map("{}\n".format), _filled(_BLOCK, _FLAT)), max_size=4))
    return "\n".join([head + "Word first end\n", *blocks])


_RST_INLINE = _cases(r"""
**…** so
*…* so
re\ *mark*\ able …
`… <http://x.y/z_w>`_ so
:ref:`… <there>` …
:term:`word` …
``code`` …
\*…\*
… |name| …
…⏎…
… https://x.y/a.b.
… [1]_
name_ …
""")
_RST_BLOCK = _cases(r"""
…⏎
- …⏎- …⏎
1. …⏎
…::⏎⏎    code⏎
.. note:: …⏎
.. note::⏎⏎   …⏎
.. code-block:: c⏎⏎   code⏎
    …⏎
Term⏎   …⏎
:field: …⏎
| …⏎| …⏎
.. comment …⏎
.. versionadded:: 1.2⏎   …⏎
Title of it⏎===========⏎
""")


@st.composite
def _rst(draw: st.DrawFn) -> str:
    line = st.one_of(_LINE, _filled(_RST_INLINE, _LINE))
    flat = line.map(lambda one: one.replace("\n", " "))
    blocks = draw(st.lists(st.one_of(line.map("{}\n".format), _filled(_RST_BLOCK, flat)), max_size=4))
    return "\n".join(["Word first end\n", *blocks])


_HTML_INLINE = _cases(r"""
<b>…</b>
<a href="/x?a=1&amp;b" title='It&#39;s'>…</a>
… &amp; …
…<br>…
re<i>mark</i>able …
<img src=x alt="A …"> …
<code>x</code> …
…<sup>2</sup>
<q>…</q>
<i lang=fr>…</i> …
…⏎  …
{{ x }} …
<img alt=plain> …
<del>…</del> …
""")
_HTML_BLOCK = _cases(r"""
<p>…</p>⏎
<h2>…</h2>
<ul><li>…<li>…</ul>
<table><tr><td>…<td>…</table>
<p hidden>…</p>
<p>…
<div>…</div>
<pre>…</pre>
<blockquote>…</blockquote>
<!-- … -->
<script>…</script>
<div lang=sr>…</div>
""")
_HTML_HEAD = _cases(r"""
<!doctype html><html lang=en><head><title>Other &amp; title</title></head><body>
<meta name=description content='A &quot;text&quot; it is'>
<!-- c -->
""")


@st.composite
def _html(draw: st.DrawFn) -> str:
    line = st.one_of(_LINE, _filled(_HTML_INLINE, _LINE))
    blocks = draw(st.lists(_filled(_HTML_BLOCK, line), max_size=4))
    return draw(_HTML_HEAD) + "<p>Word first end</p>" + "".join(blocks)


@st.composite
def _json(draw: st.DrawFn) -> str:
    text = draw(st.one_of(_LINE, _LINE.map(lambda line: f'{line}\n\n"{line}"'), _html()))
    headline = "Top: " + draw(_LINE).removeprefix("Word ")
    article = {"headline": headline, "lang": "en", "body": text, "other": [1, None, {"a": "b"}]}
    several = {"items": [article, {**article, "headline": "Top line of another"}]}
    value = draw(st.sampled_from([article, several]))
    indent = draw(st.sampled_from([None, 2]))
    return json.dumps(value, ensure_ascii=draw(st.booleans()), indent=indent)


@st.composite
def _jsonl(draw: st.DrawFn) -> str:
    rows = draw(st.lists(_LINE, min_size=1, max_size=3))
    return "".join(json.dumps({"id": at, "text": row}) + "\n" for at, row in enumerate(rows))


@st.composite
def _csv(draw: st.DrawFn) -> str:
    cell = _filled(_cases('…\n"…, ""and"" …"\n"…⏎…"'), _LINE)
    rows = draw(st.lists(cell, min_size=1, max_size=3))
    return "id,title,text\n" + "".join(f"{at},Title {at},{row}\n" for at, row in enumerate(rows))


_MESSAGE = _cases(r"""
<b>…</b> …
… %(name)s
…\n…
a \"…\"
… "⏎"…
… &amp; …
… {n, plural, offset:1 =0 {…} one {# … it''s} other {# … {who} …}} …
{who, select, she {… '{'x'}' …} other {… {n, plural, one {…} other {#}}}}
""")


@st.composite
def _po(draw: st.DrawFn) -> str:
    line = st.one_of(_LINE, _filled(_MESSAGE, _LINE))
    flags = st.sampled_from(["", "#, python-format\n", "#, fuzzy\n"])
    entries = draw(st.lists(st.tuples(flags, line, line), min_size=1, max_size=3))
    head = 'msgid ""\nmsgstr "Language: sr\\n"\n\n'
    return head + "".join(
        f'{flag}msgctxt "{at}"\nmsgid "{one}"\nmsgstr "{two}"\n\n'
        for at, (flag, one, two) in enumerate(entries)
    )


_SEGMENT = _cases(r"""
<g id='1'>…</g> …
… <x id='1'/>
… &amp; …
<![CDATA[…]]>
…⏎   …
<ph id='2'>x</ph>…
{n, plural, one {…} other {… <x id='1'/> …}} …
""")
_XLIFF = (
    "<xliff version='1.2'><file source-language='en' target-language='sr'><body>{}</body></file></xliff>",
    "<xliff version='2.0' srcLang='en' trgLang='sr'><file id='f'>{}</file></xliff>",
)
_UNIT = (
    "<trans-unit id='{}'><source>{}</source><target>{}</target></trans-unit>",
    "<unit id='{}'><segment><source>{}</source><target>{}</target></segment></unit>",
)


@st.composite
def _xliff(draw: st.DrawFn) -> str:
    line = st.one_of(_LINE, _filled(_SEGMENT, _LINE))
    units = draw(st.lists(st.tuples(line, line), min_size=1, max_size=3))
    version = draw(st.sampled_from([0, 1]))
    return _XLIFF[version].format(
        "".join(_UNIT[version].format(at, one, two) for at, (one, two) in enumerate(units))
    )


@st.composite
def _json_messages(draw: st.DrawFn) -> str:
    line = st.one_of(_LINE, _filled(_MESSAGE, _LINE))
    rows = draw(st.lists(line, min_size=1, max_size=3))
    return json.dumps({"page": {f"message {at}": row for at, row in enumerate(rows)}}, ensure_ascii=False)


# A file of messages is a JSON file of which a layout or the configuration says so.
MESSAGES = ".messages.json"
FILES = {
    ".txt": st.lists(_LINE, min_size=1, max_size=4).map("\n".join),
    ".md": _markdown(),
    ".mdx": _markdown(),
    ".rst": _rst(),
    ".html": _html(),
    ".json": _json(),
    MESSAGES: _json_messages(),
    ".jsonl": _jsonl(),
    ".csv": _csv(),
    ".po": _po(),
    ".xliff": _xliff(),
}


@st.composite
def files(draw: st.DrawFn, suffix: str) -> str:
    """A file of one format, with either newline and perhaps a byte order mark."""
    text = draw(FILES[suffix])
    return draw(st.sampled_from(["", "\ufeff"])) + text.replace("\n", draw(_NEWLINE))


def load_text(text: str, suffix: str) -> tuple[Loaded, ...]:
    """The documents of a file with this text."""
    format_ = FormatSettings(messages=suffix == MESSAGES)
    return load_bytes(text.encode(), f"x{suffix}", f".{suffix.rpartition('.')[2]}", format_)


def kinds(loaded: Loaded) -> list[tuple[str, str]]:
    """The elements without their places; a unit's key is its source text, which an edit changes."""
    return [(one.kind, "" if one.kind == "unit" else one.value) for one in loaded.elements]


def structure(loaded: Loaded) -> list[tuple[str, str, str]]:
    """The elements with the words they cover."""
    return [(one.kind, one.value, loaded.text[one.span.start : one.span.end]) for one in loaded.elements]


def edited(file: str, loaded: Loaded, start: int, end: int, words: str) -> str | None:
    """The file with the words in place, None where they may not be."""
    written = encoded(loaded.text, loaded.source, start, end, words)
    if written is None:
        return None
    first = loaded.source.offset(start)
    last = loaded.source.end_offset(end) if end > start else first
    return file[:first] + written + file[last:]
