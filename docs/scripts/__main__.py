"""`python -m docs.scripts` writes every generated page of `docs/reference`."""

from docs.scripts import pages


def main() -> None:
    """Write the pages that have changed."""
    for name, render in pages.PAGES.items():
        path = pages.FOLDER / name
        text = render()
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            print(f"{path.relative_to(pages.FOLDER.parents[1])} обновлена")  # noqa: T201 - a command


if __name__ == "__main__":
    main()
