"""Where are the rules that come with the product?"""

from __future__ import annotations

from pathlib import Path


def rules_folder() -> Path:
    """The copy packed into the wheel, or the checkout's folder beside the package."""
    package = Path(__file__).resolve().parent.parent
    packed = package / "_rules"
    return packed if packed.is_dir() else package.parent / "rules"
