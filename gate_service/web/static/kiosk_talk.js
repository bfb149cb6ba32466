// The kiosk's telephone: its button rings, a clerk who calls is heard after a moment.
import { ringer } from "./sound.js";
import { Talker } from "./talk.js";

const { lane } = document.body.dataset;
const panel = document.querySelector("#talk");
const word = panel.querySelector("b");
const hang = panel.querySelector("button");
const MOMENT = 3000; // milliseconds that it rings before a clerk is heard
let answering;

const talker = new Talker({
  stream: `/kiosk/${lane}/talk`,
  path: () => `/kiosk/${lane}/talk`,
  offers: false,
  told: show,
  failed: (why) => (panel.title = why),
});

function show(lanes) {
  const talk = lanes[lane] ?? { phase: "idle" };
  const before = panel.hidden;
  panel.hidden = talk.phase === "idle";
  if (before !== panel.hidden) dispatchEvent(new Event("resize")); // the screen fits itself
  panel.dataset.phase = talk.phase;
  const comes = talk.phase === "ringing" && talk.began === "clerk";
  const key = talk.phase === "talking" ? (talker.connected ? "talking" : "connecting") : comes ? "comes" : "ringing";
  word.textContent = panel.dataset[key];
  if (!comes) clearTimeout(answering), (answering = undefined);
  else answering ??= setTimeout(() => talker.say(lane, "answer"), MOMENT);
}

document.querySelector("#clerk").addEventListener("submit", () => talker.say(lane, "ring"));
hang.addEventListener("click", () => talker.say(lane, "end"));
setInterval(() => show(talker.lanes), 1000);
ringer(() => talker.lanes[lane]?.phase === "ringing");
window.talker = talker; // for whoever looks at its connection with the browser's tools
