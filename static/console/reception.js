// Keeps the list of who waits fresh, and prints a slip. The page works without it: it is then as old as its loading.
const EVERY = 8000; // milliseconds

const part = document.querySelector("[data-part]");
const busy = () => part.contains(document.activeElement) || document.visibilityState !== "visible";

async function renew() {
  if (busy()) return;
  try {
    const answer = await fetch(part.dataset.part, { headers: { "X-Requested-With": "fetch" } });
    if (answer.ok && !answer.redirected && !busy()) part.innerHTML = await answer.text();
  } catch {
    // the network is down for a moment: what is shown stays
  }
}
if (part) setInterval(renew, EVERY);

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
