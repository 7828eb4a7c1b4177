// The paper beside the form: drawn again a moment after the last change.
const form = document.getElementById("writing");
const sheet = document.getElementById("preview");
if (form && sheet) {
  let timer = 0;
  let running = null;
  const draw = async () => {
    running?.abort();
    running = new AbortController();
    const told = new FormData(form);
    for (const [name, value] of [...told]) if (value instanceof File) told.delete(name);
    try {
      const answer = await fetch(form.dataset.preview, { method: "POST", body: told, signal: running.signal });
      if (answer.ok) sheet.innerHTML = await answer.text();
    } catch (error) {
      if (error.name !== "AbortError") sheet.dataset.away = "";
    }
  };
  const later = () => { clearTimeout(timer); timer = setTimeout(draw, 700); };
  form.addEventListener("input", later);
  form.addEventListener("change", later);
  draw();
}

// Through e-CMS the address is a code: those of the server's list are offered, and bring the name along.
const agencies = document.getElementById("ecms-agencies");
if (form && agencies) {
  const partner = (field, of) => form.elements[field.name.replace(/[a-z]+$/, of)];
  const offer = () => form.querySelectorAll('select[name^="recipients"][name$="channel"]').forEach((channel) => {
    const address = partner(channel, "address");
    if (channel.value === "ecms") address?.setAttribute("list", agencies.id);
    else address?.removeAttribute("list");
  });
  form.addEventListener("change", (event) => {
    offer();
    const chosen = [...agencies.options].find((one) => one.value === event.target.value);
    if (!chosen || event.target.getAttribute("list") !== agencies.id) return;
    const name = partner(event.target, "name");
    if (name && !name.value) name.value = chosen.label;
  });
  offer();
}
