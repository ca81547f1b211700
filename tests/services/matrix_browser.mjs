// Hydrogen, a whole Matrix client with views, in a headless Chromium: what a person sees of a room.
import { createServer } from "node:http";
import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";
import { chromium } from "playwright-core";
import { take } from "./orders.mjs";

const here = import.meta.dirname;
const modules = join(here, "node_modules");
const hydrogen = join(modules, "hydrogen-view-sdk");
const olm = join(modules, "@matrix-org/olm");
const KINDS = { html: "text/html", css: "text/css", js: "text/javascript", wasm: "application/wasm", svg: "image/svg+xml" };
const HTML = `<!doctype html><html lang="nl"><meta charset="utf-8"><title>Hydrogen</title>
<link rel="stylesheet" href="/theme-element-light.css">
<style>body, #app { margin: 0; height: 100vh } .RoomView { height: 100% }</style>
<body class="hydrogen"><div id="app" class="hydrogen"></div><script type="module" src="/page.js"></script></body></html>`;

const bundle = await build({
  entryPoints: [join(here, "hydrogen_page.js")], bundle: true, write: false, format: "esm", target: "es2022", logLevel: "silent",
  external: ["crypto", "fs", "path"], // olm asks for them in Node only
});
const page_js = bundle.outputFiles[0].contents;

async function file(name) {
  if (name === "") return HTML;
  if (name === "page.js") return page_js;
  if (name === "sw.js") return readFile(join(hydrogen, "lib-build", name));
  return readFile(name.startsWith("olm") ? join(olm, name) : join(hydrogen, "asset-build/assets", name));
}

const server = createServer(async (request, response) => {
  const name = new URL(request.url, "http://x").pathname.slice(1);
  try {
    const body = await file(name);
    response.writeHead(200, { "content-type": KINDS[name.split(".").pop() || "html"] ?? "application/octet-stream" }).end(body);
  } catch {
    response.writeHead(404).end();
  }
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));

let browser;
let page;
const faults = [];

await take({
  async log_in({ url, user, password, browser: executablePath }) {
    browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
    page = await browser.newPage({ viewport: { width: 900, height: 1000 } });
    page.on("pageerror", (fault) => faults.push(String(fault)));
    await page.goto(`http://127.0.0.1:${server.address().port}/`);
    await page.waitForFunction(() => window.begin);
    const device = await page.evaluate(([url, user, password]) => window.begin(url, user, password), [url, user, password]);
    return { device };
  },
  async show({ room }) {
    await page.evaluate((room) => window.show(room), room);
  },
  /** Wait until the timeline shows this, scrolling up where it is asked; all that it shows then. */
  async see({ text, up }) {
    const shown = ([text, up]) => {
      if (up) document.querySelector(".Timeline_scroller")?.scrollTo(0, 0);
      return document.querySelector(".Timeline")?.innerText.includes(text);
    };
    await page.waitForFunction(shown, [text, up], { timeout: 20000 });
    return { seen: await page.locator(".Timeline").innerText(), faults };
  },
  async picture({ folder, name }) {
    await mkdir(folder, { recursive: true });
    await page.screenshot({ path: join(folder, name) });
  },
});
await browser?.close();
process.exit(0);
