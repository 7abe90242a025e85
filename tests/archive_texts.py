"""One event in several versions, another day of it, and other news: in words written for the tests."""

from __future__ import annotations

import json
from pathlib import Path

DRAFT = """The ferry Aurelia ran aground off Port Merrow on Tuesday evening with 340 passengers on board.

Nobody was injured, the coastguard said, but 12 people were taken to hospital with signs of cold.

The captain, Ilse Brandvold, told reporters that the steering had failed twenty minutes before the accident.

Two tugs from Hallingford pulled the ship free at four in the morning.

The shipping company Nordvik Lines said that it would examine all seven ships of the same type.

Passengers described hours of waiting in the dark, wrapped in blankets.

A spokesman for the ministry of transport announced an inquiry, which is to report in March.

The Aurelia had been repaired in Gdansk only three weeks ago.
"""
AGENCY = """The ferry "Aurelia" hit the rocks near Port Merrow on Tuesday night, with 340 passengers aboard.

According to the coastguard no one was hurt, though 12 people were brought to hospital suffering from cold.

Captain Ilse Brandvold said to journalists that her steering had broken down twenty minutes earlier.

At four in the morning two tugs from Hallingford freed the ship.

Nordvik Lines, the shipping company, wants to examine all seven ships of this type.

Passengers spoke of hours of waiting in darkness, wrapped in blankets.

An inquiry that is to report in March was announced by a spokesman for the transport ministry.

It was only three weeks ago that the Aurelia had been repaired in Gdansk.
"""
GERMAN = """Die Fähre Aurelia ist am Dienstagabend mit 340 Passagieren vor Port Merrow auf Grund gelaufen.

Verletzt wurde nach Angaben der Küstenwache niemand, aber 12 Menschen kamen unterkühlt ins Krankenhaus.

Die Kapitänin Ilse Brandvold sagte Reportern, die Steuerung sei zwanzig Minuten vor dem Unfall ausgefallen.

Zwei Schlepper aus Hallingford zogen das Schiff um vier Uhr morgens frei.

Die Reederei Nordvik Lines teilte mit, sie werde alle sieben Schiffe desselben Typs untersuchen.

Passagiere berichteten von stundenlangem Warten im Dunkeln, in Decken gehüllt.

Ein Sprecher des Verkehrsministeriums kündigte eine Untersuchung an, die im März berichten soll.

Die Aurelia war erst vor drei Wochen in Danzig repariert worden.
"""
FOLLOW_UP = """Nordvik Lines has dismissed the head of its technical department, the company said on Friday.

The decision follows talks with the insurers of the Aurelia, who refuse to pay for the damage.

Ilse Brandvold will keep her post, a lawyer for the captain said in Port Merrow.

The union of seamen demanded that the owners publish what the workshop in Gdansk had written in its report.

In Hallingford the mayor invited the crews of the tugs to a dinner.

The ferry Aurelia ran aground off Port Merrow on Tuesday evening with 340 passengers on board.
"""
OTHER = """The museum of Castel Verde has bought a drawing by the painter Lucio Ferrante for 80,000 euros.

It shows a market in the rain and was thought to be lost for a hundred years, said the director, Paola Neri.

The drawing will be shown from the first of May beside letters that the painter wrote to his sister.

An association of friends of the museum paid half of the price.
"""


def records(*said: dict[str, str]) -> str:
    """Articles as JSON Lines."""
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in said)


def project(folder: Path) -> Path:
    """A project with an agency's text, the original, a later report and other news to be archived."""
    (folder / "audit.toml").write_text("", encoding="utf-8")
    articles = (
        {
            "url": "https://wire.example/aurelia",
            "outlet": "Wire",
            "lang": "en",
            "date": "2026-03-03",
            "body": AGENCY,
        },
        {
            "url": "https://kueste.example/aurelia",
            "outlet": "Küste",
            "lang": "de",
            "date": "2026-03-03",
            "body": GERMAN,
        },
        {
            "url": "https://wire.example/nordvik",
            "outlet": "Wire",
            "lang": "en",
            "date": "2026-03-06",
            "body": FOLLOW_UP,
        },
        {
            "url": "https://arts.example/ferrante",
            "outlet": "Arts",
            "lang": "en",
            "date": "2026-03-03",
            "body": OTHER,
        },
    )
    (folder / "articles.jsonl").write_text(records(*articles), encoding="utf-8")
    (folder / "draft.en.txt").write_text(DRAFT, encoding="utf-8")
    return folder
