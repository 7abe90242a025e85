"""Are the hand-written tables sorted and unique? Rewrites them so, comments and header on top."""

from __future__ import annotations

from tools.data.words import table, write_table

HANDWRITTEN = (
    "agencies.txt",
    "demonyms.tsv",
    "irregular_forms.tsv",
    "public_figures.tsv",
    "speech_verbs.txt",
    "titles.tsv",
)


def main() -> None:
    for name in HANDWRITTEN:
        lines = table(name).read_text(encoding="utf-8").splitlines()
        comments = [line[2:] for line in lines if line.startswith("# ")]
        body = [line for line in lines if line and not line.startswith("# ")]
        header = body.pop(0) if name.endswith(".tsv") else ""
        print(name, write_table(table(name), comments, body, header))


if __name__ == "__main__":
    main()
