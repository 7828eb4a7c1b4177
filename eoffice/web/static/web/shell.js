// Menus, dialogs, messages, lost lines. Everything here only makes quicker what works without it.
(() => {
  "use strict";
  const all = (selector, root = document) => Array.from(root.querySelectorAll(selector));

  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : document.body;
    for (const menu of all("details.menu[open]")) if (!menu.contains(target)) menu.open = false;

    const opener = target.closest("[data-dialog]");
    const dialog = opener && document.getElementById(opener.dataset.dialog);
    if (dialog instanceof HTMLDialogElement) {
      event.preventDefault();
      dialog.showModal();
    }
    if (target.closest("[data-dialog-close]") || target instanceof HTMLDialogElement) target.closest("dialog")?.close();
    target.closest("[data-dismiss]")?.closest(".alert")?.remove();
    if (target.closest("[data-print]")) window.print();
    if (target.closest("a[aria-disabled='true'], button[aria-disabled='true']")) event.preventDefault();
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const menu = all("details.menu[open]").pop();
    if (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });

  // The second of two clicks sends nothing: the server would answer it with the first result anyway.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || form.matches("[hx-post]")) return;
    if (form.dataset.sent) event.preventDefault();
    else form.dataset.sent = "1";
  });
  window.addEventListener("pageshow", () => all("form[data-sent]").forEach((form) => delete form.dataset.sent));

  const say = (name) => {
    const place = document.getElementById("refusal");
    const template = document.getElementById(name);
    if (place && template) place.replaceChildren(template.content.cloneNode(true));
    place?.scrollIntoView({ block: "center" });
  };
  document.addEventListener("htmx:sendError", () => say("line-lost"));
  document.addEventListener("htmx:responseError", (event) => {
    if (event.detail.xhr.status >= 500) say("server-failed");
  });

  // Select all, and how many are selected.
  document.addEventListener("change", (event) => {
    const box = event.target;
    const form = box.closest("form, [data-selection]");
    if (!form) return;
    if (box.matches("[data-select-all]")) {
      const name = box.dataset.selectAll;
      for (const other of all(`input[name="${name}"]`, form)) other.checked = box.checked;
    }
    const count = all("[data-selectable]:checked", form).length;
    for (const place of all("[data-selected-count]", form)) place.textContent = String(count);
    for (const part of all("[data-when-selected]", form)) part.hidden = count === 0;
  });

  const settle = (root) => {
    root.querySelector?.("[data-focus]")?.focus();
    for (const part of all("[data-when-selected]", root)) part.hidden = !root.querySelector("[data-selectable]:checked");
    for (const part of all("[data-without-script]", root)) part.hidden = true;
    for (const part of all("[data-with-script]", root)) part.hidden = false;
  };
  document.addEventListener("htmx:afterSwap", (event) => settle(event.target));
  settle(document);
})();
