// Salutation and closing follow the recipient: by the rank chosen, else by how the recipient's position begins.
const choice = document.querySelector("[data-addresses]");
const form = document.getElementById("writing");
if (choice && form) {
  const table = JSON.parse(document.getElementById(choice.dataset.addresses).textContent);
  const hint = choice.parentElement.querySelector("[data-pronouns]");
  const field = (name) => form.elements.namedItem(name);
  let filled = { salutation: field("salutation")?.value ?? "", closing: field("closing")?.value ?? "" };
  const untouched = () => ["salutation", "closing"].every((name) => field(name)?.value === filled[name]);
  const say = (row) => { hint.textContent = row?.second ? `${hint.dataset.pronouns}: ${row.second} / ${row.first}` : ""; };
  const fill = (row) => {
    for (const name of ["salutation", "closing"]) if (field(name)) field(name).value = row[name];
    filled = { salutation: row.salutation, closing: row.closing };
    say(row);
    form.dispatchEvent(new Event("input"));
  };
  const known = (recipient) => {
    let best = null;
    for (const row of Object.values(table)) {
      for (const start of row.by_hand ? [] : row.known) {
        if (recipient.startsWith(start) && (!best || start.length > best.length)) best = { row, length: start.length };
      }
    }
    return best?.row ?? table.ordinary;
  };
  choice.addEventListener("change", () => { if (table[choice.value]) fill(table[choice.value]); });
  form.addEventListener("change", (event) => {
    if (!/^recipients\[\d+\]name$/.test(event.target.name ?? "") || choice.value || !untouched()) return;
    const row = known(event.target.value.trim());
    if (row && row.salutation !== filled.salutation) fill(row); else say(row);
  });
}
