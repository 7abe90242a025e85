"""Small repositories in every layout, as their generators make them, with what belongs together in each."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple


class Repository(NamedTuple):
    """The files of a repository, and its stories: each a set of paths with their languages."""

    layout: str
    files: Mapping[str, str]
    stories: Mapping[str, Mapping[str, str]]
    singles: frozenset[str] = frozenset()


_TEXT = {
    "en": "The council said on Monday that the bridge would be opened to the public in the spring.",
    "fr": "Le conseil a annoncé lundi que le pont serait ouvert au public au printemps prochain.",
    "de": "Der Rat teilte am Montag mit, dass die Brücke im Frühjahr für alle geöffnet werden soll.",
}


def _page(language: str = "en", /, **fields: str) -> str:
    head = "".join(f"{name}: {value}\n" for name, value in fields.items())
    return (f"---\n{head}---\n" if head else "") + _TEXT.get(language, _TEXT["en"]) + "\n"


def write(folder: Path, files: Mapping[str, str]) -> Path:
    """Put the files of a repository into `folder`."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def _texts(*paths: str, lang: str = "en") -> dict[str, str]:
    return {path: _page(lang) for path in paths}


HUGO_BY_NAME = Repository(
    "hugo",
    {
        "hugo.toml": 'baseURL = "/"\ndefaultContentLanguage = "en"\n[languages.en]\n[languages.fr]\n',
        **_texts(
            "content/posts/bridge.md", "content/posts/v1.2.md", "content/posts/alone.md", "content/_index.md"
        ),
        **_texts("content/posts/bridge.fr.md", "content/posts/bundle/index.fr.md", lang="fr"),
        **_texts("content/posts/bundle/index.md"),
        "content/posts/notes.de.md": _page("de"),
        "archetypes/default.md": _page(),
    },
    {
        "content/posts/bridge.md": {"content/posts/bridge.md": "en", "content/posts/bridge.fr.md": "fr"},
        "content/posts/bundle/index.md": {
            "content/posts/bundle/index.md": "en",
            "content/posts/bundle/index.fr.md": "fr",
        },
    },
    frozenset(
        {
            "content/posts/v1.2.md",
            "content/posts/alone.md",
            "content/_index.md",
            "content/posts/notes.de.md",
            "archetypes/default.md",
        }
    ),
)

HUGO_BY_FOLDER = Repository(
    "hugo",
    {
        "config/_default/hugo.yaml": "defaultContentLanguage: en\n",
        "config/_default/languages.yaml": (
            "en: {contentDir: content/english}\nfr: {contentDir: content/french}\n"
        ),
        **_texts("content/english/posts/bridge.md", "content/english/about.md"),
        **_texts("content/french/posts/bridge.md", lang="fr"),
    },
    {
        "content/english/posts/bridge.md": {
            "content/english/posts/bridge.md": "en",
            "content/french/posts/bridge.md": "fr",
        }
    },
    frozenset({"content/english/about.md"}),
)

HUGO_SPLIT = Repository(
    "hugo",
    {
        "config/_default/hugo.toml": 'baseURL = "/"\ndefaultContentLanguage = "fr"\n',
        "config/_default/languages.fr.toml": 'contentDir = "pages/fr"\n',
        "config/_default/languages.en.yaml": "contentDir: pages/en\n",
        "config/_default/menus.en.toml": "",
        **_texts("pages/en/posts/bridge.md", "pages/en/about.md"),
        **_texts("pages/fr/posts/bridge.md", lang="fr"),
    },
    {
        "pages/fr/posts/bridge.md": {"pages/en/posts/bridge.md": "en", "pages/fr/posts/bridge.md": "fr"},
    },
    frozenset({"pages/en/about.md"}),
)

