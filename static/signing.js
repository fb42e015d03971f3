// Copy or share a signatory's link; without this file the address can be selected and the code scanned.
const said = document.querySelector("[data-said]");

for (const button of document.querySelectorAll("[data-copy]")) {
  const field = document.getElementById(button.dataset.copy);
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      field.select();
      document.execCommand("copy");
    }
    said.textContent = button.dataset.done;
    said.classList.add("done");
  });
}

for (const button of document.querySelectorAll("[data-share]")) {
  if (!navigator.share) continue;
  button.hidden = false;
  button.addEventListener("click", () => {
    navigator.share({ text: document.getElementById(button.dataset.share).value }).catch(() => {});
  });
}
