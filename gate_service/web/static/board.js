// A polygon that is drawn on a picture: by mouse, finger or keyboard.
export const WIDTH = 160;
export const HEIGHT = 90;
const STEP = 0.005;
const SVG = "http://www.w3.org/2000/svg";
const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const kept = (share) => Math.min(1, Math.max(0, share));
const distance = (a, b) => Math.hypot((a[0] - b[0]) * WIDTH, (a[1] - b[1]) * HEIGHT);

/** Corners are pairs of shares, 0 to 1; `changed` is called after every change of them. */
export class Board {
  constructor(svg, shape, word, changed) {
    Object.assign(this, { svg, shape, word, changed, corners: [], held: null });
    svg.addEventListener("pointerdown", (event) => this.take(event));
    svg.addEventListener("pointermove", (event) => this.drag(event));
    svg.addEventListener("pointerup", () => (this.held = null));
    svg.addEventListener("keydown", (event) => this.press(event));
  }

  get dots() {
    return [...this.svg.querySelectorAll("circle")];
  }

  /** Shows other corners, without telling of a change. */
  show(corners) {
    this.corners = corners;
    const points = corners.map(([x, y]) => `${x * WIDTH},${y * HEIGHT}`);
    this.shape.setAttribute("points", points.join(" "));
    for (const dot of this.dots.slice(corners.length)) dot.remove();
    corners.forEach(([x, y], index) => {
      const dot = this.dots[index] ?? this.dot();
      dot.setAttribute("cx", x * WIDTH);
      dot.setAttribute("cy", y * HEIGHT);
      dot.setAttribute("aria-label", `${this.word} ${index + 1}: ${x.toFixed(3)}, ${y.toFixed(3)}`);
    });
  }

  set(corners) {
    this.show(corners);
    this.changed(corners);
  }

  /** The new corner goes between the two neighbours whose side is nearest to it. */
  insert(point) {
    const around = this.corners.map((one, index) => {
      const other = this.corners[(index + 1) % this.corners.length];
      return distance(one, point) + distance(point, other) - distance(one, other);
    });
    const few = this.corners.length < 3;
    const at = few ? this.corners.length : around.indexOf(Math.min(...around)) + 1;
    this.set(this.corners.toSpliced(at, 0, point));
    this.dots[at].focus();
    return at;
  }

  dot() {
    const dot = document.createElementNS(SVG, "circle");
    for (const [name, value] of [["r", 1.6], ["tabindex", 0], ["role", "button"]]) {
      dot.setAttribute(name, value);
    }
    return this.svg.appendChild(dot);
  }

  point(event) {
    const box = this.svg.getBoundingClientRect();
    return [kept((event.clientX - box.left) / box.width), kept((event.clientY - box.top) / box.height)];
  }

  take(event) {
    event.preventDefault();
    this.held = this.dots.indexOf(event.target);
    if (this.held < 0) this.held = this.insert(this.point(event));
    this.dots[this.held].focus();
    this.svg.setPointerCapture(event.pointerId);
  }

  drag(event) {
    if (this.held !== null) this.set(this.corners.with(this.held, this.point(event)));
  }

  press(event) {
    const index = this.dots.indexOf(event.target);
    const way = ways[event.key];
    if (index < 0 || (!way && event.key !== "Delete")) return;
    event.preventDefault();
    const moved = way && this.corners[index].map((share, i) => kept(share + way[i] * STEP));
    this.set(way ? this.corners.with(index, moved) : this.corners.toSpliced(index, 1));
    this.dots[Math.min(index, this.corners.length - 1)]?.focus();
  }
}
