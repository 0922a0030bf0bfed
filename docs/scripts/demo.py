"""The page of the demo networks: what is real, what is made up, what is planted and where."""

import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from importlib.resources import files
from typing import Any

from docs.scripts.markdown import code, page, table
from graph.model.choices import OpenReason
from graph.model.fields import read_dictionary
from graph.samples import Demo, OpenTruth, build_demo

_FEW = 8
_KINDS = {
    "K1": "нет никаких связей",
    "K2": "связь оборвалась",
    "K3": "только на бумаге",
    "K4": "отрезаны от лидеров",
    "K9": "служба без куратора",
    "K17": "только связи сверху",
}
_AT_RISK = {
    "K6": "держатся на одной организации",
    "K8": "потребность без мероприятий",
    "K15": "один партнёр",
}
_CURATOR = {"ended": "срок истёк", "nominal": "ни разу не встретились"}
_SIZES = {"municipality": "район", "region": "край", "country": "страна", "dobrush": "вторая книга"}


def render() -> str:
    """Return the page."""
    demos = [build_demo("municipality"), build_demo("region")]
    return page(
        "Учебный край: что в нём есть",
        "Сеть для знакомства собрана программой по одному и тому же зерну и всегда одинакова."
        " Настоящие в ней только 44 муниципальных образования (название, вид, центр,"
        " координаты) и два партнёра, которых называет источник. Все остальные организации и"
        " все люди вымышлены: это сказано в полном названии организации, телефон начинается с"
        " несуществующего кода 000, почта — в домене `demo.example.org`, ИНН — несуществующего"
        " региона 00. Коды `23-01` … `23-44` — собственные, это не ОКТМО.",
        _data(),
        f"Сегодня в этой сети — {demos[1].reference_date:%d.%m.%Y}, планируется"
        f" {demos[1].school_year}. Собрать: `methodnet demo --size municipality`, `region` или"
        " `country`; из программы — `graph.samples.build_demo`.",
        "## Сколько чего",
        _counts(demos),
        "В стране 80 000 организаций: этот край и 88 вымышленных регионов поменьше.",
        "## Что взято из источников",
        _facts(),
        "## Что спрятано: изоляция на 24.08.2026",
        "Для первых шести признаков отчёт `methodnet isolated` находит ровно эти организации."
        " Для трёх остальных — эти и ещё другие, случайные.",
        _isolation(demos),
        _others(demos[1]),
        "## Что спрятано: открытые потребности плана на 2026/2027",
        "Почти все причины не зависят от того, какой план выбран. Для `limit_of_mentee` известно,"
        " у кого останется открытой одна потребность, для `no_place` — сколько их останется.",
        _open(demos),
    )


def _listed() -> dict[str, Any]:
    text = files("graph.samples").joinpath("sources.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _data() -> str:
    data = _listed()["data"]
    return (
        f"Настоящие данные: {data['what']}. Файл {code(data['file'])}, источник —"
        f" {data['source']}, лицензия {data['licence']}; вид и коды добавлены нами."
    )


def _counts(demos: Iterable[Demo]) -> str:
    counted = [Counter(record.entity for record in demo.records) for demo in demos]
    rows = [
        (entity.sheet or name, *(str(found[name]) for found in counted))
        for name, entity in read_dictionary().entities.items()
        if any(found[name] for found in counted)
    ]
    return table(("лист", "район", "край"), rows)


def _facts() -> str:
    rows = [
        (
            fact["source"],
            fact["fact"],
            ", ".join(_SIZES[size] for size in fact["sizes"]),
            code(fact["planted"]),
            code(fact["shown"]) if fact["shown"].startswith("methodnet") else fact["shown"],
        )
        for fact in _listed()["fact"]
    ]
    return table(("источник", "факт", "где есть", "где задано", "где видно"), rows)


def _isolation(demos: Iterable[Demo]) -> str:
    district, region = (demo.truths for demo in demos)
    rows = [
        (kind, what, _codes(district.isolated[kind]), _codes(region.isolated[kind]))
        for kind, what in _KINDS.items()
    ]
    rows += [
        (kind, what, _codes(district.at_risk[kind]), _codes(region.at_risk[kind]))
        for kind, what in _AT_RISK.items()
    ]
    return table(("признак", "смысл", "район", "край"), rows)


def _others(region: Demo) -> str:
    truths = region.truths
    rows = [
        ("острова без лидера", "; ".join(", ".join(map(code, i)) for i in truths.islands)),
        ("молчит весь муниципалитет", _codes(truths.reporting_holes)),
        ("открылись в этом году, связей ещё нет", _codes(truths.new)),
        (
            "одиноки до методического десанта",
            ", ".join(f"{code(c)} ({day:%d.%m.%Y})" for c, day in truths.landed.items()),
        ),
        (
            "служба, с которой куратор не работает",
            ", ".join(f"{code(c)} ({_CURATOR[why]})" for c, why in truths.curators.items()),
        ),
        ("кураторы с перегрузкой", _codes(truths.overloaded)),
        ("пары в силе, которые за год не встретились", str(len(truths.paper_pairs))),
        ("взаимные стажировки без второй половины", _codes(truths.lone_halves)),
        ("прошло, но не отмечено", _codes(truths.unmarked)),
    ]
    return table(("что ещё есть в крае", "где"), rows)


def _open(demos: Iterable[Demo]) -> str:
    district, region = (demo.truths.open for demo in demos)
    scopes = (district["region"], region["region"], region["services"])
    found = [dict(_reasons(truth)) for truth in scopes]
    reasons = dict.fromkeys(reason for column in found for reason in column)
    rows = [(code(reason), *(column.get(reason, "нет") for column in found)) for reason in reasons]
    headings = ("причина", "район (и охват `municipality:23-23`)", "край", "охват `services`")
    return table(headings, rows)


def _reasons(truth: OpenTruth) -> Iterator[tuple[str, str]]:
    for reason, keys in truth.needs.items():
        yield reason.value, _codes(tuple(key.replace("|", " · ") for key in keys))
    if truth.limited:
        yield OpenReason.LIMIT_OF_MENTEE.value, f"по одной; {_codes(truth.limited)}"
    short = truth.shortage
    told = f"потребностей {short.needs}, мест {short.places}, не хватает {short.short_by}"
    yield OpenReason.NO_PLACE.value, f"направление {code(short.direction)}: {told}"


def _codes(codes: tuple[str, ...]) -> str:
    """Return how many there are, and the first of them."""
    if not codes:
        return "нет"
    shown = ", ".join(code(one) for one in codes[:_FEW])
    return f"{len(codes)}: {shown}{' …' if len(codes) > _FEW else ''}"
