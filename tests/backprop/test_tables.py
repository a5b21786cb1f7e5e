"""Tables of examples: read as they are meant, or refused; never misread."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backprop import NetworkError
from backprop.tables import read_block, read_data
from tests.backprop.strategies import examples
from tests.backprop.test_files import is_one_line

AND = [[0, 0, 0], [0, 1, 0], [1, 0, 0], [1, 1, 1]]


def rows(data):
    return [[*x, *y] for x, y in zip(data.x.tolist(), data.y.tolist(), strict=True)]


def refusal(text, inputs=2, outputs=1):
    with pytest.raises(NetworkError) as caught:
        read_data(text, inputs, outputs)
    return str(caught.value)


# Whatever stands between the numbers.


@pytest.mark.parametrize(
    "text",
    [
        "0.5\t-1\t0.25\n2\t3\t1",
        "0,5\t−1\t1/4\n2\t3\t1",
        "0,5;-1;0,25\n2;3;1",
        "0.5,-1,0.25\n2,3,1",
        "0.5, -1, 0.25\n2, 3, 1\n",
        '"0,5","-1","0,25"\n"2","3","1"',
        "0.5 -1 0.25\n2 3 1",
        "  0,5   -1  0,25\n  2      3  1",
        "0,5\u00a0\u00a0-1\u00a0\u00a00,25\r\n2\u00a0\u00a03\u00a0\u00a01\r\n",
        "\ufeff0.5;-1;0.25\r\r2;3;1",
        "\n0.5;-1;0.25;\n\n;;;\n2;3;1;\n",
        b"\xef\xbb\xbf0.5;-1;.25\n2;3;1",
    ],
)
def test_a_table_is_read_whatever_stands_between_its_numbers(text):
    assert rows(read_data(text, 2, 1)) == [[0.5, -1.0, 0.25], [2.0, 3.0, 1.0]]


def test_whole_numbers_between_commas_are_read_where_their_count_fits():
    assert rows(read_data("0,0,0\n0,1,0\n1,0,0\n1,1,1", 2, 1)) == AND


def test_every_column_before_the_targets_is_an_input_where_nothing_else_is_said():
    data = read_data("1;2;3;4\n5;6;7;8", None, 2)
    assert (data.x.tolist(), data.y.tolist()) == ([[1, 2], [5, 6]], [[3, 4], [7, 8]])


def test_without_targets_every_column_is_an_input():
    data = read_data("1;2", None, 0)
    assert (data.x.tolist(), data.y.shape) == ([[1, 2]], (1, 0))


separators = st.sampled_from(["\t", ";", " ", "   ", ",", ", "])
tables = st.integers(1, 4).flatmap(
    lambda width: st.lists(
        st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=width + 1, max_size=width + 1),
        min_size=1,
        max_size=4,
    )
)


@examples(60)
@given(tables, separators, st.booleans())
def test_any_numbers_are_read_to_their_last_bit(numbers, separator, comma):
    texts = [[repr(number) for number in row] for row in numbers]
    if comma and "," not in separator:
        texts = [[text.replace(".", ",") for text in row] for row in texts]
    data = read_data("\n".join(separator.join(row) for row in texts), len(numbers[0]) - 1, 1)
    assert [[number.hex() for number in row] for row in rows(data)] == [[n.hex() for n in row] for row in numbers]


# Names and classes.


def test_a_row_of_words_names_inputs_and_targets():
    data = read_data("sepal length  sepal width  is big\n5.1  3.5  0\n4.9  3.0  1", 2, 1)
    assert (data.input_names, data.output_names) == (("sepal length", "sepal width"), ("is big",))
    assert rows(data) == [[5.1, 3.5, 0.0], [4.9, 3.0, 1.0]]


def test_a_table_without_names_has_none():
    data = read_data("1;2;3", 2, 1)
    assert (data.input_names, data.output_names) == ((), ())


IRISES = "length,width,kind\n5.1,3.5,virginica\n4.9,3,setosa\n5.8,2.7,virginica"


@pytest.mark.parametrize("inputs", [2, None])
def test_a_column_of_words_is_made_one_hot_in_the_order_of_appearance(inputs):
    data = read_data(IRISES, inputs, 2)
    assert data.y.tolist() == [[1, 0], [0, 1], [1, 0]]
    assert (data.input_names, data.output_names) == (("length", "width"), ("virginica", "setosa"))


def test_class_numbers_are_made_one_hot_by_size():
    data = read_data("5.1;2\n4.9;10\n3.0;1", 1, 3)
    assert data.y.tolist() == [[0, 1, 0], [0, 0, 1], [1, 0, 0]]
    assert data.output_names == ("1", "2", "10")


def test_targets_in_columns_of_their_own_are_no_classes():
    assert read_data("5.1;1;0\n4.9;0;1", 1, 2).output_names == ()


# What does not fit.


@pytest.mark.parametrize(
    ("text", "inputs", "outputs", "sentence"),
    [
        ("1;2;3;4;5", 2, 1, "5 columns were given, 3 are needed: 2 inputs and 1 target."),
        ("1", 1, 3, "1 column was given, 4 are needed: 1 input and 3 targets."),
        ("1;2", 1, 0, "2 columns were given, 1 is needed: 1 input."),
        ("1;2", None, 2, "2 columns were given, 3 or more are needed: at least 1 input and 2 targets."),
        ("1;2;3\n1;2", 2, 1, "Row 2 has 2 columns and row 1 has 3; all rows must be of one length."),
        ("a;b;c\n\n1;abc;3", 2, 1, "Row 3, column 2 holds 'abc', which is no number."),
        ("1;1,000;3", 2, 1, "Row 1, column 2 holds '1,000', which can mean 1.000 or 1000; write one of these."),
        ("1;2;3\n1;;3", 2, 1, "Row 2, column 2 is empty; a number is needed there."),
        ("1;2;3\n4;5;yes", 2, 1, "Row 2, column 3 holds 'yes', which is no number."),
        ("1;2;no\n4;5;yes", 2, 1, "The last column holds words such as 'no'; one output needs numbers, such as 0 and "
         "1, and words need one output for each class."),
        ("1;cat\n2;dog\n3;cow", 1, 2, "The last column holds 3 different classes, and the network has 2 outputs; each "
         "class needs one output."),
        ("1;cat\n2;", 1, 2, "Row 2, column 2 is empty; a class is needed there."),
        ("a;b;c", 2, 1, "Row 1 holds no number, and no other row is there; examples are numbers."),
        ("a;a;c\n1;2;3", 2, 1, "The input_names have 'a' 2 times; no two may be alike."),
        ("a;;c\n1;2;3", 2, 1, "Name 2 of the input_names has 0 characters; a name has 1 to 24."),
        (f"{'x' * 30};b;c\n1;2;3", 2, 1, "Name 1 of the input_names has 30 characters; a name has 1 to 24."),
        ("\n".join(["1;2;3"] * 201), 2, 1, "The batch has 201 examples; 1 to 200 are possible here."),
        ("1;2;3\n" * 202, 2, 1, "The table has more than 200 examples; 1 to 200 are possible here."),
        (";".join("1" * 14), None, 1, "Each example has 13 inputs; 1 to 12 are possible here."),
        ("", 2, 1, "The table is empty; each line is an example, its inputs first and its targets last."),
        (" \n;;\n", 2, 1, "The table is empty; each line is an example, its inputs first and its targets last."),
        ('1;"2;3', 2, 1, "A cell of the table has no end: its quotation mark has no second one, or it is too long."),
        ("x" * 262145, 2, 1, "The table is larger than 256 KiB, the most that is read."),
        (b"\xff\xfe1\x00", 2, 1, "The table is not text in UTF-8; save it as CSV in UTF-8, or copy its cells."),
    ],
)  # fmt: skip
def test_a_table_that_does_not_fit_is_refused_with_where_and_why(text, inputs, outputs, sentence):
    assert refusal(text, inputs, outputs) == sentence


@pytest.mark.parametrize(
    ("text", "inputs", "outputs"),
    [
        ("0,5,1,5", 1, 1),
        ("0,05,0,10", 2, 2),
        ("0,5, 1,5", 1, 1),
        ("1,2,3,4", None, 1),
        ("1,000,3", 2, 1),
        ("a,b,c,d\n0,05,0,10", 2, 2),
    ],
)
def test_commas_that_may_separate_numbers_or_stand_in_them_are_refused_with_both(text, inputs, outputs):
    line = text.splitlines()[0]
    assert refusal(text, inputs, outputs) == (
        f"The line {line!r} can be read in two ways, its commas between numbers or as decimal commas; put semicolons "
        "between the numbers."
    )


@examples(40)
@given(st.lists(st.lists(st.sampled_from(["0,5", "1,25", "0,05", "12,0"]), min_size=3, max_size=3), min_size=1))
def test_decimal_commas_between_commas_are_never_read(numbers):
    with pytest.raises(NetworkError):
        read_data("\n".join(map(",".join, numbers)), 2, 1)


# A block of cells.


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("0.1\t0.2\n0.3\t0.4", [["0.1", "0.2"], ["0.3", "0.4"]]),
        ("0,1 0,2\n0,3 0,4", [["0,1", "0,2"], ["0,3", "0,4"]]),
        ("0.1, 0.2\n0.3, 0.4", [["0.1", "0.2"], ["0.3", "0.4"]]),
        ("1,2.5", [["1", "2.5"]]),
        ("0,5\n1\n0,25", [["0,5"], ["1"], ["0,25"]]),
        ("-0.7", [["-0.7"]]),
        ("one;  two words ", [["one", "two words"]]),
    ],
)
def test_a_block_is_cut_into_its_cells(text, cells):
    assert read_block(text) == cells


@pytest.mark.parametrize("text", ["0,5", "0,5\n0,25", "0,5,1,5"])
def test_a_block_that_can_be_cut_in_two_ways_is_refused(text):
    with pytest.raises(NetworkError, match="can be read in two ways"):
        read_block(text)


# Whatever is pasted.

NUMBERS = ["0", "1", "05", "0.5", "-1", "1/3", "−2", "1e9", "1,000", "nan", "1" * 400]
BETWEEN = [",", ";", "\t", " ", "  ", "\n", "\r\n", "\r"]
STRANGE = ["yes", "a b", '"', "'", "\x00", "\u2028", "\ufeff", "\ud800", "=1+1", "<b>", "{}", "\x1b[2J", "/", "."]
pieces = st.sampled_from([*NUMBERS * 2, *BETWEEN * 3, *STRANGE])
pasted = st.one_of(st.text(max_size=60), st.lists(pieces, max_size=40).map("".join))


@examples(200)
@given(pasted, st.sampled_from([None, 1, 2]), st.integers(0, 3))
def test_whatever_is_pasted_is_read_as_numbers_or_refused_in_one_line(text, inputs, outputs):
    try:
        data = read_data(text, inputs, outputs)
    except NetworkError as error:
        assert is_one_line(str(error))  # noqa: PT017  (it may be refused or not)
        assert len(str(error)) < 250  # noqa: PT017
    else:
        assert len(data.x) == len(data.y)
        assert data.y.shape[1] == outputs
        assert inputs in {None, data.x.shape[1]}
        assert all(map(math.isfinite, [*data.x.flat, *data.y.flat]))


@pytest.mark.parametrize("text", [",", "1,", "1 ", " ", "\n", ";", "\t", '"', "1\n", "a,b\n"])
def test_the_largest_table_is_cut_or_refused_at_once(text):
    with pytest.raises(NetworkError) as caught:
        read_data((text * 262144)[:262144], 2, 1)
    assert len(str(caught.value)) < 250
