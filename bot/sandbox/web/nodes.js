// Small helpers to build nodes; text only ever becomes text.

/** Make an element with properties, data-, aria- and other attributes, and children. */
export function make(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null) continue;
    if (name.includes("-") || name === "role") node.setAttribute(name, value);
    else node[name] = value;
  }
  node.append(...children);
  return node;
}

export const byId = (id) => document.getElementById(id);

let fading = 0;

/** Say something for a short while, aloud too. */
export function toast(text) {
  const place = byId("toast");
  clearTimeout(fading);
  place.textContent = "";
  // A changed text is read out; the same text twice would not be, were it not taken away in between.
  requestAnimationFrame(() => {
    place.textContent = text;
  });
  fading = setTimeout(() => {
    place.textContent = "";
  }, Math.max(5000, text.length * 80));
}

/** Put a text on the clipboard; tell whether it worked. */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
