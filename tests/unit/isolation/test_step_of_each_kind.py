"""Every kind has its sentence and its step, heaviest or not: said of the evidence itself."""

from datetime import date
from typing import Any, get_args

import pytest

from api.texts import catalogue
from graph.model.ids import OrganisationId, PersonId
from graph.model.record import Record
from graph.network import Network
from services.isolation import evidence as found
from services.isolation.evidence import Evidence
from services.isolation.next_step import Advisor
from services.isolation.scene import Scene
from services.isolation.sentences import Wording
from services.policy import IsolationPolicy
from tests.unit.isolation.build import DAY, event, need, offer, organisation, person

SAY = catalogue("ru")
A, B, L, M = (OrganisationId(code) for code in ("a", "b", "l", "m"))


def at(code: str, lat: float, **more: Any) -> Record:
    return organisation(code, lat=lat, lon=39.0, **more)


WORLD = (
    *(at("a", 45.0), at("b", 45.1), at("l", 45.2), at("m", 45.5, municipality="m2")),
    *(offer("l"), offer("m"), need("a"), person("p", "a")),
    *(event("e1", "l", "b"), event("e2", "b", "a")),
)
NEAR = "«L» (22,2 км, 2 свободных места)"
FAR = "«M» (m2, 55,6 км, 2 свободных места)"
SECOND = f"Найдите второй путь, чтобы не зависеть от одной организации. Ближайшие лидеры: {FAR}."
OFFER = f"Предложите помощь по направлению «d1». Ближайшие лидеры: {NEAR}, {FAR}."
WINDOW = "за 12 месяцев"
KINDS = [
    (
        found.NoTie(),
        "За всё время ни одного мероприятия, ни одной пары или другого документа.",
        OFFER,
    ),
    (
        found.AboutToLapse(last_event=date(2025, 9, 1)),
        "Последнее мероприятие 01.09.2025. Если до 01.09.2026 не провести нового, связи угаснут.",
        "Назначьте новое мероприятие с организацией «B», пока связь не угасла.",
    ),
    (
        found.PaperTies(partners=(L, M)),
        f"Документ действует, а общих мероприятий {WINDOW} не было: «L», «M» (m2).",
        "Назначьте мероприятие с организацией «L»: документ действует, а встреч давно нет.",
    ),
    (
        found.Island(component_size=3),
        f"Встречается {WINDOW} только внутри островка: с ней ещё 2 организации, и лидера там нет.",
        OFFER,
    ),
    (
        found.HangsOnTie(tie=(A, B), all=((A, B), (B, L))),
        (
            "До лидеров доходит только через связь с организацией «B»: если она прервётся, "
            "другого пути нет."
        ),
        SECOND,
    ),
    (
        found.HangsOnTie(tie=(B, L), all=((B, L),)),
        (
            "До лидеров доходит только через связь двух организаций, «B» и «L»: "
            "если она прервётся, другого пути нет."
        ),
        SECOND,
    ),
    (
        found.HangsOn(depends_on=B, all=(B, L)),
        "До лидеров доходит только через «B»: без неё связь оборвётся.",
        SECOND,
    ),
    (
        found.HangsOn(depends_on=L, all=(L,)),
        "Доходит только до одного лидера: «L». Другого пути к лидерам нет.",
        SECOND,
    ),
    (
        found.ManyHops(hops=3),
        "До ближайшего лидера 3 шага по связям, а близко — это не больше 2.",
        OFFER,
    ),
    (
        found.FarAway(km=120.5),
        "До ближайшего лидера 120,5 км: в один день туда и обратно не съездить.",
        f"Договоритесь о помощи на расстоянии. Ближайшие лидеры: {NEAR}, {FAR}.",
    ),
    (
        found.NoRouteInTime(),
        (
            f"Ни одна цепочка мероприятий {WINDOW} не ведёт к ней от лидера: то, чем он делится, "
            "до неё не доходит."
        ),
        OFFER,
    ),
    (
        found.BusyCurator(curator=PersonId("p"), load=4, capacity=3),
        "Куратор Имя p перегружен: закреплено 4 при норме 3.",
        ("Передайте часть организаций другому куратору или уточните нагрузку в листе «Люди»."),
    ),
    (
        found.Periphery(partners=1),
        f"На краю сети: 1 партнёр {WINDOW}, и ни один круг связей через неё не проходит.",
        f"Найдите ещё одного партнёра. Ближайшие лидеры: {NEAR}, {FAR}.",
    ),
    (
        found.OneWay(direction="receives"),
        f"Только участвует в чужих мероприятиях {WINDOW}, а сама для равных ни одного не провела.",
        "Узнайте, чем организация может поделиться, и предложите ей провести мероприятие.",
    ),
    (
        found.OneWay(direction="gives"),
        f"Только проводит мероприятия {WINDOW}, а сама у равных ни на одном не была.",
        "Узнайте, какая помощь нужна самой организации, и внесите её в лист «Потребности».",
    ),
    (
        found.FewPartners(observed=1, expected=6.2, low=3, high=10),
        f"Партнёров {WINDOW} 1, а у похожих организаций обычно от 3 до 10, в среднем 6,2.",
        f"Найдите ещё одного партнёра. Ближайшие лидеры: {NEAR}, {FAR}.",
    ),
    (
        found.ClosedCircle(partners=2),
        f"Круг замкнут: 2 партнёра {WINDOW}, и все из своего муниципалитета.",
        f"Пригласите на мероприятие в другой муниципалитет. Ближайшие лидеры там: {FAR}.",
    ),
    (
        found.OnePartner(partner=B, events=4, of=5),
        f"С одним партнёром, «B», прошло 4 из 5 мероприятий {WINDOW}.",
        (
            f"Найдите второй путь, чтобы не зависеть от одной организации. "
            f"Ближайшие лидеры: {NEAR}, {FAR}."
        ),
    ),
]


