"""What does one send to a colleague? A page in one file, which asks nobody for anything."""

from audit.report.html.page import render

__all__ = ["render"]
