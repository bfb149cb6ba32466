// Says at each input what is wrong with it, as it is typed; the gate judges all again.
const letters = "0123456789A?BCDEFGHIJK?LMNOPQRSTU?VWXYZ";
const plain = (text) => text.toUpperCase().replace(/[\s\-_./·]+/g, "");
const words = (text) => text.replace(/\bUN\s+(?=\d)/gi, "").split(/[\s,;]+/).filter(Boolean);
const classes = new Set([...document.querySelectorAll("#imdg-classes option")].map((o) => o.value));

function container(text) {
  const number = plain(text);
  if (number.length !== 11) return `${number.length} characters; a container number has 11`;
  if (!/^[A-Z]{3}[UJZR][0-9]{7}$/.test(number)) return "Not four letters, the last U, J, Z or R, and seven digits";
  const sum = [...number.slice(0, 10)].reduce((all, each, place) => all + letters.indexOf(each) * 2 ** place, 0);
  const digit = String((sum % 11) % 10);
  return digit === number[10] ? "" : `The check digit ${number[10]} should be ${digit}`;
}

function plate(text) {
  const length = text.normalize("NFKD").toUpperCase().replace(/[^A-Z0-9]/g, "").length;
  return length >= 2 && length <= 12 ? "" : "A plate has 2 to 12 letters and digits";
}

const each = (text, right, fault) => {
  const wrong = words(text).find((word) => !right(word));
  return wrong === undefined ? "" : fault(wrong);
};
const time = (name) => Date.parse(document.getElementById(name)?.value ?? "");

const checks = {
  container,
  plate,
  size: (text) => (/^[A-Z0-9]{4}$/.test(plain(text)) ? "" : "A size-type has four letters or digits, such as 22G1"),
  mass: (text) => (Number(text.replace(/[\s,]/g, "")) > 0 ? "" : "A mass in kilograms is more than 0"),
  seals: (text) => each(text, (w) => /^[A-Z0-9][A-Z0-9/.-]{2,19}$/i.test(w), (w) => `${w} is not a seal of 3 to 20 letters and digits`),
  un: (text) => each(text, (w) => /^(UN)?\d{4}$/i.test(w), (w) => `${w} is not a UN number of four digits`),
  imdg: (text) => each(text, (w) => classes.has(w), (w) => `${w} is no class of the IMDG code`),
  licence: (text) => (/^[A-Z0-9-]{4,24}$/i.test(text.replace(/\s/g, "")) ? "" : "A licence has 4 to 24 letters and digits"),
  opens: () => "",
  closes: () => {
    if (time("closes") <= time("opens")) return "The window closes before it opens";
    return time("closes") <= Date.now() ? "The window is over already" : "";
  },
};

function tell(input, fault) {
  const told = document.getElementById(`${input.id}-fault`);
  told.textContent = fault;
  told.hidden = !fault;
  input.toggleAttribute("aria-invalid", false);
  if (fault) input.setAttribute("aria-invalid", "true");
}

const judge = (input) => tell(input, input.value.trim() ? checks[input.dataset.check](input.value.trim()) : "");

document.addEventListener("change", ({ target }) => target.dataset.check && judge(target));
// While it is typed, a fault that was told may go, and none comes before it is done.
document.addEventListener("input", ({ target }) => {
  if (target.dataset.check && target.getAttribute("aria-invalid")) judge(target);
});
// A fault that comes up as an input is left would push the pressed button away.
document.addEventListener("mousedown", (event) => event.target.closest("button") && event.preventDefault());
// A known driver's licence brings the name along.
document.getElementById("driver.licence")?.addEventListener("change", ({ target }) => {
  const known = [...document.querySelectorAll("#licences option")].find((o) => o.value === plain(target.value));
  const name = document.getElementById("driver.name");
  if (known && !name.value) name.value = known.textContent;
});
