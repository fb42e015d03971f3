/* What a page is looked at for besides axe: put into the page by test_accessibility.py. */
window.looking = (() => {
  const seen = (one) => one.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const named = (one) =>
    `${one.tagName.toLowerCase()}${one.id ? "#" + one.id : ""}${one.className && typeof one.className === "string" ? "." + one.className.trim().split(/\s+/).join(".") : ""} “${(one.innerText || one.value || "").trim().slice(0, 24)}”`;
  const focusable = () =>
    [...document.querySelectorAll('a[href], button, input:not([type="hidden"]), select, textarea, summary, [tabindex]:not([tabindex="-1"])')].filter(
      (one) => seen(one) && !one.matches(":disabled") && !one.closest(".unseen") && one.getBoundingClientRect().left > -500,
    );

  /* WCAG lets a link inside a sentence be as small as its line. */
  const in_a_sentence = (one) => {
    if (one.tagName !== "A" || getComputedStyle(one).display !== "inline") return false;
    const around = one.parentElement.closest("p, li, dd, td, th, label, .note, .hint, strong, span") || one.parentElement;
    return around.innerText.trim().length > one.innerText.trim().length;
  };

  const hits = (one, x, y) => {
    const met = document.elementFromPoint(x, y);
    if (!met) return false;
    if (met === one || one.contains(met) || met.contains(one) && met.tagName === "LABEL") return true;
    const label = met.closest("label");
    return Boolean(label && label.control === one);
  };

  return {
    open_all() {
      for (const one of document.querySelectorAll("details")) one.open = true;
    },
    height: () => document.documentElement.scrollHeight,

    basics(language) {
      const wrong = [];
      if (document.documentElement.lang !== language) wrong.push(`lang is ${document.documentElement.lang}`);
      const heads = [...document.querySelectorAll("h1")].filter(seen);
      if (heads.length !== 1) wrong.push(`${heads.length} h1`);
      if (document.title.trim().startsWith("·")) wrong.push("the page has no title of its own");
      if (document.querySelectorAll("main").length !== 1) wrong.push("not one main");
      if (document.querySelector('[tabindex]:not([tabindex="-1"]):not([tabindex="0"])')) wrong.push("a positive tabindex");
      return wrong;
    },

    /* Nothing sticks out, nothing is cut off. */
    width() {
      const wide = document.documentElement.clientWidth;
      const wrong = [];
      if (document.documentElement.scrollWidth > wide) {
        const out = [...document.querySelectorAll("body *")].filter((one) => seen(one) && !one.closest(".unseen, .skip") && one.getBoundingClientRect().right > wide + 1);
        wrong.push(`sideways scrolling: ${out.slice(0, 2).map(named).join("; ")}`);
      }
      for (const one of document.querySelectorAll("body *")) {
        const style = getComputedStyle(one);
        if (one.matches("textarea, input, select, option, .unseen, .unseen *") || !seen(one)) continue;
        if (style.overflowX !== "visible" && one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 0 && style.clipPath === "none")
          wrong.push(`cut off: ${named(one)}`);
      }
      return wrong;
    },

    /* A square of 44 px around the middle of everything one can press. */
    targets() {
      const wrong = [];
      for (const one of focusable()) {
        if (in_a_sentence(one) || one.matches(".skip, main")) continue;
        const label = one.labels && one.labels[0];
        const there = one.getBoundingClientRect();
        if (there.top < 30 || there.bottom > innerHeight - 30) one.scrollIntoView({ block: "center" });
        const box = one.getBoundingClientRect();
        const lines = one.getClientRects();
        const x = box.left + box.width / 2;
        const y = lines.length > 1 ? lines[0].top + lines[0].height / 2 : box.top + box.height / 2;
        const reach = 21.5;
        const high = hits(one, lines.length > 1 ? lines[0].left + 4 : x, y - reach + (lines.length > 1 ? lines[0].height / 2 : 0)) || box.height >= 43;
        const tall = box.height >= 43 || (hits(one, x, y - reach) && hits(one, x, y + reach));
        const wide = box.width >= 43 || (hits(one, x - reach, y) && hits(one, x + reach, y)) || Boolean(label && label.getBoundingClientRect().width + box.width >= 43);
        if (!(tall && wide) || !high) wrong.push(`${named(one)} is ${Math.round(box.width)} × ${Math.round(box.height)}`);
      }
      return wrong;
    },

    /* Each in turn: the look must change, and change back. */
    focus() {
      const look = (one) => {
        const style = getComputedStyle(one);
        return [style.outlineStyle, style.outlineColor, style.boxShadow, style.backgroundColor, style.borderColor].join("|");
      };
      const wrong = [];
      for (const one of focusable()) {
        document.activeElement.blur();
        const before = look(one);
        one.focus({ preventScroll: true });
        if (document.activeElement !== one) wrong.push(`${named(one)} takes no focus`);
        else if (look(one) === before) wrong.push(`${named(one)} does not show its focus`);
      }
      document.activeElement.blur();
      return wrong;
    },

    elder(on) {
      if (on) document.documentElement.dataset.size = "large";
      else delete document.documentElement.dataset.size;
    },

    async axe(only) {
      const options = { resultTypes: ["violations"] };
      options.runOnly = only ? { type: "rule", values: only } : { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"] };
      const found = await axe.run(document, options);
      return found.violations.flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.target.join(" ")} — ${(node.any[0] || node.all[0] || node.none[0] || {}).message || ""}`));
    },
  };
})();
