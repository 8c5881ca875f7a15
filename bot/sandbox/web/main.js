// Puts the page together: one person, one stream of snapshots, everything drawn from the last one.

import { act, findPerson, follow, letIn, listPeople, Refused } from "./api.js";
import { alert, choose, close, pickPlace, rewrite, show } from "./dialogs.js";
import { copyAndTell, inlineRows, replyRows } from "./keys.js";
import { byId, make, toast } from "./nodes.js";
import { drawCopies, drawLock, drawPeople, forgetCopies, keepCopies, wirePanel } from "./panel.js";
import { clearTalk, drawTalk, nameOf } from "./talk.js";
import { preferred, say, speak } from "./words.js";

const SLOW = 5000;
const AGAIN = 1500;
const QUIET_AT_FIRST = 400;
const KINDS = ["photo", "voice", "document", "contact", "sticker", "poll"];
let view = null;
let stop = () => {};
let told = null;
let usedKeyboard = 0;
let slow = 0;
let lookOfPeople = "";

const send = async (name, body) => {
  if (view.person.blocked && name !== "block" && name !== "language") {
    toast(say("blocked"));
    return null;
  }
  try {
    const done = await act(view.person.id, name, body);
    expectAnswer();
    return done;
  } catch (error) {
    toast(error instanceof Refused ? say("refused", { reason: error.message }) : say("lost"));
    return null;
  }
};
const press = (message, data, old = false) => send("press", { message, data, old });
/** A Mini App opens in a tab of its own: a browser lets a page open one only while the press is fresh. */
async function openApp(message, url) {
  const tab = window.open("", "_blank");
  const { theme } = document.documentElement.dataset;
  const dark = theme === "dark" || (theme === "auto" && matchMedia("(prefers-color-scheme: dark)").matches);
  const done = await send("app", { message, url, dark });
  if (done) tab.location = done.url;
  else tab.close();
}
const write = (text) => send("say", { text });
const locate = () => pickPlace(document.documentElement.lang, (latitude, longitude) => send("location", { latitude, longitude }));
const attach = (kind) => send("attach", { kind });

/** Say so when the bot is silent for long. */
function expectAnswer() {
  clearTimeout(slow);
  slow = setTimeout(() => drawNotice(view.waiting.length > 0 || view.messages.at(-1)?.mine ? "bot_slow" : null), SLOW);
}

function drawNotice(key) {
  const shown = key ?? (view?.bot.listening === false ? "bot_away" : null);
  byId("notice").hidden = !shown;
  byId("notice").textContent = shown ? say(shown) : "";
}

function draw(next) {
  view = next;
  const { person, bot, messages, keyboard } = view;
  byId("bot-name").textContent = bot.name;
  byId("bot-state").textContent = say(bot.listening ? "listening" : "away");
  byId("bot-state").className = bot.listening ? "on" : "";
  drawNotice(null);
  // What was there before is not news: only what comes later is read out.
  if (told === null) {
    byId("scroll").ariaLive = "off";
    setTimeout(() => {
      byId("scroll").ariaLive = "polite";
    }, QUIET_AT_FIRST);
  }
  keepCopies(drawTalk(view, { press, openApp, openMenu }));
  drawCopies((message) => openCopy(message, false));
  drawLock(view);
  const fresh = messages.length === 0;
  const starting = document.activeElement === byId("start");
  byId("empty").hidden = !fresh;
  byId("commands").hidden = bot.commands.length === 0;
  byId("about").hidden = !bot.description;
  byId("about").textContent = bot.description;
  byId("neighbour").hidden = !bot.neighbour;
  if (bot.neighbour) {
    byId("neighbour").href = bot.neighbour.url;
    byId("neighbour").textContent = bot.neighbour.who === "staff" ? say("to_staff") : say("to_people");
  }
  byId("start").hidden = !fresh || person.blocked;
  byId("stopped").hidden = !person.blocked;
  byId("composer").hidden = person.blocked || (fresh && !person.known);
  drawReply(keyboard);
  if (starting && byId("start").hidden) byId("scroll").focus();
  const look = JSON.stringify([person, document.documentElement.lang]);
  if (look !== lookOfPeople) drawPeople(person).catch(() => {});
  lookOfPeople = look;
  tellAnswers(view.answers);
}

function drawReply(keyboard) {
  const place = byId("reply");
  const used = keyboard?.one_time_keyboard && keyboard.message === usedKeyboard;
  place.hidden = !keyboard || used || view.person.blocked;
  const look = JSON.stringify([keyboard, document.documentElement.lang]);
  if (place.dataset.look === look) return;
  place.dataset.look = look;
  const use = (hand) => (...given) => {
    usedKeyboard = keyboard.message;
    return hand(...given);
  };
  place.replaceChildren(...(keyboard ? replyRows(keyboard.keyboard, { write: use(write), locate, attach: use(attach) }) : []));
}

