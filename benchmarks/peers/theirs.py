"""The same work in dp_accounting: one name a line on stdin, one JSON object a line on stdout. Run by scripts/bench-peers.mjs."""

import fractions
import importlib.metadata
import json
import platform
import sys
import time

import dp_accounting
from dp_accounting import pld, rdp

DELTA = 1e-5
STEPS = 14062
CHARGES = 10000


def step():
    gaussian = dp_accounting.GaussianDpEvent(1.1)
    return dp_accounting.PoissonSampledDpEvent(256 / 60000, gaussian)


def rdp_step():
    return rdp.RdpAccountant().compose(step(), STEPS).get_epsilon(DELTA)


def pld_step(interval):
    accountant = pld.PLDAccountant(value_discretization_interval=interval)
    return accountant.compose(step(), STEPS).get_epsilon(DELTA)


def gaussian(i):
    return dp_accounting.GaussianDpEvent(100 + i / 100)


def mixed(i):
    x = 100 + i / 100
    if i % 3 == 0:
        return dp_accounting.GaussianDpEvent(x)
    return dp_accounting.ZCDpEvent(x / 1e6) if i % 3 == 1 else dp_accounting.LaplaceDpEvent(x)


def charges(event):
    accountant = rdp.RdpAccountant()
    for i in range(CHARGES):
        accountant.compose(event(i))
    return accountant.get_epsilon(DELTA)


def fraction_sum():
    total = fractions.Fraction(0)
    for i in range(CHARGES):
        total += fractions.Fraction(str((i + 1) / 1e6))
    return float(total)


def versions():
    names = ("dp-accounting", "numpy", "scipy")
    return {"Python": platform.python_version(), **{n: importlib.metadata.version(n) for n in names}}


WORKS = {
    "rdp": rdp_step,
    "charges": lambda: charges(gaussian),
    "mixed": lambda: charges(mixed),
    "fractions": fraction_sum,
    "versions": versions,
}

for line in sys.stdin:
    name = line.strip()
    work = WORKS[name] if name in WORKS else lambda: pld_step(float(name))
    start = time.process_time()
    value = work()
    total = time.process_time()
    print(json.dumps({"seconds": total - start, "total": total, "value": value}), flush=True)