def said_of(evidence: Evidence, *world: Record) -> tuple[str, str]:
    """Return the sentence and the step for evidence of organisation ``a``."""
    scene = Scene.of(Network.of(world), IsolationPolicy(), day=DAY)
    a, wording = scene.nodes.number["a"], Wording(scene)
    levels: dict[str, int] = {row.direction: row.level for row in scene.network.needs}
    advisor = Advisor(scene, wording, {a: levels} if levels else {}, {})
    return SAY(wording.sentence(a, evidence)), SAY(advisor.step(a, evidence))


@pytest.mark.parametrize(
    ("evidence", "why", "step"), KINDS, ids=[type(kind[0]).__name__ for kind in KINDS]
)
def test_the_kind_is_told_and_the_step_answers_it(evidence: Evidence, why: str, step: str) -> None:
    assert said_of(evidence, *WORLD) == (why, step)


@pytest.mark.parametrize(
    ("evidence", "step"),
    [
        (
            found.OnePartner(partner=B, events=1, of=1),
            (
                "Найдите второго партнёра, чтобы не зависеть от одной организации: "
                "другого лидера поблизости нет."
            ),
        ),
        (
            found.Periphery(partners=1),
            "Найдите ещё одного партнёра: другого лидера поблизости нет.",
        ),
        (
            found.ClosedCircle(partners=1),
            "Найдите партнёра в другом муниципалитете: лидера поблизости там нет.",
        ),
        (
            found.FarAway(km=120.5),
            "Позвоните и узнайте, какая помощь нужна, и внесите потребность в лист «Потребности».",
        ),
    ],
    ids=["K15", "K11", "K14", "K7b"],
)
def test_without_another_leader_there_is_a_step_too(evidence: Evidence, step: str) -> None:
    assert said_of(evidence, at("a", 45.0), at("b", 45.1), event("e", "a", "b"))[1] == step


def test_every_evidence_is_of_a_kind() -> None:
    for kind in get_args(Evidence):
        assert (kind.__doc__ or "").startswith("K"), kind
