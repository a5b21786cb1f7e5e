"""Every performance figure that the README quotes, reproducible with ``make bench``."""
