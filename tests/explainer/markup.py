"""Reading markup in tests: as XML where it is XML, otherwise with a parser that insists on closed tags."""

from functools import lru_cache
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

VOID = {"br", "col", "hr", "img", "input", "meta"}


def xml(text):
    """Return the root of an XML element; raises where it is not well-formed."""
    return ET.fromstring(text)


def bare(tag):
    """Return a tag without its namespace."""
    return tag.rpartition("}")[2]


def elements(root, tag):
    return [element for element in root.iter() if bare(element.tag) == tag]


def words(root):
    """Return the text of an element and all in it, without zero-width spaces."""
    return "".join(root.itertext()).replace("​", "")


def classes(element):
    return set(element.get("class", "").split())


class Fragment(HTMLParser):
    """An HTML fragment: its elements as (tag, attributes, text), and whether all that opens closes."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.open, self.elements, self.complaints = [], [], []
        self.feed(str(text))  # of a Markup each piece would be a Markup, which takes twice as long
        self.close()
        self.complaints += [f"<{element['tag']}> is never closed" for element in self.open]

    def handle_starttag(self, tag, attrs):
        names = [name for name, _ in attrs]
        if len(names) != len(set(names)):
            self.complaints.append(f"<{tag}> repeats an attribute")
        element = {"tag": tag, "attributes": dict(attrs), "text": ""}
        self.elements.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag):
        if not self.open or self.open[-1]["tag"] != tag:
            self.complaints.append(f"</{tag}> closes nothing")
        else:
            self.open.pop()

    def handle_data(self, data):
        for element in self.open:
            element["text"] += data

    def tagged(self, tag):
        return [element for element in self.elements if element["tag"] == tag]

    def with_attribute(self, name):
        return [element for element in self.elements if name in element["attributes"]]


@lru_cache(maxsize=512)
def fragment(text):
    """Return a parsed fragment after checking that it is well-formed; several tests look at the same one."""
    parsed = Fragment(text)
    assert parsed.complaints == [], text
    return parsed
