"""Contrast, as the Web Content Accessibility Guidelines measure it."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray


def contrast_ratio(first: Any, second: Any) -> NDArray[np.float64]:
    """WCAG's contrast ratio, 1 to 21, of RGB colours in 0..1 (the last axis)."""
    lights = [_luminance(first), _luminance(second)]
    return (np.maximum(*lights) + 0.05) / (np.minimum(*lights) + 0.05)


def _luminance(rgb: Any) -> NDArray[np.float64]:
    rgb = np.clip(np.asarray(rgb, dtype=float)[..., :3], 0, 1)
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    return linear @ np.array([0.2126, 0.7152, 0.0722])


def over(rgba: Any, behind: Any) -> NDArray[np.float64]:
    """The colour that is seen when `rgba` lies on the opaque colour `behind`."""
    rgba = np.asarray(rgba, dtype=float)
    alpha = rgba[..., 3:]
    return rgba[..., :3] * alpha + np.asarray(behind, dtype=float) * (1 - alpha)
