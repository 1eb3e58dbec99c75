// Comfort only: every page works without it.
"use strict";

const field = document.getElementById("q");
const form = field?.form;
const make = (name, attributes = {}, text = "") => {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.textContent = text;
  return element;
};
const wanted = (address) => fetch(address, { credentials: "omit" }).then((reply) => (reply.ok ? reply.json() : null)).catch(() => null);

// An input method that composes a word must never start a search or a look-up.
let composing = false;
if (field) {
  field.addEventListener("compositionstart", () => { composing = true; });
  field.addEventListener("compositionend", () => { composing = false; suggestSoon(); });
  form.addEventListener("submit", (event) => { if (composing) event.preventDefault(); });
}

// Suggestions: the combobox of the ARIA Authoring Practices, with a list that completes.
const list = make("ul", { role: "listbox", id: "suggestions", class: "suggestions", hidden: "" });
let timer = 0, asked = "", active = -1;
const options = () => [...list.children];

function show(answer) {
  const [typed, texts, abouts, addresses] = answer ?? ["", [], [], []];
  if (typed !== field.value.trim() || document.activeElement !== field || composing) return;
  list.replaceChildren(...texts.map((text, n) => {
    const option = make("li", { role: "option", id: `suggestion-${n}`, "aria-selected": "false", "data-address": addresses[n] });
    option.append(make("bdi", {}, text), make("span", { class: "what" }, abouts[n]));
    return option;
  }));
  choose(-1);
  open(texts.length > 0);
}
function open(yes) {
  list.hidden = !yes;
  field.setAttribute("aria-expanded", String(yes));
  if (!yes) choose(-1);
}
function choose(n) {
  active = n;
  options().forEach((option, at) => option.setAttribute("aria-selected", String(at === n)));
  if (n < 0) field.removeAttribute("aria-activedescendant");
  else {
    field.setAttribute("aria-activedescendant", `suggestion-${n}`);
    options()[n].scrollIntoView({ block: "nearest" });
  }
}
function suggestSoon() {
  clearTimeout(timer);
  const text = field.value.trim();
  if (!text) { asked = ""; open(false); }
  if (composing || !text || text === asked) return;
  timer = setTimeout(() => {
    asked = text;
    const address = new URL(field.dataset.suggest, location.href);
    address.searchParams.set("q", text);
    address.searchParams.set("ui", document.documentElement.lang);
    wanted(address).then(show);
  }, 120);
}
if (field?.dataset.suggest) {
  list.setAttribute("aria-label", field.dataset.suggestions);
  field.after(list);
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", "suggestions"]]) field.setAttribute(name, value);
  field.addEventListener("input", suggestSoon);
  field.addEventListener("blur", () => open(false));
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => { location.href = event.target.closest("[role=option]").dataset.address; });
  field.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229 || composing || event.ctrlKey || event.metaKey || event.altKey) return;
    const count = options().length, shown = !list.hidden;
    if (event.key === "ArrowDown" && count) { open(true); choose(active + 1 >= count ? -1 : active + 1); }
    else if (event.key === "ArrowUp" && count) { open(true); choose(active < 0 ? count - 1 : active - 1); }
    else if (event.key === "Escape" && shown) open(false);
    else if (event.key === "Enter" && active >= 0) location.href = options()[active].dataset.address;
    else return;
    event.preventDefault();
  });
}

// Keys without a modifier, unless somebody is typing or has switched them off.
const dialog = document.getElementById("keys-dialog");
const remembered = { get off() { try { return localStorage.getItem("keys") === "off"; } catch { return false; } },
  set off(value) { try { localStorage.setItem("keys", value ? "off" : "on"); } catch { /* not kept */ } } };
let stop = -1;
function step(by) {
  const matches = [...document.querySelectorAll(".reading mark")];
  const stops = matches.length ? matches : [...document.querySelectorAll(".hit h2 a")];
  if (!stops.length) return;
  stop = (stop + by + stops.length + (stop < 0 && by < 0)) % stops.length;
  for (const mark of matches) mark.classList.toggle("current", mark === stops[stop]);
  const told = document.querySelector(".steps output");
  if (told) told.textContent = `${stop + 1} / ${stops.length}`;
  stops[stop].scrollIntoView({ block: "center" });
  if (!matches.length) stops[stop].focus();
}
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || typing || remembered.off) return;
  if (event.key === "/" && field) { field.focus(); field.select(); }
  else if (event.key === "j") step(1);
  else if (event.key === "k") step(-1);
  else if (event.key === "?" && dialog && !dialog.open) dialog.showModal();
  else return;
  event.preventDefault();
});
const button = document.getElementById("keys"), enabled = document.getElementById("keys-on");
if (button && dialog) {
  button.hidden = false;
  button.addEventListener("click", () => dialog.showModal());
  enabled.checked = !remembered.off;
  enabled.addEventListener("change", () => { remembered.off = !enabled.checked; });
}
for (const steps of document.querySelectorAll(".steps")) {
  steps.previousElementSibling.hidden = true;
  steps.hidden = false;
  steps.addEventListener("click", (event) => { const by = event.target.closest("button")?.dataset.step; if (by) step(Number(by)); });
}

