"""What stands in for Streamlit's session state where no app runs."""


class State(dict):
    """A session state that holds what it is given."""

    def to_dict(self):
        return dict(self)


class Breaking:
    """A session state that breaks off whatever reads or writes it, as Streamlit's does where there is news."""

    def __getattr__(self, name):
        if name == "to_dict":
            return dict
        raise InterruptedError(name)

    def __getitem__(self, key):
        raise InterruptedError(key)

    def __setitem__(self, key, value):
        raise InterruptedError(key)

    def __contains__(self, key):
        raise InterruptedError(key)
