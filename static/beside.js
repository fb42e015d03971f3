// The applicant's own screen follows what the clerk fills in; without this file the page is reloaded.
const place = document.querySelector("[data-beside]");
const shown = document.getElementById("following");
let failed = 0;

const look = async () => {
  if (document.hidden) return;
  try {
    const answer = await fetch(place.dataset.beside, { credentials: "same-origin" });
    if (answer.status === 205) {
      if (shown) location.reload();
      return;
    }
    failed = 0;
    if (!answer.ok || !shown) return;
    const text = await answer.text();
    if (shown.innerHTML.trim() !== text.trim()) shown.innerHTML = text;
  } catch {
    failed += 1;
  }
};
if (place && (place.dataset.state === "following")) setInterval(() => { if (failed < 5 || Math.random() < 0.2) look(); }, 2000);
if (place && place.dataset.state === "signed") setInterval(() => { if (!document.hidden) location.reload(); }, 6000);
