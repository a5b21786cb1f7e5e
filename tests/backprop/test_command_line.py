"""The command line: run as a reader runs it, and where only its answer counts, in this process, which is faster."""

import io
import json
import subprocess
import sys
import tracemalloc
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from backprop import NetworkError, gallery, load_preset, parse_problem, problem_from, trace, train
from backprop.__main__ import main
from tests.backprop.helpers import GOLDEN, every_value, golden_problem, layer, network
from tests.backprop.test_forward import close
from tests.backprop.wrong_files import wrong_files
from tests.closeness import close_to

REPOSITORY = Path(__file__).parents[2]


def run(*arguments):
    """Run a command as a reader does."""
    return subprocess.run(
        [sys.executable, "-W", "error::RuntimeWarning", "-m", "backprop", *map(str, arguments)],
        capture_output=True, text=True, cwd=REPOSITORY, check=False, timeout=60,
    )  # fmt: skip


def answer(*arguments):
    """Return what a command does, without starting Python for it."""
    with redirect_stdout(io.StringIO()) as stdout, redirect_stderr(io.StringIO()) as stderr:
        try:
            code = main([*map(str, arguments)])
        except SystemExit as end:
            code = end.code
    return subprocess.CompletedProcess(arguments, code, stdout.getvalue(), stderr.getvalue())


@pytest.fixture(scope="module")
def worked():
    return run("trace", "worked")


@pytest.fixture(scope="module")
def worked_check():
    return run("check", "worked")


@pytest.fixture(scope="module")
def exported(tmp_path_factory):
    """Every golden file, exported by the command line."""
    folder = tmp_path_factory.mktemp("networks")
    found = {}
    for name, golden in GOLDEN.items():
        (folder / name).write_text(json.dumps(golden["network"]))
        found[name] = json.loads(answer("trace", folder / name, "--json").stdout)
    return found


LECTURE = {
    "z1_1": "0.3775000000",
    "z1_2": "0.3925000000",
    "a1_1": "0.5932699921",
    "a1_2": "0.5968843783",
    "z2_1": "1.1059059671",
    "y_hat1": "0.7513650696",
    "loss": "0.2748110832",
    "dL_dy_hat1": "0.7413650696",
    "dy_hat1_dz2_1": "0.1868156018",
    "dz2_1_dw5": "0.5932699921",
    "dL_dw5": "0.0821670406",
    "dL_dw6": "0.0826676278",
    "dz2_1_da1_1": "0.4000000000",
    "dz2_1_da1_2": "0.4500000000",
    "da1_1_dz1_1": "0.2413007086",
    "da1_2_dz1_2": "0.2406134172",
    "delta2_1": "0.1384985616",
    "dL_da1_1_via2_1": "0.0553994247",
    "delta1_1": "0.0133679204",
    "path_w1_1-1": "0.0006683960",
    "dL_dw1": "0.0006683960",
    "dL_dw2": "0.0013367920",
    "dL_dw3": "0.0007498038",
    "dL_dw4": "0.0014996075",
    "dL_db2": "0.1384985616",
    "dL_db1_via1": "0.0133679204",
    "dL_db1_via2": "0.0149960755",
    "dL_db1": "0.0283639959",
    "new_w5": "0.3999917833",
    "new_w6": "0.4499917332",
}
"""The exact column of the worked lecture, rounded to ten decimals."""


@pytest.mark.parametrize(("key", "printed"), LECTURE.items())
def test_the_worked_trace_prints_the_number_of_the_lecture(worked, key, printed):
    (line,) = [line for line in worked.stdout.splitlines() if line.split()[0] == key]
    assert line.split()[1] == printed


def test_the_worked_trace_prints_one_line_per_term(worked):
    assert [line.split()[0] for line in worked.stdout.splitlines()] == list(every_value(trace(load_preset("worked"))))


def test_a_trace_that_succeeds_exits_0_and_is_silent_on_stderr(worked):
    assert (worked.returncode, worked.stderr) == (0, "")


def test_a_line_says_how_its_term_was_made(worked):
    (line,) = [line for line in worked.stdout.splitlines() if line.startswith("dL_dw5 ")]
    assert line.split(maxsplit=2)[2] == "product(delta2_1, dz2_1_dw5)"


