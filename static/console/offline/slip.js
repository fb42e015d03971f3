// The slip the applicant takes along and the label of the bag, printed from what the device holds.
import { get } from "./store.js";
import { dayOf, timeOf } from "./line.js";

const put = (slip, name, text) => { for (const one of slip.querySelectorAll(`[data-slip="${name}"]`)) one.textContent = text; };

export const draw = async (slip, one, content, papers) => {
  put(slip, "number", one.number);
  put(slip, "name", content.person.name);
  put(slip, "bundle", one.bundle);
  put(slip, "at", `${dayOf(one.at)} ${timeOf(one.at)}`);
  const list = slip.querySelector("[data-slip=papers]");
  list.replaceChildren(...papers.map(text => Object.assign(document.createElement("li"), { textContent: text })));
  slip.querySelector("[data-slip-empty]").hidden = papers.length > 0;
  const { label } = await get("numbers", one.token) ?? one;
  const code = new DOMParser().parseFromString(label, "image/svg+xml").documentElement;
  code.setAttribute("viewBox", `0 0 ${code.getAttribute("width")} ${code.getAttribute("height")}`);
  code.removeAttribute("width");
  code.removeAttribute("height");
  code.setAttribute("preserveAspectRatio", "none");
  for (const place of slip.querySelectorAll("[data-slip=code]")) place.replaceChildren(document.importNode(code, true));
};
