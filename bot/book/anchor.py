"""Where things stand in the book: one rule from an id to the place a link can lead to."""


def anchor(key: str) -> str:
    """The place of a message, which is also the place of its screen or line. Different ids, different places."""
    return key.replace("/", "-").replace("#", "--")


def flow_anchor(flow: str) -> str:
    """The place of a flow's chapter; the colon keeps it apart from every message."""
    return f"flow:{flow}"


def row_anchor(row: str) -> str:
    """The place of a row of the decision table."""
    return f"row:{row}"
