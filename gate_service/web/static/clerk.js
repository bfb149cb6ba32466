// The desk: the queue as it changes, and forms that stay on the page.
import { aim, touch, touched, tick } from "./clerk_keys.js";
import { zoomed } from "./zoom.js";

const desk = document.querySelector("#desk");
const link = document.querySelector("#link");
let feed, silence, sending = false;

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
  if (!opened() && document.activeElement === document.body) document.querySelector("#queue button")?.focus();
  mark();
  tick();
}

function mark() {
  document.getElementById(`q-${desk.dataset.case}`)?.setAttribute("aria-current", "true");
}

function changed(version) {
  if (!opened() || version === opened().dataset.version) return;
  if (!touched() || !version) return fetch(`/clerk/${desk.dataset.case}`).then(swap).catch(lost);
  if (document.querySelector(".changed")) return;
  const say = Object.assign(document.createElement("p"), { className: "changed", role: "status" });
  say.textContent = "This truck has changed while you typed. Give your answer, or open it again.";
  opened().prepend(say);
}

/** Puts the answer's page in the place of this one; a talk goes on. */
async function swap(answer) {
  const page = parsed(await answer.text());
  const fresh = page.querySelector("#open");
  if (!fresh) return location.assign("/clerk");
  const of = page.querySelector("#desk").dataset.case;
  const other = of !== desk.dataset.case;
  document.querySelector("#open").replaceWith(document.adoptNode(fresh));
  if (of) desk.dataset.case = of; else delete desk.dataset.case;
  queue(page.querySelector("#queue"));
  document.querySelector(".times").replaceWith(document.adoptNode(page.querySelector(".times")));
  history.replaceState(null, "", of ? `/clerk/${of}` : "/clerk");
  touch(false);
  if (other) follow();
  aim();
  desk.dispatchEvent(new Event("swapped"));
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.closest("#desk") || form.method !== "post") return;
  event.preventDefault();
  if (sending) return;
  sending = true;
  const body = new URLSearchParams(new FormData(form, event.submitter));
  try {
    await swap(await fetch(form.action, { method: "POST", body, headers: { Accept: "text/html" } }));
  } catch {
    lost();
  } finally {
    sending = false;
  }
});

zoomed();
mark();
aim();
follow();
