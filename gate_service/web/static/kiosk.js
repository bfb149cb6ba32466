// Follows one lane: swaps the screen that the server rendered, covers it when the
// link is silent, shrinks what would not fit, and keeps the scanner's input focused.
const { lane, lang, patience } = document.body.dataset;
const typing = "typing" in document.body.dataset;
const link = document.querySelector("#link");
const down = document.querySelector("#down");
const code = document.querySelector("#code");
const home = `/kiosk/${lane}`;
let silence;
let feed;

function heard() {
  down.hidden = true;
  link.className = "";
  link.value = link.dataset.live;
  clearTimeout(silence);
  silence = setTimeout(cover, patience * 1000);
}

function lost() {
  link.className = "lost";
  link.value = link.dataset.lost;
}

function cover() {
  lost();
  down.hidden = false;
  follow(); // also ends a connection that is open and says nothing
}

function fit() {
  const screen = document.querySelector("#screen");
  const unit = getComputedStyle(document.body).getPropertyValue("--unit");
  for (let size = 1; size > 0.4; size -= 0.05) {
    screen.style.setProperty("--unit", `calc(${unit} * ${size})`);
    if (screen.scrollHeight <= screen.clientHeight) return;
  }
}

function show(event) {
  heard();
  const before = document.body.dataset.phase;
  const parsed = new DOMParser().parseFromString(event.data, "text/html");
  const screen = document.adoptNode(parsed.querySelector("#screen"));
  document.querySelector("#screen").replaceWith(screen);
  document.body.dataset.phase = screen.dataset.phase;
  fit();
  const left = screen.dataset.phase === "waiting" && before !== "waiting";
  if (left && location.search) location.replace(home); // the next driver's language
}

function follow() {
  feed?.close();
  feed = new EventSource(`${home}/events?lang=${lang}`);
  feed.addEventListener("screen", show);
  feed.addEventListener("heartbeat", heard);
  feed.addEventListener("error", lost);
  clearTimeout(silence);
  silence = setTimeout(cover, patience * 1000);
}

async function post(event) {
  event.preventDefault();
  const form = event.target;
  const body = new URLSearchParams(new FormData(form));
  code.value = "";
  code.focus();
  try {
    await fetch(form.action, { method: "POST", body, redirect: "manual" });
    if (typing) location.replace(`${home}?lang=${lang}`);
  } catch {
    lost();
  }
}

for (const form of document.forms) form.addEventListener("submit", post);
if (typing) {
  let idle = setTimeout(() => location.replace(home), 60000);
  code.addEventListener("input", () => {
    clearTimeout(idle);
    idle = setTimeout(() => location.replace(home), 60000);
  });
}
// A scanner types wherever the focus is: it must never press a button.
document.addEventListener("keydown", (event) => {
  if (event.key.length === 1 && document.activeElement !== code) code.focus();
});
document.addEventListener("focusout", (event) => {
  if (event.relatedTarget) return;
  setTimeout(() => document.activeElement.localName === "iframe" || code.focus(), 0);
});
addEventListener("resize", fit);
code.focus();
fit();
follow();
