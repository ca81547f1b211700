"""How weights are kept in a file: small, because they are part of the source.

The marks of features are sorted 32-bit numbers, of which only the steps are kept; weights are small whole numbers of
which most are near 0. Both go through an arithmetic coder (LZMA without contexts), which takes a sixth less than the
compression of numpy.
"""

from __future__ import annotations

import lzma
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np

_FILTERS: Final = [{"id": lzma.FILTER_LZMA2, "preset": 9, "dict_size": 1 << 21, "lc": 0, "lp": 0, "pb": 0}]
_HASHES, _WEIGHTS, _SHAPE = "hashes", "weights", "shape"
_PIECE: Final = 1 << 16
_BYTES: Final = 4
"""Of a mark."""


def save_weights(path: Path, model: Mapping[str, Any]) -> None:
    """Write a model: `hashes` (sorted, uint32), `weights` (int8, a row a hash), and small arrays as they are."""
    hashes, weights = model[_HASHES], model[_WEIGHTS]
    steps = np.diff(hashes, prepend=np.uint32(0)).astype("<u4")
    by_byte = np.ascontiguousarray(steps.view(np.uint8).reshape(-1, _BYTES).T)
    packed = {_HASHES: _pack(by_byte.tobytes()), _WEIGHTS: _pack(weights.tobytes()), _SHAPE: np.array(weights.shape)}
    np.savez(path, **{name: part for name, part in model.items() if name not in packed}, **packed)


def load_weights(path: Path) -> dict[str, Any]:
    """Read a model as it was saved. Raises FileNotFoundError where it was never made (`make train`)."""
    with np.load(path, allow_pickle=False) as stored:
        model = {name: stored[name] for name in stored.files}
    shape: list[int] = model.pop(_SHAPE).tolist()
    model[_WEIGHTS] = _unpack(model[_WEIGHTS], shape[0] * shape[1]).view(np.int8).reshape(shape)
    by_byte = _unpack(model[_HASHES], shape[0] * _BYTES).reshape(_BYTES, -1)
    model[_HASHES] = np.cumsum(np.ascontiguousarray(by_byte.T).view("<u4").ravel(), dtype=np.uint32)
    return model


def _pack(data: bytes) -> Any:
    return np.frombuffer(lzma.compress(data, format=lzma.FORMAT_RAW, filters=_FILTERS), dtype=np.uint8)


def _unpack(data: Any, size: int) -> Any:
    """So many bytes, piece by piece: what is needed for a moment only stays small."""
    unpacked, place, packed = np.empty(size, dtype=np.uint8), 0, data.tobytes()
    decoder = lzma.LZMADecompressor(format=lzma.FORMAT_RAW, filters=_FILTERS)
    while place < size:
        piece = decoder.decompress(packed, max_length=_PIECE)
        unpacked[place : place + len(piece)] = np.frombuffer(piece, dtype=np.uint8)
        place, packed = place + len(piece), b""
    return unpacked
