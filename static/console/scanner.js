// A scanner is a keyboard that types very fast and presses Enter. Whatever it types outside a text
// field is handed over whole; what a person types is left alone.
const FASTEST_HAND = 50; // milliseconds between keys: scanners need 1 to 20, people 80 and more
const SHORTEST = 6; // the shortest thing we print as a code is longer

const writes = (one) => one.closest?.("input:not([type=checkbox], [type=radio], [type=submit], [type=button]), textarea, select, [contenteditable]");

export function listen(target, found) {
  let typed = "";
  let last = -Infinity;

  target.addEventListener(
    "keydown",
    (event) => {
      if (writes(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
      const fast = event.timeStamp - last < FASTEST_HAND;
      last = event.timeStamp;
      if (event.key === "Enter" && fast && typed.length >= SHORTEST) {
        stop(event);
        const text = typed;
        typed = "";
        found(text);
      } else if (event.key.length === 1) {
        typed = fast ? typed + event.key : event.key;
        if (fast && typed.length > 2) stop(event); // by the third fast key it is no person
      } else if (event.key !== "Shift") {
        typed = "";
      }
    },
    { capture: true },
  );
}

function stop(event) {
  event.preventDefault();
  event.stopImmediatePropagation();
}
