"""What is said about a step: the question it answers, one sentence on how, and what its result means."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from backprop import CONVENTIONS, Parameter, Weight
from backprop.losses import LOSSES
from backprop.terms import Recipe, path_count
from explainer.browser.choices import Choice
from explainer.browser.markup import NOTHING, element
from explainer.browser.terms import number
from explainer.notation.display import FALL, RISE, Display
from explainer.notation.symbols import Derivative
from explainer.walk.reasons import reason
from explainer.walk.steps import Step

ACTIVATION_SENTENCES = {
    "sigmoid": "The sigmoid squashes it into a number between 0 and 1.",
    "tanh": "The hyperbolic tangent squashes it into a number between −1 and 1.",
    "relu": "ReLU lets a positive number through and turns a negative one into 0.",
    "leaky_relu": "Leaky ReLU lets a positive number through and keeps a small share of a negative one.",
    "identity": "The identity passes it on unchanged.",
    "softmax": "Softmax turns all outputs into shares that add up to 1.",
}

LOSS_SENTENCES = {
    "cross_entropy": "Minus the logarithm of each output, times its target: 0 where the output with target 1 is 1.",
    "binary_cross_entropy": "Minus the logarithm of what the output gives to its target: 0 where they are equal.",
    "none": "No loss: what is differentiated is the output itself.",
}
"""What each loss measures that is no squared error; smaller is better."""


@dataclass(frozen=True)
class Narration:
    """The words of a step.

    Attributes:
        title: short, for the walk: what this step is.
        question: the heading above its equation.
        sentence: how to read the equation; text or markup.
        after: what stands below the equation: why its formula holds, or what its result means.
    """

    title: Markup
    question: Markup
    sentence: str
    after: Markup = NOTHING


def narrate(display: Display, step: Step) -> Narration:
    """Return the words of a step."""
    recipe = display.trace.recipe(step.key)
    return SAID[recipe.family](display, recipe)


def titles(display: Display, steps: Iterable[Step]) -> Mapping[str, Markup]:
    """Return what some steps are called, by their keys; the numbers do not matter."""
    return {step.key: narrate(display, step).title for step in steps}


def _pre_activation(display: Display, recipe: Recipe) -> Narration:
    layer, written, s = recipe.place[0], display.written(recipe.key).html, display.trace.structure
    has_bias = s.biases[layer] != "none"
    if s.sizes[layer] == 1:
        incoming = "input by the weight on its edge" if layer == 0 else "activation before by the weight on its edge"
        bias = ", then add the bias" if has_bias else ""
    else:
        incoming = f"{'inputs' if layer == 0 else 'activations of the layer before'} by the weights on their edges"
        bias = ", add them up, then add the bias" if has_bias else " and add them up"
    return Narration(
        Markup("{}: weigh and add what comes in").format(written),
        Markup("What arrives at this unit: {}?").format(written),
        f"Multiply the {incoming}{bias}.",
    )


def _activation(display: Display, recipe: Recipe) -> Narration:
    written = display.written(recipe.key).html
    asked = "What does the network answer" if recipe.family == "y_hat" else "What does the unit pass on"
    kind = display.trace.structure.activations[recipe.place[0]]
    return Narration(
        Markup("{}: the activation function").format(written),
        Markup("{}: {}?").format(asked, written),
        ACTIVATION_SENTENCES[kind],
    )


def _loss_of_example(display: Display, recipe: Recipe) -> Narration:
    loss = display.notation.loss.html
    return Narration(
        Markup("{}: what this example adds").format(display.written(recipe.key).html),
        Markup("How much does this example add to {}?").format(loss),
        _measured(display),
    )


def _loss(display: Display, recipe: Recipe) -> Narration:
    loss, examples = display.notation.loss.html, display.trace.structure.examples
    title, question = Markup("{}: compare with the target"), Markup("How wrong is the answer: {}?")
    if not display.trace.structure.targets:
        title, question = Markup("{}: the output itself"), Markup("What is differentiated: {}?")
    return Narration(
        title.format(loss),
        question.format(loss),
        _measured(display)
        if examples == 1
        else Markup("Every one of the {} examples adds its part; together they are {}.").format(examples, loss),
    )


def _measured(display: Display) -> str:
    """Say what the loss measures."""
    s = display.trace.structure
    if LOSSES[s.loss].squared:
        said = "Half the squared" if CONVENTIONS[s.convention].half else "The squared"
        said += " difference between output and target: 0 where they are equal."
    else:
        said = LOSS_SENTENCES[s.loss]
    return said + (" Added up over all outputs." if s.outputs > 1 else "")


def _changes(display: Display, key: str, of: Markup, by: Markup) -> Markup:
    """Say what a derivative means: how much ``of`` changes when ``by`` rises by a little."""
    return Markup("If {} rises by a little, {} changes by {} times that.").format(by, of, number(display, key))


def _why(display: Display, key: str) -> Markup:
    said = reason(display, key)
    return Markup("Why: {}").format(said) if said else said


def _asked(of: Markup, by: Markup) -> Markup:
    return Markup("How much does {} change when {} changes?").format(of, by)


def _loss_derivative(display: Display, recipe: Recipe) -> Narration:
    (*_, example, unit), loss = recipe.place, _whose_loss(display, recipe)
    output = display.notation.a(display.trace.structure.depth - 1, example, unit).html
    return Narration(
        Markup("{}: from the loss to the output").format(display.written(recipe.key).html),
        _asked(loss, output),
        Markup("The way back starts at the loss{}. {}").format(
            _alone(display, recipe), _changes(display, recipe.key, loss, output)
        ),
        _why(display, recipe.key),
    )


def _slope(display: Display, recipe: Recipe) -> Narration:
    layer, example, unit, *_ = recipe.place
    activation, by = display.notation.a(layer, example, unit).html, _by(display, recipe)
    return Narration(
        Markup("{}: the slope of the unit").format(display.written(recipe.key).html),
        _asked(activation, by),
        Markup("The slope of the activation function at this {}. {}").format(
            by, _changes(display, recipe.key, activation, by)
        ),
        _why(display, recipe.key),
    )


def _slope_by_weight(display: Display, recipe: Recipe) -> Narration:
    layer, example, unit, source = recipe.place
    of, by = display.notation.z(layer, example, unit).html, display.trace.names.w(layer, source, unit)
    weight = display.written(by).html
    return Narration(
        Markup("{}: what the weight is multiplied by").format(display.written(recipe.key).html),
        _asked(of, weight),
        Markup("{} It is so on every edge of this layer: the slope is what enters on the left.").format(
            _changes(display, recipe.key, of, weight)
        ),
        _why(display, recipe.key),
    )


def _slope_by_bias(display: Display, recipe: Recipe) -> Narration:
    layer, unit = recipe.place
    of, bias = display.notation.z(layer, None, unit).html, display.written(str(display.trace.names.b(layer, unit))).html
    return Narration(
        Markup("{}: a bias is only added").format(display.written(recipe.key).html),
        _asked(of, bias),
        Markup("If {} rises by a little, {} rises by just as much. It is so at every unit of this layer.").format(
            bias, of
        ),
        _why(display, recipe.key),
    )


def _slope_by_activation(display: Display, recipe: Recipe) -> Narration:
    layer, unit, source = recipe.place
    of, by = display.notation.z(layer, None, unit).html, display.notation.a(layer - 1, None, source).html
    return Narration(
        Markup("{}: back over an edge").format(display.written(recipe.key).html),
        _asked(of, by),
        Markup("{} It is so on every edge of this layer: the slope is its weight.").format(
            _changes(display, recipe.key, of, by)
        ),
        _why(display, recipe.key),
    )


def _delta(display: Display, recipe: Recipe) -> Narration:
    written, layer = display.written(recipe.key).html, recipe.place[0]
    question = _asked(_whose_loss(display, recipe), _by(display, recipe))
    if display.has_long_road(recipe.key):
        short = "the short way" if recipe.operation == "sigmoid_cross_entropy_delta" else "output minus target"
        return Narration(
            Markup("{}: {}").format(written, short),
            question,
            Markup(
                "This output and this loss are a pair: much cancels, and {} is left. The long way, factor by "
                "factor, leads to the same number."
            ).format(short)
            if short != "the short way"
            else "This output and this loss are a pair: much cancels. The long way, factor by factor, leads to the "
            "same number.",
            _why(display, recipe.key),
        )
    if recipe.operation == "sum":
        return Narration(
            Markup("{}: through every output").format(written),
            question,
            "Softmax lets every output depend on every pre-activation, so what comes back to this one is a sum: what "
            "has come back to each output, times how much that output changes with it.",
        )
    if recipe.operation != "product":
        return Narration(
            Markup("{}: of this example alone").format(written),
            question,
            "The same without what the batch divides by, which comes last.",
            _why(display, recipe.key),
        )
    arriving = display.written(recipe.factors[0]).html
    reused = ", and so does everything to the left" if layer else ""
    return Narration(
        Markup("{}: times the slope").format(written),
        question,
        Markup(
            "What has come back so far, {}, times the slope of this unit. The weights that lead into it reuse "
            "this number{}."
        ).format(arriving, reused),
    )


def _whose_loss(display: Display, recipe: Recipe) -> Markup:
    """Return the loss that a derivative is of: of the batch, or of one example alone."""
    is_own = recipe.family in OF_ONE_EXAMPLE
    return (display.notation.example_loss(recipe.place[-2]) if is_own else display.notation.loss).html


def _alone(display: Display, recipe: Recipe) -> Markup:
    """Say of the loss of one example that it is that, where a derivative is of it."""
    if recipe.family not in OF_ONE_EXAMPLE:
        return Markup()
    own = _whose_loss(display, recipe)
    return Markup(", here {}, that of this example alone; what the batch divides by comes last").format(own)


OF_ONE_EXAMPLE = {"example_dL_da", "example_delta"}
"""Families of derivatives of one example's own loss, free of what the loss of the batch is divided by."""


