// Collecting results: the identity card fills in who stands there, and a pad takes their signature.
// Without this file the signature goes on paper.

const form = document.querySelector("[data-collect]");
const pad = form?.querySelector("[data-pad]");

const show = (selector, yes) => {
  for (const part of form.querySelectorAll(selector)) part.hidden = !yes;
};
const chosen = name => form.querySelector(`input[name="${name}"]:checked`)?.value;

const refresh = () => {
  show("[data-when-agent]", chosen("capacity") === "agent");
  show("[data-when-pad]", chosen("proof") === "pad");
  show("[data-when-paper]", chosen("proof") !== "pad");
};

const draw = canvas => {
  const pen = canvas.getContext("2d");
  const lines = new Map();
  let inked = false;
  const place = event => {
    const box = canvas.getBoundingClientRect();
    return [
      (event.clientX - box.left) * (canvas.width / box.width),
      (event.clientY - box.top) * (canvas.height / box.height),
    ];
  };
  const clear = () => {
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    inked = false;
  };
  const line = (from, to, pressure) => {
    pen.strokeStyle = "#111";
    pen.lineCap = pen.lineJoin = "round";
    pen.lineWidth = 4 + 6 * (pressure || 0.5);
    pen.beginPath();
    pen.moveTo(...from);
    pen.lineTo(...to);
    pen.stroke();
    inked = true;
  };
  canvas.addEventListener("pointerdown", event => {
    event.preventDefault();
    canvas.setPointerCapture(event.pointerId);
    const at = place(event);
    lines.set(event.pointerId, at);
    line(at, at, event.pressure);
  });
  canvas.addEventListener("pointermove", event => {
    const from = lines.get(event.pointerId);
    if (!from) return;
    let last = from;
    const steps = event.getCoalescedEvents?.() ?? [];
    for (const step of steps.length ? steps : [event]) {
      const at = place(step);
      line(last, at, step.pressure);
      last = at;
    }
    lines.set(event.pointerId, last);
  });
  for (const over of ["pointerup", "pointercancel"])
    canvas.addEventListener(over, event => lines.delete(event.pointerId));
  clear();
  return { clear, signed: () => (inked ? canvas.toDataURL("image/png") : "") };
};

if (pad?.getContext) {
  const signature = draw(pad);
  const fresh = !form.querySelector('[role="alert"]');
  if (fresh) form.querySelector('input[name="proof"][value="pad"]').checked = true;
  form.querySelector("[data-pad-clear]").addEventListener("click", signature.clear);
  form.addEventListener("change", refresh);
  form.addEventListener("submit", () => {
    form.elements.signature.value = chosen("proof") === "pad" ? signature.signed() : "";
  });
  refresh();
}

document.addEventListener("id-card", event => {
  if (!form) return;
  form.elements.name.value = event.detail.name ?? "";
  form.elements.identity_number.value = event.detail.number ?? "";
});