@pytest.mark.parametrize(("weight", "way"), [("w2", "from x2 to z1_1"), ("w6", "from a1_2 to z2_1")])
def test_a_line_says_from_where_to_where_a_weight_leads(worked, weight, way):
    (line,) = [line for line in worked.stdout.splitlines() if line.startswith(f"{weight} ")]
    assert line.split(maxsplit=2)[2] == way


def test_a_square_matrix_that_is_given_turned_leads_the_other_way(tmp_path):
    file = tmp_path / "turned.json"
    square = network(layer([[0.1, 0.2], [0.3, 0.4]]), inputs=[[1, 1]], targets=[[0, 0]])
    ways = {}
    for weights_are in ("in_out", "out_in"):
        file.write_text(json.dumps({**square, "weights_are": weights_are}))
        (line,) = [line for line in answer("trace", file).stdout.splitlines() if " 0.2000000000 " in line][:1]
        ways[weights_are] = line.split(maxsplit=2)[2]
    assert ways == {"in_out": "from x1 to z1_2", "out_in": "from x2 to z1_1"}


@pytest.mark.parametrize("name", GOLDEN)
@pytest.mark.parametrize("key", GOLDEN["worked-2-2-1"]["expected"])
def test_the_json_holds_every_entry_of_a_golden_file(exported, name, key):
    found, expected = exported[name][key], GOLDEN[name]["expected"][key]
    if key == "loss":
        found, expected = [found], [expected]
    assert [entry is None for entry in found] == [entry is None for entry in expected]
    assert all(close(one, other) for one, other in zip(found, expected, strict=True) if other is not None)


@pytest.mark.parametrize("name", GOLDEN)
def test_the_json_holds_every_term_with_its_value(exported, name):
    assert exported[name]["terms"] == every_value(trace(golden_problem(name)))


def test_the_gradient_of_a_shared_bias_is_a_number_in_the_json(exported):
    assert exported["worked-2-2-1"]["bias_gradients"] == close_to([0.0283639959, 0.1384985616], absolute=5e-11)


def test_the_gradient_of_no_bias_is_null_in_the_json(exported):
    assert exported["softmax-2-2-2-2"]["bias_gradients"] == [None, None, None]


def test_check_prints_one_line_per_parameter(worked_check):
    named = [line.split(":")[0] for line in worked_check.stdout.splitlines()]
    assert named == [f"dL/d{name}" for name in ("w1", "w2", "w3", "w4", "w5", "w6", "b1", "b2")]


def test_check_says_that_every_gradient_agrees(worked_check):
    assert all("they agree" in line for line in worked_check.stdout.splitlines())


def test_a_check_that_succeeds_exits_0_and_is_silent_on_stderr(worked_check):
    assert (worked_check.returncode, worked_check.stderr) == (0, "")


def test_a_network_that_overflows_is_still_traced_in_silence(tmp_path):
    file = tmp_path / "overflow.json"
    file.write_text(json.dumps(network(layer([[1e308] * 3]), inputs=[[1e300]], targets=[[0.0] * 3])))
    done = run("trace", file)
    assert (done.returncode, done.stderr) == (0, "")
    assert "inf" in done.stdout


BAD = {
    "a broken file": b'{"layers": [',
    "an empty file": b"",
    "a file of bytes": bytes(range(256)),
    "a file with a wrong shape": json.dumps(network(layer([[1.0], [1.0]]))).encode(),
    "a file with a name of many lines": json.dumps(network(layer([[1.0]]), loss="a\nb\n\u2028c")).encode(),
}


@pytest.mark.parametrize("command", ["trace", "check", "train"])
@pytest.mark.parametrize("content", BAD.values(), ids=list(BAD))
def test_a_bad_file_exits_2_with_one_line_on_stderr_and_nothing_on_stdout(command, content, tmp_path):
    file = tmp_path / "network.json"
    file.write_bytes(content)
    done = answer(command, file)
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, "", 1)


@pytest.fixture(scope="module")
def wrong():
    return wrong_files(500)


