// Says the day that is being typed (20/11/69, 201169, ๒๐ พ.ย. ๖๙, วันนี้, -1) in full under its field.
// Only a comfort: the server reads the date, and alone decides. What is not understood here is left unsaid.
(() => {
  "use strict";
  const SHORT = ["ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค."];
  const FULL = ["มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน", "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม"];
  const DAYS = ["อาทิตย์", "จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์"];
  const NEAR = { "เมื่อวาน": -1, "เมื่อวานนี้": -1, "วันนี้": 0, "พรุ่งนี้": 1, "มะรืน": 2, "มะรืนนี้": 2, yesterday: -1, today: 0, tomorrow: 1 };
  const bare = (text) => text.replace(/[.\s]/g, "");

  const today = () => {
    const [year, month, day] = new Date().toLocaleDateString("en-CA", { timeZone: "Asia/Bangkok" }).split("-").map(Number);
    return new Date(Date.UTC(year, month - 1, day));
  };
  const made = (day, month, year) => {
    const date = new Date(Date.UTC(year, month - 1, day));
    return date.getUTCDate() === day && date.getUTCMonth() === month - 1 ? date : null;
  };
  const buddhist = (text) => (text.length <= 2 ? 2500 + Number(text) : Number(text));

  const read = (typed) => {
    const text = typed.replace(/[๐-๙]/g, (digit) => "๐๑๒๓๔๕๖๗๘๙".indexOf(digit)).trim().toLowerCase();
    const step = /^([+-])\s*(\d{1,4})$/.exec(text);
    const far = step ? Number(step[1] + step[2]) : NEAR[text];
    if (far !== undefined) return new Date(today().getTime() + far * 86400000);
    const plain = /^(\d{1,2})[/.\-\s]+(\d{1,2})[/.\-\s]+(\d{2}|\d{4})$/.exec(text) ?? /^(\d{2})(\d{2})(\d{2}|\d{4})$/.exec(text);
    if (plain) {
      const year = buddhist(plain[3]);
      return year > 2400 ? made(Number(plain[1]), Number(plain[2]), year - 543) : null;
    }
    const named = /^(\d{1,2})\s*([ก-์.]+)\s*(\d{2}|\d{4})$/.exec(text);
    if (!named) return null;
    const month = [SHORT, FULL].map((names) => names.findIndex((name) => bare(name) === bare(named[2]))).find((at) => at >= 0);
    const year = buddhist(named[3]);
    return month === undefined || year <= 2400 ? null : made(Number(named[1]), month + 1, year - 543);
  };

  const say = (input) => {
    const place = input.closest(".field")?.querySelector("[data-said]");
    if (!place) return;
    const date = read(input.value);
    place.textContent = date ? `วัน${DAYS[date.getUTCDay()]}ที่ ${date.getUTCDate()} ${FULL[date.getUTCMonth()]} ${date.getUTCFullYear() + 543}` : "";
  };
  document.addEventListener("input", (event) => event.target.matches?.("[data-thai-date]") && say(event.target));
  document.querySelectorAll("[data-thai-date]").forEach(say);
})();
