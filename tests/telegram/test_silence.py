"""A whole talk with faults: no canary reaches the log."""

from bot.sandbox import Faults, Garbage, Sandbox, Status, TooMany
from tests.support.person import Person
from tests.support.process import senim
from tests.telegram.running import TOKEN

CANARY = "Канарейка"


async def test_a_whole_talk_with_faults_leaves_no_canary_in_the_log_at_debug() -> None:
    faults = Faults()
    telegram = Sandbox(token=TOKEN, faults=faults)
    url = await telegram.start()
    env = {"BOT_TOKEN": TOKEN, "TELEGRAM_API_BASE": url, "LOG_LEVEL": "DEBUG"}
    async with senim("run", env=env, warm=True) as bot, Person(url, name=CANARY, username="canary_user") as person:
        faults.plan("sendMessage", TooMany(1))
        await person.says("/start")
        await person.waits_for("102")
        faults.plan("editMessageText", Status(500), Garbage())
        faults.plan("answerCallbackQuery", TooMany(1))
        await person.presses("Русский")
        await person.waits_for("О ком", 8)
        faults.plan("getUpdates", Garbage(), Status(502))
        await person.says(f"{CANARY}, помогите")
        await person.waits_for("103", 8)
        for kind in ("photo", "contact", "voice"):
            await person.sends(kind)
        await person.waits_until(lambda: not [m for m in person.messages() if m["mine"] and "text" not in m], 8)
        await person.shares(51.180_427, 71.445_981)
        await person.waits_for("Астана", 8)
        await person.presses("Закрыть")
        await person.waits_for("/start", 8)
        code, errors = await bot.stop()
        canaries = (CANARY, "canary_user", str(person.id), "51.18", "71.44", "t" * 35, "помогите")
    await telegram.stop()
    assert code == 0
    assert "telegram asks to wait" in errors
    assert [canary for canary in canaries if canary in errors] == []
