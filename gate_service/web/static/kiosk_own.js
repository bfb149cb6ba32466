// While the gate is away, shows the page that the lane itself serves on this machine:
// only where the lane says that it decides alone, and only as long as it says so.
const { own } = document.body.dataset;
const down = document.querySelector("#down");
let frame;
let silence;

function hide() {
  if (frame) frame.hidden = true;
}

function shown() {
  if (down.hidden) {
    clearTimeout(silence);
    frame?.remove();
    frame = undefined;
  } else if (!frame) {
    frame = document.createElement("iframe");
    Object.assign(frame, { hidden: true, title: "Lane", src: `${own}/` });
    down.append(frame);
  }
}

addEventListener("message", ({ origin, source, data }) => {
  if (!frame || origin !== own || source !== frame.contentWindow) return;
  clearTimeout(silence);
  silence = setTimeout(hide, 3000); // a lane that is silent decides nothing
  const before = frame.hidden;
  frame.hidden = data === "gate";
  if (before && !frame.hidden) frame.focus(); // a scanner types there from now on
});

new MutationObserver(shown).observe(down, { attributeFilter: ["hidden"] });
shown();
