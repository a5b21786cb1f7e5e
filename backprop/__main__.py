"""The command line: print a trace, or check its gradients."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from backprop import check_gradients, export, gallery, presets, read_problem, trace
from backprop.errors import NetworkError
from backprop.losses import LOSSES
from backprop.network import Problem


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return 0, 1 if a gradient differs from its slope, or 2 after one line on stderr."""
    options = _parser().parse_args(arguments)
    try:
        begun = _begun()
        record = trace(begun[options.network] if options.network in begun else read_problem(options.network))
    except NetworkError as error:
        # Unlike Path.exists, this is False for a name that no file could have.
        known = "" if os.path.exists(options.network) else f" {_begun_said()}."  # noqa: PTH110
        print(f"{error}{known}".replace("\n", " "), file=sys.stderr)
        return 2
    code = 0
    try:
        if options.command == "check":
            rows = check_gradients(record)
            print(*rows, sep="\n")
            code = int(any(row.verdict == "differ" for row in rows))
        elif options.json:
            sys.stdout.writelines(export.json_text(record))
        else:
            sys.stdout.writelines(f"{line}\n" for line in export.lines(record))
        sys.stdout.flush()
    except BrokenPipeError:  # `| head` closes the pipe early; that is not an error
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return code


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
