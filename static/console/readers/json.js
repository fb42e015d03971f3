// The plainest protocol: GET <service>card answers 200 with the card as JSON, 404 when none lies on
// the reader, 422 when it cannot be read. A maker's own protocol is another file with the same two
// exports, named by the page's data-maker.

export const name = "json";

// Returns {name, number, address, valid_until}; throws Error("no_card" | "unreadable").
export async function read(service, signal) {
  const answer = await fetch(new URL("card", new URL(service, location.href)), { signal, cache: "no-store", credentials: "omit" });
  if (answer.status === 404) throw new Error("no_card");
  if (!answer.ok) throw new Error("unreadable");
  const { name, number, address = "", valid_until = "" } = await answer.json();
  return { name, number, address, valid_until };
}
