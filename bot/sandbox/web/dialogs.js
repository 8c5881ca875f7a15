// The one dialog of the page, in its several uses. Escape always closes it; focus returns where it was.

import { byId, make } from "./nodes.js";
import { say } from "./words.js";

const towns = fetch("/web/towns.json").then((answer) => answer.json());

/** Open the dialog; `buttons` are [label, act] with act() === false keeping it open; the first one is the main one. */
function open(title, body, buttons, onSubmit) {
  const dialog = byId("dialog");
  byId("dialog-title").textContent = title;
  byId("dialog-body").replaceChildren(...body);
  byId("dialog-buttons").replaceChildren(...buttons.map(([label, act], index) => {
    const button = make("button", { type: index === 0 && onSubmit ? "submit" : "button" }, label);
    if (index === 0) button.className = "filled";
    if (button.type === "button") button.addEventListener("click", () => {
      dialog.close();
      act?.();
    });
    return button;
  }));
  byId("dialog-form").onsubmit = (event) => {
    event.preventDefault();
    if (onSubmit && onSubmit() !== false) dialog.close();
  };
  if (!dialog.open) dialog.showModal();
  if (!onSubmit) byId("dialog-title").focus();
}

/** An alert of the bot. */
export function alert(text) {
  open(text, [], [[say("ok")]]);
}

/** Choose one of several: choices are [label, act]. */
export function choose(title, note, choices, single = false) {
  const list = make("div", { className: single ? "choices single" : "choices" });
  for (const [label, act] of choices) {
    const button = make("button", { type: "button" }, label);
    button.addEventListener("click", () => {
      byId("dialog").close();
      act();
    });
    list.append(button);
  }
  open(title, note ? [make("p", { className: "note" }, note), list] : [list], [[say("cancel")]]);
  byId("dialog-buttons").firstChild.className = "";
}

/** Show nodes, for example the buttons of an old copy. */
export function show(title, nodes) {
  open(title, nodes, [[say("cancel")]]);
  byId("dialog-buttons").firstChild.className = "";
}

export const close = () => byId("dialog").close();

/** Write a text anew. */
export function rewrite(text, done) {
  const field = make("textarea", { value: text, rows: 4, maxLength: 4096, "aria-label": say("say") });
  open(say("edit_own"), [field], [[say("save")], [say("cancel")]], () => {
    if (!field.value.trim()) return false;
    done(field.value.trim());
  });
  field.focus();
}

/** Pick a place from a list of towns or type degrees; the computer's own place is never asked for. */
export async function pickPlace(language, done) {
  const list = make("select", {}, ...(await towns).map((town) => make("option", { value: town.at.join(", ") }, town[language])));
  const degrees = make("input", { type: "text", inputMode: "text", autocomplete: "off", placeholder: "43.25, 76.91" });
  const wrong = make("p", { className: "wrong", role: "alert" });
  open(say("where"), [
    make("p", { className: "note" }, say("where_note")),
    make("label", {}, say("town"), list),
    make("label", {}, say("degrees"), degrees),
    wrong,
  ], [[say("share")], [say("cancel")]], () => {
    const given = (degrees.value.trim() || list.value).match(/^(-?\d{1,2}(?:\.\d+)?)\s*[,;\s]\s*(-?\d{1,3}(?:\.\d+)?)$/);
    const [latitude, longitude] = given ? [Number(given[1]), Number(given[2])] : [NaN, NaN];
    if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) {
      wrong.textContent = say("degrees_wrong");
      degrees.setAttribute("aria-invalid", "true");
      degrees.focus();
      return false;
    }
    done(latitude, longitude);
  });
  list.focus();
}