HUGO_BY_MOUNT = Repository(
    "hugo",
    {
        "hugo.toml": (
            'defaultContentLanguage = "en"\n[languages.en]\n[languages.fr]\n[languages.de]\n'
            '[[module.mounts]]\nsource = "text/main"\ntarget = "content"\n'
            '[[module.mounts]]\nsource = "text/gallic"\ntarget = "content"\nlang = "fr"\n'
            '[[module.mounts]]\nsource = "text/german"\ntarget = "content"\n'
            'sites.matrix.languages = ["de"]\n'
            # What stands in where there is no translation.
            '[[module.mounts]]\nsource = "text/main/posts"\ntarget = "content/posts"\nlang = "de"\n'
            '[[module.mounts]]\nsource = "static"\ntarget = "static"\n'
        ),
        **_texts("text/main/posts/bridge.md", "text/main/posts/tower.md"),
        **_texts("text/gallic/posts/bridge.md", lang="fr"),
        **_texts("text/german/posts/tower.md", "text/german/alone.md", lang="de"),
    },
    {
        "text/main/posts/bridge.md": {"text/main/posts/bridge.md": "en", "text/gallic/posts/bridge.md": "fr"},
        "text/main/posts/tower.md": {"text/main/posts/tower.md": "en", "text/german/posts/tower.md": "de"},
    },
    frozenset({"text/german/alone.md"}),
)

# The configuration leaves it to a module, or to a script, where the languages lie.
HUGO_UNTOLD = Repository(
    "hugo",
    {
        "hugo.yaml": "defaultContentLanguage: en\nlanguages: {en: {}, fr: {}, de: {}}\n",
        **_texts("content/en/posts/bridge.md", "content/en/posts/tower.md"),
        **_texts("content/fr/posts/bridge.md", lang="fr"),
    },
    {
        "content/en/posts/bridge.md": {
            "content/en/posts/bridge.md": "en",
            "content/fr/posts/bridge.md": "fr",
        },
    },
    frozenset({"content/en/posts/tower.md"}),
)

HUGO_BY_KEY = Repository(
    "hugo",
    {
        "hugo.yaml": "defaultContentLanguage: en\nlanguages: {en: {}, fr: {}}\n",
        "content/bridge.md": _page("en", translationKey="bridge"),
        "content/pont.fr.md": _page("fr", translationKey="bridge"),
        "content/other.md": _page("en", translationKey="other"),
        "content/third.md": _page("en", translationKey="other"),
    },
    {"content/bridge.md": {"content/bridge.md": "en", "content/pont.fr.md": "fr"}},
    frozenset({"content/other.md", "content/third.md"}),
)

_PLUGIN = "i18n/fr/docusaurus-plugin-content"
DOCUSAURUS = Repository(
    "docusaurus",
    {
        "docusaurus.config.js": 'module.exports = {i18n: {defaultLocale: "en", locales: ["en", "fr"]}};\n',
        **_texts(
            "docs/intro.md",
            "docs/guide/start.md",
            "blog/intro.md",
            "community/team.md",
            "versioned_docs/version-1.0/intro.md",
        ),
        **_texts(
            f"{_PLUGIN}-docs/current/intro.md",
            f"{_PLUGIN}-blog/intro.md",
            f"{_PLUGIN}-docs-community/current/team.md",
            f"{_PLUGIN}-docs/version-1.0/intro.md",
            lang="fr",
        ),
    },
    {
        "docs/intro.md": {"docs/intro.md": "en", f"{_PLUGIN}-docs/current/intro.md": "fr"},
        "blog/intro.md": {"blog/intro.md": "en", f"{_PLUGIN}-blog/intro.md": "fr"},
        "community/team.md": {
            "community/team.md": "en",
            f"{_PLUGIN}-docs-community/current/team.md": "fr",
        },
        "versioned_docs/version-1.0/intro.md": {
            "versioned_docs/version-1.0/intro.md": "en",
            f"{_PLUGIN}-docs/version-1.0/intro.md": "fr",
        },
    },
    frozenset({"docs/guide/start.md"}),
)

