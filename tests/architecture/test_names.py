"""Names tell what a thing is; a file or function without a home has no name for it."""

import re

from tests.tools.source import PRODUCT, ROOT, functions, is_public, modules

HOMELESS = {
    *("util", "utils", "helper", "helpers", "common", "manager", "managers", "base", "misc"),
    *("tools", "lib", "core", "stuff", "shared"),
}
AMERICAN = re.compile(
    r"\b(organi[z]ation|neighbo[r]|colo[r]|cente[r]|behavio[r]|optimi[z]|normali[z]|seriali[z]|"
    r"initiali[z]|recogni[z]|summari[z]|visuali[z]|minimi[z]|maximi[z]|prioriti[z]|catego[r]iz)",
    re.IGNORECASE,
)
SERVICES_VERBS = re.compile(r"_manager$|_helper$|^do_|^process_|^handle_|^manage_")


def test_no_module_is_called_after_its_having_no_home() -> None:
    found = [
        module.shown
        for module in modules()
        if HOMELESS & set(module.path.relative_to(ROOT).with_suffix("").parts)
    ]
    assert not found, found


def test_modules_and_folders_are_words_in_lower_case() -> None:
    found = [
        module.shown
        for module in modules()
        for part in module.path.relative_to(ROOT).with_suffix("").parts
        if not re.fullmatch(r"_{0,2}[a-z][a-z0-9_]*", part)
    ]
    assert not found, found


def test_public_functions_do_not_hide_behind_empty_verbs() -> None:
    found = [
        f"{module.at(node)} {name}"
        for module in modules()
        for name, node in functions(module.tree)
        if is_public(name) and SERVICES_VERBS.search(name.rpartition(".")[2])
    ]
    assert not found, found


def test_names_and_comments_are_spelt_as_in_britain() -> None:
    """Words of foreign libraries keep their spelling; ours stand in docstrings and in names."""
    found = []
    for module in modules(*PRODUCT):
        for number, line in enumerate(module.text.splitlines(), 1):
            comment = line.partition("#")[2] if "#" in line else ""
            prose = line if _is_prose(line) else comment
            if "noqa" not in prose and "type: ignore" not in prose and AMERICAN.search(prose):
                found.append(f"{module.shown}:{number}: {line.strip()}")
        found += [
            f"{module.at(node)} {name}"
            for name, node in functions(module.tree)
            if re.search(r"organization|neighbor", name)
        ]
    assert not found, "\n".join(found)


def _is_prose(line: str) -> bool:
    words = line.strip()
    return words.startswith('"""') or bool(re.fullmatch(r"[A-Z][a-zA-Z ,;:'`().-]+\.", words))
