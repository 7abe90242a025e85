"""Which version of the product is this?"""

__version__ = "0.2.0"
