// Forms marked data-keep survive a lost line and an expired log-in: what was typed stays in this tab
// (sessionStorage) until it was sent and taken. Never mark a form that holds secret text or a password.
(() => {
  "use strict";
  const PREFIX = "eoffice-keep:";
  const place = (form) => `${PREFIX}${location.pathname}#${form.dataset.keep}`;
  const fields = (form) => Array.from(form.elements).filter((one) => one.name && one.name !== "csrfmiddlewaretoken" && !["hidden", "password", "file", "submit", "button"].includes(one.type));
  const read = (form) => fields(form).map((one) => [one.name, one.value, ["checkbox", "radio"].includes(one.type) ? one.checked : null]);

  const restore = (form) => {
    const kept = JSON.parse(sessionStorage.getItem(place(form)) ?? "null");
    if (!kept || form.querySelector(".errors")) return;
    fields(form).forEach((one, at) => {
      const [name, value, checked] = kept.values[at] ?? [];
      if (name !== one.name) return;
      if (checked === null) one.value = one.value && one.value !== one.defaultValue ? one.value : value;
      else if (one.value === value) one.checked = checked;
      one.dispatchEvent(new Event("input", { bubbles: true }));
    });
  };

  // A form that was sent, and is not here again, was taken: forget what was kept of it.
  if (first(".page") && !first("[data-login]")) {
    for (const key of Object.keys(sessionStorage).filter((one) => one.startsWith(PREFIX))) {
      const kept = JSON.parse(sessionStorage.getItem(key));
      if (kept.sent && !key.startsWith(`${PREFIX}${location.pathname}#`)) sessionStorage.removeItem(key);
    }
  }
  function first(selector) { return document.querySelector(selector); }

  document.querySelectorAll("form[data-keep]").forEach(restore);
  document.addEventListener("input", (event) => {
    const form = event.target.closest?.("form[data-keep]");
    if (form) sessionStorage.setItem(place(form), JSON.stringify({ sent: false, values: read(form) }));
  });
  document.addEventListener("submit", (event) => {
    if (event.target.matches("form[data-keep]")) sessionStorage.setItem(place(event.target), JSON.stringify({ sent: true, values: read(event.target) }));
    if (event.target.matches("form[data-forget]")) sessionStorage.clear();
  });
  // HTMX took it: the answer to this form came back well.
  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.target.closest?.("form[data-keep]");
    if (form && event.detail.successful) sessionStorage.removeItem(place(form));
  });
})();

// A form that somebody is typing in stays when the part of the page around it is fetched anew: the same nodes
// go back to their place, or to the place that the form names (data-stays), and take the version shown there.
(() => {
  "use strict";
  let held = [];
  const byDefault = (list) => Math.max(0, Array.from(list.options).findIndex((one) => one.defaultSelected));
  const changed = (one) => {
    if (one.type === "hidden") return false;
    if (one.type === "checkbox" || one.type === "radio") return one.checked !== one.defaultChecked;
    if (one.type === "file") return one.files.length > 0;
    if (one.type === "select-one") return one.selectedIndex > 0 && one.selectedIndex !== byDefault(one);
    return "defaultValue" in one && one.value !== one.defaultValue;
  };
  const typing = (form) => form.contains(document.activeElement) && document.activeElement.matches("textarea, input:not([type=checkbox], [type=radio])");
  const inUse = (form) => form.id && !form.dataset.taken && (Array.from(form.elements).some(changed) || typing(form));

  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.detail.elt;
    if (event.detail.successful && form.matches?.("form")) form.dataset.taken = "1";
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { target, shouldSwap, requestConfig } = event.detail;
    if (!shouldSwap) return;
    const focused = document.activeElement;
    held = Array.from(target.querySelectorAll("form")).filter((form) => form !== requestConfig.elt && inUse(form)).map((form) => ({
      form,
      focused: form.contains(focused) ? focused : null,
      caret: form.contains(focused) && focused.matches("textarea, [type=text]") ? [focused.selectionStart, focused.selectionEnd] : null,
    }));
  });
  document.addEventListener("htmx:afterSwap", () => {
    const back = held;
    held = [];
    for (const { form, focused, caret } of back) {
      if (form.isConnected) continue;
      const fresh = document.getElementById(form.id);
      if (fresh) fresh.replaceWith(form);
      else document.getElementById(form.dataset.stays)?.append(form);
      if (!form.isConnected) continue;
      const version = form.elements.namedItem("version");
      const shown = form.closest("[data-version]");
      if (version && shown) version.value = shown.dataset.version;
      window.htmx.process(form);
      focused?.focus({ preventScroll: true });
      if (caret) focused.setSelectionRange(...caret);
    }
  });
})();
