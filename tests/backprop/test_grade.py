"""What somebody hands in, graded on the command line."""

import json
import re

import pytest

from backprop import by_hand, load_preset, trace
from backprop.export import document
from backprop.judging import grading
from tests.backprop.test_command_line import answer, run

WORKED = trace(load_preset("worked"))


@pytest.fixture
def graded(tmp_path):
    """Grade a text, or values by term; return exit status, verdicts by term, all that is said."""

    def grade(content, *options):
        file = tmp_path / "handed_in"
        text = content if isinstance(content, str) else json.dumps(content)
        file.write_text(text, "utf-8")
        done = answer("grade", file, *(options or ("--key", "worked")), "--json")
        found = json.loads(done.stdout) if done.stdout else None
        verdicts = {row["term"]: row["verdict"] for row in found["terms"]} if found else {}
        return done.returncode, verdicts, found or done.stderr

    return grade


def test_a_trace_that_the_command_line_prints_is_right_and_needs_no_key(tmp_path):
    file = tmp_path / "trace.json"
    file.write_text(answer("trace", "worked", "--json").stdout)
    done = run("grade", file)
    assert (done.returncode, done.stderr) == (0, "")
    assert re.fullmatch(r"\d+ terms: \d+ right\.", done.stdout.splitlines()[-1])


@pytest.mark.parametrize("name", ["iris", "softmax", "xor"])
def test_so_it_is_of_every_network(name, graded):
    status, verdicts, _ = graded(answer("trace", name, "--json").stdout, "--json")
    assert (status, set(verdicts.values())) == (0, {"right"})


def test_a_term_that_a_trace_lacks_is_missing(graded):
    found = document(WORKED)
    del found["terms"]["dL_dw5"]
    status, verdicts, _ = graded(found)
    assert (status, [key for key, verdict in verdicts.items() if verdict == "missing"]) == (1, ["dL_dw5"])


def test_each_term_is_told_in_the_order_of_computation(graded):
    status, verdicts, _ = graded(
        "term;value\nnew_w5;0,399956\nfoo;3\ndL_dw5;0,4398\nz1_1;0,3775\ndL_dw1;\ndL_dw2;0,0013\nz1_2;0,5\n"
    )
    assert status == 1
    assert list(verdicts.items()) == [
        ("z1_1", "right"), ("z1_2", "wrong"), ("dL_dw1", "missing"), ("dL_dw2", "rounded"), ("dL_dw5", "mistake"),
        ("new_w5", "carried"), ("foo", "unknown"),
    ]  # fmt: skip


def test_a_named_mistake_is_named_with_the_terms_at_which_it_is_made(graded):
    _, _, found = graded({"dL_dw5": 0.4398})
    assert found["terms"][0]["found"] == [{"id": "slope", "at": ["delta2_1"]}]


def test_what_is_carried_forward_says_from_where(graded):
    _, _, found = graded({"z2_1": 1.2, "y_hat1": 0.7685})
    assert [(row["verdict"], row["fed_by"]) for row in found["terms"]][1] == ("carried", ["z2_1"])


@pytest.mark.parametrize("places", [2, 3, 4])
def test_a_sheet_that_is_rounded_by_hand_is_not_wrong(places, graded):
    hand = {key: f"{value:.12g}" for key, value in by_hand(WORKED, places).items()}
    status, verdicts, _ = graded(hand)
    assert {key: verdict for key, verdict in verdicts.items() if verdict not in {"right", "rounded"}} == {}
    assert status == 0


def test_all_gradients_that_are_wrong_by_one_number_are_told_together(graded):
    iris = trace(load_preset("iris"))
    gradients = {iris.names.gradient(p.name): iris[iris.names.gradient(p.name)] / 3 for p in iris.names.parameters}
    _, _, found = graded(gradients, "--key", "iris")
    assert [note for note in found["notes"] if "1/N" in note and "All gradients" in note]


def test_one_matrix_that_is_wrong_by_one_number_is_told(graded):
    iris = trace(load_preset("iris"))
    printed = zip(["0.023", "0.003", "0.020", "0.013", "0.003", "0.019"], [11, 12, 13, 21, 22, 23], strict=True)
    first = {iris.names.gradient(p.name): iris[iris.names.gradient(p.name)] for p in iris.names.weights(0)}
    _, _, found = graded({**first, **{iris.names.gradient(f"w2_{at}"): text for text, at in printed}}, "--key", "iris")
    assert [note.partition(" are ")[0] for note in found["notes"]] == ["The gradients of layer 2"]


