"""What does one get to know when Spark cannot do what was asked for?"""

from __future__ import annotations


class SparkError(Exception):
    """Spark is not there, or failed: a sentence that says where and why."""
