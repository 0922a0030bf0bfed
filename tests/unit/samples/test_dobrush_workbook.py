"""The workbook of the second source: what lies in the package is what the records give."""

from importlib.resources import files
from io import BytesIO

from graph.model.ids import Revision
from graph.network import Network
from graph.samples import build_dobrush
from graph.workbook.passport import Passport
from graph.workbook.writer import write_workbook

SHIPPED = files("graph.samples").joinpath("dobrush.xlsx")


def test_the_shipped_workbook_is_made_of_the_records_byte_for_byte() -> None:
    made = BytesIO()
    passport = Passport(store_id="dobrush", revision=Revision(0))
    write_workbook(made, Network.of(build_dobrush()), passport)
    assert SHIPPED.read_bytes() == made.getvalue()
