// The keys of the office: / search, g + letter, n new, j k rows, x select, Enter open, . next step, ? help.
(() => {
  "use strict";
  const OFF = "eoffice-keys-off";
  const isOff = () => localStorage.getItem(OFF) === "1";
  const first = (selector) => document.querySelector(selector);
  const rows = () => Array.from(document.querySelectorAll("[data-row]"));
  let row = -1;
  let going = 0;

  // On a Thai layout the key beside F gives เ: then the place of the key counts, not its letter.
  const latin = (event) => {
    if (event.key.length === 1 && event.key.charCodeAt(0) < 128) return event.key.toLowerCase();
    if (/^Key[A-Z]$/.test(event.code)) return event.code[3].toLowerCase();
    if (event.code === "Slash") return event.shiftKey ? "?" : "/";
    if (event.code === "Period") return ".";
    return event.key;
  };
  const typing = (target) => target.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable], dialog[open]");

  const move = (step) => {
    const list = rows();
    if (!list.length) return;
    list[row]?.classList.remove("row-now");
    row = Math.min(Math.max(row + step, 0), list.length - 1);
    const link = list[row].querySelector(".row-link, a, button");
    list[row].classList.add("row-now");
    list[row].scrollIntoView({ block: "nearest" });
    link?.focus({ preventScroll: true });
  };
  const here = () => rows()[row];
  const press = (element) => element?.click();

  const acts = {
    "/": () => (first("#search-box")?.offsetParent ? first("#search-box").focus() : press(first(".top-search"))),
    "?": () => first("#keys-help")?.showModal(),
    g: () => { going = Date.now(); },
    n: () => press(first("[data-new]")),
    j: () => move(1),
    k: () => move(-1),
    x: () => press(here()?.querySelector("input[type=checkbox]")),
    ".": () => press(here()?.querySelector("[data-next-step]") ?? first("main [data-next-step]")),
  };

  document.addEventListener("keydown", (event) => {
    if (isOff() || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (!(event.target instanceof Element) || typing(event.target)) return;
    const key = latin(event);
    if (Date.now() - going < 1500 && /^[a-z]$/.test(key)) {
      going = 0;
      const link = first(`[data-go="${key}"]`);
      if (link) {
        event.preventDefault();
        link.click();
      }
      return;
    }
    if (!Object.hasOwn(acts, key)) return;
    event.preventDefault();
    acts[key]();
  });

  const box = first("[data-keys-off]");
  if (!box) return;
  box.checked = isOff();
  box.addEventListener("change", () => localStorage.setItem(OFF, box.checked ? "1" : "0"));
})();
