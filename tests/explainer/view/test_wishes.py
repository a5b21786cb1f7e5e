"""What is asked of a network is done as soon as it fits; until then both the network on the table and the wish stay."""

import pytest

from backprop import NetworkError, load_preset
from backprop.building import empty, with_layer
from explainer.view import wishes
from explainer.view.link import from_link, to_link
from explainer.view.moves import open_network
from explainer.view.view import View


@pytest.fixture
def view():
    return open_network(View(), empty())


def ask(view, *asked):
    for name, wish in asked:
        view = wishes.asked(view, (name, wish)) or view
    return view


def functions(view):
    return (*view.structure.activations, view.structure.loss)


def test_what_fits_is_done_at_once(view):
    done = ask(view, ("units1", "3"), ("activation1", "tanh"), ("bias2", "none"), ("inputs", "4"))
    assert (done.structure.sizes, done.structure.biases, done.wishes) == ((4, 3, 1), ("unit", "none"), ())


def test_what_does_not_fit_yet_is_kept_and_the_network_stays(view):
    wished = ask(view, ("activation2", "relu"), ("loss", "binary_cross_entropy"))
    assert functions(wished) == ("sigmoid", "relu", "half_squared_error")
    assert wished.wishes == (("loss", "binary_cross_entropy"),)
    assert "binary_cross_entropy takes logarithms" in wishes.refusal(wished).why


def test_as_soon_as_all_fits_the_wishes_are_gone(view):
    done = ask(view, ("activation2", "relu"), ("loss", "binary_cross_entropy"), ("activation2", "sigmoid"))
    assert (functions(done), done.wishes) == (("sigmoid", "sigmoid", "binary_cross_entropy"), ())


def test_the_grids_are_turned_and_turned_back_without_a_number_changed(view):
    turned = ask(view, ("weights_are", "out_in"))
    assert turned.problem.description.weights_are == "out_in"
    assert ask(turned, ("weights_are", "in_out")).table == view.table


def test_what_fits_alone_is_done_while_an_older_wish_waits(view):
    done = ask(view, ("activation2", "relu"), ("loss", "binary_cross_entropy"), ("units1", "5"))
    assert (done.structure.sizes, done.wishes) == ((2, 5, 1), (("loss", "binary_cross_entropy"),))


def test_a_wish_that_is_taken_back_is_gone(view):
    wished = ask(view, ("activation2", "relu"), ("loss", "binary_cross_entropy"), ("loss", "half_squared_error"))
    assert wished.wishes == ()


def test_two_wishes_fit_in_whatever_order_they_are_made(view):
    one, other = ("units2", "3"), ("loss", "half_squared_error")
    alone = ask(view, ("loss", "none"))
    assert alone.structure.loss == "none"
    for order in ((one, other), (other, one)):
        assert ask(alone, *order).structure.sizes[-1] == 3


def test_shared_numbers_stay_bit_for_bit(view):
    done = ask(view, ("units1", "3"), ("units1", "2"))
    assert done.problem.network.layers[0].W.tolist() == empty().network.layers[0].W.tolist()


def test_the_readers_numbers_are_in_the_network_that_is_changed(view):
    done = ask(view.change({"w1": 0.875}), ("units1", "3"))
    assert done.problem.network.layers[0].W[0, 0] == 0.875


def test_a_number_that_lets_a_wish_fit_fulfils_it(view):
    wished = ask(view.change({"y1": 2.0}), ("loss", "binary_cross_entropy"))
    assert wishes.settled(wished) is None
    assert wishes.settled(wished.change({"y1": 1.0})).structure.loss == "binary_cross_entropy"


def test_wishes_follow_their_layer_when_another_is_put_in_or_taken_out(view):
    wished = ask(view, ("activation1", "softmax"), ("activation2", "relu"), ("loss", "cross_entropy"))
    assert dict(wished.wishes)["activation1"] == "softmax"
    more = wishes.with_layer_after(wished, -1)
    assert dict(more.wishes)["activation2"] == "softmax"
    assert dict(wishes.without_layer_at(more, 0).wishes)["activation1"] == "softmax"
    assert "activation1" not in dict(wishes.without_layer_at(wished, 0).wishes)


