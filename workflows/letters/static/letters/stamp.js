// Stamp and minutes on the picture of a page: dragged by mouse or finger, moved by the arrow keys.
const form = document.querySelector(".stamp-place");
const STEP = 0.01, FINE = 0.002, MARGIN = 0.5;
const WIDTH = { received: 5, minutes: 7 };

if (form?.querySelector(".stamp-sheet")) {
  const sheet = form.querySelector(".stamp-sheet");
  const told = form.querySelector("[data-told]");
  const [width, height] = [Number(form.dataset.width), Number(form.dataset.height)];
  const field = (name, part) => form.elements[`${name}-${part}`];

  const room = (mark) => {
    const [paper, box] = [sheet.getBoundingClientRect(), mark.getBoundingClientRect()];
    return { x: Math.max(0, 1 - box.width / paper.width), y: Math.max(0, 1 - box.height / paper.height) };
  };
  const put = (mark, x, y) => {
    const most = room(mark);
    const at = { x: Math.min(Math.max(0, x), most.x), y: Math.min(Math.max(0, y), most.y) };
    mark.style.left = `${at.x * 100}%`;
    mark.style.top = `${at.y * 100}%`;
    field(mark.dataset.mark, "x").value = at.x.toFixed(4);
    field(mark.dataset.mark, "y").value = at.y.toFixed(4);
    return at;
  };
  const moved = (mark, x, y) => {
    const at = put(mark, x, y);
    field(mark.dataset.mark, "corner").value = "own";
    told.textContent = `${(at.x * width).toFixed(1)} × ${(at.y * height).toFixed(1)} cm`;
  };
  const place = (mark) => ({ x: Number(field(mark.dataset.mark, "x").value), y: Number(field(mark.dataset.mark, "y").value) });
  const toCorner = (mark) => {
    const name = field(mark.dataset.mark, "corner").value;
    if (name === "own") return;
    const most = room(mark);
    put(mark, name.startsWith("right") ? most.x - MARGIN / width : MARGIN / width,
      name.endsWith("bottom") ? most.y - MARGIN / height : MARGIN / height);
  };
  const seen = (mark) => {
    const here = Number(field(mark.dataset.mark, "page").value) === Number(form.dataset.shown);
    const wanted = field(mark.dataset.mark, "wanted");
    mark.hidden = !here || (wanted && !wanted.checked);
  };

  for (const mark of sheet.querySelectorAll(".stamp-mark")) {
    const name = mark.dataset.mark;
    mark.classList.add("is-placed");
    mark.style.width = `${(WIDTH[name] / width) * 100}%`;
    if (name === "received") mark.style.aspectRatio = "2";
    const begin = () => { seen(mark); if (!mark.hidden) { const at = place(mark); put(mark, at.x, at.y); toCorner(mark); } };
    const picture = sheet.querySelector("img");
    if (picture.complete) begin(); else picture.addEventListener("load", begin);
    field(name, "corner").addEventListener("change", () => toCorner(mark));
    field(name, "page").addEventListener("input", () => seen(mark));
    field(name, "wanted")?.addEventListener("change", begin);

    mark.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      mark.focus();
      mark.setPointerCapture(event.pointerId);
      const box = mark.getBoundingClientRect();
      const grip = { x: event.clientX - box.left, y: event.clientY - box.top };
      const follow = (move) => {
        const paper = sheet.getBoundingClientRect();
        moved(mark, (move.clientX - grip.x - paper.left) / paper.width, (move.clientY - grip.y - paper.top) / paper.height);
      };
      mark.addEventListener("pointermove", follow);
      for (const end of ["pointerup", "pointercancel"]) {
        mark.addEventListener(end, () => mark.removeEventListener("pointermove", follow), { once: true });
      }
    });
    mark.addEventListener("keydown", (event) => {
      const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
      if (!way) return;
      event.preventDefault();
      const [step, at] = [event.shiftKey ? FINE : STEP, place(mark)];
      moved(mark, at.x + way[0] * step, at.y + way[1] * step);
    });
  }
}

// On the page of a letter the stamp stands where it will be printed.
for (const overlay of document.querySelectorAll(".overlay[data-x]")) {
  const stamp = overlay.querySelector(".stamp");
  const page = document.querySelectorAll("#sheet-1 .paper-page")[Number(overlay.dataset.page) - 1];
  if (stamp && page && Number(overlay.dataset.page) > 1) {
    const layer = document.createElement("div");
    layer.className = "overlay";
    layer.append(stamp);
    page.append(layer);
  }
  if (stamp) {
    stamp.classList.add("is-placed");
    // On a phone it is larger than in print, so that it can be read: the edge of the paper holds it.
    stamp.style.left = `min(${Number(overlay.dataset.x) * 100}%, 100% - ${stamp.offsetWidth}px)`;
    stamp.style.top = `min(${Number(overlay.dataset.y) * 100}%, 100% - ${stamp.offsetHeight}px)`;
  }
}
