// Salutation and closing follow the recipient: by the rank chosen, else by how the recipient's position begins;
// those of royal rank are left to be chosen.
{
  const choice = document.querySelector("[data-addresses]");
  const written = document.getElementById("writing");
  if (choice && written) {
    const table = JSON.parse(document.getElementById(choice.dataset.addresses).textContent);
    const hint = choice.parentElement.querySelector("[data-pronouns]");
    const field = (name) => written.elements.namedItem(name);
    let filled = { salutation: field("salutation")?.value ?? "", closing: field("closing")?.value ?? "" };
    const untouched = () => ["salutation", "closing"].every((name) => field(name)?.value === filled[name]);
    const say = (row) => { hint.textContent = row?.second ? `${hint.dataset.pronouns}: ${row.second} / ${row.first}` : ""; };
    const fill = (row) => {
      for (const name of ["salutation", "closing"]) if (field(name)) field(name).value = row[name];
      filled = { salutation: row.salutation, closing: row.closing };
      say(row);
      written.dispatchEvent(new Event("input"));
    };
    // The length of a known beginning that the name has: a whole word, or with … behind what a name follows at once.
    const begins = (recipient, known) => {
      const start = known.replace(/…$/, "");
      const goesOn = known === start && /^[A-Za-z\u0e01-\u0e3a\u0e40-\u0e4e]/.test(recipient.slice(start.length));
      return recipient.startsWith(start) && !goesOn ? start.length : 0;
    };
    const known = (recipient) => {
      let best = { row: table.ordinary, length: 0 };
      for (const row of Object.values(table)) {
        for (const start of row.known) {
          const length = begins(recipient, start);
          if (length > best.length) best = { row, length };
        }
      }
      return best.row;
    };
    const ask = () => { fill({ salutation: "", closing: "" }); hint.textContent = hint.dataset.byHand; };
    choice.addEventListener("change", () => { if (table[choice.value]) fill(table[choice.value]); });
    written.addEventListener("change", (event) => {
      if (!/^recipients\[\d+\]name$/.test(event.target.name ?? "") || choice.value || !untouched()) return;
      const row = known(event.target.value.trim());
      if (row?.by_hand) ask();
      else if (row && row.salutation !== filled.salutation) fill(row); else say(row);
    });
  }
}
