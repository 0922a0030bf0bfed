"""Workbooks written part by part, as no honest program writes them."""

import warnings
from collections.abc import Mapping
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
RELATIONS = "application/vnd.openxmlformats-package.relationships"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def parts(
    rows: str = "", *, sheets: int = 1, name: str = "Направления", dates_1904: bool = False
) -> dict[str, bytes]:
    """Return the parts of a minimal workbook whose first sheet holds `rows` as XML."""
    numbers = range(1, sheets + 1)
    names = [name, *(f"Лист {n}" for n in numbers)]
    tabs = "".join(f'<sheet name="{names[n - 1]}" sheetId="{n}" r:id="rId{n}"/>' for n in numbers)
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{LINKS}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in numbers
    )
    overrides = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{TYPE}.worksheet+xml"/>'
        for n in numbers
    )
    epoch = '<workbookPr date1904="1"/>' if dates_1904 else ""
    styles = (
        f'<styleSheet xmlns="{MAIN}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/>'
        "</cellXfs></styleSheet>"
    )
    found = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="{RELATIONS}+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{TYPE}.styles+xml"/>'
        f"{overrides}</Types>",
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{LINKS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{LINKS}">{epoch}'
        f"<sheets>{tabs}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{links}'
        f'<Relationship Id="rId0" Type="{LINKS}/styles" Target="styles.xml"/></Relationships>',
        "xl/styles.xml": styles,
    }
    for n in numbers:
        filling = rows if n == 1 else ""
        found[f"xl/worksheets/sheet{n}.xml"] = (
            f'<worksheet xmlns="{MAIN}"><sheetData>{filling}</sheetData></worksheet>'
        )
    return {part: text.encode() for part, text in found.items()}


def write_parts(
    path: Path, contents: Mapping[str, bytes], *, extra: tuple[tuple[str, bytes], ...] = ()
) -> Path:
    """Write a zip file of `contents`, then of `extra`, whose names may repeat."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # zipfile warns of repeated names, which are the point
        with ZipFile(path, "w", ZIP_DEFLATED, compresslevel=1) as archive:
            for name, content in (*contents.items(), *extra):
                archive.writestr(name, content)
    return path


def text_cell(address: str, text: str) -> str:
    return f'<c r="{address}" t="inlineStr"><is><t>{text}</t></is></c>'


def directions(*cells: str) -> str:
    """Return the rows of a sheet `Направления` with one data row of `cells`."""
    head = text_cell("A1", "Код") + text_cell("B1", "Название") + text_cell("C1", "С")
    return f'<row r="1">{head}</row><row r="2">{"".join(cells)}</row>'


def write_truncated(path: Path, contents: Mapping[str, bytes]) -> Path:
    """Write parts without compression, then cut the file in half."""
    with ZipFile(path, "w", ZIP_STORED) as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    return path
