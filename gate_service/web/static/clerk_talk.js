// The clerk's telephone: whose lane rings, who is on the line, one big button.
import { ringer } from "./sound.js";
import { Talker } from "./talk.js";

const desk = document.querySelector("#desk");
const panel = document.querySelector("#talk");
const heading = panel.querySelector("h2");
const fault = panel.querySelector("#talk-fault");
const call = panel.querySelector("#talk-call");
const hang = panel.querySelector("#talk-end");
const line = panel.querySelector("#talk-lane");
let timer;

const talker = new Talker({
  stream: "/clerk/talk",
  path: (lane) => `/clerk/talk/${lane}`,
  offers: true,
  told: show,
  failed: (why) => (fault.textContent = why),
});
const mine = () => Object.entries(talker.lanes).find(([, talk]) => talk.mine);
const called = () => Object.entries(talker.lanes).find(([, talk]) => talk.phase === "ringing" && talk.began === "kiosk");
const standing = () => document.querySelector("#case")?.dataset.lane;

/** The lane that the button is for: who calls, else the truck that is open, else chosen. */
function target() {
  return called()?.[0] ?? standing() ?? line.value;
}

function show(lanes, linked) {
  const [lane, talk] = mine() ?? called() ?? [];
  const phase = talk?.phase ?? "idle";
  panel.className = phase;
  const at = target();
  const busy = lanes[at]?.phase === "talking" && !lanes[at].mine;
  heading.textContent = !linked ? "Telephone: link lost" : said(lane, talk, busy ? [at, lanes[at]] : null);
  call.hidden = Boolean(talk?.mine);
  call.textContent = called() ? `Answer ${called()[0]}` : `Talk to ${at}`;
  call.disabled = busy;
  hang.hidden = !talk;
  hang.textContent = phase === "ringing" && !talk.mine ? "Decline" : "Hang up";
}

function said(lane, talk, busy) {
  if (talk?.phase === "ringing") return talk.mine ? `Ringing in ${lane}` : `${lane} calls`;
  if (talker.mute) return `${lane} hears you; it has no microphone`;
  if (talk?.phase === "talking") return talker.connected ? `Talking with ${lane}` : `Connecting with ${lane}`;
  if (busy) return `${busy[0]} is busy: ${busy[1].clerk} talks`;
  return "Telephone";
}

call.addEventListener("click", async () => {
  fault.textContent = "";
  const at = target();
  const rings = talker.lanes[at]?.phase === "ringing";
  await talker.say(at, rings ? "answer" : "ring");
  hang.focus();
});
hang.addEventListener("click", async () => {
  const [lane] = mine() ?? called() ?? [];
  if (lane) await talker.say(lane, "end");
  call.focus();
});
line.addEventListener("change", () => show(talker.lanes, true));
desk.addEventListener("swapped", () => show(talker.lanes, true));
panel.hidden = false;
clearInterval(timer);
timer = setInterval(() => show(talker.lanes, true), 1000);
ringer(() => called() || mine()?.[1].phase === "ringing");
window.talker = talker; // for whoever looks at its connection with the browser's tools
