"""The forms in which people hold their data: for each, what it is and what it stands for."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Form:
    """One way of giving numbers.

    Attributes
    ----------
    name
        What it is.
    make
        From a float64 array the same numbers in this form; each fits into any of them exactly.
    refused
        Whether it may be refused: with an error that names the argument.
    only_refused
        Whether it has to be.
    """

    name: str
    make: Callable[[Floats], Any]
    refused: bool = False
    only_refused: bool = False

    def __repr__(self) -> str:
        return self.name


class Arrayish:
    """What is no array and knows to become one, as tensors of other libraries do."""

    def __init__(self, values: Floats) -> None:
        self._values = values

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Any:
        return np.array(self._values, dtype=dtype)

    def __len__(self) -> int:
        return len(self._values)

    @property
    def shape(self) -> tuple[int, ...]:
        return self._values.shape


def _read_only(values: Any) -> Any:
    values = np.array(values)
    values.flags.writeable = False
    return values


def _strided(values: Any) -> Any:
    wide = np.full([2 * side for side in values.shape], 1e30)
    view = wide[tuple(slice(None, None, 2) for _ in values.shape)]
    view[...] = values
    return view


def _backwards(values: Any) -> Any:
    return np.array(values[::-1])[::-1]


def _mapped(values: Any) -> Any:
    # The file may go once it is mapped; where it may not, it stays until the folder is cleaned.
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        file = np.memmap(Path(folder, "data"), dtype=np.float64, mode="w+", shape=values.shape)
        file[...] = values
        file.flush()
        return file


def _masked_at(values: Any) -> Any:
    """The last entry hidden; a zero is below the mask, which nobody would notice as data."""
    data = np.array(values)
    mask = np.zeros(data.shape, dtype=bool)
    data.flat[-1], mask.flat[-1] = 0.0, True
    return np.ma.MaskedArray(data, mask)


def _nullable_with_a_gap(values: Any) -> Any:
    hidden = np.zeros(values.shape, dtype=bool)
    hidden.flat[-1] = True
    return _frame(values).astype("Int64").mask(hidden)


def _frame(values: Any) -> Any:
    """A table of named columns, or a named column, whose index is of no use to anybody."""
    index = [f"row {7 - k}" for k in range(len(values))]
    if np.ndim(values) == 1:
        return pd.Series(values, index=index, name="target")
    return pd.DataFrame(values, index=index, columns=[f"f{k}" for k in range(values.shape[1])])


def _changed(entry: Any) -> Callable[[Any], Any]:
    def make(values: Any) -> Any:
        changed = np.array(values, dtype=complex if isinstance(entry, complex) else float)
        changed.flat[-1] = entry
        return changed

    return make


def _as(kind: str) -> Callable[[Any], Any]:
    return lambda values: np.asarray(values).astype(kind)


_KINDS = (
    *("float16", "float32", "longdouble", ">f8", ">f4", "object"),
    *("int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", ">i4"),
)

#: Whole numbers from 0 to 7 in forms in which they are taken everywhere.
TAKEN: tuple[Form, ...] = (
    Form("float64", np.array),
    *(Form(kind, _as(kind)) for kind in _KINDS),
    Form("read-only", _read_only),
    Form("Fortran-ordered", np.asfortranarray),
    Form("every second", _strided),
    Form("negative strides", _backwards),
    Form("list", lambda values: values.tolist()),
    Form("tuple", lambda v: tuple(map(tuple, v.tolist())) if v.ndim == 2 else tuple(v.tolist())),
    Form("list of NumPy's", list),
    Form("list of ints", lambda values: values.astype(int).tolist()),
    Form("memory-mapped file", _mapped),
    Form("nothing masked", np.ma.MaskedArray),
    Form("has __array__", Arrayish),
    Form("pandas", _frame),
    Form("pandas, float32", lambda values: _frame(values).astype("float32")),
    Form("pandas, Int64", lambda values: _frame(values).astype("Int64")),
    Form("pandas, Float64", lambda values: _frame(values).astype("Float64")),
    Form("pandas, object", lambda values: _frame(values).astype(object)),
)

#: What is taken as that which it says, or refused.
EITHER: tuple[Form, ...] = (
    Form("fractions", lambda v: np.vectorize(Fraction, otypes=[object])(v.astype(int)), True),
    Form("sparse array", lambda values: sparse.csr_array(np.atleast_2d(values)), True),
    Form("sparse matrix", lambda values: sparse.csc_matrix(np.atleast_2d(values)), True),
    Form("matrix", lambda values: np.asmatrix(values), True),
    Form("category of numbers", lambda values: _frame(values).astype("category"), True),
    Form("pandas, sparse", lambda values: _frame(values).astype(pd.SparseDtype("float64")), True),
)  # fmt: skip

#: What holds no numbers to draw, and is refused everywhere.
REFUSED: tuple[Form, ...] = tuple(
    Form(name, make, True, True)
    for name, make in (
        ("NaN", _changed(np.nan)),
        ("infinite", _changed(-np.inf)),
        ("masked", _masked_at),
        ("masked, int", lambda values: _masked_at(values).astype(int)),
        ("pandas, missing", _nullable_with_a_gap),
        ("None among them", lambda v: [*v.tolist()[:-1], None]),
        ("complex", _changed(1 + 2j)),
        ("times", lambda values: values.astype(int).astype("datetime64[D]")),
        ("category of texts", lambda v: _frame(v).map("word {:g}".format).astype("category")),
        ("texts", lambda values: np.vectorize("word {:g}".format)(values)),
        ("bytes", lambda values: values.astype("S3")),
        ("records", lambda values: np.zeros(len(values), dtype=[("a", float), ("b", float)])),
        ("0-d", lambda values: np.array(3.0)),
        ("3-D", lambda values: np.ones((len(values), 1, 2))),
        ("empty", lambda values: values[:0]),
        ("empty list", lambda values: []),
        ("one row short", lambda values: values[:-1]),
        ("ragged", lambda values: [[1.0, 2.0], *([[1.0]] * (len(values) - 1))]),
        ("a generator", lambda values: (row for row in values)),
        ("a set", lambda values: set(range(len(values)))),
        ("a dict", lambda values: dict(enumerate(values.tolist()))),
        ("a text", lambda values: "words"),
        ("an object", lambda values: object()),
    )
)  # fmt: skip