def _flow(display: Display, recipe: Recipe) -> Narration:
    layer, example, unit = recipe.place
    if layer == display.trace.structure.depth - 1:
        return _loss_derivative(display, recipe)
    ways, activation = display.trace.structure.sizes[layer + 2], display.notation.a(layer, example, unit).html
    return Narration(
        Markup("{}: go back through the weights").format(display.written(recipe.key).html),
        _asked(_whose_loss(display, recipe), activation),
        "One way back: what has come to the unit on the right, times the weight between them."
        if ways == 1
        else Markup("{} ways back, one for each unit on the right that this one feeds: add them up.").format(ways),
    )


def _by(display: Display, recipe: Recipe) -> Markup:
    """Return what the derivative is taken by: the z of a unit."""
    layer, example, unit = recipe.place[0], recipe.place[1], recipe.place[-1]
    return display.notation.z(layer, example, unit).html


def _gradient(display: Display, recipe: Recipe) -> Narration:
    p, written = _parameter(recipe), display.written(recipe.key).html
    symbol = display.written(p.name).html
    question = _asked(display.notation.loss.html, symbol)
    structure, means = display.trace.structure, meaning(display, p.name)
    if structure.examples > 1 and display.whole:
        meets = Markup("what {} is multiplied by").format(symbol) if isinstance(p, Weight) else "1, as a bias is added"
        return Narration(
            Markup("{}: one product per example, then all of them together").format(written),
            question,
            Markup("In each example, what comes back to the unit, times {}; all {} together are the gradient.").format(
                meets, structure.examples
            ),
            means,
        )
    paths = path_count(structure, p) // structure.examples
    share = "" if structure.examples == 1 else " Then the other examples are added."
    if paths == 1:
        return Narration(
            Markup("{}: multiply along the path").format(written),
            question,
            Markup("Follow the lit path from the loss back to {} and multiply the factors on it.{}").format(
                symbol, share
            ),
            means,
        )
    return Narration(
        Markup("{}: one product per path, then the sum").format(written),
        question,
        Markup("{} has {} paths to the loss: multiply along each, then add.{}").format(symbol, paths, share),
        means,
    )


