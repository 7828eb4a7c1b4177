// The desk by touch: swipe to the next letter, tap a phrase again to let it go, find a name in the list.
(() => {
  "use strict";
  const first = (selector) => document.querySelector(selector);
  const WIDE = 70;
  let start = null;

  document.addEventListener("touchstart", (event) => {
    const inside = event.target.closest?.("[data-swipe]") && !event.target.closest("input, textarea, select, .paper-sheet, details[open].desk-more");
    start = inside && event.touches.length === 1 ? { x: event.touches[0].clientX, y: event.touches[0].clientY } : null;
  }, { passive: true });
  document.addEventListener("touchend", (event) => {
    if (!start) return;
    const end = event.changedTouches[0];
    const across = end.clientX - start.x;
    if (Math.abs(across) > WIDE && Math.abs(across) > 2 * Math.abs(end.clientY - start.y)) first(`a[rel=${across < 0 ? "next" : "prev"}]`)?.click();
    start = null;
  }, { passive: true });

  // A phrase tapped again is let go.
  let was = null;
  document.addEventListener("pointerdown", (event) => {
    const input = event.target.closest?.(".chip")?.querySelector("[data-untap]");
    was = input?.checked ? input : null;
  });
  document.addEventListener("click", (event) => {
    if (event.target === was) {
      was.checked = false;
      was = null;
    }
  });

  // The first who is named leads, the others take part; what was chosen by hand stays.
  document.addEventListener("change", (event) => {
    const box = event.target;
    if (box.matches?.(".who-part")) box.dataset.byHand = "1";
    if (!box.matches?.("[data-who]") || !box.checked) return;
    const part = box.closest(".who").querySelector(".who-part");
    const named = document.querySelectorAll("[data-who]:checked").length;
    if (!part.dataset.byHand) part.value = named > 1 ? "co" : "lead";
  });

  document.addEventListener("input", (event) => {
    const box = event.target;
    if (!box.matches?.("[data-sift-in]")) return;
    const wanted = box.value.trim().toLowerCase();
    const list = first(box.dataset.siftIn);
    for (const one of list.querySelectorAll("[data-sift-text]")) one.hidden = !one.dataset.siftText.toLowerCase().includes(wanted);
    for (const group of list.querySelectorAll("[data-sift-group]")) group.hidden = !group.querySelector("[data-sift-text]:not([hidden])");
  });

  // On a desk the paper lies open beside the words.
  if (window.matchMedia("(width > 62rem)").matches) for (const paper of document.querySelectorAll("[data-paper]")) paper.open = true;
})();
