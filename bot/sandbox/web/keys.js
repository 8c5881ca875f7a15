// Buttons under messages and under the chat.

import { copy, make, toast } from "./nodes.js";
import { languageOf, say } from "./words.js";

/** Rows of inline buttons; `press(data)` is called for those that speak to the bot, `open(url)` for those of a Mini App; `busy` holds data without answer. */
export function inlineRows(rows, press, busy = new Set(), open = () => {}) {
  const keys = rows.map((row) => make("div", { className: "row" }, ...row.map((button) => inlineKey(button, press, busy, open))));
  return make("div", { className: "rows", role: "group", "aria-label": say("buttons") }, ...keys);
}

function inlineKey(button, press, busy, open) {
  const key = make("button", { type: "button", className: "key", lang: languageOf(button.text) }, button.text);
  const told = [];
  if (button.style) {
    key.dataset.style = button.style;
    told.push(say(button.style));
  }
  if (button.copy_text) {
    key.dataset.kind = "copy";
    told.push(say("copies", { text: button.copy_text.text }));
    key.addEventListener("click", () => copyAndTell(button.copy_text.text));
  } else if (button.web_app) {
    key.dataset.kind = "app";
    key.addEventListener("click", () => open(button.web_app.url));
  } else if (button.url) {
    key.dataset.kind = "url";
    key.addEventListener("click", () => toast(say("leads_out", { url: button.url })));
  } else {
    key.dataset.data = button.callback_data;
    if (busy.has(button.callback_data)) key.setAttribute("aria-busy", "true");
    key.addEventListener("click", () => {
      key.setAttribute("aria-busy", "true");
      press(button.callback_data);
    });
  }
  if (told.length) key.setAttribute("aria-description", told.join("; "));
  return key;
}

/** Copy and say so; when the browser refuses, show the text to copy by hand. */
export async function copyAndTell(text) {
  toast(say((await copy(text)) ? "copied" : "copy_failed", { text }));
}

/** Buttons of the reply keyboard: `write(text)`, `locate()`, `attach(kind)`. */
export function replyRows(rows, { write, locate, attach }) {
  return rows.map((row) =>
    make("div", { className: "row" }, ...row.map((button) => {
      const key = make("button", { type: "button", className: "key", lang: languageOf(button.text) }, button.text);
      if (button.style) {
        key.dataset.style = button.style;
        key.setAttribute("aria-description", say(button.style));
      }
      if (button.request_location) key.dataset.kind = "location";
      key.addEventListener("click", () => {
        if (button.request_location) locate();
        else if (button.request_contact) attach("contact");
        else write(button.text);
      });
      return key;
    })));
}
