// The entry line by keyboard: known senders under the field, speed by one key, the same file told before Enter.
// Without it the line is a plain form with a browser's own list of senders.
(() => {
  "use strict";
  const MOST = 8;
  const first = (selector) => document.querySelector(selector);
  const plain = (text) => text.toLowerCase().replace(/[\s.\-/()]/g, "").replace(/[๐-๙]/g, (digit) => String(digit.charCodeAt(0) - 0x0e50));
  let known = [];
  let active = -1;
  let moved = false;

  const box = () => first("#sender-list");
  const items = () => Array.from(box()?.children ?? []);
  const close = () => {
    const list = box();
    if (list) list.hidden = true;
    first("#q-sender")?.setAttribute("aria-expanded", "false");
    active = -1;
    moved = false;
  };
  const mark = (at) => {
    active = at;
    items().forEach((item, place) => item.setAttribute("aria-selected", String(place === at)));
    const input = first("#q-sender");
    if (at >= 0) input.setAttribute("aria-activedescendant", items()[at].id);
    else input.removeAttribute("aria-activedescendant");
    items()[at]?.scrollIntoView({ block: "nearest" });
  };
  const show = (names) => {
    const list = box();
    list.replaceChildren(...names.map((name, at) => {
      const item = document.createElement("li");
      item.setAttribute("role", "option");
      item.id = `sender-${at}`;
      item.dataset.value = item.textContent = name;
      return item;
    }));
    list.hidden = names.length === 0;
    first("#q-sender").setAttribute("aria-expanded", String(names.length > 0));
    mark(names.length ? 0 : -1);
    moved = false;
  };
  const matching = (typed) => {
    const wanted = plain(typed);
    const found = known.filter((name) => plain(name).includes(wanted));
    const begins = (name) => (plain(name).startsWith(wanted) ? 0 : 1);
    return found.map((name, at) => [begins(name), at, name]).sort((a, b) => a[0] - b[0] || a[1] - b[1]).map((one) => one[2]).slice(0, MOST);
  };
  const fetchMore = async (input, typed) => {
    const answer = await fetch(`${input.dataset.senders}?sender=${encodeURIComponent(typed)}`, { headers: { "HX-Request": "true" } });
    if (!answer.ok || input.value !== typed) return;
    const part = new DOMParser().parseFromString(await answer.text(), "text/html");
    const names = Array.from(part.querySelectorAll("[data-value]"), (item) => item.dataset.value);
    known = [...known, ...names.filter((name) => !known.includes(name))];
    if (document.activeElement === input) show(matching(typed));
  };
  const take = (at) => {
    const item = items()[at];
    if (!item) return;
    const input = first("#q-sender");
    input.value = item.dataset.value;
    close();
    input.dispatchEvent(new Event("change", { bubbles: true }));
  };

  // The browser's own list would open over ours.
  const settle = () => {
    const input = first("#q-sender");
    if (!input || box()) return;
    known = Array.from(document.querySelectorAll("#known-senders option"), (option) => option.value);
    input.removeAttribute("list");
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", "sender-list");
    input.setAttribute("aria-expanded", "false");
    const list = document.createElement("ul");
    list.id = "sender-list";
    list.className = "sender-list";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", input.labels[0].textContent);
    list.hidden = true;
    input.after(list);
  };

  document.addEventListener("input", (event) => {
    const input = event.target;
    if (input.id === "q-reference") first("[name=is_circular]").checked = /\/\s*ว/.test(input.value);
    if (input.id !== "q-sender") return;
    const typed = input.value;
    if (!typed.trim()) {
      close();
      return;
    }
    const found = matching(typed);
    show(found);
    if (!found.length && typed.trim().length > 1) fetchMore(input, typed);
  });
  document.addEventListener("keydown", (event) => {
    if (event.target.id !== "q-sender" || event.isComposing || box()?.hidden !== false) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      moved = true;
      mark((active + (event.key === "ArrowDown" ? 1 : -1) + items().length) % items().length);
    } else if (event.key === "Tab" && !event.shiftKey) {
      take(active); // and the focus goes on by itself
    } else if (event.key === "Enter" && moved) {
      event.preventDefault();
      take(active);
    } else if (event.key === "Escape") {
      event.preventDefault();
      close();
    }
  });
  document.addEventListener("mousedown", (event) => {
    const item = event.target.closest?.("#sender-list [role=option]");
    if (!item) return;
    event.preventDefault();
    take(items().indexOf(item));
  });
  document.addEventListener("focusout", (event) => {
    if (event.target.id === "q-sender") close();
  });

  // Speed by one key: the keys of the digits, whatever the layout makes of them.
  document.addEventListener("keydown", (event) => {
    const group = event.target.closest?.("[data-digits]");
    const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code);
    if (!group || !digit || event.ctrlKey || event.altKey || event.metaKey) return;
    const choice = group.querySelectorAll("input[type=radio]")[Number(digit[1]) - 1];
    if (!choice) return;
    event.preventDefault();
    choice.checked = true;
    choice.focus();
  });

  // Who usually writes under this number is put in, marked, so that typing replaces it.
  document.addEventListener("htmx:afterSwap", (event) => {
    settle();
    const guess = event.target.querySelector?.("[data-sender-guess]");
    const input = first("#q-sender");
    if (!guess || !input || input.value) return;
    input.value = guess.dataset.senderGuess;
    if (document.activeElement === input) input.select();
  });
  document.addEventListener("focusin", (event) => {
    if (event.target.id === "q-sender" || event.target.id === "q-addressee") event.target.select();
  });

  // The same file again, told by its bytes. Browsers count them only on a safe line.
  document.addEventListener("change", async (event) => {
    const input = event.target;
    if (input.id !== "q-files" || !window.crypto?.subtle) return;
    for (const old of input.form.querySelectorAll("[name=hash]")) old.remove();
    for (const file of input.files) {
      if (file.size > 50 * 1024 * 1024) continue;
      const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", await file.arrayBuffer()));
      const told = document.createElement("input");
      told.type = "hidden";
      told.name = "hash";
      told.value = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
      input.form.append(told);
    }
    document.body.dispatchEvent(new Event("files-hashed"));
  });
  settle();
})();
