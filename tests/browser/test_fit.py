"""Nothing is cut off, and what is projected reads from the last row: for every step, in every frame it can stand in.

A page is shown once for a network and a mode. Then what the app makes for each step is put into its frames, as the
app itself does, and measured there: a run of the server for each would take minutes and measure the same.
"""

import json
from functools import lru_cache

import pytest

from backprop import presets
from explainer.equations.derivations import equation, two_phases
from explainer.equations.html import lines_html
from explainer.figures.graph.graph import graph_svg
from explainer.figures.network.diagram import network_svg
from explainer.figures.network.drawing import Drawing
from explainer.figures.phases.phases import backward_phase_svg, forward_phase_svg
from explainer.view.live import display_of
from explainer.view.view import View
from explainer.walk.building import build, last_stage
from explainer.walk.explanation import below_lines
from explainer.walk.lit import lit_by
from explainer.walk.narration import narrate

WINDOWS = [(1280, 720), (1920, 1080), (768, 1024), (390, 844)]

SMALL = ["worked", "derivation"]
"""Networks whose picture and equation are projected beside each other."""

PROJECTED_DIGITS, PROJECTED_NUMBERS, PROJECTED_WORDS = 28.0, 20.0, 24.0
"""Least sizes in pixels on a screen of 1280 x 720: digits of equations, numbers of pictures, sentences."""

FILL = """async () => {
  const script = performance.getEntriesByType("resource").find(({ name }) => name.endsWith("/figures.js"));
  const { fit } = await import(script.name);
  return (panel, html) => {
    const frame = document.querySelector(`.panel.${panel}`);
    frame.innerHTML = html;
    fit(frame);
    return frame;
  };
}"""
"""Put markup into a panel as the app does, and set what is too wide in it smaller."""

EQUATIONS = """async () => {
  const fill = await (FILL)(), found = [], steps = window.measured;
  for (const [name, html] of steps) {
    const frame = fill("derivation", html), right = frame.getBoundingClientRect().right;
    const parts = [...frame.querySelectorAll("math, .label, .after")];
    const beyond = Math.max(right, ...parts.map((part) => part.getBoundingClientRect().right)) - right;
    const numbers = [...frame.querySelectorAll("math [data-term]")];
    const sizes = numbers.map((number) => parseFloat(getComputedStyle(number).fontSize));
    found.push({ name, beyond, smallest: Math.min(1000, ...sizes) });
  }
  return found;
}""".replace("FILL", FILL)
"""For each step: how far its equation reaches beyond its frame, and the size of the smallest number put in."""

NUMBERS = """async () => {
  const fill = await (FILL)(), found = [], pictures = window.measured;
  for (const [name, html] of pictures) {
    const frame = fill("diagram", html), svg = frame.querySelector("svg");
    const { width, height } = svg.getBoundingClientRect(), box = svg.viewBox.baseVal;
    const scale = Math.min(width / box.width, height / box.height);
    const numbers = [...svg.querySelectorAll("[data-term]")];
    const sizes = numbers.map((number) => parseFloat(getComputedStyle(number).fontSize));
    found.push([name, scale * Math.min(...sizes)]);
  }
  return found;
}""".replace("FILL", FILL)
"""The smallest number in each picture."""


def views(preset):
    """Every way of looking at a network: one example of a batch, or all of them."""
    yield View(preset=preset)
    if View(preset=preset).structure.examples > 1:
        yield View(preset=preset, example=1)


READABLE_NUMBERS = 14.0
"""Least size in pixels of a number of a picture on a laptop of 1280 x 720."""


@lru_cache
def derivations(preset):
    """Return (name, markup) for the equation of every step, of every phase and of every chain as it is built."""
    found = []
    for view in views(preset):
        display = display_of(view)
        for step in view.walk.steps:
            lines = equation(display, step.key)
            markup = lines_html(lines, display) + below_lines(display, lines, narrate(display, step).after)
            found.append((f"{step.key} {view.example}", str(markup)))
    view, display = View(preset=preset), display_of(View(preset=preset))
    for name in view.names.by_name:
        lines = two_phases(display, view.names.gradient(name))
        found.append((f"phases {name}", str(lines_html(lines, display) + below_lines(display, lines))))
    name = view.shown_parameter
    for stage in range(last_stage(view.structure, name)):
        lines = build(display, name, stage).equation
        found.append((f"build {name} {stage}", str(lines_html(lines, display) + below_lines(display, lines))))
    return found


