"""Every sentence a user may meet stands in the catalogues, whole and in all its forms."""

import re

from tests.tools.sentences import calls, catalogues, named, on_pages, placeholders, sentences

REFUSALS = "errors"
"""Its sentences are those whose first word has no file of its own."""
PRODUCTS = re.compile(r"\b(Python|SQLite|Neo4j|Chromium|Java)\b")
PLACEHOLDER = re.compile(r"\{\w+\}")
CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)


def test_every_code_that_is_said_has_its_sentence() -> None:
    found = [f"{call.where} {call.code}" for call in calls() if call.code not in sentences()]
    assert not found, "\n".join(found)


def test_every_code_on_a_page_has_its_sentence() -> None:
    found = [f"{page} {code}" for page, code in on_pages() if code not in sentences()]
    assert not found, "\n".join(found)


def test_whoever_says_a_sentence_gives_all_it_names() -> None:
    found = [
        f"{call.where} {call.code} lacks {', '.join(sorted(lacking))}"
        for call in calls()
        if call.code in sentences() and not call.is_open
        if (lacking := placeholders(call.code) - call.given)
    ]
    assert not found, "\n".join(found)


def test_every_sentence_is_said_somewhere() -> None:
    literal, composed = named()
    unused = [
        code
        for code in sentences()
        if code not in literal and not any(pattern.fullmatch(code) for pattern in composed)
    ]
    assert not unused, "\n".join(unused)


def test_a_code_stands_in_the_file_of_its_first_word() -> None:
    strays = [
        f"{domain}.po: {code}"
        for domain, catalogue in catalogues().items()
        for entry in catalogue
        if entry.id
        for code in [entry.id if isinstance(entry.id, str) else entry.id[0]]
        if code.partition(".")[0] != domain
        and (domain != REFUSALS or code.partition(".")[0] in catalogues())
    ]
    assert not strays, "\n".join(strays)


def test_a_sentence_with_a_number_has_three_forms_and_each_is_written() -> None:
    faults = [
        code
        for code, forms in sentences().items()
        if len(forms) not in {1, 3} or not all(form.strip() for form in forms)
    ]
    assert not faults, faults
    assert all(catalogue.num_plurals == 3 for catalogue in catalogues().values())


def test_no_sentence_is_marked_as_unsure_or_left_over() -> None:
    unsure = [e.id for c in catalogues().values() for e in c if e.id and e.fuzzy]
    left_over = [code for c in catalogues().values() for code in c.obsolete]
    assert not unsure + left_over


def test_sentences_are_russian_and_calm() -> None:
    loud = [code for code, forms in sentences().items() if any("!" in form for form in forms)]
    assert not loud, loud
    foreign = [
        code
        for code, forms in sentences().items()
        for form in forms
        if re.search(r"[A-Za-z]{4}", PRODUCTS.sub("", PLACEHOLDER.sub("", form)))
        and not CYRILLIC.search(form)
    ]
    assert not foreign, foreign
