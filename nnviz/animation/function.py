"""`animate`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import matplotlib as mpl

from nnviz.animation.animation import Animation
from nnviz.animation.arguments import (
    check_times,
    check_title,
    drawing_of,
    models_of,
    size_in_pixels,
)
from nnviz.animation.playing import Player
from nnviz.drawing.frame import check_figsize
from nnviz.drawing.letters import one_picture, warn_of_lacking
from nnviz.drawing.literal_text import literal_texts
from nnviz.history import TrainingRecord
from nnviz.training.progress import check_progress, progress_bar


def animate(
    record: TrainingRecord | Mapping[int, Any],
    draw: Callable[..., Any],
    X: Any = None,
    y: Any = None,
    *,
    epochs: Sequence[int] | None = None,
    fps: float = 10.0,
    hold: float = 2.0,
    repeat: bool = True,
    title: bool | str = True,
    figsize: tuple[float, float] | None = None,
    dpi: float | None = None,
    progress: bool | None = None,
    **options: Any,
) -> Animation:
    """Animate any picture of a model over the snapshots of its training.

    What the numbers are drawn against, colours, widths and limits of axes, is the same in all
    frames, so that what moves is the model. The picture is drawn once, and then only what changes:
    each frame has the very pixels that drawing it by itself would give.

    Parameters
    ----------
    record : TrainingRecord or mapping of int to object
        A training with snapshots, as ``record_training(..., snapshots=1)`` leaves it, whose
        epoch 0 is before any update; or models by epoch.
    draw : callable
        Any function that draws a model into axes: `draw_network`, `draw_neuron_maps`,
        `plot_decision_boundary`, `plot_fit`, or one of your own, ``draw(model, ..., ax)``. A
        function whose result does not say its scale is called twice for each model, and the
        limits of its axes are joined.
    X, y : array-like, optional
        Data, in the units that the model's own ``predict`` takes; given to `draw` if it has
        parameters of these names.
    epochs : sequence of int, optional
        Which snapshots to show; by default all of them.
    fps : float, default=10
        Frames a second.
    hold : float, default=2
        How many seconds longer than the others the last frame stays.
    repeat : bool, default=True
        Whether to begin again at the end, for ever.
    title : bool or str, default=True
        The epoch above the picture, in a strip that is taken off its height and in which nothing
        moves. A text has a place for the epoch: ``"after {epoch} epochs"``.
    figsize : tuple of float, optional
        Size of the frames in inches; by default the style's.
    dpi : float, optional
        Pixels an inch; by default the style's ``figure.dpi``.
    progress : bool, optional
        A progress bar on standard error: True always, False never, None on a terminal only.
    **options
        Of `draw`.

    Returns
    -------
    Animation
        With ``save(path)`` for ".gif", ".mp4" and ".html", ``to_jshtml()``, and ``frame(k)``. In a
        notebook it shows itself. Its figure is made without pyplot.

    Raises
    ------
    TypeError, ValueError
        If there is no snapshot, the snapshots are of different architectures, an epoch is not
        among them, `draw` is no such function, or another argument is not as above.

    See Also
    --------
    record_training : Keeps the snapshots.

    Examples
    --------
    >>> from nnviz import Network, animate, draw_network
    >>> snapshots = {
    ...     epoch: Network.from_arrays([[[1.0, -0.1 * epoch]], [[0.5], [0.2 * epoch]]])
    ...     for epoch in range(4)
    ... }
    >>> animation = animate(snapshots, draw_network, figsize=(3, 2), edge_labels=False)
    >>> animation
    <Animation of 4 frames, epoch 0 to 3>
    >>> animation.frame(-1).shape
    (200, 300, 4)
    >>> animation.save("learning.gif").name
    'learning.gif'
    """
    check_times(fps, hold)
    if not isinstance(repeat, bool):
        raise TypeError(f"repeat must be True or False; got {repeat!r}.")
    check_title(title)
    check_figsize(figsize)
    check_progress(progress)
    resolution = mpl.rcParams["figure.dpi"] if dpi is None else dpi
    size = size_in_pixels(
        mpl.rcParams["figure.figsize"] if figsize is None else figsize, resolution
    )
    models = models_of(record, epochs)
    drawing = drawing_of(draw, X, y, options)
    words = "epoch {epoch:,}" if title is True else title
    titles = [words.format(epoch=epoch) for epoch in models] if words else []
    with one_picture(), progress_bar(progress, 2 * len(models), "animation", "step") as bar:
        player = Player(models, drawing, titles, *size, float(resolution), bar)
        warn_of_lacking(literal_texts(player.stage.figure))
    return Animation(
        tuple(models), player.frames, float(fps), float(hold), repeat, player.stage.figure,
        player.display,
    )  # fmt: skip
