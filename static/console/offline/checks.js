// Names and numbers of people, judged on the device as the server will (applicants/identity.py).
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2], DIGITS = "10X98765432";

export const plain = text => text.normalize("NFKC").replace(/[\s\-‐-―()]+/g, "").toUpperCase();

// The code of what is wrong with an identity number (GB 11643), or "".
export const wrongId = text => {
  const number = plain(text);
  if (!/^\d{17}[\dX]$/.test(number)) return "id_form";
  const [year, month, day] = [number.slice(6, 10), number.slice(10, 12), number.slice(12, 14)].map(Number);
  const born = new Date(Date.UTC(year, month - 1, day));
  const real = year >= 1800 && born.getUTCFullYear() === year && born.getUTCMonth() === month - 1 && born.getUTCDate() === day;
  if (!real || born > new Date()) return "id_date";
  const sum = WEIGHTS.reduce((total, weight, at) => total + weight * Number(number[at]), 0);
  return DIGITS[sum % 11] === number[17] ? "" : "id_check";
};
export const wrongPhone = text => {
  const number = plain(text).replace(/^\+86/, "");
  return /^1[3-9]\d{9}$/.test(number) || /^(010|02\d|0[3-9]\d{2})[2-8]\d{6,7}$/.test(number) ? "" : "phone";
};
export const wrongName = text => /\S/.test(text) && text.trim().length <= 50 ? "" : "name";
