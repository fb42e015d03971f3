// The correction notice grows while check-points are ticked. Without this module the same notice is
// made by the preview: nothing here decides anything.
const pane = document.querySelector("[data-notice-pane]");
const list = pane.querySelector("[data-notice]");
const accept = document.querySelector("[data-accept]");
const preview = document.querySelector("[data-preview]");

const ticks = () => [...document.querySelectorAll('input[name="point"]:checked')];
const written = () =>
  [...document.querySelectorAll("[data-free]")].filter(
    (row) => row.querySelector("select").value || row.querySelector("input").value.trim(),
  );

function line(place, text, drop) {
  const entry = document.createElement("li");
  const name = document.createElement("b");
  name.textContent = place ? `${place}：` : "";
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "×";
  button.title = button.ariaLabel = list.dataset.drop ?? "×";
  button.addEventListener("click", drop);
  entry.append(name, text, button);
  return entry;
}

function compose() {
  const entries = ticks().map((tick) =>
    line(tick.dataset.place, tick.dataset.defect, () => {
      tick.checked = false;
      tick.focus();
      compose();
    }),
  );
  for (const row of written()) {
    const [select, input] = [row.querySelector("select"), row.querySelector("input")];
    const place = select.value ? select.selectedOptions[0].textContent : "";
    entries.push(
      line(place, input.value, () => {
        select.value = "";
        input.value = "";
        select.focus();
        compose();
      }),
    );
  }
  list.replaceChildren(...entries);
  pane.querySelector("[data-count]").textContent = entries.length || "";
  pane.querySelector("[data-empty]").hidden = entries.length > 0;
  preview.classList.toggle("c-btn-main", entries.length > 0);
  preview.classList.toggle("c-btn-plain", entries.length === 0);
  accept.classList.toggle("c-btn-main", entries.length === 0);
  accept.classList.toggle("c-btn-plain", entries.length > 0);
}

// One more empty line for what no check-point says, as soon as the last one is in use.
function another(row) {
  const last = [...document.querySelectorAll("[data-free]")].at(-1);
  if (row !== last || !row.querySelector("input").value) return;
  const next = row.cloneNode(true);
  next.querySelector("select").value = "";
  next.querySelector("input").value = "";
  row.after(next);
}

document.addEventListener("change", (event) => {
  if (event.target.form?.id === "work") compose();
});
document.addEventListener("input", (event) => {
  const row = event.target.closest("[data-free]");
  if (!row) return;
  another(row);
  compose();
});

pane.hidden = false;
compose();
