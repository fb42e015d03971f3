/* The list under the search box: closed by Escape or by leaving it, walked with the arrow keys.
   Without this script the box is an ordinary form. */
"use strict";
for (const box of document.querySelectorAll(".search-box")) {
  const field = box.querySelector("input");
  const list = box.querySelector(".suggestions");
  const close = () => list.replaceChildren();
  box.addEventListener("focusout", (event) => {
    if (!box.contains(event.relatedTarget)) close();
  });
  box.addEventListener("keydown", (event) => {
    const links = [...list.querySelectorAll("a")];
    if (event.key === "Escape" && list.childElementCount) {
      close();
      field.focus();
      event.preventDefault();
    } else if (links.length && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      const step = event.key === "ArrowDown" ? 1 : -1;
      const places = [field, ...links];
      places[(places.indexOf(document.activeElement) + step + places.length) % places.length].focus();
      event.preventDefault();
    }
  });
}
