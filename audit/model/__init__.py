"""What words do all the other modules speak?"""

from __future__ import annotations

from audit.model.documents import Document, Drift, Element, ElementKind, Role, Sentence, Token
from audit.model.facts import Calendar, F, Fact, Name, NameKind, Number, Pronoun, Quotation, When
from audit.model.findings import Decision, Finding, Hit, Needs, Problem, Status, Unmatched
from audit.model.places import OBJECT, Rendering, Source, Span
from audit.model.rules import Confidence, Example, Kind, Precision, Rule, Severity, Stage, Witnesses
from audit.model.runs import Judged, Run
from audit.model.scores import (
    Agreement,
    Consensus,
    FactCount,
    Lead,
    Question,
    Questions,
    Score,
    SupportMap,
    Unasked,
    Verdict,
    WordSupport,
)
from audit.model.stories import Comparison, Partner, Relation, Story, Stray
from audit.model.tags import primary

__all__ = [
    "OBJECT",
    "Agreement",
    "Calendar",
    "Comparison",
    "Confidence",
    "Consensus",
    "Decision",
    "Document",
    "Drift",
    "Element",
    "ElementKind",
    "Example",
    "F",
    "Fact",
    "FactCount",
    "Finding",
    "Hit",
    "Judged",
    "Kind",
    "Lead",
    "Name",
    "NameKind",
    "Needs",
    "Number",
    "Partner",
    "Precision",
    "Problem",
    "Pronoun",
    "Question",
    "Questions",
    "Quotation",
    "Relation",
    "Rendering",
    "Role",
    "Rule",
    "Run",
    "Score",
    "Sentence",
    "Severity",
    "Source",
    "Span",
    "Stage",
    "Status",
    "Story",
    "Stray",
    "SupportMap",
    "Token",
    "Unasked",
    "Unmatched",
    "Verdict",
    "When",
    "Witnesses",
    "WordSupport",
    "primary",
]
