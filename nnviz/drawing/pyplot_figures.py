"""What pyplot keeps of a figure: it forgets one, or takes the one before for current again.

pyplot is asked only if it is loaded: before that it knows no figure.
"""

from __future__ import annotations

import sys

from matplotlib.figure import Figure


def close_figure(figure: Figure) -> None:
    """Have pyplot forget a figure and close its window, if it has one."""
    if "matplotlib.pyplot" in sys.modules:
        import matplotlib.pyplot as plt

        plt.close(figure)


def step_back(figure: Figure) -> None:
    """Make the figure that was current before this one pyplot's current figure again.

    The order of the two is all that changes. Nothing happens to a figure that is not current.
    """
    from matplotlib._pylab_helpers import Gcf

    *earlier, current = Gcf.figs.values() or (None,)
    if current is not None and current.canvas.figure is figure and earlier:
        Gcf.set_active(earlier[-1])
