"""The picture as PNG, where a renderer is installed."""


class NoRendererError(Exception):
    """Nothing here can turn SVG into PNG."""

    def __init__(self) -> None:
        super().__init__("A PNG needs a renderer: run `python -m pip install resvg_py`, or write --svg instead.")


def png(svg: str) -> bytes:
    """Render at twice the size, on white; the fonts are the system's."""
    try:
        import resvg_py  # noqa: PLC0415 - only planners who want a PNG need it
    except ImportError:
        raise NoRendererError from None
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, background="#ffffff", zoom=2))
