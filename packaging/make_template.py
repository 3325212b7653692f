"""Make resources/word/summary.docx, the base of every Word summary: page, styles, footer; the same bytes each time."""

import sys
import zipfile
from pathlib import Path

TARGET = Path(__file__).parent.parent / "resources" / "word" / "summary.docx"

FONT = "Arial"  # on every Windows and Mac; Liberation Sans has the same widths elsewhere
TEXT, MUTED, LINE, SHADE, ACCENT = "1B1F24", "57606A", "D0D7DE", "F3F6FA", "0B4A94"
AMBER, AMBER_SHADE = "8A5300", "FFF4DB"
MARGIN, TEXT_WIDTH = 1224, 9792  # twentieths of a point: 0.85 inch, and what is left of a US Letter page

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"

CONTENT_TYPES = f"""{HEAD}<Types xmlns="{PACKAGE}/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/word/document.xml" ContentType="{WORD}.document.main+xml"/>
<Override PartName="/word/styles.xml" ContentType="{WORD}.styles+xml"/>
<Override PartName="/word/settings.xml" ContentType="{WORD}.settings+xml"/>
<Override PartName="/word/footer1.xml" ContentType="{WORD}.footer+xml"/>
<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>
</Types>
"""

PACKAGE_RELATIONS = f"""{HEAD}<Relationships xmlns="{PACKAGE}/relationships">
<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>
<Relationship Id="rId2" Type="{PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>
</Relationships>
"""

DOCUMENT_RELATIONS = f"""{HEAD}<Relationships xmlns="{PACKAGE}/relationships">
<Relationship Id="rId1" Type="{OFFICE}/styles" Target="styles.xml"/>
<Relationship Id="rId2" Type="{OFFICE}/settings" Target="settings.xml"/>
<Relationship Id="rId3" Type="{OFFICE}/footer" Target="footer1.xml"/>
</Relationships>
"""

CORE = (
    f'{HEAD}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
    "<dc:title></dc:title><dc:creator></dc:creator><dc:language>en-US</dc:language></cp:coreProperties>\n"
)

DOCUMENT = f"""{HEAD}<w:document {NAMESPACES}><w:body><w:sectPr>
<w:footerReference w:type="default" r:id="rId3"/>
<w:pgSz w:w="12240" w:h="15840"/>
<w:pgMar w:top="1224" w:right="{MARGIN}" w:bottom="1152" w:left="{MARGIN}" w:header="720" w:footer="576" w:gutter="0"/>
</w:sectPr></w:body></w:document>
"""

SETTINGS = f"""{HEAD}<w:settings {NAMESPACES}>
<w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/><w:characterSpacingControl w:val="doNotCompress"/>
<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>
</w:compat><w:themeFontLang w:val="en-US"/><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/>
</w:settings>
"""


def run(text: str, style: str = "") -> str:
    look = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{text}</w:t></w:r>'


