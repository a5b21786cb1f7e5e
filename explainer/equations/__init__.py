"""What is derived? Linked lines for any term.

``equation``     what a derivation is
``breaking``     where a line may go on below itself
``factors``      how a factor is written
``rows``         how a long sum is written
``arithmetic``   what a line of numbers comes to
``adding_up``    as many digits as it takes for the lines to add up
``derivations``  the kinds of derivation
``one_line``     a term in one line, each number by the name it has elsewhere
``along``        the step of one parameter, and its nudge
``plain``        a line as plain text
``html``         the lines as HTML
"""
