"""Word files for tests, made of their parts."""

import io
import zipfile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"


def part(element, inside):
    return (
        f'<?xml version="1.0"?><w:{element} xmlns:w="{W}" xmlns:mc="{MC}" xmlns:a="{A}">'
        f"{inside}</w:{element}>"
    )


def relations(*pairs):
    rows = "".join(
        f'<Relationship Id="r{number}" Type="{R}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(pairs)
    )
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{space}">{rows}</Relationships>'


def word(body, footnotes="", endnotes="", **parts):
    """Return a Word file of these parts."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("_rels/.rels", relations(("officeDocument", "word/document.xml")))
        package.writestr("word/document.xml", part("document", f"<w:body>{body}</w:body>"))
        package.writestr(
            "word/_rels/document.xml.rels",
            relations(("footnotes", "footnotes.xml"), ("endnotes", "/word/endnotes.xml")),
        )
        package.writestr("word/footnotes.xml", part("footnotes", footnotes))
        package.writestr("word/endnotes.xml", part("endnotes", endnotes))
        for name, text in parts.items():
            package.writestr(name, text)
    return data.getvalue()


def run(text):
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs):
    return f"<w:p>{''.join(each if each[:1] == '<' else run(each) for each in runs)}</w:p>"


def footnote(number, *runs, kind="footnote"):
    return f'<w:{kind} w:id="{number}">{paragraph(*runs)}</w:{kind}>'


def call(number, kind="footnote"):
    return f'<w:r><w:{kind}Reference w:id="{number}"/></w:r>'
