// How a program in Node is driven by a test: orders come in as lines of JSON, one at a time; after each goes out a line
// `{"done": ...}` or `{"failed": ...}`, and between them what happens by itself.
import { createInterface } from "node:readline";

const write = process.stdout.write.bind(process.stdout);
for (const name of ["debug", "info", "log", "warn", "error", "trace"]) console[name] = () => {}; // stdout is for answers

export const tell = (what) => write(`${JSON.stringify(what)}\n`);

export async function take(orders) {
  for await (const line of createInterface({ input: process.stdin })) {
    const { order, ...details } = JSON.parse(line);
    try {
      tell({ done: (await orders[order](details)) ?? {} });
    } catch (fault) {
      tell({ failed: String(fault?.stack ?? fault) });
    }
  }
}
