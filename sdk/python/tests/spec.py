"""The specification that all client libraries share."""

import json
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


def read(path):
    return json.loads((ROOT / path).read_text(encoding="utf-8"))


def in_language(options):
    """Options as cases name them, as Python does."""
    return {name[:-3] if name.endswith("_ms") else name: value / 1000 if name.endswith("_ms") else value for name, value in options.items()}
