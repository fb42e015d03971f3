// Shows the files of a list one page at a time: zoom, turn, step, all by keyboard too.
// Without this script the list is links to the files.

const STEP = 1.25, LEAST = 0.1, MOST = 8;

class Viewer {
  constructor(pane) {
    this.pane = pane;
    this.find = (what) => pane.querySelector(what);
    this.stage = this.find("[data-stage]");
    this.picture = this.find("[data-picture]");
    this.told = this.find("[data-told]");
    this.links = [...pane.querySelectorAll("[data-file]")];
    this.pages = this.links.flatMap((link) =>
      Array.from({ length: Math.max(1, Number(link.dataset.pages)) }, (_, index) => ({ link, page: index + 1 })));
    this.at = 0;
    this.fit = true;
    for (const hidden of pane.querySelectorAll("[hidden]")) hidden.hidden = false;
    pane.classList.add("v-live");
    this.listen();
    this.show(0);
  }

  listen() {
    this.find("[role=toolbar]").addEventListener("click", (event) => {
      const button = event.target.closest("[data-do]");
      if (button) this.act(button.dataset.do);
    });
    // any link of the page to one of the files opens it here; with a modifier key, as links do
    document.addEventListener("click", (event) => {
      const link = event.target.closest("a[href]");
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey || link.hasAttribute("data-original")) return;
      const at = this.pages.findIndex((one) => one.link.href === link.href);
      if (at < 0) return;
      event.preventDefault();
      this.show(at);
      if (!this.pane.contains(link)) this.stage.scrollIntoView({ block: "nearest" });
    });
    document.addEventListener("keydown", (event) => this.key(event));
    this.stage.addEventListener("wheel", (event) => {
      event.preventDefault();
      this.zoom(event.deltaY < 0 ? STEP : 1 / STEP, event);
    }, { passive: false });
    this.stage.addEventListener("dblclick", () => this.act("fit"));
    this.drag();
    this.picture.addEventListener("load", () => { this.told.textContent = ""; this.settle(); });
    this.picture.addEventListener("error", () => { this.told.textContent = this.pane.dataset.failed; this.picture.hidden = true; });
    new ResizeObserver(() => this.fit && this.settle()).observe(this.stage);
  }

  key(event) {
    const field = event.target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]");
    if (field || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const verb = { ArrowLeft: "back", ArrowRight: "on", "+": "in", "=": "in", "-": "out", 0: "fit", r: "turn", R: "turn" }[event.key];
    if (event.key.length === 1 && localStorage.getItem("console-keys") === "off") return;
    if (event.key.length === 1 && localStorage.getItem("console-keys") === "off") return; // WCAG 2.1.4
    if (!verb || (event.key.startsWith("Arrow") && event.target.matches("input, [role=tab]"))) return;
    event.preventDefault();
    this.act(verb);
  }

  act(verb) {
    if (verb === "on") this.show(Math.min(this.at + 1, this.pages.length - 1));
    if (verb === "back") this.show(Math.max(this.at - 1, 0));
    if (verb === "in") this.zoom(STEP);
    if (verb === "out") this.zoom(1 / STEP);
    if (verb === "fit") { this.fit = true; this.settle(); }
    if (verb === "turn") { this.remember((this.turned + 1) % 4); this.fit = true; this.settle(); }
  }

  get current() { return this.pages[this.at]; }
  get url() {
    const { link, page } = this.current;
    return link.dataset.kind === "pdf" ? `${link.getAttribute("href")}pages/${page}/` : link.href;
  }
  get turned() { return Number(sessionStorage.getItem(`turned ${this.url}`)) || 0; }
  remember(quarters) { sessionStorage.setItem(`turned ${this.url}`, quarters); }

  show(at) {
    this.at = at;
    this.fit = true;
    const { link, page } = this.current, pages = Number(link.dataset.pages) || 1;
    this.told.textContent = this.pane.dataset.loading;
    this.picture.hidden = false;
    this.picture.style.visibility = "hidden";
    this.picture.src = this.url;
    this.find("[data-original]").href = link.href;
    this.find("[data-place]").textContent = this.pane.dataset.page.replace("{page}", page).replace("{pages}", pages);
    this.stage.setAttribute("aria-label", `${link.textContent.trim().replace(/\s+/g, " ")} ${this.find("[data-place]").textContent}`);
    for (const one of this.links) one.toggleAttribute("aria-current", one === link);
    const entry = link.parentElement, list = entry.parentElement; // the list moves, never the page
    list.scrollTop += entry.getBoundingClientRect().top - list.getBoundingClientRect().top;
    this.find("[data-do=back]").disabled = at === 0;
    this.find("[data-do=on]").disabled = at === this.pages.length - 1;
    this.pane.dispatchEvent(new CustomEvent("viewer-file", { detail: { url: link.href, page }, bubbles: true }));
  }

  settle() {
    const { naturalWidth: width, naturalHeight: height } = this.picture;
    if (!width) return;
    const across = this.turned % 2, shown = across ? [height, width] : [width, height];
    if (this.fit) {
      this.scale = Math.min((this.stage.clientWidth - 16) / shown[0], (this.stage.clientHeight - 16) / shown[1]);
      this.x = this.y = 0;
    }
    this.draw();
  }

  draw() {
    this.picture.style.transform =
      `translate(${this.x}px, ${this.y}px) rotate(${this.turned * 90}deg) scale(${this.scale}) translate(-50%, -50%)`;
    this.picture.style.visibility = "";
    this.find("[data-scale]").textContent = `${Math.round(this.scale * 100)}%`;
  }

  // towards the pointer, or towards the middle
  zoom(factor, pointer) {
    if (!this.scale) return;
    const scale = Math.min(MOST, Math.max(LEAST, this.scale * factor)), by = scale / this.scale;
    const box = this.stage.getBoundingClientRect();
    const px = pointer ? pointer.clientX - box.left - box.width / 2 : 0;
    const py = pointer ? pointer.clientY - box.top - box.height / 2 : 0;
    this.fit = false;
    this.x = px - (px - this.x) * by;
    this.y = py - (py - this.y) * by;
    this.scale = scale;
    this.draw();
  }

  drag() {
    let from = null;
    this.stage.addEventListener("pointerdown", (event) => {
      from = { x: event.clientX - this.x, y: event.clientY - this.y };
      this.stage.setPointerCapture(event.pointerId);
    });
    this.stage.addEventListener("pointermove", (event) => {
      if (!from) return;
      this.fit = false;
      this.x = event.clientX - from.x;
      this.y = event.clientY - from.y;
      this.draw();
    });
    for (const end of ["pointerup", "pointercancel"]) this.stage.addEventListener(end, () => { from = null; });
  }
}

for (const pane of document.querySelectorAll("[data-viewer]")) new Viewer(pane);
