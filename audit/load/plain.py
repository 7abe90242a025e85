"""What text does a plain text file hold?"""

from __future__ import annotations

from audit.load import front_matter
from audit.load.draft import Draft, Loaded
from audit.load.settings import FormatSettings
from audit.load.strand import File


def read(file: File, settings: FormatSettings) -> tuple[Loaded, ...]:
    """The body of the file as it stands, and what its head states."""
    strand = file.strand()
    head = front_matter.read(strand, file, settings, toml_json=False)
    draft = Draft()
    draft.raw(strand[head.start :])
    stated = head.metadata(file.path, strict=True)
    return (draft.done(file, file.lines(), stated, head.flat()),)
