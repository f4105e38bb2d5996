"""HTML: a page with all frames in it, a slider and buttons, which needs nothing from elsewhere."""

from __future__ import annotations

import base64
import hashlib
import io
import json
from collections.abc import Iterator, Sequence
from html import escape

from nnviz.animation.frames import Frames
from nnviz.animation.palette import indexed_images

_PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
</head>
<body>
{player}</body>
</html>
"""

_PLAYER = """<div class="nnviz-animation" data-nnviz="{key}" style="display: inline-block; \
max-width: 100%; font: 14px sans-serif">
<img src="{first}" alt="{alt}" width="{width}" height="{height}" \
style="display: block; max-width: 100%; height: auto">
<div style="display: flex; gap: 6px; align-items: center; padding: 4px">
<button type="button" data-go="toggle" aria-label="Play or pause">&#9654;</button>
<button type="button" data-go="back" aria-label="One epoch back">&#8722;</button>
<button type="button" data-go="on" aria-label="One epoch on">+</button>
<input type="range" min="0" max="{last}" value="{last}" step="1" aria-label="Epoch" \
style="flex: 1">
<output style="min-width: 6em">{said}</output>
</div>
<script>
setTimeout(function () {{  // a notebook may run it before the box stands on the page
  var data = {data};
  document.querySelectorAll('[data-nnviz="{key}"]').forEach(function (box) {{
    if (box.dataset.ready) return;
    box.dataset.ready = "yes";
    var image = box.querySelector("img"), slider = box.querySelector("input");
    var said = box.querySelector("output"), play = box.querySelector('[data-go="toggle"]');
    var n = data.epochs.length, now = n - 1, timer = null;
    function show(k) {{
      now = k;
      image.src = data.pictures[data.which[k]];
      slider.value = k;
      slider.setAttribute("aria-valuetext", data.epochs[k]);
      said.textContent = data.epochs[k];
    }}
    function stop() {{
      clearTimeout(timer);
      timer = null;
      play.textContent = "\\u25B6";
    }}
    function next() {{
      if (!box.isConnected) return stop();
      if (now + 1 < n) show(now + 1);
      else if (data.repeat) show(0);
      else return stop();
      timer = setTimeout(next, data.times[now]);
    }}
    function start() {{
      play.textContent = "\\u275A\\u275A";
      if (now === n - 1) show(0);
      timer = setTimeout(next, data.times[now]);
    }}
    play.onclick = function () {{ if (timer === null) start(); else stop(); }};
    box.querySelector('[data-go="back"]').onclick = function () {{
      stop(); show(Math.max(now - 1, 0));
    }};
    box.querySelector('[data-go="on"]').onclick = function () {{
      stop(); show(Math.min(now + 1, n - 1));
    }};
    slider.oninput = function () {{ stop(); show(Number(slider.value)); }};
    if (n > 1 && !matchMedia("(prefers-reduced-motion: reduce)").matches) start();
  }});
}}, 0);
</script>
</div>
"""


def player_html(
    frames: Frames, durations: Sequence[int], epochs: Sequence[str], *, repeat: bool, alt: str
) -> str:
    """A piece of HTML that plays frames, for a notebook or a page.

    Parameters
    ----------
    frames : Frames
        The pictures; those that are equal to the one before are held once.
    durations : sequence of int
        In milliseconds, one a frame.
    epochs : sequence of str
        What is said beside the slider, one a frame.
    repeat : bool
        Whether to begin again at the end, for ever.
    alt : str
        What the animation shows.

    Returns
    -------
    str
        HTML. Without scripts it shows the last frame.
    """
    pictures: list[str] = []
    which = []
    for changed, png in _pictures(frames):
        if changed:
            pictures.append("data:image/png;base64," + base64.b64encode(png).decode("ascii"))
        which.append(len(pictures) - 1)
    data = {
        "pictures": pictures, "which": which, "times": list(durations), "epochs": list(epochs),
        "repeat": repeat,
    }  # fmt: skip
    # In a script "</" could end it, whatever it stands in.
    text = json.dumps(data, separators=(",", ":")).replace("<", "\\u003c")
    key = hashlib.sha256(text.encode()).hexdigest()[:16]
    height, width = frames.shape
    return _PLAYER.format(
        key=key, first=pictures[which[-1]], alt=escape(alt), width=width, height=height,
        last=len(which) - 1, said=escape(epochs[-1]), data=text,
    )  # fmt: skip


def page_html(player: str, title: str) -> str:
    """A whole page around a player."""
    return _PAGE.format(player=player, title=escape(title))


def _pictures(frames: Frames) -> Iterator[tuple[bool, bytes]]:
    """For each frame whether it differs from the one before, and if so as PNG."""
    for (_, new), image in zip(frames.changes(), indexed_images(frames)[1], strict=True):
        if not new.size:
            yield False, b""
            continue
        buffer = io.BytesIO()
        image.save(buffer, "PNG")
        yield True, buffer.getvalue()