def meaning(display: Display, parameter: str) -> Markup:
    """Say with numbers what the gradient of a parameter means."""
    return Markup("Raise {} by {}, and {} {}.").format(
        display.written(parameter).html,
        number(display, "nudge"),
        display.notation.loss.html,
        number(display, display.trace.names.nudged(parameter) + RISE),
    )


def _new(display: Display, recipe: Recipe) -> Narration:
    p, n = _parameter(recipe), display.trace.names
    symbol, rate = display.written(p.name).html, display.notation.learning_rate.html
    moves = Markup("{} {}").format(symbol, number(display, n.step(p.name) + FALL))
    rule, direction = display.trace.structure.rule, n.direction(p.name)
    is_first, against = p == n.parameters[0], "the gradient"
    if rule == "momentum":
        against = "the velocity"
        sentence = Markup("Against its velocity {}, by the learning rate {} times that: {}.").format(
            number(display, direction), rate, moves
        )
    elif rule == "adam":
        against = "the first moment"
        sentence = Markup(
            "Against its first moment, divided by how large its gradients usually are: about as far as {} for every "
            "parameter, whether its gradient is large or small. {}."
        ).format(rate, moves)
    elif is_first:
        sentence = Markup(
            "The gradient points to where {} grows, so every parameter goes the other way, by the learning rate {} "
            "times its gradient: {}."
        ).format(_grows(display, direction), rate, moves)
    else:
        sentence = Markup("Against its gradient {}: {}.").format(number(display, direction), moves)
    return Narration(
        Markup("{}: one step against {}").format(symbol, against),
        Markup("Where does {} go?").format(symbol),
        sentence,
    )


