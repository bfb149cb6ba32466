// The drawing board's page. The form holds the draft; the server, asked after every
// change, says what is wrong with it or how it is written.
import { Board } from "./board.js";
import { lost } from "./watch.js";

const shape = document.querySelector("#draft");
const form = document.querySelector("form.fields");
const field = form.elements.corners;
const add = document.querySelector("#add");
const empty = document.querySelector("#empty");
const board = new Board(document.querySelector("#board"), shape, form.dataset.corner, (corners) => {
  field.value = corners.map(([x, y]) => `${x.toFixed(3)}, ${y.toFixed(3)}`).join("\n");
  soon();
});
let asked = 0;
let later;

function typed() {
  const pairs = field.value.split("\n").map((line) => line.split(",").map(Number));
  return pairs.filter((pair) => pair.length === 2 && pair.every(Number.isFinite));
}

function soon() {
  clearTimeout(later);
  later = setTimeout(check, 150);
}

async function check() {
  const number = ++asked;
  const query = `?${new URLSearchParams(new FormData(form))}`;
  history.replaceState(null, "", query);
  try {
    const answer = await fetch(query);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const result = page.querySelector("#result");
    if (number !== asked || !result) return; // a newer question is on its way
    document.querySelector("#result").replaceChildren(...document.adoptNode(result).childNodes);
    shape.setAttribute("class", page.querySelector("#draft").getAttribute("class"));
  } catch {
    lost();
  }
}

add.addEventListener("click", () => board.insert([0.5, 0.5]));
empty.addEventListener("click", () => board.set([]));
add.hidden = empty.hidden = false;
form.addEventListener("input", () => {
  board.show(typed());
  soon();
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  check();
});
board.show(typed());
