import re
from functools import lru_cache

from explainer.walk.dots import walk_dots
from explainer.walk.narration import titles
from explainer.walk.steps import walk
from tests.explainer.examples import display_named, every_network, every_notation, every_preset, small_networks
from tests.explainer.markup import classes, fragment


@lru_cache(maxsize=128)
def line_of(name, notation=None, step="loss"):
    """Return the line of the walk, and its dots."""
    shown = display_named(name, notation)
    steps = walk(shown.trace.structure)
    parsed = fragment(walk_dots(titles(shown, (*steps.stations, steps.find(step))), steps, steps.find(step)))
    (line,) = (e["attributes"] for e in parsed.tagged("div"))
    return steps, line, [e["attributes"] for e in parsed.with_attribute("data-choose")], parsed


@small_networks
def test_every_step_has_a_dot_that_leads_to_it(name):
    steps, _, dots, _ = line_of(name)
    assert [dot["data-choose"] for dot in dots] == [f"step:{step.key}" for step in steps.steps]


def test_on_the_line_of_a_very_long_walk_a_dot_stands_for_several_steps_of_a_page_and_leads_to_the_first():
    steps, _, dots, _ = line_of("deep", step="z6_12")
    assert len(steps.steps) > 2000 > 150 + 3 > len(dots)
    found = [re.match(r"Steps? (\d+)(?: to (\d+))?", dot["title"]).groups() for dot in dots]
    runs = [range(int(first), int(last or first) + 1) for first, last in found]
    assert [number for run in runs for number in run] == [step.number for step in steps.steps]
    for dot, run in zip(dots, runs, strict=True):
        of_run = steps.steps[run[0] - 1 : run[-1]]
        assert dot["data-choose"] == f"step:{of_run[0].key}"
        assert len({step.page for step in of_run}) == 1
        assert ("current" in classes(dot)) == (steps.find("z6_12") in of_run)


@every_preset
@every_notation
def test_every_dot_is_named_without_markup(name, notation):
    _, _, dots, _ = line_of(name, notation)
    for number, dot in enumerate(dots, start=1):
        assert dot["title"].startswith(f"Step {number}: ")
        assert not set("<>&") & set(dot["title"])


def test_one_dot_is_current_those_before_it_past_and_those_after_it_ahead():
    _, _, dots, _ = line_of("worked")
    assert [dot["class"] for dot in dots] == ["dot past"] * 6 + ["dot current"] + ["dot ahead"] * 31


def test_the_dots_of_a_page_stand_together_and_take_as_much_room_as_they_are():
    steps, _, _, parsed = line_of("worked")
    groups = [e["attributes"]["style"] for e in parsed.tagged("span") if "style" in e["attributes"]]
    pages = [step.page for step in steps.steps]
    assert groups == [f"flex-grow: {pages.count(page)}" for page in ("forward", "chain_rule", "update")]


@every_network
def test_the_line_is_one_control_that_says_where_we_are(name):
    steps, line, dots, _ = line_of(name)
    now, steps = steps.find("loss").number, steps.steps
    assert (line["role"], line["tabindex"]) == ("slider", "0")
    assert (line["aria-valuemin"], line["aria-valuenow"], line["aria-valuemax"]) == ("1", str(now), str(len(steps)))
    assert line["aria-valuetext"].startswith(f"{now} of {len(steps)}, ")
    assert not [dot for dot in dots if {"role", "tabindex"} & set(dot)]
