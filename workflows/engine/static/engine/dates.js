// Says below a date field which day was understood, before the form is sent. The server reads it again by itself.
(() => {
  "use strict";
  const MONTHS = ["มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน", "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม"];
  const SHORT = ["ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค."];
  const DAYS = ["อาทิตย์", "จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์"];
  const NEAR = { "เมื่อวาน": -1, "เมื่อวานนี้": -1, "วันนี้": 0, "พรุ่งนี้": 1, "มะรืน": 2, "มะรืนนี้": 2 };
  const arabic = (text) => text.replace(/[๐-๙]/g, (digit) => String(digit.charCodeAt(0) - 0x0e50));
  const plain = (name) => name.replace(/[.\s]/g, "");

  const year = (text) => {
    const number = Number(text);
    if (text.length === 2) return 2500 + number - 543;
    return number > 2400 && number < 2700 ? number - 543 : NaN;
  };
  const dayOf = (day, month, be) => {
    const found = new Date(be, month - 1, day);
    return found.getMonth() === month - 1 && found.getDate() === day ? found : null;
  };
  const relative = (text) => {
    const step = /^([+-])\s*(\d{1,4})$/.exec(text);
    const distance = step ? Number(step[1] + step[2]) : NEAR[text];
    if (distance === undefined) return null;
    const now = new Date();
    return new Date(now.getFullYear(), now.getMonth(), now.getDate() + distance);
  };
  const named = (text) => {
    const parts = /^(\d{1,2})\s*([ก-๙.]+)\s*(?:พ\.?\s*ศ\.?)?\s*(\d{2}|\d{4})$/.exec(text);
    if (!parts) return null;
    const month = MONTHS.findIndex((name, at) => plain(name) === plain(parts[2]) || plain(SHORT[at]) === plain(parts[2]));
    return month < 0 ? null : dayOf(Number(parts[1]), month + 1, year(parts[3]));
  };
  const read = (text) => {
    const parts = /^(\d{1,2})\s*[/.\-\s]\s*(\d{1,2})\s*[/.\-\s]\s*(\d{2}|\d{4})$/.exec(text) ?? /^(\d{2})(\d{2})(\d{2}|\d{4})$/.exec(text);
    if (parts) return dayOf(Number(parts[1]), Number(parts[2]), year(parts[3]));
    return relative(text) ?? named(text);
  };

  const say = (input) => {
    const place = input.closest(".field")?.querySelector("[data-said]");
    if (!place) return;
    const text = arabic(input.value.trim()).replace(/\s+\d{1,2}[.:]\d{2}(\s*น\.?)?$/, "");
    const found = text ? read(text) : null;
    const far = found && Math.abs(found - new Date()) > 400 * 86400000;
    place.textContent = found ? `${DAYS[found.getDay()]} ${found.getDate()} ${SHORT[found.getMonth()]} ${found.getFullYear() + 543}` : "";
    place.toggleAttribute("data-odd", Boolean(far));
  };
  document.addEventListener("input", (event) => {
    if (event.target.matches?.("[data-thai-date]")) say(event.target);
  });
  document.querySelectorAll("[data-thai-date]").forEach(say);
  document.addEventListener("htmx:afterSwap", (event) => event.target.querySelectorAll?.("[data-thai-date]").forEach(say));
})();
