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

// Browsers that cannot keep the filters open by style on a wide screen open them here.
const facets = document.getElementById("facets");
if (facets && !CSS.supports("selector(::details-content)") && matchMedia("(min-width: 56rem)").matches) facets.open = true;
