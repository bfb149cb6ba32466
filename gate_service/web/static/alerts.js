// The alerts: rows come and go as the stream says, one alert is open beside them.
import { lost, on } from "./watch.js";

const wide = matchMedia("(min-width: 68rem)");
const waiting = document.querySelector("#waiting");
let asked = 0;
const shown = () => document.querySelector("#alert");

function parsed(html) {
  return new DOMParser().parseFromString(html, "text/html");
}

function place(row) {
  const before = document.getElementById(row.id);
  const focused = before?.contains(document.activeElement);
  before?.remove();
  if (!row.hidden) {
    const list = row.classList.contains("waits") ? waiting : document.querySelector("#answered");
    const next = [...list.children].find((other) => +other.dataset.order < +row.dataset.order);
    list.insertBefore(row, next ?? null);
    if (focused) row.querySelector("a").focus();
  }
  document.querySelector("#quiet").hidden = waiting.children.length > 0;
}

function mark() {
  for (const row of document.querySelectorAll(".rows li")) {
    if (row.id === `a-${shown().dataset.id}`) row.setAttribute("aria-current", "true");
    else row.removeAttribute("aria-current");
  }
}

/** Puts the alert of a page in the place of the one shown; a clip that plays goes on. */
function swap(page) {
  const fresh = document.adoptNode(parsed(page).querySelector("#alert"));
  const before = shown();
  if (!fresh || fresh.dataset.id !== before.dataset.id) {
    if (fresh) before.replaceWith(fresh);
  } else {
    before.toggleAttribute("data-waits", "waits" in fresh.dataset);
    for (const part of fresh.querySelectorAll("[data-part]")) {
      const other = before.querySelector(`[data-part="${part.dataset.part}"]`);
      if (other.outerHTML !== part.outerHTML) other.replaceWith(part);
    }
  }
  mark();
}

async function open(id) {
  const number = ++asked;
  try {
    const answer = await fetch(`/officers/alerts/${id}`);
    const page = await answer.text();
    if (answer.ok && number === asked) swap(page); // else a newer one is on its way
  } catch {
    lost();
  }
}

on("alert", (event) => {
  const row = document.adoptNode(parsed(event.data).querySelector("li"));
  const id = row.id.slice(2);
  if (waiting) place(row);
  const idle = waiting && wide.matches && !("waits" in shown().dataset);
  if (shown().dataset.id === id || (idle && row.classList.contains("waits"))) open(id);
  else mark();
});

on("zones", (event) => {
  document.querySelector("#zones")?.replaceWith(parsed(event.data).querySelector("#zones"));
});

document.addEventListener("click", async (event) => {
  const row = event.target.closest(".rows li");
  if (!row || !wide.matches || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  await open(row.id.slice(2));
  shown().focus();
});

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches(".answer")) return;
  event.preventDefault();
  const body = new URLSearchParams(new FormData(form, event.submitter));
  asked += 1;
  try {
    swap(await (await fetch(form.action, { method: "POST", body })).text());
    form.reset();
  } catch {
    lost();
  }
});

mark();
