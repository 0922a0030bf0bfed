"""Below the faces nothing looks at a clock, throws dice, invents ids or reads the environment."""

import ast
from collections.abc import Iterator

import pytest

from tests.tools.source import Module, dotted, imports, modules

BELOW = ("graph", "services", "viz")
CLOCKS = {
    *("now", "utcnow", "today", "fromtimestamp"),
    *("time.time", "time.time_ns", "time.localtime", "time.gmtime"),
}
GENERATORS = {"random.Random", "Random", "default_rng", "np.random.default_rng"}
FORBIDDEN_IMPORTS = {
    "uuid": "ids come from the context",
    "secrets": "secrets are made at the edge",
    "random": "results do not depend on dice",
}
ENVIRONMENT = {"os.environ", "os.getenv"}
MAY_THROW_DICE = "graph.samples"
MAY_TOUCH_THE_MACHINE = ("graph.stores", "graph.workbook")
"""Adapters and the limited child process speak to the system, that is what they are for."""


def found_in(module: Module) -> Iterator[str]:
    """Yield where a module takes something from the machine instead of from its caller."""
    for name, statement in imports(module.tree):
        top = name.partition(".")[0]
        if top == "random" and module.name.startswith(MAY_THROW_DICE):
            continue
        if top in FORBIDDEN_IMPORTS and not module.name.startswith(MAY_TOUCH_THE_MACHINE):
            yield f"{module.at(statement)} imports {name}: {FORBIDDEN_IMPORTS[top]}"
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and (why := _wrong_call(node)):
            yield f"{module.at(node)} calls {dotted(node)}(): {why}"
        elif isinstance(node, ast.Attribute) and _reads_environment(module, node):
            yield f"{module.at(node)} reads the environment: settings come from api"


def _reads_environment(module: Module, node: ast.Attribute) -> bool:
    return dotted(node) in ENVIRONMENT and not module.name.startswith(MAY_TOUCH_THE_MACHINE)


def _wrong_call(node: ast.Call) -> str:
    called = dotted(node)
    if called in CLOCKS or _asks_the_day(called):
        return "the moment comes from the context"
    if called in GENERATORS:
        return "" if node.args or node.keywords else "a generator takes a seed"
    if called.startswith(("random.", "np.random.", "numpy.random.")):
        return "use a seeded generator"
    return ""


def _asks_the_day(called: str) -> bool:
    head, _, last = called.rpartition(".")
    return last in CLOCKS and head.rpartition(".")[2] in {"datetime", "date"}


def test_below_the_faces_everything_comes_as_an_argument() -> None:
    found = [line for module in modules(*BELOW) for line in found_in(module)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "line",
    [
        "import uuid",
        "from random import choice",
        "datetime.now()",
        "date.today()",
        "datetime.datetime.now(tz)",
        "time.time()",
        "np.random.rand(3)",
        "random.Random()",
        "os.environ['HOME']",
    ],
)
def test_each_way_of_cheating_is_seen(line: str) -> None:
    some = modules("services")[0]
    assert list(found_in(Module(some.path, line, ast.parse(line))))


def test_a_seeded_generator_and_a_moment_from_the_context_are_fine() -> None:
    some = modules("services")[0]
    line = "rng = np.random.default_rng(7); day = context.now.date(); x = rng.random(3)"
    assert not list(found_in(Module(some.path, line, ast.parse(line))))
