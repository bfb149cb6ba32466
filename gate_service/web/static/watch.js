// On every page of the officers: is the link alive, how many alerts wait, and a
// tone that comes again until nothing severe waits for an answer.
const { events, patience } = document.body.dataset;
const link = document.querySelector("#link");
const stale = document.querySelector("#stale");
const count = document.querySelector("#count");
const sound = document.querySelector("#sound");
const title = document.title;
const off = sound.textContent;
const handlers = new Map([["heartbeat", () => {}], ["count", counted]]);
let feed, silence, last, audio;
let severe = count.classList.contains("severe");

/** Calls `act` with each event of this name; to be said before the page is loaded. */
export function on(name, act) {
  handlers.set(name, act);
}

export function lost() {
  link.className = "lost";
  link.value = link.dataset.lost;
}

function heard(event) {
  last = event.lastEventId || last;
  link.className = "";
  link.value = link.dataset.live;
  old(false);
  clearTimeout(silence);
  silence = setTimeout(cover, patience * 1000);
}

function old(is) {
  stale.hidden = !is;
  document.body.classList.toggle("stale", is);
}

function cover() {
  lost();
  old(true);
  follow(); // also ends a connection that is open and says nothing
}

function follow() {
  feed?.close();
  const url = new URL(events, location);
  if (last) url.searchParams.set("after", last);
  feed = new EventSource(url);
  for (const [name, act] of handlers) {
    feed.addEventListener(name, (event) => {
      heard(event);
      act(event);
    });
  }
  feed.addEventListener("error", lost);
  clearTimeout(silence);
  silence = setTimeout(cover, patience * 1000);
}

function counted(event) {
  const now = JSON.parse(event.data);
  if (now.severe && !severe) setTimeout(tone, 0);
  severe = now.severe > 0;
  count.textContent = now.waiting;
  count.hidden = !now.waiting;
  count.className = severe ? "severe" : "";
  document.title = now.waiting ? `(${now.waiting}) ${title}` : title;
}

function tone() {
  if (!severe || audio?.state !== "running") return;
  for (const [begin, pitch] of [[0, 880], [0.22, 660], [0.44, 880]]) {
    const voice = new OscillatorNode(audio, { frequency: pitch, type: "triangle" });
    voice.connect(audio.destination);
    voice.start(audio.currentTime + begin);
    voice.stop(audio.currentTime + begin + 0.18);
  }
}

async function unlock(wanted) {
  audio ??= new AudioContext();
  localStorage.setItem("sound", wanted ? "on" : "off");
  await (wanted ? audio.resume() : audio.suspend());
  const is = audio.state === "running";
  sound.setAttribute("aria-pressed", is);
  sound.textContent = is ? sound.dataset.on : off;
  tone();
}

sound.hidden = false;
sound.addEventListener("click", () => unlock(audio?.state !== "running"));
if (localStorage.getItem("sound") === "on") unlock(true);
setInterval(tone, 4000);
addEventListener("DOMContentLoaded", follow);