def page_field(code: str) -> str:
    """A complex field that Word fills in; PAGE and NUMPAGES are the only two a summary has."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("1")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


FOOTER = (
    f'{HEAD}<w:ftr {NAMESPACES}><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>'
    f"{run('CONFIDENTIAL - ATTORNEY WORK PRODUCT', 'Confidential')}"
    f"<w:r><w:tab/></w:r>{run('', 'RunningTitle')}"
    f"<w:r><w:tab/></w:r>{run('Page ')}{page_field('PAGE')}{run(' of ')}{page_field('NUMPAGES')}"
    "</w:p></w:ftr>\n"
)


def letters(size: float | None = None, color: str = "", *, bold: bool = False, rest: str = "") -> str:
    """Run properties in the order the format wants; `size` in points, `rest` what follows the size."""
    return "".join(
        (
            "<w:b/><w:bCs/>" if bold else "",
            f'<w:color w:val="{color}"/>' if color else "",
            f'<w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/>' if size else "",
            rest,
        )
    )


def spacing(before: float, after: float, line: int = 0) -> str:
    """Space around a paragraph in points; `line` in 240ths of a line."""
    lines = f' w:line="{line}" w:lineRule="auto"' if line else ""
    return f'<w:spacing w:before="{round(before * 20)}" w:after="{round(after * 20)}"{lines}/>'


def border(side: str, color: str, eighths: int, space: int = 0) -> str:
    return f'<w:{side} w:val="single" w:sz="{eighths}" w:space="{space}" w:color="{color}"/>'


def level(number: int) -> str:
    return f'<w:outlineLvl w:val="{number - 1}"/>'


def shade(fill: str) -> str:
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>'


def banner(color: str, fill: str) -> str:
    bar = f"<w:pBdr>{border('top', fill, 4, 4)}{border('left', color, 24, 8)}{border('bottom', fill, 4, 4)}</w:pBdr>"
    return f'<w:keepLines/>{bar}{shade(fill)}{spacing(12, 8)}<w:ind w:left="200"/>'


KEEP = "<w:keepNext/><w:keepLines/>"
RULE_ABOVE = f"<w:pBdr>{border('top', LINE, 4, 6)}</w:pBdr>"
BAR = f"<w:pBdr>{border('left', LINE, 18, 10)}</w:pBdr>"
INDENT = '<w:ind w:left="284" w:right="284"/>'
TABS = (
    f'<w:tabs><w:tab w:val="center" w:pos="{TEXT_WIDTH * 57 // 100}"/>'
    f'<w:tab w:val="right" w:pos="{TEXT_WIDTH}"/></w:tabs>'
)
UNDERLINE = '<w:u w:val="single"/>'

# id, name, paragraph properties, run properties
PARAGRAPH_STYLES = (
    ("Title", "Title", f"{KEEP}{spacing(0, 4)}", letters(9.5, ACCENT, bold=True)),
    ("Heading1", "heading 1", f"{KEEP}{spacing(0, 8)}{level(1)}", letters(21, TEXT, bold=True)),
    ("Heading2", "heading 2", f"{KEEP}{spacing(18, 6)}{level(2)}", letters(12.5, ACCENT, bold=True)),
    ("Heading3", "heading 3", f"{KEEP}{spacing(12, 5)}{level(3)}", letters(10.5, TEXT, bold=True)),
    ("Caption", "caption", f"{KEEP}{spacing(0, 5)}", letters(9, MUTED)),
    ("Quote", "Quote", f"{BAR}{spacing(2, 6, 276)}{INDENT}", ""),
    ("StatusReviewed", "Status Reviewed", banner(ACCENT, SHADE), letters(9.5, TEXT, bold=True)),
    ("StatusOpen", "Status Open", banner(AMBER, AMBER_SHADE), letters(9.5, AMBER, bold=True)),
    ("TableText", "Table Text", spacing(0, 0, 252), letters(9)),
    ("TableKept", "Table Kept", f"<w:keepNext/>{spacing(0, 0, 252)}", letters(9)),
    ("TableHeading", "Table Heading", f"<w:keepNext/>{spacing(0, 0, 252)}", letters(8.5, MUTED, bold=True)),
    ("TableSection", "Table Section", f"<w:keepNext/>{spacing(5, 0, 252)}", letters(9, ACCENT, bold=True)),
    ("Label", "Label", f"<w:keepNext/>{spacing(6, 3)}", letters(8.5, MUTED, bold=True)),
    ("Note", "Note", spacing(4, 4), letters(8.5, MUTED)),
    ("Footer", "footer", f"{RULE_ABOVE}{TABS}{spacing(0, 0)}", letters(7.5, MUTED)),
)
CHARACTER_STYLES = (
    ("Strong", "Strong", letters(bold=True)),
    ("Source", "Source", letters(color=MUTED)),
    ("Absent", "Absent", letters(color=MUTED)),
    ("ToReview", "To Review", letters(8.5, AMBER, bold=True, rest=shade(AMBER_SHADE))),
    ("Hyperlink", "Hyperlink", letters(color=ACCENT, rest=UNDERLINE)),
    ("Confidential", "Confidential", letters(bold=True)),
    ("RunningTitle", "Running Title", ""),
)
BUILT_IN = {"Title", "heading 1", "heading 2", "heading 3", "caption", "Quote", "footer", "Strong", "Hyperlink"}


def style(kind: str, style_id: str, name: str, content: str) -> str:
    custom = "" if name in BUILT_IN else ' w:customStyle="1"'
    return f'<w:style w:type="{kind}"{custom} w:styleId="{style_id}"><w:name w:val="{name}"/>{content}</w:style>\n'


def paragraph_style(style_id: str, name: str, paragraph: str, run_look: str) -> str:
    following = "" if style_id.startswith("Table") or style_id in {"Note", "Footer"} else '<w:next w:val="Normal"/>'
    look = f"<w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{run_look}</w:rPr>"
    return style("paragraph", style_id, name, f'<w:basedOn w:val="Normal"/>{following}{look}')


def character_style(style_id: str, name: str, run_look: str) -> str:
    return style("character", style_id, name, f"<w:qFormat/><w:rPr>{run_look}</w:rPr>")


def table_style(style_id: str, name: str, borders: str, header: str, padding: int) -> str:
    margins = (
        f'<w:top w:w="{padding}" w:type="dxa"/><w:left w:w="85" w:type="dxa"/>'
        f'<w:bottom w:w="{padding}" w:type="dxa"/><w:right w:w="85" w:type="dxa"/>'
    )
    look = f"<w:tblBorders>{borders}</w:tblBorders><w:tblCellMar>{margins}</w:tblCellMar>"
    content = f'<w:basedOn w:val="TableNormal"/><w:qFormat/><w:tblPr>{look}</w:tblPr>{header}'
    return style("table", style_id, name, content)


HAIRLINES = border("top", LINE, 4) + border("bottom", LINE, 4) + border("insideH", LINE, 4)
CAPTION_LINES = border("top", ACCENT, 8) + border("bottom", LINE, 4)
HEADER_ROW = (
    f'<w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders>{border("bottom", "AFB8C1", 6)}</w:tcBorders>'
    f"{shade(SHADE)}</w:tcPr></w:tblStylePr>"
)
TABLE_STYLES = (
    ("SummaryTable", "Summary Table", HAIRLINES, HEADER_ROW, 55),
    ("CaptionBlock", "Caption Block", CAPTION_LINES, "", 80),
)
DEFAULTS = (
    f'<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" '
    f'w:cs="{FONT}"/>{letters(10, TEXT)}<w:lang w:val="en-US" w:eastAsia="en-US" w:bidi="ar-SA"/></w:rPr>'
    f"</w:rPrDefault><w:pPrDefault><w:pPr><w:widowControl/>{spacing(0, 6, 264)}</w:pPr></w:pPrDefault>"
    "</w:docDefaults>\n"
)
BASES = """<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>
<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">
<w:name w:val="Default Paragraph Font"/></w:style>
<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr>
<w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>
<w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>
"""
STYLES = "".join(
    (
        f"{HEAD}<w:styles {NAMESPACES}>",
        DEFAULTS,
        BASES,
        *(paragraph_style(*entry) for entry in PARAGRAPH_STYLES),
        *(character_style(*entry) for entry in CHARACTER_STYLES),
        *(table_style(*entry) for entry in TABLE_STYLES),
        "</w:styles>\n",
    )
)

PARTS = {
    "[Content_Types].xml": CONTENT_TYPES,
    "_rels/.rels": PACKAGE_RELATIONS,
    "docProps/core.xml": CORE,
    "word/document.xml": DOCUMENT,
    "word/_rels/document.xml.rels": DOCUMENT_RELATIONS,
    "word/styles.xml": STYLES,
    "word/settings.xml": SETTINGS,
    "word/footer1.xml": FOOTER,
}


def write_template(target: Path = TARGET) -> None:
    """Stored, not packed, and dated 1980: no library's version or clock changes a byte."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as package:
        for name, text in PARTS.items():
            package.writestr(zipfile.ZipInfo(name), text.encode())


if __name__ == "__main__":
    write_template(Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET)
