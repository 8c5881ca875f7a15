// The page's own words, one small file per language.

const LANGUAGES = ["ru", "kk"];
let words = {};

/** The language chosen on this page before, else the browser's, else Russian. */
export function preferred() {
  const chosen = localStorage.getItem("language");
  if (LANGUAGES.includes(chosen)) return chosen;
  const spoken = navigator.languages.map((tag) => tag.slice(0, 2));
  return spoken.find((tag) => LANGUAGES.includes(tag)) ?? "ru";
}

/** Load a language and put it on everything marked with data-words, data-label or data-hint. */
export async function speak(language) {
  words = await (await fetch(`/web/words.${language}.json`)).json();
  document.documentElement.lang = language;
  document.title = `${say("title")} · Senim`;
  for (const node of document.querySelectorAll("[data-words]")) node.textContent = say(node.dataset.words);
  for (const node of document.querySelectorAll("[data-label]")) node.setAttribute("aria-label", say(node.dataset.label));
  for (const node of document.querySelectorAll("[data-hint]")) node.placeholder = say(node.dataset.hint);
}

/** The language a text of the bot or a person seems to be in, so that it is read out rightly; none when unclear. */
export function languageOf(text = "") {
  if (/[әғқңөұүһі]/i.test(text)) return "kk";
  return /[а-яё]/i.test(text) ? "ru" : "";
}

/** One phrase, with its {places} filled. */
export function say(key, places = {}) {
  return words[key].replace(/\{(\w+)\}/g, (_, name) => places[name]);
}
