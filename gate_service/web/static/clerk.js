// The desk: the queue as it changes, keys that choose, forms that stay on the page.
import { zoomed } from "./zoom.js";

const desk = document.querySelector("#desk");
const link = document.querySelector("#link");
const RENEW = 30000; // milliseconds between words that a claim is still meant
let feed, silence, touched = false, renewed = 0;

const parsed = (html) => new DOMParser().parseFromString(html, "text/html");
const opened = () => document.querySelector("#case");

function heard() {
  link.className = "";
  link.value = link.dataset.live;
  clearTimeout(silence);
  silence = setTimeout(follow, desk.dataset.patience * 1000);
}

function lost() {
  link.className = "lost";
  link.value = link.dataset.lost;
}

function follow() {
  feed?.close();
  const of = desk.dataset.case;
  feed = new EventSource(of ? `/clerk/events?case=${of}` : "/clerk/events");
  feed.addEventListener("queue", (event) => { heard(); queue(parsed(event.data).querySelector("#queue")); });
  feed.addEventListener("case", (event) => { heard(); changed(event.data); });
  feed.addEventListener("heartbeat", heard);
  feed.addEventListener("error", lost);
  clearTimeout(silence);
  silence = setTimeout(() => { lost(); follow(); }, desk.dataset.patience * 1000);
}

/** Shows who waits; the focus stays on the truck that had it. */
function queue(fresh) {
  const before = document.querySelector("#queue");
  const row = document.activeElement.closest?.("#queue li")?.id;
  const tag = document.activeElement.localName;
  before.replaceWith(document.adoptNode(fresh));
  const again = row && document.getElementById(row);
  (again?.querySelector(tag) ?? again?.querySelector("a"))?.focus();
  const idle = !opened() && document.activeElement === document.body;
  if (idle) document.querySelector("#queue button")?.focus();
  mark();
  tick();
}

function mark() {
  for (const row of document.querySelectorAll("#queue li")) {
    if (row.id === `q-${desk.dataset.case}`) row.setAttribute("aria-current", "true");
  }
}

async function changed(version) {
  if (!opened() || version === opened().dataset.version) return;
  if (!touched || !version) return swap(await fetch(`/clerk/${desk.dataset.case}`));
  if (document.querySelector(".changed")) return;
  const say = document.createElement("p");
  say.className = "changed";
  say.setAttribute("role", "status");
  say.textContent = "This truck has changed while you typed. Give your answer, or open it again.";
  opened().prepend(say);
}

/** Puts the answer's page in the place of this one; a talk goes on. */
async function swap(answer) {
  const page = parsed(await answer.text());
  const fresh = page.querySelector("#open");
  if (!fresh) return location.assign(answer.url);
  const of = page.querySelector("#desk").dataset.case;
  const other = of !== desk.dataset.case;
  document.querySelector("#open").replaceWith(document.adoptNode(fresh));
  if (of) desk.dataset.case = of; else delete desk.dataset.case;
  queue(page.querySelector("#queue"));
  document.querySelector(".times").replaceWith(document.adoptNode(page.querySelector(".times")));
  history.replaceState(null, "", of ? `/clerk/${of}` : "/clerk");
  touched = false;
  if (other) follow();
  aim();
  desk.dispatchEvent(new Event("swapped"));
}

const doubt = () => document.querySelector(".doubtful:enabled") ?? document.querySelector(".reading:enabled");

/** Sets the focus where the next key is meant: a doubt, a button, the next truck. */
function aim() {
  const first = doubt();
  const where = first?.querySelector("[type=radio][data-key]:checked")
    ?? opened()?.querySelector("header button.main") ?? document.querySelector("#queue button");
  where?.focus();
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.closest("#desk") || form.method !== "post") return;
  event.preventDefault();
  const body = new URLSearchParams(new FormData(form, event.submitter));
  try {
    await swap(await fetch(form.action, { method: "POST", body, headers: { Accept: "text/html" } }));
  } catch {
    lost();
  }
});

function typing(element) {
  return element.matches?.("input:not([type=radio], [type=checkbox]), select, textarea");
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || typing(event.target)) return;
  if (!opened() || document.querySelector("dialog[open]")) return;
  const row = event.target.closest?.(".reading") ?? doubt();
  const choice = row?.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
  if (!choice || choice.matches(":disabled")) return;
  event.preventDefault();
  choice.checked = true;
  choice.dispatchEvent(new Event("change", { bubbles: true }));
  if (choice.value === "other") row.querySelector("[name^=other-]").focus();
  else next(row);
});

function next(row) {
  const rows = [...document.querySelectorAll(".doubtful:enabled")];
  const after = rows[rows.indexOf(row) + 1];
  (after?.querySelector("[data-key]:checked") ?? document.querySelector("#readings button")).focus();
}

document.addEventListener("input", (event) => {
  if (!event.target.closest("#case")) return;
  if (event.target.name?.startsWith("other-") && event.target.value) {
    event.target.closest(".reading").querySelector("[value=other]").checked = true;
  }
});

for (const kind of ["input", "change", "keydown"]) {
  document.addEventListener(kind, (event) => {
    if (!event.target.closest?.("#case[data-mine]")) return;
    touched ||= kind !== "keydown";
    if (Date.now() - renewed < RENEW) return;
    renewed = Date.now();
    fetch(`/clerk/${desk.dataset.case}/claim`, { method: "POST", redirect: "manual" }).catch(lost);
  });
}

function tick() {
  for (const clock of document.querySelectorAll(".clock")) {
    const seconds = Math.max(0, Math.floor((Date.now() - Date.parse(clock.dateTime)) / 1000));
    clock.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    clock.classList.toggle("late", Date.now() > Date.parse(clock.dataset.limit));
  }
}

zoomed();
setInterval(tick, 1000);
tick();
mark();
aim();
follow();
