"""The card that always comes (row D19): made of constants, so it needs no store, directory, script or catalogue."""

from bot.centres.words import EMERGENCY

_NAMES = {
    "police_102": "полиция",
    "emergency_112": "құтқарушылар · спасатели",
    "ambulance_103": "жедел жәрдем · скорая помощь",
    "kc_111": "отбасы, әйелдер, балалар · семья, женщины, дети",
}
# What is left in a chat that was cleaned; the catalogues say the same (`start/closed`).
LAST_LINE = "Қызметтер анықтамалығы. Бастау: /start · Справочник служб. Начать: /start"
CARD = "\n".join(
    (
        *(f"<b>{number}</b> — {_NAMES[line]}" for line, number in EMERGENCY.items()),
        "Тізімді ашу · Открыть список: /start",
    )
)
