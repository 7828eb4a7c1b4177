// Files dropped or pasted, rows taken away. Everything here only makes quicker what works without it.
(() => {
  "use strict";
  const add = (input, files) => {
    if (!input || !files.length) return;
    const all = new DataTransfer();
    for (const file of [...input.files, ...files]) all.items.add(file);
    input.files = all.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const zone = (event) => event.target.closest?.("[data-drop]");
  const hasFiles = (event) => event.dataTransfer?.types?.includes("Files");

  document.addEventListener("dragover", (event) => {
    if (!hasFiles(event) || !document.querySelector("[data-drop]")) return;
    event.preventDefault(); // a file that misses the mark must not replace the page
    for (const one of document.querySelectorAll("[data-drop]")) one.classList.toggle("drop-now", one === zone(event));
  });
  document.addEventListener("dragleave", (event) => zone(event)?.classList.remove("drop-now"));
  document.addEventListener("drop", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    const here = zone(event) ?? document.querySelector("[data-drop]");
    here?.classList.remove("drop-now");
    add(here?.querySelector("input[type=file]"), [...event.dataTransfer.files]);
  });
  document.addEventListener("paste", (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    const form = event.target.closest?.("form");
    const here = (form ?? document).querySelector("[data-drop] input[type=file]");
    if (!files.length || !here) return;
    event.preventDefault();
    add(here, files);
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-remove-row]");
    if (!button) return;
    const row = button.closest("[data-row-of-form]");
    const next = row.parentElement.querySelector("[name=more]");
    row.remove();
    next?.focus();
  });
})();
