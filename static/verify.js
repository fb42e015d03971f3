// The verification page with a camera and with files dropped on it. Without this file everything still works.
(() => {
  const drop = document.querySelector("[data-drop]");
  if (drop) {
    const input = drop.querySelector("input[type=file]");
    const stop = event => event.preventDefault();
    for (const kind of ["dragenter", "dragover"]) addEventListener(kind, event => { stop(event); drop.classList.add("dropping"); });
    addEventListener("dragleave", event => { if (!event.relatedTarget) drop.classList.remove("dropping"); });
    addEventListener("drop", event => {
      stop(event);
      drop.classList.remove("dropping");
      if (!event.dataTransfer.files.length) return;
      input.files = event.dataTransfer.files;
      drop.requestSubmit();
    });
  }

  const live = document.querySelector("[data-scan-live]");
  if (!live || !("BarcodeDetector" in window) || !navigator.mediaDevices?.getUserMedia) return;
  const [video, start, end, said] = ["video", "[data-scan-start]", "[data-scan-stop]", "[data-scan-said]"].map(one => live.querySelector(one));
  let stream = null, timer = 0;
  const close = () => {
    clearTimeout(timer);
    stream?.getTracks().forEach(track => track.stop());
    stream = null;
    video.hidden = end.hidden = true;
    start.hidden = false;
  };
  const look = async detector => {
    if (!stream) return;
    const found = video.readyState >= 2 ? await detector.detect(video).catch(() => []) : [];
    for (const { rawValue: text } of found) {
      const signed = text.split("/V/")[1], plain = /\/verify\/\?number=/.test(text);
      if (signed && /^[A-Z2-7]+$/.test(signed)) { close(); location.assign(`/V/${signed}`); return; }
      if (plain) { close(); location.assign(`/verify/${new URL(text).search}`); return; }
      said.textContent = said.dataset.foreign;
    }
    timer = setTimeout(() => look(detector), 150);
  };
  start.addEventListener("click", async () => {
    said.textContent = said.dataset.looking;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment", width: { ideal: 1920 } } });
    } catch { said.textContent = said.dataset.refused; return; }
    video.srcObject = stream;
    video.hidden = end.hidden = false;
    start.hidden = true;
    await video.play().catch(() => {});
    look(new BarcodeDetector({ formats: ["qr_code"] }));
  });
  end.addEventListener("click", () => { close(); said.textContent = ""; });
  addEventListener("pagehide", close);
  BarcodeDetector.getSupportedFormats().then(kinds => { live.hidden = !kinds.includes("qr_code"); });
})();
