// The desk's keys: digits choose, the focus goes where the next key is meant.
const desk = document.querySelector("#desk");
const RENEW = 30000; // milliseconds between words that a claim is still meant
let changed = false, renewed = 0;

/** Whether the clerk has changed anything on the truck that is open. */
export const touched = () => changed;
export const touch = (is) => (changed = is);

const doubt = () => document.querySelector(".doubtful:enabled") ?? document.querySelector(".reading:enabled");

/** Sets the focus where the next key is meant: a doubt, a button, the next truck. */
export function aim() {
  const first = doubt();
  const where = first?.querySelector("[type=radio][data-key]:checked")
    ?? document.querySelector("#case")?.querySelector("header button.main") ?? document.querySelector("#queue button");
  where?.focus();
}

function typing(element) {
  return element.matches?.("input:not([type=radio], [type=checkbox]), select, textarea");
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || typing(event.target)) return;
  if (!document.querySelector("#case") || document.querySelector("dialog[open]")) return;
  const row = event.target.closest?.(".reading") ?? doubt();
  const choice = row?.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
  if (!choice || choice.matches(":disabled")) return;
  event.preventDefault();
  choice.checked = true;
  choice.dispatchEvent(new Event("change", { bubbles: true }));
  if (choice.value === "other") row.querySelector("[name^=other-]").focus();
  else next(row);
});

function next(row) {
  const rows = [...document.querySelectorAll(".doubtful:enabled")];
  const after = rows[rows.indexOf(row) + 1];
  (after?.querySelector("[data-key]:checked") ?? document.querySelector("#readings button")).focus();
}

document.addEventListener("input", (event) => {
  if (!event.target.closest("#case")) return;
  if (event.target.name?.startsWith("other-") && event.target.value) {
    event.target.closest(".reading").querySelector("[value=other]").checked = true;
  }
});

for (const kind of ["input", "change", "keydown"]) {
  document.addEventListener(kind, (event) => {
    if (!event.target.closest?.("#case[data-mine]")) return;
    if (event.key === "Enter" || event.key === " ") return; // may give the truck back
    if (kind !== "keydown") touch(true);
    if (Date.now() - renewed < RENEW) return;
    renewed = Date.now();
    fetch(`/clerk/${desk.dataset.case}/claim`, { method: "POST", redirect: "manual" }).catch(() => (renewed = 0));
  });
}

export function tick() {
  for (const clock of document.querySelectorAll(".clock")) {
    const seconds = Math.max(0, Math.floor((Date.now() - Date.parse(clock.dateTime)) / 1000));
    clock.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    clock.classList.toggle("late", Date.now() > Date.parse(clock.dataset.limit));
  }
}

setInterval(tick, 1000);
tick();
