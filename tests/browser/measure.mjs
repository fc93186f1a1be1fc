// How long the page takes for two texts, and how much memory: node measure.mjs KO EN. Prints one line of a table.

import { readFileSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { browser, start } from "./program.mjs";

const [ko, en] = process.argv.slice(2);
const journal = `${dirname(ko)}/measured.jjak`;
rmSync(journal, { force: true });
const begun = performance.now();
const first = await start(".", ko, en, "--journal", journal);
const align = performance.now() - begun;
await first.kill("SIGKILL");
const again = performance.now();
const server = await start(".", journal);
const reopen = performance.now() - again;
const chrome = await browser();
const page = await (await chrome.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
const opening = performance.now();
await page.goto(server.address);
await page.waitForSelector(".row .piece");
const open = performance.now() - opening;

/** Milliseconds between frames while the list is scrolled through for two seconds. */
const frames = await page.evaluate(() => new Promise(done => {
  const list = document.querySelector("#list");
  const by = (list.scrollHeight - list.clientHeight) / 120;
  const times = [];
  let last = performance.now();
  const tick = now => {
    times.push(now - last);
    last = now;
    list.scrollTop += by;
    if (times.length < 120) requestAnimationFrame(tick); else done(times.slice(1).sort((a, b) => a - b));
  };
  requestAnimationFrame(tick);
}));

/** Milliseconds from a key to the page that shows what it did. */
async function act(key) {
  const asked = page.waitForResponse(response => response.request().method() === "POST");
  const start = performance.now();
  await page.keyboard.press(key);
  await (await asked).finished();
  await page.evaluate(() => new Promise(requestAnimationFrame));
  return performance.now() - start;
}
await page.keyboard.press("Home");
const acts = [];
for (const key of "mzmzmzmzmz") acts.push(await act(key));
acts.sort((a, b) => a - b);
await act("m");
const realign = await act("g");
const memory = readFileSync(`/proc/${server.pid}/status`, "utf8").match(/VmRSS:\s+(\d+)/)[1];
const heap = await page.evaluate(() => performance.memory.usedJSHeapSize);
const rows = await page.locator("#list").getAttribute("aria-rowcount");
const ms = value => `${Math.round(value)} ms`;
console.log(`| ${rows} | ${ms(align)} | ${ms(reopen)} | ${ms(open)} | ${ms(frames[60])}, ${ms(frames[113])} | ${ms(acts[5])} | ${ms(realign)} | ${Math.round(memory / 1024)} MB, ${Math.round(heap / 2 ** 20)} MB |`);
await chrome.close();
await server.kill("SIGKILL");