def test_numbers_that_overflowed_are_right_as_the_trace_has_them(tmp_path, graded):
    network = {
        "layers": [{"weights": [[1e308, 1e308]], "activation": "identity"}],
        "loss": "half_squared_error", "inputs": [[1e300]], "targets": [[0.0, 0.0]], "learning_rate": 0.1,
    }  # fmt: skip
    file = tmp_path / "network.json"
    file.write_text(json.dumps(network))
    _, verdicts, _ = graded(answer("trace", file, "--json").stdout, "--json")
    assert set(verdicts.values()) == {"right"}
    assert graded({"z1_1": 3.0}, "--key", str(file))[1] == {"z1_1": "wrong"}


def test_a_term_that_may_be_meant_is_named(graded):
    _, _, found = graded({"dL_w5": 0.0822})
    assert found["terms"][0]["said"] == "The network has no such term. dL_dw5 may be meant."


def test_what_a_program_of_ones_own_hands_in_as_lists_is_graded_by_term(graded):
    found = {key: entry for key, entry in document(WORKED).items() if key not in {"terms", "recipes"}}
    found["weight_gradients"][1] = [[0.4398], [found["weight_gradients"][1][1][0]]]
    status, verdicts, _ = graded(found)
    assert (status, {key for key, verdict in verdicts.items() if verdict != "right"}) == (1, {"dL_dw5"})
    assert {"z1_2", "y_hat1", "delta2_1", "dL_dw1", "dL_db1", "new_w6", "new_b2", "loss", "new_loss"} <= set(verdicts)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"z": [[[0.1]]]}, "In z there is a list of 1; this network needs a list of 2 there."),
        ({"delta": [[[0.1]], [[0.1]]]}, "In delta, 1, 1 there is a list of 1; this network needs a list of 2 there."),
        ({"bias_gradients": [None, 0.1], "dL_db2": 0.2}, "The file says two things of dL_db2"),
    ],
)
def test_lists_that_do_not_fit_are_refused_in_one_sentence(changed, said, graded):
    status, _, refusal = graded(changed)
    assert (status, refusal.count("\n")) == (2, 1)
    assert said in refusal


def test_a_file_without_its_network_needs_a_key(graded):
    status, _, said = graded({"dL_dw5": 0.0822}, "--json")
    assert (status, said.count("\n")) == (2, 1)
    assert "--key" in said


def test_a_file_may_name_its_network(graded):
    assert graded({"network": "worked", "terms": {"dL_dw5": 0.08217}}, "--json")[:2] == (0, {"dL_dw5": "right"})


@pytest.mark.parametrize("arguments", [["--key", "worked"], ["--key", "no_such_network"]])
def test_a_file_that_is_not_there_exits_2_with_one_line(arguments):
    done = answer("grade", "no_such_file.csv", *arguments)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)


def test_nothing_in_a_file_can_do_anything_to_a_terminal(tmp_path):
    file = tmp_path / "handed_in.json"
    file.write_text(json.dumps({"\x1b[2J\u202e": "\x1b]0;x\x07", "dL_dw5": "\x1b[31m0.08"}))
    done = answer("grade", file, "--key", "worked")
    assert done.returncode == 1
    assert all(line.isprintable() for line in done.stdout.splitlines())


def test_of_very_many_wrong_terms_the_first_are_explained_and_all_are_told(graded, monkeypatch):
    monkeypatch.setattr(grading, "MOST_EXPLAINED", 3)
    status, _, found = graded(dict.fromkeys(WORKED.values, 7.77))
    assert (status, len(found["terms"])) == (1, len(WORKED.values))
    assert sum(row["kind"] is not None for row in found["terms"] if row["verdict"] != "right") == 3


def test_the_help_says_what_the_exit_status_means():
    said = " ".join(answer("grade", "--help").stdout.split())
    assert "Exit status: 0 if all is right or rounded, 1 if not, 2 if the file cannot be graded." in said
