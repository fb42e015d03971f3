// What may stand where the cursor is: keys and choices of the schema the server reads by, and the
// keys that this very document gives its items, materials, questions, blocks and fields.
const REFERS = {
  item: "items", items: "items", needs: "items", by: "items",
  materials: "materials", of: "materials",
  into: "blocks", block: "blocks", blocks: "blocks",
  fields: "fields", maker: "fields", to: "fields", covers: "fields", when: "questions", rule: "questions",
};
const LIST = /([\w.-]+)\s*:\s*\[[^\]{}]*$/;
const KEY = /^(\s*)((?:- +)*)([\w.-]+|"[^"]*"):(?:\s|$)/;
const schemas = new Map();

async function schema(address, name) {
  if (!schemas.has(address)) schemas.set(address, fetch(address).then((answer) => answer.json()));
  return (await schemas.get(address))[name];
}

/** What completes one of the two texts; `name` is its part of the schema at `address`. */
export function completer(address, name) {
  schema(address, name).catch(() => schemas.delete(address));
  return {
    identifierRegexps: [/[\w.-]/],
    async getCompletions(_editor, session, { row, column }, _prefix, done) {
      try {
        done(null, offered(await schema(address, name), session.getDocument().getAllLines(), row, column));
      } catch { done(null, []); }
    },
  };
}

function offered(root, lines, row, column) {
  const line = lines[row].slice(0, column);
  const here = [...above(lines, row), ...inside(line)];
  const value = /([\w.-]+)\s*:\s+[^{}]*$/.exec(line.slice(Math.max(line.lastIndexOf("{"), line.lastIndexOf(",")) + 1));
  const list = LIST.exec(line);
  if (list || value) return words(root, here, (list || value)[1], lines);
  const parent = here.findLast((step) => step !== "[]");
  const nodes = here.reduce((found, step) => down(root, found, step), flat(root, root));
  const keys = nodes.flatMap((node) => Object.keys(node.properties ?? {}).map((key) => ({
    caption: key, value: `${key}: `, meta: node.required?.includes(key) ? "*" : "", score: node.required?.includes(key) ? 2 : 1,
  })));
  return keys.length ? keys : references(lines, parent);
}

function words(root, here, key, lines) {
  const nodes = [...here, key].reduce((found, step) => down(root, found, step), flat(root, root));
  const leaves = nodes.flatMap((node) => [node, ...(node.items ? flat(root, node.items) : [])]);
  const given = leaves.flatMap((node) => node.enum ?? (node.const !== undefined ? [node.const] : node.type === "boolean" ? ["true", "false"] : []));
  return [...given.map((one) => ({ caption: String(one), value: String(one), meta: "", score: 2 })), ...references(lines, key)];
}

function references(lines, key) {
  return (named(lines)[REFERS[key]] ?? []).map((one) => ({ caption: one, value: one, meta: "", score: 1 }));
}

/** Every key the document gives, by the list it stands in; fields as `block.field`. */
function named(lines) {
  const found = { items: [], materials: [], questions: [], blocks: [], fields: [] };
  let part = "";
  let block = "";
  for (const line of lines) {
    const top = /^([a-z_]+):/.exec(line);
    if (top) part = top[1];
    const key = /^(\s*)- +\{? *key: *["']?([\w.-]+)/.exec(line);
    if (!key || !found[part]) continue;
    if (key[1].length <= 2) {
      found[part].push(key[2]);
      if (part === "blocks") { block = key[2]; found.fields.push(block); }
    } else if (part === "blocks") found.fields.push(`${block}.${key[2]}`);
  }
  return found;
}

/** The keys a line stands under, from the outside in; `[]` for an entry of a list. */
function above(lines, row) {
  const path = [];
  const start = /^(\s*)((?:- +)*)/.exec(lines[row]);
  let indent = start[1].length + start[2].length;
  if (start[2]) { path.unshift("[]"); indent = start[1].length; }
  for (let at = row - 1; at >= 0 && indent >= 0; at -= 1) {
    const found = KEY.exec(lines[at]);
    if (!found) continue;
    const dash = found[1].length;
    const own = dash + found[2].length;
    const opens = /:\s*(?:#.*)?$/.test(lines[at]);
    if (opens && (own < indent || (own === indent && path[0] === "[]"))) {
      path.unshift(found[3]);
      indent = own;
    }
    if (found[2] && own === indent && path[0] !== "[]" ) { path.unshift("[]"); indent = dash; }
    if (indent === 0 && path.length && path[0] !== "[]") break;
  }
  return path;
}

/** The keys of the braces still open on this line, the last open list of words left out. */
function inside(line) {
  const open = [];
  let quote = "";
  for (const [at, letter] of [...line].entries()) {
    if (quote) { if (letter === quote) quote = ""; continue; }
    const key = /([\w.-]+)\s*:\s*$/.exec(line.slice(0, at));
    if (letter === '"' || letter === "'") quote = letter;
    else if (letter === "{") open.push(key ? [key[1]] : []);
    else if (letter === "[") open.push(key ? [key[1], "[]"] : ["[]"]);
    else if (letter === "}" || letter === "]") open.pop();
  }
  if (LIST.test(line)) open.pop();
  return open.flat();
}

function flat(root, node) {
  if (!node) return [];
  if (node.$ref) return flat(root, root.$defs[node.$ref.split("/").pop()]);
  const more = [...(node.anyOf ?? []), ...(node.oneOf ?? []), ...(node.allOf ?? [])];
  return [node, ...more.flatMap((one) => flat(root, one))];
}

function down(root, nodes, step) {
  return nodes.flatMap((node) => flat(root, step === "[]"
    ? node.items
    : node.properties?.[step] ?? alone(node, step) ?? (typeof node.additionalProperties === "object" ? node.additionalProperties : null)));
}

/** A material's only rule may be written without a list. */
function alone(node, step) {
  return step === "rule" ? node.properties?.rules?.items : undefined;
}