def networks(preset):
    """Return (name, markup) for the projected network at every step."""
    view, display, found = View(preset=preset), display_of(View(preset=preset)), []
    for step in view.walk.steps:
        flow = "forward" if step.page == "forward" else "backward"
        drawing = Drawing(display, False, flow, lit_by(display, step.key), step.parameter, close=True, subject=step.key)
        found.append((step.key, str(network_svg(drawing))))
    return found


def graphs_and_phases(preset):
    """Return (name, markup) for the pictures of every chain as it is built, and of its two phases."""
    view, display, found = View(preset=preset), display_of(View(preset=preset)), []
    for name in view.names.by_name:
        lit = lit_by(display, view.names.gradient(name))
        found += [
            (f"graph {name}", str(graph_svg(display, lit, name))),
            (f"forward phase {name}", str(forward_phase_svg(display, name, lit))),
            (f"backward phase {name}", str(backward_phase_svg(display, name, lit))),
        ]
    return found


def smaller(pictures, least):
    """Return those whose smallest number is set smaller than that."""
    return [(name, round(size, 1)) for name, size in pictures if size < least]


KEEP = """(markup) => {
  const panels = [...document.querySelectorAll(".panel")];
  window.measured = JSON.parse(markup);
  window.drawn = panels.map((panel) => [panel, [...panel.childNodes]]);
}"""

PUT_BACK = "() => window.drawn.forEach(([panel, nodes]) => panel.replaceChildren(...nodes))"


@pytest.fixture
def measured(seen):
    """A function that shows a path, where (name, markup) is to be measured; in the end the app's own is put back.

    All the markup goes to the page once, as one text: Playwright takes any other form apart value by value.
    """
    shown = []

    def show(path, markup):
        shown.append(seen(path))
        shown[-1].evaluate(KEEP, json.dumps(markup))
        return shown[-1]

    yield show
    for page in shown:
        page.evaluate(PUT_BACK)


def cut(equations):
    """Return the names of the equations that reach beyond their frame."""
    return [found["name"] for found in equations if found["beyond"] > 0.5]


@pytest.mark.parametrize("preset", list(presets()))
def test_no_equation_is_wider_than_its_frame(measured, preset):
    page = measured(f"/chain_rule?preset={preset}", derivations(preset))
    for width, height in WINDOWS:
        page.set_viewport_size({"width": width, "height": height})
        assert cut(page.evaluate(EQUATIONS)) == [], f"in a window of {width} px"


@pytest.mark.parametrize(("preset", "part"), [*((name, "equation") for name in presets()), *((s, "") for s in SMALL)])
def test_a_projected_equation_is_whole_and_reads_from_the_last_row(measured, preset, part):
    page = measured(f"/chain_rule?preset={preset}&present=1&part={part}", derivations(preset))
    equations = page.evaluate(EQUATIONS)
    assert cut(equations) == []
    assert [found["name"] for found in equations if found["smallest"] < PROJECTED_DIGITS] == []
    for width, height in WINDOWS[1:] if part else []:
        page.set_viewport_size({"width": width, "height": height})
        assert cut(page.evaluate(EQUATIONS)) == [], f"in a window of {width} px"


@pytest.mark.parametrize("preset", list(presets()))
def test_projected_pictures_read_from_the_last_row(measured, preset):
    pictures = networks(preset) + graphs_and_phases(preset)
    page = measured(f"/chain_rule?preset={preset}&present=1&part=picture", pictures)
    assert smaller(page.evaluate(NUMBERS), PROJECTED_NUMBERS) == []
    size = "getComputedStyle(document.querySelector('.heading .sentence')).fontSize"
    assert float(page.evaluate(size).removesuffix("px")) >= PROJECTED_WORDS


@pytest.mark.parametrize("preset", list(presets()))
def test_the_pictures_of_chains_and_phases_read_on_a_laptop(measured, preset):
    page = measured(f"/chain_rule?preset={preset}&mode=build", graphs_and_phases(preset))
    assert smaller(page.evaluate(NUMBERS), READABLE_NUMBERS) == []
