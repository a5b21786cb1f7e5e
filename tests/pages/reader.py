"""A reader of the app without a browser: opens pages, presses buttons, looks at panels."""

import json
import re
from functools import cache
from pathlib import Path

from streamlit.components.v2 import manifest_scanner
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.testing.v1 import AppTest

from backprop import trace
from explainer.notation.display import Display
from explainer.notation.notation import Notation
from explainer.walk.steps import PAGES as WALK

FOLDER = Path(__file__).parents[2] / "pages"
PAGES = ("", *sorted(file.stem for file in FOLDER.glob("*.py") if file.stem not in {"__init__", "frame", "start"}))
"""The path of every page, the start page first."""

# Every session that is tested looks through all installed packages for components, which takes longer than a page does.
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)

TERM = re.compile(r'data-term="([^"]+)"(?: data-form="([^"]+)")?[^>]*>([^<]*)<')
BOX = re.compile(r'data-(?:slider|box)="([^"]+)"')

__all__ = ["PAGES", "WALK", "Reader", "tells_the_numbers_that_move"]


class Reader:
    """One session of the app.

    Args:
        page: path of the page that is opened first.
        query: what the link holds.
    """

    def __init__(self, page="", **query):
        self.app = AppTest.from_file(str(FOLDER / "frame.py"), default_timeout=60)
        if page:
            self.app.switch_page(f"{page}.py")
        self.app.query_params.update(query)
        self.app.run()
        # AppTest would go on asking for this page; a browser follows where the app leads.
        self.app._page_hash = ""

    # ---- doing ----

    def press(self, label):
        assert label in self.buttons, (label, self.buttons, self.faults)
        next(button for button in self.app.button if button.label == label).click().run()
        return self

    def act(self, *acts):
        """Do something by keys, or by buttons or choices of ours."""
        (hands,) = (proto for proto in self._components if proto.component_name.endswith("acts"))
        states = self.app._tree.get_widget_states()
        now = self.app.session_state["session"].session
        report = {"acts": {"session": now.name, "first": now.acts + 1, "acts": acts}}
        states.widgets.append(WidgetState(id=hands.id, json_value=json.dumps(report)))
        self.app._run(states)
        return self

    def pick(self, key, value):
        self.app.selectbox(key=key).set_value(value).run()
        return self

    def turn(self, page):
        """Choose a page in the navigation."""
        self.app.switch_page(f"{page or 'start'}.py").run()
        self.app._page_hash = ""
        return self

    # ---- looking ----

    @property
    def page(self):
        return self.app.session_state["session"].session.page

    @property
    def view(self):
        return self.app.session_state["session"].session.view

    @property
    def values(self):
        return dict(self.view.values)

    @property
    def link(self):
        return dict(self.app.query_params)

    @property
    def faults(self):
        return [fault.message for fault in (*self.app.exception, *self.app.error)]

    @property
    def notes(self):
        return [*(caption.value for caption in self.app.caption), *filter(None, [self.panels.get("link_note")])]

    @property
    def buttons(self):
        return [button.label for button in self.app.button]

    def enabled(self, label):
        return not next(button for button in self.app.button if button.label == label).disabled

    @property
    def _components(self):
        return [element.proto for element in self.app.get("bidi_component")]

    @property
    def panels(self):
        """The markup of every panel, by name."""
        sent = [json.loads(proto.json) for proto in self._components if proto.component_name.endswith("panel")]
        return {data["name"]: data["html"] for data in sent}

    @property
    def live(self):
        """What the live path sent last."""
        (proto,) = (proto for proto in self._components if proto.component_name.endswith("numbers"))
        return json.loads(proto.json)

    @property
    def shown(self):
        """Every number in every panel as (key, text)."""
        return [
            ("|".join(filter(None, (key, form))), text)
            for html in self.panels.values()
            for key, form, text in TERM.findall(html)
        ]

    @property
    def changeable(self):
        """The name of every number that has a slider or a box."""
        return {name for html in self.panels.values() for name in BOX.findall(html)}

    @property
    def position(self):
        return re.search(r"Step (\d+) of (\d+)", self.panels["position"]).groups()

    @property
    def expected(self):
        """What a fresh trace of the reader's numbers says, as it is to be shown."""
        problem = self.view.problem
        notation = Notation(self.view.shown_notation, problem.structure)
        return Display(trace(problem), notation, self.view.digits, max(self.view.example - 1, 0))


def tells_the_numbers_that_move(reader, values):
    """Check that the live path sends all that a page shows, and the value of every number that can be changed there.

    Args:
        reader: who has the page open.
        values: name -> the value of every number of the network.
    """
    texts, sent = reader.live["texts"], reader.live["values"]
    shown = dict(reader.shown)
    assert {key: texts.get(key) for key in shown} == shown
    assert texts.keys() == shown.keys() | reader.changeable
    assert reader.changeable <= sent.keys()
    assert sent.items() <= values.items()
