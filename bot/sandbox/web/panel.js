// The side panel: the locked screen, people, old copies, the page's own settings.

import { listPeople } from "./api.js";
import { byId, make } from "./nodes.js";
import { nameOf } from "./talk.js";
import { say } from "./words.js";

const MOST_COPIES = 12;
const copies = [];

/** Draw what a locked phone and the chat list would show. */
export function drawLock(view) {
  const { notification, chat_list: line } = view.lock;
  const banner = byId("lock-banner");
  banner.hidden = !notification;
  banner.classList.toggle("dim", Boolean(notification?.silent));
  if (notification) banner.replaceChildren(make("b", {}, view.bot.name), notification.text);
  byId("lock-state").textContent = notification ? say(notification.silent ? "lock_silent" : "lock_rang") : say("lock_nothing");
  byId("chat-name").textContent = view.bot.name;
  const text = line && (line.text || say(line.kind));
  byId("chat-line").textContent = line ? (line.mine ? `${say("you")}: ${text}` : text) : say("chat_list_empty");
}

/** Draw who is here. */
export async function drawPeople(person) {
  const people = await listPeople();
  byId("person").replaceChildren(...people.map((one) => make("option", { value: one.id, selected: one.id === person.id }, one.name)));
  byId("telegram-language").value = person.language;
  byId("block").textContent = say(person.blocked ? "unblock" : "block");
}

/** Keep copies of messages with buttons that the bot has changed or removed, newest first. */
export function keepCopies(gone) {
  for (const message of gone) if (message.reply_markup) copies.unshift(message);
  copies.splice(MOST_COPIES);
}

export const forgetCopies = () => copies.splice(0);

/** Draw the list of old copies; `openCopy(message)` shows its buttons. */
export function drawCopies(openCopy) {
  const buttons = copies.map((message) => {
    const name = nameOf(message).replaceAll("\n", " ");
    const button = make("button", { type: "button", "aria-haspopup": "dialog" }, name.length > 60 ? `${name.slice(0, 60)}…` : name);
    button.addEventListener("click", () => openCopy(message));
    return button;
  });
  byId("copies").replaceChildren(...(buttons.length ? buttons : [make("p", { className: "note" }, say("old_copies_none"))]));
}

/** Let the panel open and close; as a sheet on a phone it keeps the focus to itself. Return a way to close it. */
export function wirePanel() {
  const toggle = (open) => {
    byId("panel").classList.toggle("open", open);
    byId("phone").inert = open;
    byId("open-panel").setAttribute("aria-expanded", String(open));
    byId(open ? "close-panel" : "open-panel").focus();
  };
  const close = () => byId("phone").inert && toggle(false);
  // The bar that says "sandbox" stays in sight above the sheet and above every dialog.
  const bar = document.querySelector(".bar");
  new ResizeObserver(() => document.documentElement.style.setProperty("--bar-height", `${bar.offsetHeight}px`)).observe(bar);
  byId("open-panel").addEventListener("click", () => toggle(true));
  byId("close-panel").addEventListener("click", () => toggle(false));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !byId("dialog").open) close();
  });
  matchMedia("(min-width: 860px)").addEventListener("change", (wide) => {
    if (wide.matches) {
      byId("panel").classList.remove("open");
      byId("phone").inert = false;
      byId("open-panel").setAttribute("aria-expanded", "false");
    }
  });
  return close;
}
