// Cameras: pictures come anew, what is drawn over them follows the yards.
import { lost, on } from "./watch.js";

const RENEW = 10_000;
const RETRY = 2_000;
let connected = false;

/** Asks for the pictures anew; one that could not be had is left as it was. */
function renew(which) {
  for (const image of document.querySelectorAll(which)) {
    image.src = `${image.src.split("?")[0]}?t=${Date.now()}`;
  }
}

/** Fetches this page again and swaps what is drawn; pictures stay. */
async function redraw() {
  try {
    const page = new DOMParser().parseFromString(await (await fetch(location)).text(), "text/html");
    for (const part of document.querySelectorAll("[data-part]")) {
      const place = part.closest("[id]")?.id;
      const within = (place && page.getElementById(place)) || page;
      const fresh = within.querySelector(`[data-part="${part.dataset.part}"]`);
      if (!fresh || fresh.outerHTML === part.outerHTML) continue;
      if (part.matches(".blind") && fresh.hidden) renew("[data-live]"); // it sees again
      part.replaceWith(document.adoptNode(fresh));
    }
  } catch {
    lost();
  }
}

on("zones", redraw);
on("open", () => {
  if (connected) renew("[data-live]"); // the old view ended with the old link
  connected = true;
});
setInterval(renew, RENEW, "[data-still]");
for (const image of document.querySelectorAll("[data-live]")) {
  image.addEventListener("error", () => setTimeout(renew, RETRY, "[data-live]"));
}
