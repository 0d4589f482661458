"""A drawing without what no reader needs: the same picture in about a third of the bytes."""

import hashlib
import re
from xml.etree import ElementTree

SVG, XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
HREF = f"{{{XLINK}}}href"
NEEDLESS = {"metadata", "defs"}  # Dublin Core without a date; definitions are gathered at the top
PLACES = ("d", "x", "y", "width", "height", "transform", "points")
FAMILY = re.compile(r"font-family: [^;]+;? ?")
LONG = re.compile(r"-?\d+\.\d{2,}")


def slim(svg: str) -> str:
    """The drawing with short coordinates, one style per look, and no empty groups.

    A tenth of a point, a thirtieth of a millimetre, is enough for every coordinate; words are
    left alone: in Dutch 35.000 is a whole number. A style's name is the hash of its rules, so
    that two drawings in one page never mean different things by it.
    """
    root = ElementTree.fromstring(svg)
    for element in root.iter():
        for name in PLACES:
            if name in element.attrib:
                element.set(name, _short(element.get(name)))
        if (element.get("transform") or "").startswith("rotate(-0 "):
            del element.attrib["transform"]
        if _tag(element) not in ("text", "tspan", "title", "style"):
            element.text = None
        if _tag(element) != "tspan":
            element.tail = None
    _gather_definitions(root)
    _drop_names(root)
    _unwrap(root)
    _gather_styles(root)
    ElementTree.register_namespace("", SVG)
    ElementTree.register_namespace("xlink", XLINK)
    return ElementTree.tostring(root, encoding="unicode")


def _tag(element: ElementTree.Element) -> str:
    """The name without its namespace."""
    return element.tag.rpartition("}")[2]


def _short(places: str) -> str:
    """Coordinates to a tenth, blanks only where two numbers meet."""
    rounded = LONG.sub(lambda number: f"{float(number[0]):.1f}".removesuffix(".0"), places)
    return re.sub(r" ?([A-Za-z]) ?", r"\1", " ".join(rounded.split()))


def _gather_definitions(root: ElementTree.Element) -> None:
    """What is referred to stands once at the top; what describes the file goes."""
    kept = ElementTree.Element(f"{{{SVG}}}defs")
    for parent in list(root.iter()):
        for child in list(parent):
            if _tag(child) in NEEDLESS and child is not kept:
                kept.extend(list(child) if _tag(child) == "defs" else [])
                parent.remove(child)
    after_title = 1 if len(root) and _tag(root[0]) == "title" else 0
    root.insert(after_title, kept)


def _drop_names(root: ElementTree.Element) -> None:
    """A name that nothing refers to says nothing."""
    written = ElementTree.tostring(root, encoding="unicode")
    used = set(re.findall(r"url\(#([^)]+)\)", written)) | set(
        re.findall(r'href="#([^"]+)"', written)
    )
    for element in root.iter():
        if element.get("id") not in used:
            element.attrib.pop("id", None)


def _unwrap(parent: ElementTree.Element) -> None:
    """Groups without any attribute give way to what they hold."""
    children = []
    for child in list(parent):
        _unwrap(child)
        children += list(child) if _tag(child) == "g" and not child.attrib else [child]
    parent[:] = children


def _gather_styles(root: ElementTree.Element) -> None:
    """Each look once, under a name made from its rules."""
    looks = {}
    for element in root.iter():
        style = element.attrib.pop("style", None)
        if style:
            name = "s" + hashlib.sha256(style.encode()).hexdigest()[:6]
            if looks.setdefault(name, style) != style:
                raise ValueError(f"two looks named {name}")
            element.set("class", name)
    sheet = next(element for element in root.iter() if _tag(element) == "style")
    families = {found[0] for look in looks.values() if (found := FAMILY.search(look))}
    shared = max(families, key=len, default="")  # the one with something for every machine
    rules = "".join(
        f".{name}{{{_tight(look.replace(shared, '') if shared else look)}}}"
        for name, look in sorted(looks.items())
    )
    sheet.text = f"{sheet.text or ''}text{{{_tight(shared)}}}{rules}"


def _tight(look: str) -> str:
    """A look without needless blanks."""
    return re.sub(r"([:;]) ", r"\1", look)
