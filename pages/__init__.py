"""One thin file per view, and the frame they all stand in."""
