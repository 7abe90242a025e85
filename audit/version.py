"""Which version of the product is this?"""

__version__ = "0.2.0"
# The version of the catalogue that the rules make now: the one being made, until it is released.
CATALOGUE = "0.2"
