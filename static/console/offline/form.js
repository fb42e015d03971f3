// The blank form of one bundle: what stands in it, and putting it back. Control names are
// "<version>.q.<question>", "<version>.b.<block>.<field>" and "<version>.b.<block>.<row>.<field>".
const controls = section => [...section.querySelectorAll("input[name], select[name], textarea[name]")].filter(one => one.type !== "file");

// Questions, blocks and rows in which something was written; nothing else.
export const written = section => {
  const answers = { questions: {}, blocks: {} };
  for (const one of controls(section)) {
    if ((one.type === "radio" || one.type === "checkbox") && !one.checked) continue;
    if (one.value.trim() === "") continue;
    const [, kind, block, ...rest] = one.name.split(".");
    if (kind === "q") note(answers.questions, block, one);
    else if (rest.length === 1) note(answers.blocks[block] ??= {}, rest[0], one);
    else note(((answers.blocks[block] ??= [])[Number(rest[0])] ??= {}), rest[1], one);
  }
  for (const [key, part] of Object.entries(answers.blocks)) if (Array.isArray(part)) answers.blocks[key] = part.filter(Boolean);
  return answers;
};
const note = (values, key, one) => {
  if (one.type === "checkbox") (values[key] ??= []).push(one.value);
  else values[key] = one.value.trim();
};

export const fill = (section, answers) => {
  for (const one of controls(section)) {
    const [, kind, block, ...rest] = one.name.split(".");
    const part = kind === "q" ? answers.questions?.[block] : answers.blocks?.[block];
    const value = kind === "q" ? part : rest.length === 1 ? part?.[rest[0]] : part?.[Number(rest[0])]?.[rest[1]];
    if (one.type === "checkbox") one.checked = Array.isArray(value) && value.includes(one.value);
    else if (one.type === "radio") one.checked = value === one.value;
    else one.value = value ?? "";
  }
  showRows(section);
};
export const clear = section => fill(section, {});

// The first row of a list stands open, a further one when it holds something or was asked for.
export const showRows = section => {
  for (const row of section.querySelectorAll("[data-row]")) {
    const used = controls(row).some(one => one.type === "radio" || one.type === "checkbox" ? one.checked : one.value.trim());
    row.hidden = row.dataset.row !== "0" && !used;
  }
  for (const button of section.querySelectorAll("[data-add]")) button.hidden = !button.closest("[data-part]").querySelector("[data-row][hidden]");
};
export const addRow = button => {
  const row = button.closest("[data-part]").querySelector("[data-row][hidden]");
  row.hidden = false;
  button.hidden = !button.closest("[data-part]").querySelector("[data-row][hidden]");
  row.querySelector("input, select, textarea")?.focus();
};
