// Text with entities → nodes. Offsets are UTF-16 units, as JavaScript's own are.

import { make, toast } from "./nodes.js";
import { say } from "./words.js";

const TAGS = { bold: "b", italic: "i", underline: "u", strikethrough: "s", code: "code", pre: "pre" };

/** Build a fragment from a text and its entities, outer ones first. */
export function rich(text, entities = []) {
  return fill(document.createDocumentFragment(), text, entities, 0, text.length);
}

function fill(parent, text, entities, start, end) {
  let at = start;
  for (let i = 0; i < entities.length; i += 1) {
    const entity = entities[i];
    if (entity.offset < at) continue;
    const stop = Math.min(entity.offset + entity.length, end);
    parent.append(text.slice(at, entity.offset));
    const inner = entities.slice(i + 1).filter((other) => other.offset < stop);
    parent.append(wrap(entity, (node) => fill(node, text, inner, entity.offset, stop)));
    at = stop;
  }
  parent.append(text.slice(at, end));
  return parent;
}

function wrap(entity, fillNode) {
  if (entity.type === "text_link") {
    // A link would leave this computer, so it only tells where it leads.
    const link = make("button", { type: "button", className: "inline" });
    link.addEventListener("click", () => toast(say("leads_out", { url: entity.url })));
    return fillNode(link);
  }
  if (entity.type === "spoiler") {
    const spoiler = make("button", { type: "button", className: "inline spoiler", "aria-expanded": "false" });
    spoiler.addEventListener("click", () => {
      spoiler.classList.add("open");
      spoiler.setAttribute("aria-expanded", "true");
    });
    return fillNode(spoiler);
  }
  if (entity.type === "blockquote") return fillNode(make("blockquote"));
  if (entity.type === "expandable_blockquote") {
    const quote = fillNode(make("blockquote"));
    const first = quote.textContent.split("\n")[0];
    return make("details", {}, make("summary", {}, first.length > 60 ? `${first.slice(0, 60)}…` : first), quote);
  }
  return fillNode(make(TAGS[entity.type] ?? "span"));
}