def test_500_wrong_files_are_each_refused_in_one_line(wrong, tmp_path, capsys):
    file, answers = tmp_path / "network.json", {}
    for number, (name, content) in enumerate(wrong.items()):
        file.write_bytes(content)
        code = main([("trace", "check", "train")[number % 3], str(file)])
        said = capsys.readouterr()
        answers[name] = (code, said.out, len(said.err.splitlines()), len(said.err) < 500, "Traceback" in said.err)
    assert {name: found for name, found in answers.items() if found != (2, "", 1, True, False)} == {}


def test_the_largest_and_deepest_wrong_files_need_little_memory(wrong):
    large = [content for name, content in wrong.items() if name.endswith(("too_deep", "too_large"))][:8]
    tracemalloc.start()
    for content in large:
        with pytest.raises(NetworkError):
            parse_problem(content)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 64 * 2**20  # a file has at most a quarter of a MiB


@pytest.mark.parametrize("way", ["too_deep", "too_large", "of_bytes", "with_another_name"])
def test_a_reader_is_told_what_is_wrong_in_one_line_before_the_minute_is_over(way, wrong, tmp_path):
    file = tmp_path / "network.json"
    file.write_bytes(next(content for name, content in wrong.items() if name.endswith(way)))
    done = run("trace", file)
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, "", 1)


@pytest.mark.parametrize("name", ["nope", "", ".", "two\nlines", "x" * 5000])
def test_an_unknown_preset_exits_2_with_one_line_on_stderr_and_nothing_on_stdout(name):
    done = answer("trace", name, "--json")
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, "", 1)


@pytest.mark.parametrize("arguments", [["trace", "nope"], ["frob"], ["--help"], ["train", "worked", "--json"]])
def test_a_reader_gets_the_same_answer(arguments):
    read, answered = run(*arguments), answer(*arguments)
    assert (read.returncode, read.stdout, read.stderr) == (answered.returncode, answered.stdout, answered.stderr)


def test_an_unknown_name_is_told_the_known_ones():
    said = answer("trace", "nope").stderr
    assert "Presets are worked, derivation," in said
    assert "; the gallery has neuron, chain," in said


def test_a_network_of_the_gallery_is_traced_by_its_name():
    done = answer("trace", "xor")
    assert [line.split()[0] for line in done.stdout.splitlines()] == list(every_value(trace(gallery()["xor"])))


def test_every_network_of_the_gallery_passes_its_check():
    assert {name: answer("check", name).returncode for name in gallery()} == dict.fromkeys(gallery(), 0)


@pytest.mark.parametrize("arguments", [[], ["trace"], ["frob", "worked"], ["trace", "worked", "--bogus"], ["check"]])
def test_a_wrong_command_exits_2_with_one_line_on_stderr_and_nothing_on_stdout(arguments):
    done = answer(*arguments)
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, "", 1)


def rows(done):
    """Return the names over the columns of a training, and the numbers of each line."""
    head, *lines = done.stdout.splitlines()
    return head.split(), [[float(number) for number in line.split()] for line in lines]


def test_training_prints_the_loss_and_every_parameter_after_each_update_from_the_start_on():
    columns, lines = rows(answer("train", "worked", "--updates", 3))
    expected = train(load_preset("worked"), 3)
    assert columns == ["update", "loss", "w1", "w2", "w3", "w4", "w5", "w6", "b1", "b2"]
    assert [line[:1] for line in lines] == [[0], [1], [2], [3]]
    assert [line[1] for line in lines] == close_to(expected.losses, absolute=5.1e-11)
    assert [line[2:] for line in lines] == close_to(expected.parameters, absolute=5.1e-11)


def test_training_takes_ten_updates_where_nothing_is_said():
    assert len(rows(answer("train", "mazur"))[1]) == 11


def test_the_columns_of_a_training_stand_below_each_other():
    done = answer("train", "worked", "--updates", 1001)
    assert {len(line) for line in done.stdout.splitlines()} == {6 + 9 * 20}


def test_a_long_training_is_printed_once_where_its_pieces_meet():
    _, lines = rows(answer("train", "neuron", "--updates", 1001))
    assert [line[0] for line in lines] == list(range(1002))
    last = train(gallery()["neuron"], 1001).parameters[-1]
    assert lines[-1][2:] == close_to(last, relative=1e-9)


