// The conversation: draws a snapshot into the log, touching only what has changed.

import { inlineRows } from "./keys.js";
import { byId, make } from "./nodes.js";
import { rich } from "./rich.js";
import { languageOf, say } from "./words.js";

const KINDS = ["photo", "voice", "document", "contact", "sticker", "poll", "location"];
const drawn = new Map();
let lastLook = "";

/** Draw the messages of a snapshot; `hands` are press(id, data) and openMenu(message). Return what the bot changed or removed. */
export function drawTalk(view, hands) {
  const log = byId("messages");
  const scroll = byId("scroll");
  const atEnd = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 120;
  const busy = busyData(view.waiting);
  const gone = [];
  const ids = new Set(view.messages.map((message) => message.message_id));
  let refocus = false;
  for (const [id, old] of drawn) {
    if (ids.has(id)) continue;
    refocus ||= old.node.contains(document.activeElement);
    old.node.remove();
    gone.push(old.message);
    drawn.delete(id);
  }
  let added = 0;
  for (const message of view.messages) {
    const id = message.message_id;
    const look = JSON.stringify([message, [...(busy.get(id) ?? [])], document.documentElement.lang]);
    const old = drawn.get(id);
    if (old?.look === look) continue;
    if (!old) {
      const node = drawMessage(message, busy.get(id), hands);
      log.append(node);
      drawn.set(id, { node, message, look });
      added += 1;
      continue;
    }
    if (JSON.stringify(old.message.reply_markup) !== JSON.stringify(message.reply_markup)) gone.push(old.message);
    redraw(old, message, busy.get(id), hands);
    drawn.set(id, { node: old.node, message, look });
  }
  if (refocus) byId("scroll").focus();
  const look = JSON.stringify(view.messages);
  if ((added || atEnd) && look !== lastLook) scroll.scrollTop = scroll.scrollHeight;
  lastLook = look;
  return gone;
}

/** Forget everything drawn, for another person. */
export function clearTalk() {
  drawn.clear();
  lastLook = "";
  byId("messages").replaceChildren();
}

/** A short name of what a message holds. */
export function nameOf(message) {
  return message.text ?? say(KINDS.find((kind) => kind in message) ?? "say");
}

function busyData(waiting) {
  const busy = new Map();
  for (const { message, data } of waiting) busy.set(message, (busy.get(message) ?? new Set()).add(data));
  return busy;
}

function drawMessage(message, busy, hands) {
  const node = make("article", { className: message.mine ? "message mine" : "message", tabIndex: -1 });
  node.dataset.message = message.message_id;
  node.dataset.page = document.documentElement.lang;
  node.append(drawBubble(message, hands));
  addKeys(node, message, busy, hands);
  return node;
}

/** Change a message in place. Only a changed text is replaced, so that it alone is read out. */
function redraw(old, message, busy, hands) {
  const { node } = old;
  const held = node.contains(document.activeElement) ? document.activeElement : null;
  const heldData = held?.dataset.data;
  const plain = (m) => JSON.stringify([m.text, m.entities, m.edit_date]);
  const language = document.documentElement.lang;
  if (plain(old.message) !== plain(message) || node.dataset.page !== language) node.firstChild.replaceWith(drawBubble(message, hands));
  node.dataset.page = language;
  node.querySelector(":scope > .rows")?.remove();
  addKeys(node, message, busy, hands);
  if (!held || held.isConnected) return;
  // The same button keeps the focus; when it is gone the message itself takes it, its buttons are next.
  const same = [...node.querySelectorAll(".key")].find((key) => key.dataset.data && key.dataset.data === heldData);
  (same ?? node).focus({ preventScroll: true });
}

function addKeys(node, message, busy, hands) {
  const rows = message.reply_markup?.inline_keyboard;
  node.classList.toggle("keyed", Boolean(rows));
  if (rows) node.append(inlineRows(rows, (data) => hands.press(message.message_id, data), busy, (url) => hands.openApp(message.message_id, url)));
}

function drawBubble(message, hands) {
  const bubble = make("div", { className: "bubble" });
  bubble.append(make("span", { className: "spoken" }, `${say(message.mine ? "you" : "bot")}: `));
  const text = make("div", { className: message.has_protected_content ? "text protected" : "text", lang: languageOf(message.text) });
  text.append(message.text === undefined ? drawKind(message) : rich(message.text, message.entities));
  const menu = make("button", { type: "button", className: "menu", "aria-haspopup": "dialog", "aria-label": say("actions") }, "⋯");
  menu.addEventListener("click", () => hands.openMenu(message));
  bubble.append(text, make("div", { className: "meta" }, ...notes(message), time(message), menu));
  return bubble;
}

function drawKind(message) {
  const place = message.location;
  return place ? `${say("location")}: ${place.latitude}, ${place.longitude}` : `▢ ${nameOf(message)}`;
}

function notes(message) {
  const told = [];
  if (message.forward_origin) told.push(say("forwarded"));
  if (message.edit_date) told.push(say("edited"));
  if (message.silent) told.push(say("silent"));
  return told.map((word) => make("span", {}, word));
}

function time(message) {
  const date = new Date(message.date * 1000);
  return make("time", { dateTime: date.toISOString() }, date.toLocaleTimeString("ru", { hour: "2-digit", minute: "2-digit" }));
}
