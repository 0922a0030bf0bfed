TIE = Change("tie", "s-1|s-2|partnership|2026-08-24", Operation.ADDED, {}, {"kind": "partnership"})


def marked(status: str) -> Change:
    return Change("event", "e-1", Operation.CHANGED, {"status": "planned"}, {"status": status})


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        (
            Entry(
                6,
                Action.PLAN,
                changes=(TIE, PLAN),
                counts={
                    "tie": {Operation.ADDED: 166},
                    "restriction": {Operation.ADDED: 4},
                    "plan": {Operation.ADDED: 1},
                },
            ),
            "Приняты новые связи: 170",
        ),
        (
            Entry(6, Action.EDIT, changes=(TIE,), counts={"tie": {Operation.ADDED: 1}}),
            "Принята новая связь: 1",
        ),
        (
            Entry(
                6, Action.EDIT, changes=(marked("held"),), counts={"event": {Operation.CHANGED: 1}}
            ),
            "Мероприятие отмечено состоявшимся: 1",
        ),
        (
            Entry(
                6,
                Action.EDIT,
                changes=(marked("cancelled"),),
                counts={"event": {Operation.CHANGED: 1}},
            ),
            "Мероприятие отмечено отменённым: 1",
        ),
        (
            Entry(
                6,
                Action.PLAN,
                changes=(PLAN,),
                counts={"restriction": {Operation.ADDED: 1}, "plan": {Operation.ADDED: 1}},
            ),
            "Рассчитан план 2026-1",
        ),
        (
            Entry(6, Action.IMPORT, changes=(TIE,), counts={"tie": {Operation.ADDED: 1}}),
            "Принят файл",
        ),
    ],
)
def test_a_decision_is_named_by_what_it_is_about(entry: Entry, says: str) -> None:
    assert catalogue("ru")(build_history([entry], HistoryQuery()).rows[0].title) == says


def test_words_of_closed_lists_stand_in_the_name_of_a_record() -> None:
    entry = Entry(6, Action.EDIT, changes=(TIE,), counts={"tie": {Operation.ADDED: 1}})
    (record,) = build_history_detail(entry, None, {"s-1": "СОШ № 1", "s-2": "СОШ № 2"}).records
    assert record.name == "СОШ № 1, СОШ № 2, партнёрство, 24.08.2026"
