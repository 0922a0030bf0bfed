"""Files that a page hands out."""

from pathlib import PurePath
from urllib.parse import quote

from fastapi.responses import Response

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MEDIA_TYPES = {
    ".xlsx": XLSX,
    ".csv": "text/csv; charset=utf-8",
    ".graphml": "application/graphml+xml",
    ".html": "text/html; charset=utf-8",
    ".pdf": "application/pdf",
    ".png": "image/png",
}
_PAGE = "default-src 'none'; style-src 'unsafe-inline'; font-src 'self'"


def download(content: bytes, name: str, media_type: str) -> Response:
    """Answer with a file that the browser saves under `name`."""
    headers = {"content-disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}"}
    return Response(content, media_type=media_type, headers=headers)


def file_answer(content: bytes, name: str) -> Response:
    """Answer with a file of the kind that its name ends with; a page opens, the rest is saved.

    A page runs no scripts and fetches nothing but fonts.
    """
    answer = download(content, name, _MEDIA_TYPES[PurePath(name).suffix])
    if name.endswith(".html"):
        answer.headers["content-disposition"] = "inline"
        answer.headers["content-security-policy"] = _PAGE
    return answer
