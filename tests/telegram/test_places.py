"""A place typed or shared: asked about in one tap, used once, gone from the chat, and known to nobody afterwards."""

import pytest

from tests.support.person import Person
from tests.telegram.running import Running


async def stands_at(person: Person, *labels: str) -> None:
    await person.says("/start")
    await person.waits_for("102")
    for label in labels:
        await person.presses(label)
        await person.waits_for_change()


async def types(person: Person, text: str) -> None:
    typed = await person.says(text)
    await person.waits_until(lambda: typed not in [message["message_id"] for message in person.messages()])


async def test_a_typed_village_is_confirmed_with_its_region_in_one_tap(bot: Running) -> None:
    async with bot.person() as person:
        await stands_at(person, "Русский", "Обо мне", "Нет", "Нет, ничего из этого", "Где остановиться")
        await types(person, "живу в Каскелене")
        await person.waits_for("Алматинская область")
        assert "Карасайский район" in person.screen()
        await person.presses("Да, здесь")
        await person.waits_for("1. ")
        assert "111" in person.screen()


async def test_a_place_can_be_typed_in_kazakh_before_anything_else(bot: Running) -> None:
    async with bot.person("kk") as person:
        await stands_at(person)
        await types(person, "Талғарда тұрамын")
        await person.waits_for("Талғар ауданы")
        await person.presses("Иә")
        await person.waits_for("1. ")


async def test_a_name_of_several_places_is_a_choice_that_survives_back_and_language(bot: Running) -> None:
    async with bot.person() as person:
        await stands_at(person, "Русский", "Обо мне")
        await types(person, "село Бирлик")
        await person.waits_for("Какое из этих мест")
        second = next(line[3:] for line in person.screen().splitlines() if line.startswith("2. "))
        await person.presses("2. ")
        await person.waits_for_change()
        assert "3. " in person.screen()
        await person.presses("Назад")
        await person.waits_for(second)
        await person.presses("Қазақша")
        await person.waits_for("Осы жерлердің")
        assert len([label for label in person.buttons() if label[1:3] == ". "]) == 4


async def test_an_answer_can_be_typed_and_is_gone_from_the_chat(bot: Running) -> None:
    async with bot.person() as person:
        await stands_at(person, "Русский", "Обо мне")
        await types(person, "нет")
        await person.waits_for("Бывало ли такое")
        await types(person, "да")
        await person.waits_for("111")
        assert "Ближайшие центры" in person.buttons()
        await types(person, "ближайшие центры")
        await person.waits_for_change()
        await types(person, "Астана")
        await person.waits_for("Искать помощь")


async def test_two_places_in_one_message_are_both_offered(bot: Running) -> None:
    async with bot.person() as person:
        await stands_at(person, "Русский", "Обо мне")
        await types(person, "я уехала из Астаны в Караганду")
        await person.waits_for("Какое из этих мест")
        assert "Астана" in person.screen()
        assert "Караганда" in person.screen()


@pytest.mark.parametrize("text", ["Павлодарская область", "ВКО", "Сарыагашский район"])
async def test_a_region_or_district_can_be_typed(bot: Running, text: str) -> None:
    async with bot.person() as person:
        await stands_at(person, "Русский", "Обо мне")
        await types(person, text)
        await person.waits_for("Искать помощь")
        await person.presses("Да, здесь")
        await person.waits_for("1. ")


async def test_a_foreign_town_gets_the_card_for_abroad(bot: Running) -> None:
    async with bot.person() as person:
        await stands_at(person, "Русский", "Обо мне")
        await types(person, "я в Новосибирске")
        await person.waits_for("не в Казахстане")


@pytest.mark.parametrize("text", ["Каракол", "Ялта"])
async def test_a_town_abroad_with_namesakes_here_can_be_said_to_be_abroad(bot: Running, text: str) -> None:
    async with bot.person() as person:
        await stands_at(person, "Русский", "Обо мне")
        await types(person, text)
        await person.waits_for("Какое из этих мест")
        await person.presses("За границей")
        await person.waits_for("не в Казахстане")
        await person.presses("Назад")
        await person.waits_for("Какое из этих мест")


async def test_a_text_without_a_place_is_answered_as_before(bot: Running) -> None:
    async with bot.person() as person:
        await stands_at(person, "Русский", "Обо мне")
        await types(person, "сколько стоит билет")
        await person.waits_for("102")
        assert "Выбрать помощь" in person.buttons()


async def test_where_shelters_are_closed_off_a_place_leads_nowhere_near_them(bot: Running) -> None:
    for branch, button in (("Боюсь своих поступков", "Как взять паузу"), ("Мне меньше 18 лет", "Какая нужна помощь")):
        async with bot.person() as person:
            await stands_at(person, "Русский", branch)
            await types(person, "Караганда")
            await person.waits_for_change()
            assert button in person.buttons()
            assert "Карагандинская" not in person.screen()


async def test_a_shared_point_is_rounded_used_and_forgotten(bot: Running) -> None:
    async with bot.person() as person:
        await stands_at(person, "Русский", "Обо мне")
        point = await person.shares(49.806_123, 73.085_987)
        await person.waits_for("Караганда")
        await person.waits_until(lambda: point not in [message["message_id"] for message in person.messages()])
        await person.presses("Да, здесь")
        await person.waits_for("1. ")
        for call in bot.sandbox.calls:
            assert "49.80" not in str(call.params)
            assert "73.08" not in str(call.params)


async def test_a_point_abroad_is_said_to_be_abroad(bot: Running) -> None:
    async with bot.person() as person:
        await stands_at(person, "Русский", "Обо мне")
        await person.shares(55.75, 37.62)
        await person.waits_for("не в Казахстане")
        await person.shares(0, 0)
        await person.waits_for("не в Казахстане")


async def test_words_that_are_no_place_leave_the_regions_to_choose_from(bot: Running) -> None:
    async with bot.person() as person:
        await stands_at(person, "Русский", "Обо мне", "Нет", "Нет, ничего из этого", "Где остановиться")
        for text in ("зюзюбра", "🙂", "0" * 4096):
            await types(person, text)
            await person.waits_until(lambda: "не нашли" in person.screen())
            assert "111" in person.screen()
            assert "Костанайская область" in person.buttons()
        await person.presses("Костанайская область")
        await person.waits_for("1. ")
