"""The command line: print a trace, check its gradients, train, or grade what somebody hands in.

``python -m backprop grade FILE [--key NAME] [--json]`` says of each term of a file, in the order of computation, what
became of it: *right*; *rounded*, as by hand, which is not wrong; *carried forward*, right from the file's own earlier
values; *named mistake*, with the mistakes that give just that number; *wrong*; *missing*, which is a term without a
value, or one that a whole trace does not have; *unknown term*. The last line sums up. The exit status is 0 if all is
right or rounded, 1 if not, and 2, after one line on stderr, if the file cannot be graded.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NoReturn

from backprop import Problem, Training, check_gradients, export, gallery, presets, read_problem, trace
from backprop.divergence import fault_of
from backprop.document import document_from
from backprop.errors import NetworkError
from backprop.judging import grading
from backprop.judging.grading import grade
from backprop.judging.handed_in import SHAPES, HandedIn, read_handed_in
from backprop.losses import LOSSES
from backprop.names import names
from backprop.rules import ORDERS, learning_complaints
from backprop.training import in_pieces

MOST_UPDATES = 1_000_000
"""Updates of one command; of the largest network they take some minutes."""

MOST_NUMBERS = 10_000_000
"""Numbers of one JSON object, which has to be whole before a list of it can be written: 80 MB."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return 0, 1 if something is found to be wrong, or 2 after one line on stderr."""
    options = _parser().parse_args(arguments)
    try:
        code = COMMANDS[options.command](options)
        sys.stdout.flush()
    except NetworkError as error:
        print(str(error).replace("\n", " "), file=sys.stderr)
        return 2
    except BrokenPipeError:  # `| head` closes the pipe early; that is not an error
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:  # nor is it one to have seen enough of a long run
        return 130
    return code


def _problem(network: str) -> Problem:
    """Return the network of that name, or of the file that is called so."""
    begun = _begun()
    if network in begun:
        return begun[network]
    try:
        return read_problem(network)
    except NetworkError as error:
        # Unlike Path.exists, this is False for a name that no file could have.
        known = "" if os.path.exists(network) else f" {_begun_said()}."  # noqa: PTH110
        raise NetworkError(f"{error}{known}") from None


def _trace(options: Namespace) -> int:
    problem = _problem(options.network)
    record = trace(problem)
    written = (
        export.json_text(record, {"network": document_from(problem)})
        if options.json
        else (f"{line}\n" for line in export.lines(record))
    )
    sys.stdout.writelines(written)
    return 0


def _check(options: Namespace) -> int:
    rows = check_gradients(trace(_problem(options.network)))
    print(*rows, sep="\n")
    return int(any(row.verdict == "differ" for row in rows))


def _train(options: Namespace) -> int:
    problem, updates = _wishes(_problem(options.network), options)
    faults: list[str] = []
    pieces = _noting(in_pieces(problem, updates), faults)
    if options.json:
        sys.stdout.writelines(export.training_json(problem, pieces, updates))
    else:
        sys.stdout.writelines(f"{line}\n" for line in export.training_lines(problem, pieces))
    sys.stdout.flush()
    sys.stderr.writelines(f"{fault}\n" for fault in faults)
    return 0


def _grade(options: Namespace) -> int:
    handed_in = read_handed_in(options.file)
    found = grade(trace(_key(handed_in, options.key)), handed_in)
    if options.json:
        print(json.dumps(grading.document(found), indent=1))
    else:
        sys.stdout.writelines(f"{line}\n" for line in grading.lines(found))
    return int(not found.all_right)


def _key(handed_in: HandedIn, named: str | None) -> Problem:
    """Return the network of what was handed in: the one that is named, else the one that the file itself holds."""
    if named is not None:
        return _problem(named)
    if handed_in.problem is not None:
        return handed_in.problem
    if handed_in.network in _begun():
        return _problem(handed_in.network)
    raise NetworkError(
        f"The file does not hold its network; name it with --key: a network file, or one of these. {_begun_said()}."
    )


COMMANDS = {"trace": _trace, "check": _check, "train": _train, "grade": _grade}


