// Reads {items, style, locale} from standard input; prints {notes, bibliography} as citeproc-js
// sets them in plain text. The first argument is the folder with node_modules.
"use strict";

const path = require("path");
const CSL = require(path.join(process.argv[2], "node_modules", "citeproc"));

const asked = JSON.parse(require("fs").readFileSync(0, "utf8"));
const items = Object.fromEntries(asked.items.map((item) => [item.id, item]));
const system = {
  retrieveLocale: () => asked.locale,
  retrieveItem: (id) => items[id],
};
const engine = new CSL.Engine(system, asked.style, "en-US");
engine.setOutputFormat("text");
const ids = Object.keys(items);
engine.updateItems(ids);
const notes = ids.map((id) => engine.makeCitationCluster([{ id }]));
const bibliography = engine.makeBibliography()[1].map((entry) => entry.trim());
process.stdout.write(JSON.stringify({ notes, bibliography }));
