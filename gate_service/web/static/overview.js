// The overview moves: each part that changed is put in the place of the one shown.
// A table that was opened stays open, and the focus stays where it is.
const board = document.querySelector("#board");
const link = document.querySelector("#link");
const PATIENCE = 15_000;
let feed, silence;

function parts(root) {
  return [...root.querySelectorAll("section[id]")];
}

function swap(html) {
  const fresh = new DOMParser().parseFromString(html, "text/html");
  const names = (root) => parts(root).map((part) => part.id).join(" ");
  if (names(fresh) !== names(board)) {
    board.replaceChildren(...document.adoptNode(fresh.body).childNodes);
    return;
  }
  for (const part of parts(fresh)) replace(document.getElementById(part.id), part);
}

function replace(shown, part) {
  for (const table of part.querySelectorAll("details")) {
    table.open = document.getElementById(table.id)?.open ?? false;
  }
  if (shown.outerHTML === part.outerHTML) return;
  const places = "a, summary, [tabindex]";
  const place = [...shown.querySelectorAll(places)].indexOf(document.activeElement);
  const link = document.activeElement.getAttribute("href");
  shown.replaceWith(document.adoptNode(part));
  if (place < 0) return;
  const same = link && part.querySelector(`a[href="${link}"]`);
  (same || part.querySelectorAll(places)[place])?.focus({ preventScroll: true });
}

function lost() {
  link.className = "lost";
  link.value = link.dataset.lost;
}

function heard() {
  link.className = "";
  link.value = link.dataset.live;
  clearTimeout(silence);
  silence = setTimeout(again, PATIENCE);
}

function again() {
  lost();
  follow();
}

function follow() {
  feed?.close();
  feed = new EventSource(board.dataset.events);
  feed.addEventListener("board", (event) => {
    heard();
    if (event.data) swap(event.data);
  });
  feed.addEventListener("error", lost);
  clearTimeout(silence);
  silence = setTimeout(again, PATIENCE);
}

follow();
