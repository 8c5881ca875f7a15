"""A number as it is read: its parts apart, for eyes and for screen readers."""


def spaced(tel: str) -> str:
    """Give +77172123456 as +7 717 212 34 56; a short number stays as it is."""
    return f"{tel[:2]} {tel[2:5]} {tel[5:8]} {tel[8:10]} {tel[10:]}" if tel.startswith("+") else tel
