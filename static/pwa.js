// What every page does for the installed portal: brings the service worker, and leaves nothing behind at sign-out.
(() => {
  if ("serviceWorker" in navigator && window.isSecureContext) {
    addEventListener("load", () => navigator.serviceWorker.register("/sw.js", { updateViaCache: "none" }).catch(() => {}));
  }
  document.addEventListener("submit", event => {
    if (!/\/logout\/$/.test(new URL(event.target.action || location.href).pathname)) return;
    try {
      for (const name of Object.keys(localStorage)) if (name.startsWith("draft:")) localStorage.removeItem(name);
    } catch { /* no storage, nothing to wipe */ }
  }, true);
})();