def _grows(display: Display, gradient: str) -> Markup:
    """Return what a gradient points to the growth of: the loss, that of one example, or one with the penalty."""
    written = display.written(gradient)
    assert isinstance(written, Derivative)  # a gradient is one in every notation
    return written.of.html


def whose_turn(display: Display) -> str:
    """Say which example the update is made of, and in which epoch; of the whole batch, nothing."""
    problem = display.trace.problem
    if problem.only is None:
        return ""
    return f"example {problem.only + 1} in epoch {problem.memory.updates // len(problem.x) + 1}"


def _still(said: str) -> Markup:
    """Say something of the run, which a number that moves ends: it is out of sight as long as that moves."""
    return element("span", {"data-still": True}, said)


def _one_alone(display: Display, recipe: Recipe) -> Narration:
    symbol = display.written(_parameter(recipe).name).html
    return Narration(
        # A title is that of every update, whichever example is next.
        Markup("{}: the gradient of one example").format(symbol),
        Markup("Whose gradient moves {}?").format(symbol),
        Markup("{}{}").format(_still(f"It is the turn of {whose_turn(display)}. "), _OWN_GRADIENT),
    )


_OWN_GRADIENT = Markup(
    "Its own loss is not divided by <i>N</i>, so its gradient is <i>N</i> times what it adds to that of the batch."
)


def _penalized(display: Display, recipe: Recipe) -> Narration:
    symbol, strength = display.written(_parameter(recipe).name).html, display.written("l2").html
    turn = _still(f"First the gradient of {whose_turn(display)}, whose turn it is. ")
    return Narration(
        Markup("{}: its gradient with the penalty").format(symbol),
        Markup("What does the penalty add to the gradient of {}?").format(symbol),
        Markup("{}The slope of {} by {} is {} · {}: the larger a weight is, the harder it is pulled to 0.").format(
            turn if display.trace.problem.only is not None else Markup(),
            display.written("penalty").html,
            symbol,
            strength,
            symbol,
        ),
    )


def _objective(display: Display, recipe: Recipe) -> Narration:
    objective, penalty = display.written("objective").html, display.written("penalty").html
    return Narration(
        Markup("{}: the loss and the penalty").format(objective),
        Markup("What do the updates make smaller: {}?").format(objective),
        Markup(
            "Large weights cost something too: {}, half of {} times the sum of their squares; biases cost nothing. {} "
            "stays the loss of the data, here and on the other pages."
        ).format(penalty, display.written("l2").html, display.notation.loss.html),
    )


