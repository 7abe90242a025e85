"""`python -m audit`: the same as the command."""

from audit.cli import main

main()
