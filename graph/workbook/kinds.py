"""Every kind of finding at an import: its stable number and how serious it is.

The numbers are those the manual refers to (``IMP-045``); they are never given to another kind.
One line here, three sentences in the catalogue, and one place that finds it make a kind:

- 1-17 in `archive` and `sandbox` (the file), 18-26 in `header` (sheets and headings),
- 33-58, 70-77 and 85-90, 96-99, 107, 108 in `values`, `row_rules` and `parser` (cells and rows),
- 80, 81 in `reader` and `sandbox`, the rest in `services.intake.checks` (rows among each other
  and against the store).
"""

from enum import IntEnum, StrEnum


class Severity(StrEnum):
    """What a finding means for the import."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


class Kind(IntEnum):
    """Kinds of finding by number."""

    EMPTY_FILE = 1
    NOT_A_WORKBOOK = 2
    OLD_FORMAT = 3
    OTHER_FORMAT = 4
    MACROS = 5
    PASSWORD = 6
    DAMAGED = 7
    TOO_LARGE = 8
    REPEATED_PARTS = 9
    FORGED_NAMES = 10
    FORBIDDEN_XML = 11
    EXTERNAL_LINKS = 12
    TOO_MANY_ROWS = 13
    STRAY_CELL = 14
    TOO_MANY_COLUMNS = 15
    TOO_HEAVY = 16
    TOO_MANY_SHEETS = 17
    NO_KNOWN_SHEET = 18
    HIDDEN_SHEET = 19
    SHEET_TWICE = 20
    NO_HEADER = 21
    HEADER_BELOW = 22
    SYNONYM = 23
    UNKNOWN_COLUMN = 24
    COLUMN_MISSING = 25
    COLUMN_TWICE = 26
    TOTAL_ROW = 33
    EMPTY_ROWS = 34
    CODE_BY_FORMULA = 36
    FORMULA_WITHOUT_VALUE = 37
    ERROR_CELL = 38
    NUMBER_AS_TEXT = 39
    DECIMAL_COMMA = 40
    THOUSANDS = 41
    NOT_FINITE = 44
    NEGATIVE = 45
    NOT_WHOLE = 46
    UNUSUAL = 47
    DIGITS_LOST = 48
    ZEROS_LOST = 49
    CODE_AS_NUMBER = 50
    DATE_AS_TEXT = 51
    DATE_AMBIGUOUS = 52
    DATE_AS_NUMBER = 53
    DATE_IMPOSSIBLE = 55
    BOOLEAN_TEXT = 56
    ROW_REPEATED = 57
    ROW_CONTRADICTS = 58
    UNKNOWN_MUNICIPALITY = 62
    UNKNOWN_REFERENCE = 63
    SELF_TIE = 64
    TWO_LEADERS = 66
    AFTER_CLOSURE = 69
    INVISIBLE = 70
    SPACES = 73
    FORBIDDEN_CHARACTER = 74
    ESCAPE = 76
    TOO_LONG = 77
    GUESSED_ENCODING = 80
    BROKEN_TEXT_FILE = 81
    GOES_BACK = 84
    REQUIRED_EMPTY = 85
    NOT_IN_LIST = 86
    OUT_OF_RANGE = 87
    NOT_A_NUMBER = 88
    BAD_CODE = 89
    PERIOD_EMPTY = 90
    OFFERS_OVERLAP = 91
    BRANCH_AND_PARENT = 92
    CODE_TAKEN = 93
    CATEGORY = 94
    UNKNOWN_SHEET = 95
    NOT_YES_NO = 96
    NOT_A_DATE = 97
    NOT_A_SCHOOL_YEAR = 98
    BAD_LIST = 99
    PIN_WITHOUT_NEED = 100
    TWO_PINS = 101
    PIN_AND_BAN = 102
    PINS_ABOVE_PLACES = 103
    MINIMUM_ABOVE_PLACES = 104
    STILL_NAMED = 105
    EXAMPLES_SKIPPED = 106
    CURATOR_OF_NOTHING = 107
    ONE_PARTY = 108
    NOT_A_SERVICE = 109

    @property
    def code(self) -> str:
        """Stable code, such as ``IMP-045``."""
        return f"IMP-{self.value:03d}"

    @property
    def severity(self) -> Severity:
        """How serious a finding of this kind is unless the finder says otherwise."""
        if self in _WARNINGS:
            return Severity.WARNING
        return Severity.NOTICE if self in _NOTICES else Severity.ERROR


_WARNINGS = frozenset(
    {
        Kind.EXTERNAL_LINKS,
        Kind.HIDDEN_SHEET,
        Kind.UNKNOWN_COLUMN,
        Kind.TOTAL_ROW,
        Kind.CODE_BY_FORMULA,
        Kind.UNUSUAL,
        Kind.ZEROS_LOST,
        Kind.DATE_AS_NUMBER,
        Kind.ROW_REPEATED,
        Kind.GOES_BACK,
        Kind.CATEGORY,
        Kind.UNKNOWN_SHEET,
        Kind.MINIMUM_ABOVE_PLACES,
        Kind.NOT_A_SERVICE,
    }
)
_NOTICES = frozenset(
    {
        Kind.HEADER_BELOW,
        Kind.SYNONYM,
        Kind.EMPTY_ROWS,
        Kind.NUMBER_AS_TEXT,
        Kind.DECIMAL_COMMA,
        Kind.THOUSANDS,
        Kind.CODE_AS_NUMBER,
        Kind.DATE_AS_TEXT,
        Kind.INVISIBLE,
        Kind.SPACES,
        Kind.GUESSED_ENCODING,
        Kind.EXAMPLES_SKIPPED,
    }
)
