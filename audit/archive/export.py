"""How does an archive read as JSON Lines, which it takes back?"""

from __future__ import annotations

import json
from collections.abc import Iterator

from audit.archive.articles import KEY, TITLE, Link
from audit.archive.database import among
from audit.archive.store import Archive


def lines(archive: Archive) -> Iterator[str]:
    """Each article as an object of JSON, its links and its story with it."""
    for some in archive.batches():
        texts = archive.documents(some)
        links: dict[int, list[tuple[str, str]]] = {}
        for id_, kind, target in among(
            archive.database,
            "SELECT article, kind, target FROM links WHERE article IN ({}) ORDER BY kind, target",
            [one.id for one in some],
        ):
            links.setdefault(id_, []).append((kind, target))
        for one in some:
            if one.id not in texts:  # taken out meanwhile
                continue
            own = links.get(one.id, [])
            said = {
                KEY: one.key,
                "url": one.url,
                TITLE: one.title,  # which stands in the text already
                "lang": one.lang,
                "origin": one.origin,
                "role": one.role.value,
                "date": one.date.isoformat() if one.date else "",
                "outlet": one.outlet,
                "story": "" if one.story is None else str(one.story),
                "translationOfWork": next((to for kind, to in own if kind == Link.ORIGINAL), ""),
                "workTranslation": [to for kind, to in own if kind == Link.TRANSLATION],
                "added": one.added,
                "text": texts[one.id].text,
            }
            # The text always, also one that is empty by now: without it an object is no article.
            kept = {name: value for name, value in said.items() if value or name == "text"}
            yield json.dumps(kept, ensure_ascii=False) + "\n"