def _velocity(display: Display, recipe: Recipe) -> Narration:
    symbol = display.written(_parameter(recipe).name).html
    begins = " At first there is none, so it is the gradient." if not display.trace.problem.memory.updates else ""
    return Narration(
        Markup("{}: the velocity").format(display.written(recipe.key).html),
        Markup("Which way is {} going already?").format(symbol),
        Markup("Momentum keeps the share {} of the velocity before, and adds the gradient.{}").format(
            display.written("momentum").html, begins
        ),
    )


def _moment(display: Display, recipe: Recipe) -> Narration:
    is_first = recipe.place[0] == "moment1"
    written, symbol = display.written(recipe.key).html, display.written(_parameter(recipe).name).html
    made_up = Markup("It begins at 0, which the division makes up for; this is update {} = {}.").format(
        display.written("t").html, number(display, "t")
    )
    if is_first:
        asked = Markup("Which way has the gradient of {} pointed lately?").format(symbol)
        said = "The first moment is a mean of the gradients, in which the latest counts most."
    else:
        asked = Markup("How large has the gradient of {} been lately?").format(symbol)
        said = "The second moment is the same mean of their squares, whatever their signs."
    title = Markup("{}: the {} moment, corrected").format(written, "first" if is_first else "second")
    return Narration(title, asked, Markup("{} {}").format(said, made_up))


def _new_loss(display: Display, recipe: Recipe) -> Narration:
    n, loss = display.trace.names, display.notation.loss.html
    matrices = Choice("cell", n.gradient(n.parameters[0].name)).button("see the same pass as matrices →")
    return Narration(
        Markup("{}: before and after").format(loss),
        Markup("Does {} get smaller?").format(loss),
        "One more forward pass, with all the new parameters, tells.",
        Markup(
            "This was the last step. What next: take the update and go on, choose another network, read the lecture "
            "notes, or {}"
        ).format(matrices),
    )


def _parameter(recipe: Recipe) -> Parameter:
    """Return the parameter that a gradient or an update is about."""
    assert recipe.parameter is not None  # they are all about one
    return recipe.parameter


SAID: dict[str, Callable[[Display, Recipe], Narration]] = {
    "z": _pre_activation,
    "a": _activation,
    "y_hat": _activation,
    "loss_of_example": _loss_of_example,
    "loss": _loss,
    "dL_dy_hat": _loss_derivative,
    "da_dz": _slope,
    "da_dz_cross": _slope,
    "delta": _delta,
    "dL_da": _flow,
    "example_dL_da": _flow,
    "example_delta": _delta,
    "dz_da": _slope_by_activation,
    "dz_dw": _slope_by_weight,
    "dz_db": _slope_by_bias,
    "gradient": _gradient,
    "objective": _objective,
    "alone": _one_alone,
    "penalized": _penalized,
    "new_memory": _velocity,
    "corrected": _moment,
    "new": _new,
    "new_loss": _new_loss,
}
"""Family of a step's term -> what is said about it."""


def narrate_phases(display: Display, parameter: str) -> Narration:
    """Return the words beside the two phases of one parameter."""
    symbol, written = display.written(parameter).html, display.written(display.trace.names.gradient(parameter)).html
    kept = (
        "what was kept on its edge"
        if isinstance(display.trace.names.by_name[parameter], Weight)
        else "1, as a bias is only added"
    )
    d = display.notation.d
    return Narration(
        Markup("{}: two phases").format(written),
        Markup("Where do the two factors of {} come from?").format(written),
        Markup(
            "Forward, every edge keeps what its weight is multiplied by, {}<i>z</i>/{}<i>w</i>. Backward, the same "
            "network runs from the loss to the left: every edge multiplies by its weight, every unit by its slope. For "
            "{}: what came back to its unit, times {}."
        ).format(d, d, symbol, kept),
        meaning(display, parameter),
    )
