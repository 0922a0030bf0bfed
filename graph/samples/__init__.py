"""The made-up demo networks on real municipalities: a district, a region, a country."""

from graph.samples.demo import SEED, Demo, Size, build_demo, stream_country
from graph.samples.dobrush import build_dobrush
from graph.samples.draw import REFERENCE_DATE
from graph.samples.truths import OpenTruth, Shortage, Truths

__all__ = [
    "REFERENCE_DATE",
    "SEED",
    "Demo",
    "OpenTruth",
    "Shortage",
    "Size",
    "Truths",
    "build_demo",
    "build_dobrush",
    "stream_country",
]