def _noting(pieces: Iterator[Training], faults: list[str]) -> Iterator[Training]:
    """Yield the pieces of a run, and note where a number of it is the first that nothing can be computed with."""
    taken = 0
    for piece in pieces:
        fault = None if faults else fault_of(piece)
        if fault:
            broke = "is not a number" if fault.kind == "undefined" else "is too large for a float"
            faults.append(
                f"The training diverges: {fault.key} {broke} in the trace after {taken + fault.before} updates, "
                f"and from update {taken + fault.update} on not every number is finite."
            )
        taken += piece.updates
        yield piece


def _wishes(problem: Problem, options: Namespace) -> tuple[Problem, int]:
    """Return the problem in the order that was asked for, and how many updates are to be taken.

    Raises:
        NetworkError: with one sentence about what cannot be done.
    """
    learning, parameters = problem.learning, len(names(problem.structure).parameters)
    if options.order is not None:
        learning = replace(learning, order=options.order, seed=learning.seed if options.order == "shuffled" else None)
    if options.seed is not None:
        learning = replace(learning, seed=_whole("seed", options.seed))
    for complaint in learning_complaints(learning):
        raise NetworkError(complaint)
    updates = _whole("number of updates", options.updates)
    if updates > MOST_UPDATES:
        raise NetworkError(f"{updates} updates are asked for; one command takes {MOST_UPDATES} at most.")
    most = MOST_NUMBERS // (1 + parameters) - 1
    if options.json and updates > most:
        raise NetworkError(
            f"{updates} updates are asked for; of this network one JSON object holds {most} at most; "
            f"as lines, without --json, {MOST_UPDATES} can be printed."
        )
    return replace(problem, learning=learning), updates


def _whole(what: str, text: str) -> int:
    """Return a whole number that is not negative."""
    if not (text.isascii() and text.isdigit() and len(text) < 20):
        raise NetworkError(f"The {what} is {text[:40]!r}; it must be a whole number, zero or larger.")
    return int(text)


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """Say in one line what is wrong with the command and how it is used."""
        self.exit(2, f"{' '.join(f'{message}; {self.format_usage()}'.split())}\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="python -m backprop",
        description="Backpropagation, step by step.",
        epilog=_formulas(),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(dest="command", required=True)
    network = f"a network file, or a network that is here already. {_begun_said()}"
    shown = commands.add_parser("trace", help="print every term of one update")
    shown.add_argument("network", metavar="FILE|NAME", help=network)
    shown.add_argument("--json", action="store_true", help="print one JSON object instead of lines")
    checked = commands.add_parser("check", help="compare every gradient with the measured slope of the loss")
    checked.add_argument("network", metavar="FILE|NAME", help=network)
    trained = commands.add_parser("train", help="repeat the update, and print the loss and all parameters after each")
    trained.add_argument("network", metavar="FILE|NAME", help=network)
    trained.add_argument("--updates", metavar="N", default="10", help="how many updates to take; else 10")
    trained.add_argument("--order", metavar="ORDER", help=f"one of {', '.join(ORDERS)}; else as the network has it")
    trained.add_argument("--seed", metavar="N", help="what the order shuffled is drawn from; else 0")
    trained.add_argument("--json", action="store_true", help="print one JSON object instead of lines")
    graded = commands.add_parser(
        "grade",
        help="judge a trace or a table of terms that somebody hands in",
        description="Say of each term that is handed in whether it is right, rounded, a named mistake, carried forward "
        "from an earlier one, wrong, missing or unknown. Exit status: 0 if all is right or rounded, 1 if not, 2 if the "
        "file cannot be graded.",
    )
    graded.add_argument("file", metavar="FILE", help=f"what is handed in: {SHAPES}; at most 256 KiB")
    graded.add_argument("--key", metavar="FILE|NAME", help=f"its network, where the file does not hold it: {network}")
    graded.add_argument("--json", action="store_true", help="print one JSON object instead of lines")
    return parser


def _begun() -> dict[str, Problem]:
    """Return the networks that need no file, by name."""
    return {**{name: preset.problem for name, preset in presets().items()}, **gallery()}


def _begun_said() -> str:
    return f"Presets are {', '.join(presets())}; the gallery has {', '.join(gallery())}"


def _formulas() -> str:
    """Say what the losses compute; N examples, K outputs."""
    width = max(map(len, LOSSES))
    losses = (f"  {name:<{width}}  {loss.formula}" for name, loss in LOSSES.items())
    return "\n".join(["losses of N examples with K outputs, the sum over all of both:", *losses])


if __name__ == "__main__":
    sys.exit(main())
