// Comfort only: every page works without it.
"use strict";

const field = document.getElementById("q");

// "/" goes to the search field, unless somebody is typing or composing.
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key !== "/" || event.isComposing || event.ctrlKey || event.metaKey || event.altKey || typing || !field) return;
  event.preventDefault();
  field.focus();
  field.select();
});

// On a small screen the answers come first: the filters wait behind their heading.
const facets = document.getElementById("facets");
if (facets && matchMedia("(max-width: 55.99rem)").matches) facets.open = false;
