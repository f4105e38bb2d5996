"""The former place of the styles, for what still asks for them here."""

from tests.styles import STYLES, style

__all__ = ["STYLES", "style"]