// A field that narrows a long facet, by the names in any language, by pinyin or its initials.
const folded = (text) => text.normalize("NFKC").toLocaleLowerCase();
let others = null; // facet → value → names and sounds
const otherNames = () => wanted(document.querySelector("[data-names]").dataset.names).then((names) => names ?? {});
function sounds(spelt, letters) {
  const parts = spelt.split(" ");
  return parts.some((_, n) => parts.slice(n).join("").startsWith(letters) || parts.slice(n).map((one) => one[0]).join("").startsWith(letters));
}
async function narrow(section, input) {
  others ??= otherNames();
  const facet = section.getAttribute("aria-labelledby").slice("facet-".length), known = (await others)[facet] ?? {};
  const text = folded(input.value.trim()), letters = text.replace(/[\s'’]/g, "");
  const fits = (item) => {
    const { names = [], sounds: spelt = [] } = known[item.dataset.value] ?? {};
    return [item.querySelector(".choice-label").textContent, ...names].some((name) => folded(name).includes(text)) || spelt.some((one) => sounds(one, letters));
  };
  for (const item of [...section.querySelectorAll("li")].reverse()) { // what lies inside comes first
    const inside = [...item.querySelectorAll("li")].some((one) => !one.hidden);
    item.hidden = Boolean(text) && !inside && !fits(item);
  }
  for (const details of section.querySelectorAll("details")) {
    details.dataset.was ??= String(details.open);
    details.open = text ? true : details.dataset.was === "true";
  }
}
for (const section of document.querySelectorAll(".facet[data-filter]")) {
  const input = make("input", { type: "search", class: "narrow", "aria-label": section.dataset.filter, placeholder: section.dataset.filter, autocomplete: "off", spellcheck: "false" });
  section.querySelector("h3").after(input);
  input.addEventListener("input", (event) => { if (!event.isComposing) narrow(section, input); });
  input.addEventListener("compositionend", () => narrow(section, input));
  input.addEventListener("keydown", (event) => { // values that are not listed are looked for on their page
    if (event.key !== "Enter" || event.isComposing || event.keyCode === 229) return;
    const address = new URL(section.dataset.all, location.href);
    address.searchParams.set("find", input.value.trim());
    location.href = address;
  });
}

// On a small screen the answers come first: the filters wait behind their heading.
const facets = document.getElementById("facets");
if (facets) {
  facets.open = !matchMedia("(max-width: 55.99rem)").matches;
  facets.dataset.ready = "";
}

// A fold of the filters stays as its reader left it, on the pages that follow.
for (const fold of document.querySelectorAll("[data-fold]")) {
  const name = `fold-${fold.dataset.fold}`;
  try {
    const left = sessionStorage.getItem(name);
    if (left) fold.open = left === "open";
    fold.querySelector("summary").addEventListener("click", () => sessionStorage.setItem(name, fold.open ? "shut" : "open"));
  } catch { break; } // a browser may forbid it
}

// Files that are dropped anywhere on the form are chosen.
for (const give of document.querySelectorAll("[data-drop]")) {
  for (const kind of ["dragenter", "dragover", "dragleave", "drop"]) {
    give.addEventListener(kind, (event) => {
      if (!event.dataTransfer.types.includes("Files")) return;
      event.preventDefault();
      give.classList.toggle("over", kind === "dragenter" || kind === "dragover");
      if (kind === "drop") give.querySelector("[type=file]").files = event.dataTransfer.files;
    });
  }
}

// A page that waits for something looks again by itself.
async function lookAgain() {
  const page = await fetch(location.href).then((reply) => (reply.ok ? reply.text() : "")).catch(() => "");
  const found = new DOMParser().parseFromString(page, "text/html").getElementById("progress");
  const shown = document.getElementById("progress");
  if (found) shown.replaceChildren(...found.childNodes);
  if (found && !("poll" in found.dataset)) document.querySelector(".again")?.remove();
  else setTimeout(lookAgain, 1000);
}
if (document.querySelector("[data-poll]")) setTimeout(lookAgain, 1000);