MKDOCS_BY_SUFFIX = Repository(
    "mkdocs",
    {
        "mkdocs.yml": (
            "site_name: x\nplugins:\n  - search\n  - i18n:\n      docs_structure: suffix\n      languages:\n"
            "        - {locale: en, default: true}\n        - {locale: fr}\n"
            "markdown_extensions:\n"
            "  - x:\n      y: !!python/name:materialx.emoji.twemoji\n      z: !ENV [A, b]\n"
        ),
        **_texts("docs/index.md", "docs/guide.md"),
        **_texts("docs/index.fr.md", lang="fr"),
    },
    {"docs/index.md": {"docs/index.md": "en", "docs/index.fr.md": "fr"}},
    frozenset({"docs/guide.md"}),
)

MKDOCS_BY_FOLDER = Repository(
    "mkdocs",
    {
        "mkdocs.yml": (
            "docs_dir: text\nplugins:\n  - i18n:\n      docs_structure: folder\n      languages:\n"
            "        - {locale: en, default: true}\n        - {locale: fr}\n"
        ),
        **_texts("text/en/index.md", "text/en/guide/a.md", "text/shared/note.md"),
        **_texts("text/fr/index.md", "text/fr/guide/a.md", lang="fr"),
    },
    {
        "text/{lang}/index.md": {"text/en/index.md": "en", "text/fr/index.md": "fr"},
        "text/{lang}/guide/a.md": {"text/en/guide/a.md": "en", "text/fr/guide/a.md": "fr"},
    },
    frozenset({"text/shared/note.md"}),
)

JEKYLL_POLYGLOT = Repository(
    "jekyll",
    {
        "_config.yml": "languages: [en, fr]\ndefault_lang: en\n",
        **_texts("about.md", "_posts/en/2024-01-01-bridge.md", "_posts/2024-02-02-tower.md"),
        **_texts("fr/about.md", "_posts/fr/2024-01-01-bridge.md", lang="fr"),
        "_posts/2024-03-03-one.md": _page("en", lang="en", permalink="/one/"),
        "_posts/2024-03-03-un.md": _page("fr", lang="fr", permalink="/one/"),
    },
    {
        "about.md": {"about.md": "en", "fr/about.md": "fr"},
        "_posts/2024-01-01-bridge.md": {
            "_posts/en/2024-01-01-bridge.md": "en",
            "_posts/fr/2024-01-01-bridge.md": "fr",
        },
        "_posts/2024-03-03-one.md": {"_posts/2024-03-03-one.md": "en", "_posts/2024-03-03-un.md": "fr"},
    },
    frozenset({"_posts/2024-02-02-tower.md"}),
)

JEKYLL_BY_REF = Repository(
    "jekyll",
    {
        "_config.yml": "title: x\n",
        "_posts/2024-01-01-bridge.md": _page("en", lang="en", ref="bridge"),
        "_posts/2024-01-01-pont.md": _page("fr", lang="fr", ref="bridge"),
        "_posts/2024-01-02-a.md": _page("en", lang="en", ref="a"),
        "_posts/2024-01-03-b.md": _page("en", lang="en", ref="a"),
        "about.md": _page("en", ref="bridge"),
    },
    {
        "_posts/2024-01-01-bridge.md": {
            "_posts/2024-01-01-bridge.md": "en",
            "_posts/2024-01-01-pont.md": "fr",
        },
    },
    frozenset({"_posts/2024-01-02-a.md", "_posts/2024-01-03-b.md", "about.md"}),
)

JEKYLL_COLLECTIONS = Repository(
    "jekyll",
    {
        "_config.yml": "lang: en\ncollections: {tour: {output: true}, fr: {output: true}, pl: {}}\n",
        "index.md": _page("en"),
        "_tour/bridge.md": _page("en"),
        "_tour/tower.md": _page("en"),
        "_fr/index.md": _page("fr"),
        "_fr/tour/bridge.md": _page("fr"),
        "_pl/tour/bridge.md": _page("fr"),
    },
    {
        "_{lang}/index.md": {"index.md": "en", "_fr/index.md": "fr"},
        "_{lang}/tour/bridge.md": {
            "_tour/bridge.md": "en",
            "_fr/tour/bridge.md": "fr",
            "_pl/tour/bridge.md": "pl",
        },
    },
    frozenset({"_tour/tower.md"}),
)

