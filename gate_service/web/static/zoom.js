// Pictures that grow: a click or Enter opens one; plus and minus, wheel, arrows, Escape.
let dialog, picture, size = 1;

function grow(by) {
  size = Math.min(16, Math.max(1, size * by));
  picture.style.width = `${size * 100}%`;
}

function made() {
  dialog = document.createElement("dialog");
  dialog.setAttribute("aria-label", "Picture");
  const bar = document.createElement("div");
  bar.className = "bar";
  for (const [word, act] of [["Larger +", () => grow(1.5)], ["Smaller -", () => grow(1 / 1.5)], ["Close Esc", () => dialog.close()]]) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = word;
    button.addEventListener("click", act);
    bar.append(button);
  }
  picture = document.createElement("img");
  dialog.append(bar, picture);
  dialog.addEventListener("keydown", (event) => {
    if (event.key === "+" || event.key === "=") grow(1.5);
    if (event.key === "-") grow(1 / 1.5);
  });
  dialog.addEventListener("wheel", (event) => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    grow(event.deltaY < 0 ? 1.2 : 1 / 1.2);
  }, { passive: false });
  document.body.append(dialog);
}

export function zoomed() {
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a.zoom");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (!dialog) made();
    picture.src = link.href;
    picture.alt = link.querySelector("img").alt;
    size = 1;
    grow(1);
    dialog.showModal();
  });
}
