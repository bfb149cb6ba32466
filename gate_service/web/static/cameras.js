// Cameras: pictures come anew, what is drawn over them follows the yards.
import { lost, on } from "./watch.js";

const RENEW = 10_000;
const RETRY = 2_000;
const anew = (image) => (image.src = `${image.src.split("?")[0]}?t=${Date.now()}`);

/** Fetches this page again and swaps what is drawn; pictures stay. */
async function redraw() {
  try {
    const page = new DOMParser().parseFromString(await (await fetch(location)).text(), "text/html");
    for (const part of document.querySelectorAll("[data-part]")) {
      const place = part.closest("[id]")?.id;
      const within = (place && page.getElementById(place)) || page;
      const fresh = within.querySelector(`[data-part="${part.dataset.part}"]`);
      if (fresh && fresh.outerHTML !== part.outerHTML) part.replaceWith(document.adoptNode(fresh));
    }
  } catch {
    lost();
  }
}

on("zones", redraw);
setInterval(() => {
  for (const image of document.querySelectorAll("[data-still]")) anew(image);
}, RENEW);

// A live view ends when no new picture comes: that is said, and tried again.
for (const image of document.querySelectorAll("[data-live]")) {
  image.addEventListener("error", () => setTimeout(anew, RETRY, image));
}