STARLIGHT = Repository(
    "astro",
    {
        "astro.config.mjs": (
            "export default defineConfig({integrations: [starlight({\n"
            "  locales: {root: {label: 'English', lang: 'en'}, fr: {label: 'Français'},"
            " 'pt-br': {label: 'Português'}},\n})]});\n"
        ),
        **_texts("src/content/docs/index.md", "src/content/docs/guides/a.md", "src/content/blog/a.md"),
        **_texts("src/content/docs/fr/index.md", "src/content/docs/pt-br/index.md", lang="fr"),
    },
    {
        "src/content/docs/index.md": {
            "src/content/docs/index.md": "en",
            "src/content/docs/fr/index.md": "fr",
            "src/content/docs/pt-br/index.md": "pt-BR",
        }
    },
    frozenset({"src/content/docs/guides/a.md", "src/content/blog/a.md"}),
)

NEXT = Repository(
    "locales",
    {
        "next-i18next.config.js": "module.exports = {i18n: {defaultLocale: 'en', locales: ['en', 'fr']}};\n",
        "public/locales/en/common.json": '{"greeting": "Welcome to the house."}',
        "public/locales/fr/common.json": '{"greeting": "Bienvenue dans la maison."}',
        "package.json": '{"description": "An application."}',
        "public/locales/en/home.json": '{"greeting": "Welcome home."}',
    },
    {
        "public/locales/{lang}/common.json": {
            "public/locales/en/common.json": "en",
            "public/locales/fr/common.json": "fr",
        }
    },
    frozenset({"public/locales/en/home.json"}),
)

FOLDERS = Repository(
    "folders of languages",
    {
        **_texts("docs/en/a.md", "docs/en/b/c.md", "docs/en/only.md", "docs/io/a.md", "docs/index.md"),
        **_texts("docs/fr/a.md", "docs/fr/b/c.md", lang="fr"),
        **_texts("docs/de/unrelated.md", "docs/de/a/other.md", lang="de"),
    },
    {
        "docs/{lang}/a.md": {"docs/en/a.md": "en", "docs/fr/a.md": "fr", "docs/io/a.md": "io"},
        "docs/{lang}/b/c.md": {"docs/en/b/c.md": "en", "docs/fr/b/c.md": "fr"},
    },
    frozenset({"docs/en/only.md", "docs/index.md", "docs/de/unrelated.md", "docs/de/a/other.md"}),
)

BESIDE = Repository(
    "folders of languages",
    {
        **_texts("guide/a.md", "guide/deep/b.md", "guide/only.md", "guide/zh/x.md"),
        **_texts("guide/fr/a.md", "guide/fr/deep/b.md", lang="fr"),
    },
    {
        "guide/{lang}/a.md": {"guide/a.md": "", "guide/fr/a.md": "fr"},
        "guide/{lang}/deep/b.md": {"guide/deep/b.md": "", "guide/fr/deep/b.md": "fr"},
    },
    frozenset({"guide/only.md", "guide/zh/x.md"}),
)

# Of many originals few are translated, and one translation's original is gone.
FEW = Repository(
    "folders of languages",
    {
        **_texts(*(f"docs/en/{name}.md" for name in "abcdefgh")),
        **_texts("docs/fr/a.md", "docs/fr/old.md", lang="fr"),
        **_texts("docs/de/b.md", lang="de"),
    },
    {
        "docs/{lang}/a.md": {"docs/en/a.md": "en", "docs/fr/a.md": "fr"},
        "docs/{lang}/b.md": {"docs/en/b.md": "en", "docs/de/b.md": "de"},
    },
    frozenset({*(f"docs/en/{name}.md" for name in "cdefgh"), "docs/fr/old.md"}),
)

