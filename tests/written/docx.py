"""Parts of a document of Word of 2007 or later."""

from pathlib import Path
from zipfile import ZipFile

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
LOW, HIGH, ARIAL = (f'<w:rPr><w:rFonts w:ascii="{n}" w:hAnsi="{n}"/></w:rPr>' for n in (".VnTime", ".VnTimeH", "Arial"))
STYLES = f"""<w:styles {W}><w:docDefaults><w:rPrDefault>{ARIAL}</w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="N">{LOW}</w:style>
<w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="N"/>
<w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="5"/></w:numPr></w:pPr></w:style>
<w:style w:type="character" w:styleId="H">{HIGH}</w:style>
<w:style w:type="character" w:styleId="V"><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="character" w:styleId="U"><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style></w:styles>"""
LISTS = f"""<w:numbering {W}><w:abstractNum w:abstractNumId="2">
<w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:suff w:val="space"/>
<w:lvlText w:val="%1.%2)"/></w:lvl>
</w:abstractNum><w:num w:numId="5"><w:abstractNumId w:val="2"/></w:num></w:numbering>"""


def document(path: Path, body: str, lists: str = LISTS, **others: str) -> Path:
    """A document whose body is given, with a footnote where `others` says so."""
    with ZipFile(path, "w") as parts:
        parts.writestr("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")
        parts.writestr("word/styles.xml", STYLES)
        parts.writestr("word/numbering.xml", lists)
        for name, content in others.items():
            path_in = "word/theme/theme1.xml" if name == "theme" else f"word/{name}.xml"
            parts.writestr(path_in, f"<w:{name} {W}>{content}</w:{name}>")
    return path


def p(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def r(content: str) -> str:
    return f"<w:p><w:r>{content}</w:r></w:p>"


def field(kind: str, more: str = "") -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}">{more}</w:fldChar></w:r>'


def t(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def code(text: str) -> str:
    return f"<w:r><w:instrText>{text}</w:instrText></w:r>"


def sym(font: str, char: str) -> str:
    return f'<w:r><w:sym w:font="{font}" w:char="{char}"/></w:r>'


def item(text: str, number: int, level: int = 0, end: str = "") -> str:
    place = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr><w:rPr>{end}</w:rPr>'
    return p(text, place) if text else f"<w:p><w:pPr>{place}</w:pPr></w:p>"


def level(number: int, text: str, form: str = "decimal", more: str = '<w:start w:val="1"/>') -> str:
    look = f'<w:numFmt w:val="{form}"/><w:suff w:val="nothing"/><w:lvlText w:val="{text}"/>'
    return f'<w:lvl w:ilvl="{number}">{more}{look}</w:lvl>'


def change(number: int, content: str) -> str:
    return f'<w:lvlOverride w:ilvl="{number}">{content}</w:lvlOverride>'


def again(number: int, start: int) -> str:
    return change(number, f'<w:startOverride w:val="{start}"/>')


def lists(levels: str, *uses: str) -> str:
    one = f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
    other = '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="L"/></w:abstractNum>'
    told = (f'<w:num w:numId="{n}"><w:abstractNumId w:val="0"/>{use}</w:num>' for n, use in enumerate(uses, 1))
    last = '<w:num w:numId="9"><w:abstractNumId w:val="1"/></w:num>'
    return f"<w:numbering {W}>{one}{other}{''.join(told)}{last}</w:numbering>"