/** Show what the bot said to presses since the last look. */
function tellAnswers(answers) {
  const news = told === null ? [] : answers.filter((answer) => !told.has(answer.press));
  told = new Set(answers.map((answer) => answer.press));
  for (const { text, alert: loud } of news) if (text) (loud ? alert : toast)(text);
}

function openMenu(message) {
  const id = message.message_id;
  const choices = [];
  if (message.mine && message.text !== undefined)
    choices.push([say("edit"), () => rewrite(message.text, (text) => send("edit", { message: id, text }))]);
  if (!message.has_protected_content) choices.push([say("forward"), () => send("forward", { message: id })]);
  if (message.reply_markup) choices.push([say("press_old"), () => openCopy(message, true)]);
  choose(say("actions"), null, choices, true);
}

function openCopy(message, old) {
  const rows = inlineRows(message.reply_markup.inline_keyboard, (data) => press(message.message_id, data, old));
  rows.addEventListener("click", (event) => event.target.closest(".key") && close());
  show(say("old_copy"), [make("p", {}, nameOf(message)), ...(old ? [make("p", { className: "note" }, say("old_copy_note"))] : []), rows]);
}

/** Let somebody new in, named by number. */
async function newcomer(language) {
  return letIn(language, `${say("person")} ${(await listPeople()).length + 1}`);
}

/** Become a person: the one asked for if it is there, a new one otherwise. */
async function become(id) {
  stop();
  let person = null;
  try {
    if (id) person = (await findPerson(id)).person;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
  }
  person ??= await newcomer(document.documentElement.lang);
  if (view?.person.id !== person.id) {
    clearTalk();
    forgetCopies();
    told = null;
  }
  sessionStorage.setItem("person", person.id);
  stop = follow(person.id, draw, lose);
}

function lose() {
  byId("notice").hidden = false;
  byId("notice").textContent = say("lost");
  setTimeout(() => become(sessionStorage.getItem("person")).catch(lose), AGAIN);
}

async function shareLink() {
  await copyAndTell(`${location.origin}/?person=${view.person.id}`);
}

function setTheme(theme) {
  localStorage.setItem("theme", theme);
  document.documentElement.dataset.theme = theme;
  byId("theme").value = theme;
}

async function setLanguage(language) {
  await speak(language);
  byId("page-language").value = language;
  byId("dialog").close();
  if (view) draw(view);
}

function wire() {
  const on = (id, event, hand) => byId(id).addEventListener(event, hand);
  const field = byId("say");
  on("composer", "submit", async (event) => {
    event.preventDefault();
    const text = field.value.trim();
    if (text && (await write(text))) field.value = "";
    field.focus();
  });
  on("say", "keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      byId("composer").requestSubmit();
    }
  });
  on("start", "click", () => write("/start"));
  on("attach", "click", () =>
    choose(say("attach"), say("made_up"), [...KINDS.map((kind) => [say(kind), () => attach(kind)]), [say("location"), locate]]));
  on("commands", "click", () =>
    choose(say("commands"), null, view.bot.commands.map((one) => [`/${one.command} · ${one.description}`, () => write(`/${one.command}`)]), true));
  const block = () => send("block", { blocked: !view.person.blocked });
  on("block", "click", block);
  on("unblock-here", "click", block);
  const closePanel = wirePanel();
  const switchTo = (id) => become(id).then(closePanel, lose);
  on("person", "change", (event) => switchTo(event.target.value));
  on("new-person", "click", () => switchTo(null));
  on("new-tab", "click", async () => window.open(`/?person=${(await newcomer(view.person.language)).id}`, "_blank", "noopener"));
  on("share-link", "click", shareLink);
  on("telegram-language", "change", (event) => send("language", { language: event.target.value }));
  for (const [id, where] of [["from-group", "supergroup"], ["from-channel", "channel"]])
    on(id, "click", async () => (await send("elsewhere", { where, text: say("elsewhere_text") })) && toast(say("elsewhere_done")));
  on("page-language", "change", (event) => {
    localStorage.setItem("language", event.target.value);
    setLanguage(event.target.value);
  });
  on("theme", "change", (event) => setTheme(event.target.value));
}

setTheme(localStorage.getItem("theme") ?? "auto");
wire();
await setLanguage(preferred());
const query = new URLSearchParams(location.search);
const [asked, payload] = [query.get("person"), query.get("start")];
if (asked || payload) history.replaceState(null, "", "/");
// A link with a payload is what t.me/bot?start=… is in Telegram; here somebody new follows it.
await become(asked ?? (payload ? null : sessionStorage.getItem("person"))).catch(lose);
if (payload) await write(`/start ${payload}`);
