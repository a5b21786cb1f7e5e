"""What does the exercise book cost? Run with ``python -m benchmarks.exercises``.

Processor time on one thread. What is judged and drawn is compared, in turn, with the trace of the same network: a
reader who answers should wait no longer than one who moves a slider.
"""

from __future__ import annotations

import benchmarks.one_thread  # noqa: F401 (first of all)

# isort: split
from collections.abc import Mapping
from itertools import count
from statistics import median
from time import process_time

from backprop import Problem, load_preset, presets, trace
from backprop.gallery import gallery
from backprop.judging import judge
from benchmarks.timing import machine, ratio, side_by_side
from explainer.practice.exercises import exercise
from explainer.practice.tasks import tasks_of
from explainer.practice.worksheet.settings import Settings
from explainer.practice.worksheet.sheet import sheet_html
from explainer.server.worksheet import sheet_of
from explainer.view.view import View

DRAWN = 60
COPIES = 30
PARAMETER = "w5"


def main() -> None:
    """Print every figure."""
    print(machine())
    print("one thread, processor time\n")
    compare_answers(load_preset("worked"))
    draw_exercises({**{name: load_preset(name) for name in presets()}, **gallery()})
    print_sheets()


def compare_answers(problem: Problem) -> None:
    """Compare an answer that is judged with a trace that is made."""
    record = trace(problem)
    key = record.names.gradient(PARAMETER)
    answers = {
        "right": f"{record[key]:.5f}",
        "a named mistake": f"{record[record.names.dL_da(1, 0, 0)] * record[record.names.a(0, 0, 0)]:.5f}",
        "known to nobody": "123.456",
    }
    ways = {said: (lambda text=text: judge(record, key, text)) for said, text in answers.items()}
    found = side_by_side({"trace": lambda: trace(problem).values, **ways}, rounds=40)
    print(f"an answer for {key} of worked, judged")
    for said in ways:
        times = ratio(found[said], found["trace"])
        print(f"  {said:<16} {median(found[said]) * 1e3:7.3f} ms, {times:6.2f} x its whole trace")


def draw_exercises(problems: Mapping[str, Problem]) -> None:
    """Print what it takes to draw exercises of every kind, that nobody has had before."""
    took: dict[str, float] = {}
    numbers = count(1000)
    for name, problem in problems.items():
        for task in tasks_of(problem.structure):
            for _ in range(DRAWN // 10):
                number = next(numbers)
                before = process_time()
                exercise(problem, task, number)
                took[f"{name}, {task} {number}"] = process_time() - before
    longest = max(took, key=took.__getitem__)
    print(f"\n{len(took)} exercises of {len(problems)} networks: {median(took.values()) * 1e3:.1f} ms each (median)")
    print(f"  the longest, {longest}: {took[longest] * 1e3:.0f} ms")


def print_sheets() -> None:
    """Print what it takes to write a sheet for each of a class, with the key."""
    print(f"\na sheet for each of {COPIES}, with the key")
    for name in presets():
        settings = Settings(seed=7, copies=COPIES, key=True)
        before = process_time()
        text = "".join(sheet_html(sheet_of(View(preset=name), settings, "http://localhost:8501/")))
        print(f"  {name:<12} {process_time() - before:5.2f} s, {len(text) / 1024:6.0f} KiB")


if __name__ == "__main__":
    main()
