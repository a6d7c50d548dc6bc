"""A shop's way to the Tetri payment gateway."""

from . import answers, members, money, signature
from ._version import VERSION as __version__
from .answers import Order
from .callback import BuiltCallback, Callbacks
from .client import AsyncClient, Client
from .errors import AnswerError, NetworkError, RefusedError, SignatureError, TetriError, TimedOutError, UsageError
from .options import Options

__all__ = [
    "AnswerError",
    "AsyncClient",
    "BuiltCallback",
    "Callbacks",
    "Client",
    "NetworkError",
    "Options",
    "Order",
    "RefusedError",
    "SignatureError",
    "TetriError",
    "TimedOutError",
    "UsageError",
    "__version__",
    "answers",
    "members",
    "money",
    "signature",
]
