"""Which steps, and what is said at each?

``opening``      what the network has just done
``steps``        forward pass, chain rule and update as one list
``lit``          what lights up for a step
``reasons``      where the formula of a local derivative comes from
``narration``    the question of a step and one sentence on how
``explanation``  what is said below its equation
``building``     a chain as it is built
``outcomes``     what became of runs, in sentences
``remarks``      what is out of the ordinary about the numbers
``alone``        what is said beside the loss along one parameter
``summary``      a network in one sentence
``training``     how a run of updates went
``tables``       the tables beside the diagram
``dots``         the line of all steps
``flowing``      where the gradient goes, and what stops it
``checking``     the gradient check, and what a planted mistake does
"""