def test_a_layer_too_many_is_refused_with_its_sentence(view):
    problem = empty()
    for _ in range(4):
        problem = with_layer(problem, 0)
    with pytest.raises(NetworkError, match="7 layers"):
        wishes.with_layer_after(open_network(View(), problem), 0)


@pytest.mark.parametrize(
    ("asked", "offered"),
    [
        ([("activation2", "relu"), ("loss", "binary_cross_entropy")], "Use sigmoid in the last layer"),
        ([("loss", "binary_cross_entropy"), ("activation2", "softmax")], "Take cross-entropy as the loss"),
        ([("activation1", "softmax")], "Use softmax in the last layer instead"),
        ([("units2", "2"), ("loss", "none")], "Keep one output"),
    ],
)
def test_what_would_mend_it_is_offered_and_does(view, asked, offered):
    wished = ask(view, *asked)
    mend = next(mend for mend in wishes.mends(wished) if mend.title == offered)
    assert wishes.asked(wished, *mend.wishes).wishes == ()


def test_there_is_a_way_back_to_what_is_drawn_from_wishes_that_do_not_fit(view):
    wished = ask(view, ("loss", "binary_cross_entropy"), ("activation2", "relu"), ("activation1", "softmax"))
    *_, back = wishes.mends(wished)
    assert back.title == "Keep what is drawn"
    kept = wishes.asked(wished, *back.wishes)
    assert (kept.wishes, functions(kept)) == ((), functions(wished))


def test_a_slope_that_is_no_number_stays_with_its_sentence(view):
    wished = ask(view, ("activation1", "leaky_relu"), ("slope1", "steep"))
    assert wishes.shown(wished, "slope1") == "steep"
    assert "The slope of layer 1 is “steep”, which is no number" in wishes.refusal(wished).why
    assert ask(wished, ("slope1", "0,2")).problem.network.layers[0].slope == 0.2


def test_a_name_is_given_and_taken_back(view):
    named = ask(view, ("input_name1", "width"))
    assert named.problem.description.input_names == ("width", "x2")
    assert ask(named, ("input_name1", " ")).problem.description.input_names == ()


def test_a_name_that_another_has_is_kept_as_a_wish(view):
    wished = ask(view, ("input_name1", "width"), ("input_name2", "width"))
    assert (wishes.shown(wished, "input_name2"), wishes.shown(wished, "input_name1")) == ("width", "width")
    assert wished.problem.description.input_names == ("width", "x2")


def test_a_loss_is_divided_in_its_own_way_until_another_is_chosen(view):
    divided = ask(view, ("convention", "sum"))
    assert divided.problem.convention == "sum"
    assert ask(divided, ("loss", "mean_squared_error")).problem.convention == "mean_all"


NO_WISHES = (
    "units9=2 units1=0 units1=1e3 loss=x depth=3 bias0=unit units01=2 activation1=__class__ input_name3=a "
    "convention=mean_of weights_are=sideways"
)


def test_what_a_browser_cannot_mean_is_no_wish(view):
    for wish in NO_WISHES.split():
        assert not wishes.is_possible(view, *wish.split("=")), wish
    assert wishes.is_possible(view, "units2", "12")


def test_a_preset_that_is_changed_is_an_own_network_with_its_notation():
    changed = ask(View(preset="derivation"), ("units1", "3"))
    assert changed.network
    assert changed.shown_notation == View(preset="derivation").shown_notation


def test_form_to_link_to_form_is_bit_identical(view):
    built = ask(view, ("units1", "4"), ("activation1", "leaky_relu"), ("slope1", "1/3"), ("input_name1", "a=b,c"))
    opened, note = from_link(to_link(built))
    assert (opened, note) == (built, "")
    assert opened.problem.network.layers[0].W.tobytes() == built.problem.network.layers[0].W.tobytes()


def test_wishes_are_in_no_link(view):
    wished = ask(view, ("activation2", "relu"), ("loss", "binary_cross_entropy"))
    assert from_link(to_link(wished))[0].wishes == ()


def test_an_invalid_target_of_the_present_loss_is_said_and_nothing_is_lost():
    view = open_network(View(), load_preset("softmax")).change({"y1": 5.0})
    wished = ask(view, ("units1", "3"))
    assert (wishes.shown(wished, "units1"), "One of the targets is 5" in wishes.refusal(wished).why) == ("3", True)