# One language has lost most of its originals: the others' still stand beside them.
GONE = Repository(
    "folders of languages",
    {
        **_texts("guide/a.md", "guide/b.md", "guide/c.md"),
        **_texts("guide/fr/a.md", "guide/fr/b.md", "guide/fr/c.md", lang="fr"),
        **_texts("guide/de/a.md", "guide/de/x.md", lang="de"),
    },
    {
        "guide/{lang}/a.md": {"guide/a.md": "", "guide/fr/a.md": "fr", "guide/de/a.md": "de"},
        "guide/{lang}/b.md": {"guide/b.md": "", "guide/fr/b.md": "fr"},
        "guide/{lang}/c.md": {"guide/c.md": "", "guide/fr/c.md": "fr"},
    },
    frozenset({"guide/de/x.md"}),
)


def _saying(lang: str) -> str:
    return f'<!doctype html><html lang="{lang}"><body><article><p>{_TEXT[lang]}</p></article></body></html>'


NAMES_JOINED = Repository(
    "names",
    {
        **{f"news/agenda-{lang}.html": _saying(lang) for lang in ("en", "fr", "de")},
        **{f"news/index_{lang}.html": _saying(lang) for lang in ("fr", "de")},
        "news/index.html": _saying("en"),
        # Names that end in a word that is a language, too, and pages that say otherwise.
        **{f"verbs/how-to-{verb}.html": _saying("en") for verb in ("do-it", "do-is", "be-de", "be-no")},
        **_texts("notes/plan-en.md"),
        **_texts("notes/plan-fr.md", lang="fr"),
        # Reports on files of programs.
        **{f"coverage/run.{ending}.html": _saying("en") for ending in ("ts", "cs", "pl")},
    },
    {
        "news/agenda-{lang}.html": {f"news/agenda-{lang}.html": lang for lang in ("en", "fr", "de")},
        "news/index_{lang}.html": {
            "news/index.html": "",
            "news/index_fr.html": "fr",
            "news/index_de.html": "de",
        },
        "notes/plan-{lang}.md": {"notes/plan-en.md": "en", "notes/plan-fr.md": "fr"},
    },
    frozenset(
        {
            *(f"verbs/how-to-{verb}.html" for verb in ("do-it", "do-is", "be-de", "be-no")),
            *(f"coverage/run.{ending}.html" for ending in ("ts", "cs", "pl")),
        }
    ),
)

NAMES = Repository(
    "names",
    {
        **_texts("news/a.en.md", "news/b.md", "news/c.md", "news/d.en.md", "letter/en.html", "verbs/is.md"),
        "news/data.en.json": "{}",
        "news/data.fr.json": "{}",
        **_texts("verbs/de.md", "verbs/as.md", "verbs/overview.md"),
        **_texts("news/a.fr.md", "news/b.fr.md", "letter/fr.html", lang="fr"),
    },
    {
        "news/a.{lang}.md": {"news/a.en.md": "en", "news/a.fr.md": "fr"},
        "news/b.{lang}.md": {"news/b.md": "", "news/b.fr.md": "fr"},
        "letter/{lang}.html": {"letter/en.html": "en", "letter/fr.html": "fr"},
    },
    frozenset(
        {"news/c.md", "news/d.en.md", "verbs/is.md", "verbs/de.md", "verbs/as.md", "verbs/overview.md"}
    ),
)

EVERY = {
    "hugo-by-name": HUGO_BY_NAME,
    "hugo-by-folder": HUGO_BY_FOLDER,
    "hugo-split": HUGO_SPLIT,
    "hugo-by-mount": HUGO_BY_MOUNT,
    "hugo-untold": HUGO_UNTOLD,
    "hugo-by-key": HUGO_BY_KEY,
    "docusaurus": DOCUSAURUS,
    "mkdocs-by-suffix": MKDOCS_BY_SUFFIX,
    "mkdocs-by-folder": MKDOCS_BY_FOLDER,
    "jekyll-polyglot": JEKYLL_POLYGLOT,
    "jekyll-by-ref": JEKYLL_BY_REF,
    "jekyll-collections": JEKYLL_COLLECTIONS,
    "starlight": STARLIGHT,
    "next": NEXT,
    "folders": FOLDERS,
    "beside": BESIDE,
    "few": FEW,
    "gone": GONE,
    "names-joined": NAMES_JOINED,
    "names": NAMES,
}
