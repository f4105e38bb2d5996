"""The layers of a network as a table of text."""

from __future__ import annotations

from nnviz.network.model import Network

_HEADER = ("layer", "size", "activation", "weights", "biases", "parameters")
_LEFT = (True, False, True, False, False, False)


def summary(network: Network) -> str:
    """Return the layer table, as `Network.summary` says.

    Parameters
    ----------
    network : Network
        The network.

    Returns
    -------
    str
        The table.
    """
    rows = [_HEADER]
    sums = [0, 0]
    for number, layer in enumerate(network.layers):
        weights = sum(connection.n_weights for _, connection in network.incoming(number))
        biases = layer.n_biases
        sums = [sums[0] + weights, sums[1] + biases]
        numbers = (f"{weights:,}", f"{biases:,}", f"{weights + biases:,}")
        activation = layer.activation or "-"
        rows.append((network.layer_name(number), f"{layer.size:,}", activation, *numbers))
    totals = (f"{sums[0]:,}", f"{sums[1]:,}", f"{sum(sums):,}")
    rows.append(("total", f"{sum(network.sizes):,}", "", *totals))
    widths = [max(len(row[k]) for row in rows) for k in range(len(_HEADER))]
    lines = []
    for row in rows:
        cells = [
            cell.ljust(width) if left else cell.rjust(width)
            for cell, width, left in zip(row, widths, _LEFT, strict=True)
        ]
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)
