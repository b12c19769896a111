// Reads {name: Mermaid text} from standard input and parses each with Mermaid's own parser. Prints
// {name: {nodes: {id: label}, edges: [[from, to]]}}, or {name: {error}} where it is refused.
// The first argument is the folder with node_modules.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";

const require = createRequire(path.join(path.resolve(process.argv[2]), "here.js"));
const { JSDOM } = require("jsdom");
const { window } = new JSDOM("<!DOCTYPE html><body></body>");
globalThis.window = window;
for (const name of ["document", "Element", "DocumentFragment", "NodeFilter", "HTMLElement"])
  globalThis[name] = name === "document" ? window.document : window[name];
const mermaid = (await import(pathToFileURL(require.resolve("mermaid")))).default;

// Mermaid keeps "#34;" in labels as marks of its own until it draws.
const drawn = (text) => text.replace(/ﬂ°°/g, "&#").replace(/ﬂ°/g, "&").replace(/¶ß/g, ";");

const parsed = {};
for (const [name, text] of Object.entries(JSON.parse(readFileSync(0, "utf8")))) {
  try {
    await mermaid.parse(text); // it registers the kinds of diagram
    const { db } = await mermaid.mermaidAPI.getDiagramFromText(text);
    parsed[name] = {
      nodes: Object.fromEntries([...db.getVertices()].map(([id, node]) => [id, drawn(node.text)])),
      edges: db.getEdges().map((edge) => [edge.start, edge.end]),
    };
  } catch (error) {
    parsed[name] = { error: String(error.message) };
  }
}
process.stdout.write(JSON.stringify(parsed));
