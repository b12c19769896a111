// Reads {items, style, locale} from standard input; cites each item, then each again, then the
// first one twice more. Prints {full, again, ibid, bibliography} as citeproc-js sets them in plain
// text; all but ibid go by the item's id. The first argument is the folder with node_modules.
"use strict";

const path = require("path");
const CSL = require(path.join(process.argv[2], "node_modules", "citeproc"));

const asked = JSON.parse(require("fs").readFileSync(0, "utf8"));
const items = Object.fromEntries(asked.items.map((item) => [item.id, item]));
const system = {
  retrieveLocale: () => asked.locale,
  retrieveItem: (id) => JSON.parse(JSON.stringify(items[id])),
};
const engine = new CSL.Engine(system, asked.style, asked.lang);
engine.setOutputFormat("text");
const ids = Object.keys(items);
engine.updateItems(ids);
const before = [];
const printed = [];
function cite(citation) {
  const index = before.length + 1;
  const made = { citationItems: [citation], properties: { noteIndex: index }, citationID: `c${index}` };
  for (const [at, text] of engine.processCitationCluster(made, before, [])[1]) printed[at] = text;
  before.push([made.citationID, index]);
}
for (const id of ids) cite({ id });
for (const id of ids) cite({ id });
const first = ids[0];
cite({ id: first });
cite({ id: first });
for (const locator of asked.locators || []) cite({ id: first, ...locator });
const [about, entries] = engine.makeBibliography() || [{ entry_ids: [] }, []];
const bibliography = {};
about.entry_ids.forEach(([id], at) => { bibliography[id] = entries[at].trim(); });
const count = ids.length;
const by = (texts) => Object.fromEntries(ids.map((id, at) => [id, texts[at]]));
process.stdout.write(JSON.stringify({
  full: by(printed.slice(0, count)),
  again: by(printed.slice(count, 2 * count)),
  next: printed.slice(2 * count),
  bibliography,
}));
