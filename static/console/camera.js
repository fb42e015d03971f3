// The camera of the counter: chosen once, large, shot by a key; without one, words and another way.

const CHOSEN = "camera device", WANTED = "camera wanted";
const TOLD = { NotAllowedError: "refused", SecurityError: "refused", NotFoundError: "none", OverconstrainedError: "none", NotReadableError: "busy", AbortError: "busy" };

export class Camera {
  // `shot(blob)` is called with a JPEG of the camera's full size and may be waited for
  constructor(box, shot) {
    this.box = box;
    this.shot = shot;
    this.find = (name) => box.querySelector(`[data-${name}]`);
    this.video = this.find("video");
    this.find("open").addEventListener("click", () => this.open());
    this.find("close").addEventListener("click", () => { localStorage.removeItem(WANTED); this.close(); });
    this.find("shutter").addEventListener("click", () => this.take());
    this.find("device").addEventListener("change", (event) => {
      localStorage.setItem(CHOSEN, event.target.value);
      this.open();
    });
    navigator.mediaDevices?.addEventListener?.("devicechange", () => this.live && this.list());
    addEventListener("pagehide", () => this.close());
    if (localStorage.getItem(WANTED)) this.open();
  }

  get live() { return Boolean(this.stream); }

  async open() {
    this.tell("");
    if (!navigator.mediaDevices?.getUserMedia) return this.tell(window.isSecureContext ? "none" : "unsafe");
    this.stop();
    const size = { width: { ideal: 3840 }, height: { ideal: 2160 } };
    const id = localStorage.getItem(CHOSEN);
    try {
      this.stream = await this.asked(id ? { ...size, deviceId: { exact: id } } : { ...size, facingMode: "environment" })
        .catch((error) => {
          if (!id || error.name === "NotAllowedError") throw error;
          localStorage.removeItem(CHOSEN); // that one has been unplugged
          return this.asked(size);
        });
    } catch (error) {
      this.close();
      return this.tell(TOLD[error.name] || "failed");
    }
    this.stream.getVideoTracks()[0].addEventListener("ended", () => { this.close(); this.tell("none"); });
    this.video.srcObject = this.stream;
    localStorage.setItem(WANTED, "1");
    this.shown(true);
    await this.list();
    this.find("shutter").focus({ preventScroll: true });
  }

  asked(video) { return navigator.mediaDevices.getUserMedia({ video, audio: false }); }

  async list() {
    const cameras = (await navigator.mediaDevices.enumerateDevices()).filter((one) => one.kind === "videoinput");
    const used = this.stream?.getVideoTracks()[0]?.getSettings().deviceId;
    const select = this.find("device");
    select.replaceChildren(...cameras.map((one, index) => new Option(one.label || String(index + 1), one.deviceId, false, one.deviceId === used)));
    this.find("device-label").hidden = cameras.length < 2;
  }

  async take() {
    if (!this.live || this.taking || !this.video.videoWidth) return;
    this.taking = true;
    this.find("flash").classList.add("o-on");
    setTimeout(() => this.find("flash").classList.remove("o-on"), 120);
    const canvas = document.createElement("canvas");
    canvas.width = this.video.videoWidth;
    canvas.height = this.video.videoHeight;
    canvas.getContext("2d").drawImage(this.video, 0, 0);
    const picture = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.92));
    try { await this.shot(picture); } finally { this.taking = false; }
  }

  tell(which) {
    const told = this.box.querySelector("[data-camera-told]");
    told.hidden = !which;
    told.textContent = which ? this.box.dataset[which] : "";
  }

  shown(live) {
    this.find("screen").hidden = !live;
    this.find("open").hidden = live;
    for (const name of ["shutter", "close", "again"]) this.find(name).hidden = !live;
    if (!live) this.find("device-label").hidden = true;
  }

  stop() {
    this.stream?.getTracks().forEach((track) => track.stop());
    this.stream = null;
  }

  close() {
    this.stop();
    this.shown(false);
  }
}
