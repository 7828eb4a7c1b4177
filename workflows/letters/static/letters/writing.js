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