def test_the_json_of_a_training_says_how_it_was_made_and_has_a_list_for_the_loss_and_each_parameter(tmp_path):
    file = tmp_path / "adam.json"
    document = {**GOLDEN["iris-4-2-3"]["network"], "update": {"rule": "adam", "beta1": 0.8}, "l2": 0.1}
    file.write_text(json.dumps(document))
    found = json.loads(answer("train", file, "--updates", 4, "--order", "shuffled", "--seed", 7, "--json").stdout)
    expected = train(problem_from({**document, "order": "shuffled", "seed": 7}), 4)
    numbers = (found.pop("loss"), found.pop("parameters"))
    assert found == {
        "rule": "adam", "beta1": 0.8, "beta2": 0.999, "epsilon": 1e-8, "learning_rate": 0.1, "l2": 0.1,
        "order": "shuffled", "seed": 7, "updates": 4,
    }  # fmt: skip
    named = [parameter.name for parameter in trace(expected.start).names.parameters]
    assert numbers == (expected.losses.tolist(), dict(zip(named, expected.parameters.T.tolist(), strict=True)))


def test_the_order_of_the_command_goes_before_that_of_the_file(tmp_path):
    file = tmp_path / "shuffled.json"
    file.write_text(json.dumps({**GOLDEN["iris-4-2-3"]["network"], "order": "shuffled", "seed": 3}))
    made = json.loads(answer("train", file, "--order", "each_example", "--json").stdout)
    assert (made["order"], made["seed"]) == ("each_example", None)
    assert made["loss"] != json.loads(answer("train", file, "--json").stdout)["loss"]


def test_a_training_that_diverges_is_printed_to_its_end_and_named_in_one_line_on_stderr(tmp_path):
    file = tmp_path / "steep.json"
    file.write_text(json.dumps(network(*[layer([[2.0]])] * 3, inputs=[[2.0]], learning_rate=1.0)))
    done = answer("train", file)
    assert (done.returncode, len(done.stdout.splitlines()), len(done.stderr.splitlines())) == (0, 12, 1)
    assert done.stderr.startswith("The training diverges: loss is too large for a float in the trace after 3 updates,")


def test_a_training_that_diverges_late_is_named_where_it_does(tmp_path, monkeypatch):
    file = tmp_path / "steep.json"
    file.write_text(json.dumps(network(*[layer([[2.0]])] * 3, inputs=[[2.0]], learning_rate=1.0)))
    whole = answer("train", file)
    monkeypatch.setattr("backprop.training.STACKED", 2)
    in_pieces = answer("train", file)
    assert (whole.stdout, whole.stderr) == (in_pieces.stdout, in_pieces.stderr)


def test_a_training_that_does_not_diverge_is_silent_on_stderr():
    assert answer("train", "worked").stderr == ""


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        (["--updates", "-1"], "must be a whole number"),
        (["--updates", "1e99"], "must be a whole number"),
        (["--updates", "\u0661\u0660"], "must be a whole number"),
        (["--updates", "9" * 10_000], "must be a whole number"),
        (["--updates", "1000001"], "one command takes 1000000 at most"),
        (["--updates", "1000000", "--json"], "one JSON object holds 666665 at most"),
        (["--order", "banana"], "must be one of batch, each_example, shuffled"),
        (["--order", "\n" * 10_000], "must be one of batch, each_example, shuffled"),
        (["--seed", "3"], "which only the order shuffled needs"),
        (["--seed", "x", "--order", "shuffled"], "must be a whole number"),
        (["--seed", "1000000", "--order", "shuffled"], "from 0 to 999999"),
    ],
)
def test_a_training_that_cannot_be_is_refused_in_one_line(asked, why):
    done = answer("train", "iris", *asked)
    assert (done.returncode, done.stdout, len(done.stderr.splitlines()), len(done.stderr) < 300) == (2, "", 1, True)
    assert why in done.stderr


def test_a_training_whose_reader_has_seen_enough_ends_in_silence():
    command = [sys.executable, "-m", "backprop", "train", "worked", "--updates", "100000"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=REPOSITORY) as run:
        assert run.stdout.readline().split()[0] == "update"
        run.stdout.close()
        assert (run.stderr.read(), run.wait(60)) == ("", 0)


def test_help_names_the_presets_and_the_gallery():
    done = answer("trace", "--help")
    assert done.returncode == 0
    assert {"worked,", "neuron,"} <= set(done.stdout.split())
