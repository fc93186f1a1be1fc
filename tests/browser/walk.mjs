// An afternoon's work on a contract, in a real browser, and what the page has to be for everybody.

import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { browser, jjak, start } from "./program.mjs";

const project = process.argv[2];
const folder = mkdtempSync(join(tmpdir(), "jjak-browser-"));
const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
for (const name of ["contract", "news_visit"]) cpSync(join(project, "corpora", name), join(folder, name), { recursive: true });

const chrome = await browser();
const started = Date.now();
const step = name => console.log(`${((Date.now() - started) / 1000).toFixed(1).padStart(6)} s  ${name}`);

/** A window on the review; fails on whatever the page complains of. */
async function open(address, options = {}) {
  const context = await chrome.newContext({ viewport: { width: 1280, height: 800 }, locale: "en-GB", ...options });
  const page = await context.newPage();
  page.complaints = [];
  page.on("pageerror", error => page.complaints.push(error.message));
  page.on("console", message => { if (message.type() === "error") page.complaints.push(message.text()); });
  page.on("request", request => { if (new URL(request.url()).hostname !== "127.0.0.1") page.complaints.push(`asked ${request.url()}`); });
  await page.goto(address);
  await page.waitForSelector(".row .piece");
  return page;
}

/** Presses a key and waits until the program has answered. */
async function act(page, ...keys) {
  const answered = page.waitForResponse(response => response.request().method() === "POST");
  for (const key of keys) await page.keyboard.press(key);
  const answer = await answered;
  assert.equal(answer.status(), 200, await answer.text());
  await page.waitForTimeout(30);
}

const rows = page => page.evaluate(() => document.querySelector("#list").ariaRowCount ?? document.querySelector("#list").getAttribute("aria-rowcount"));
const exported = async (page, format) => page.evaluate(async f => (await fetch(`/api/export?format=${f}`)).text(), format);
const selected = page => page.locator(".row.selected");
const go = async (page, number) => {
  await page.keyboard.press("Home");
  for (let i = 1; i < number; i++) await page.keyboard.press("j");
  assert.equal(await selected(page).getAttribute("aria-rowindex"), String(number));
};

/** No violation of WCAG 2.2 A and AA that axe can find. */
async function accessible(page, name) {
  // The policy of the page lets no script in: axe comes by the debugger.
  const session = await page.context().newCDPSession(page);
  const evaluate = async expression => {
    const answer = await session.send("Runtime.evaluate", { expression, awaitPromise: true, returnByValue: true });
    assert.equal(answer.exceptionDetails, undefined, JSON.stringify(answer.exceptionDetails));
    return answer.result.value;
  };
  await evaluate(`${axeSource}; 0`);
  const tags = '["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]';
  const found = await evaluate(`axe.run(document, { runOnly: ${tags} }).then(r => ({ violations: r.violations.map(v => v.id + ": " + v.nodes.map(n => n.html.slice(0, 160) + " " + n.failureSummary).join(" | ")), passes: r.passes.length }))`);
  assert.deepEqual(found.violations, [], name);
  assert.ok(found.passes > 10, `${name}: axe has looked at nothing`);
}

try {
  let server = await start(folder, "contract/ko.txt", "contract/en.txt", "-o", "contract.tmx");
  let page = await open(server.address);
  assert.ok(!page.url().includes("token"), "the token stays in the address");
  const untouched = await exported(page, "tsv");
  assert.equal(untouched, jjak(folder, "align", "contract/ko.txt", "contract/en.txt", "--format", "tsv"));
  assert.equal(await rows(page), "41");
  step("opened; what nobody touched is what the aligner says");

  await page.keyboard.press("p");
  assert.match(await selected(page).innerText(), /doubtful/);
  await page.keyboard.press("i");
  assert.match(await selected(page).locator(".reasons").innerText(), /because/);
  await selected(page).locator(".reason").first().hover();
  assert.ok(await page.locator(".lit").count() >= 2, "words do not light up");
  await page.keyboard.press("i");
  step("found the first problem, with its reasons; words light up");

  const second = await open(server.address);
  await go(page, 1);
  await act(page, "m");
  assert.equal(await rows(page), "40");
  await second.waitForFunction(() => document.querySelector("#list").getAttribute("aria-rowcount") === "40");
  step("merged; the second window sees it");

  await act(page, "s");
  assert.equal(await rows(page), "41");
  await go(page, 4);
  await page.keyboard.press("s");
  await page.keyboard.press(".");
  await act(page, "s");
  assert.equal(await rows(page), "42");
  step("split between segments, and within one at a proposed place");

  await go(page, 10);
  await page.keyboard.press("ArrowRight");
  await act(page, "d");
  await act(page, "x");
  await go(page, 12);
  await act(page, "l");
  await go(page, 20);
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Space");
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await act(page, "Space");
  await page.locator(".badge.pinned").first().waitFor();
  await go(page, 3);
  await act(page, "a");
  await act(page, "r");
  await page.keyboard.press("t");
  await page.keyboard.type("Ask the author.");
  await act(page, "Control+Enter");
  assert.match(await page.locator(".said.noted").innerText(), /Ask the author/);
  step("shifted, swapped, unlinked, pinned, accepted, marked, noted");

  await act(page, "g");
  assert.ok(await page.locator("#status").innerText().then(text => text.includes("Realigned")));
  step(`realigned: ${await page.locator("#status").innerText()}`);

  await page.click("#export");
  await page.locator("dialog input[type=checkbox]").check();
  await page.locator("dialog button", { hasText: "Close" }).click();
  await go(page, 2);
  await page.keyboard.press("e");
  await page.locator("dialog textarea").first().fill("고친 문장이다.");
  await act(page, "Control+Enter");
  await selected(page).locator("del").waitFor();
  assert.match(await exported(page, "tsv"), /고친 문장이다\./);
  step("edited, shown against the original");

  const worked = await exported(page, "jsonl");
  let undone = 0;
  while (await page.locator("#undo").isEnabled()) { await act(page, "z"); undone += 1; }
  assert.equal(await exported(page, "tsv"), untouched);
  for (let i = 0; i < undone; i++) await act(page, "y");
  assert.equal(await exported(page, "jsonl"), worked);
  step(`took back all ${undone} acts, and did them again`);

  await server.kill("SIGKILL");
  await page.waitForFunction(() => document.querySelector("#status").textContent.includes("nothing is lost"));
  assert.deepEqual(page.complaints.filter(text => !/ERR_|Failed to load|net::/.test(text)), []);
  await page.context().close();
  await second.context().close();
  server = await start(folder, "contract/ko-en.jjak", "-o", "contract.tmx");
  page = await open(server.address);
  assert.equal(await exported(page, "jsonl"), worked);
  step("killed, opened again: all is there");

  await page.fill("#text", "deposit");
  await page.waitForFunction(() => document.querySelectorAll(".match").length > 0);
  const shown = await page.locator("#found").innerText();
  assert.notEqual(shown, `${await rows(page)} shown`);
  await page.fill("#text", "");
  await page.waitForFunction(() => document.querySelectorAll(".match").length === 0);
  await page.selectOption("#state", "needsReview");
  await page.locator("#found", { hasText: /^1 shown$/ }).waitFor({ timeout: 5000 });
  await page.selectOption("#state", "");
  const saved = page.waitForResponse(response => response.url().endsWith("/api/save"));
  await page.keyboard.press("Escape");
  await page.locator("#list").focus();
  await page.keyboard.press("Control+s");
  assert.equal((await saved).status(), 204);
  const units = text => text.match(/<tu[ >]/g)?.length ?? 0;
  assert.equal(units(readFileSync(join(folder, "contract.tmx"), "utf8")), units(await exported(page, "tmx")));
  step("found, filtered, saved");

  await accessible(page, "light");
  await page.keyboard.press("?");
  await accessible(page, "keys");
  await page.keyboard.press("Escape");
  assert.deepEqual(page.complaints, []);
  for (const [name, options] of Object.entries({
    "dark, Korean": { colorScheme: "dark", locale: "ko-KR" },
    phone: { viewport: { width: 360, height: 740 } },
    "200% zoom": { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 },
  })) {
    const other = await open(server.address, options);
    await other.keyboard.press("p");
    await other.keyboard.press("i");
    await accessible(other, name);
    const over = await other.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.ok(over <= 0, `${name}: ${over} pixels stick out`);
    if (options.locale) assert.equal(await other.evaluate(() => document.documentElement.lang), "ko");
    assert.deepEqual(other.complaints, [], name);
    await other.context().close();
  }
  step("accessible: light, dark, Korean, phone, 200% zoom");

  // The program ends when the page says that it is done.
  await page.click("#export");
  await page.locator("dialog button.main").click();
  assert.equal(await server.ended, 0);
  step("finished by the page");

  writeFileSync(join(folder, "evil-ko.txt"), '<script>window.evil = 1</script> 첫 문장이다.\n\u202E뒤집힌 글 <img src=x onerror="window.evil = 2">\u202C 이다.\n');
  writeFileSync(join(folder, "evil-en.txt"), '<script>window.evil = 1</script> This is the first.\n\u202EReversed <img src=x onerror="window.evil = 2"> text.\n');
  server = await start(folder, "evil-ko.txt", "evil-en.txt");
  page = await open(server.address);
  assert.equal(await page.evaluate(() => window.evil), undefined);
  assert.equal(await page.locator(".row img, .row script").count(), 0);
  assert.match(await page.locator("#rows").innerText(), /<script>window\.evil = 1<\/script>/);
  assert.deepEqual(page.complaints, []);
  await server.kill("SIGTERM");
  step("texts full of markup stay texts");

  server = await start(folder, "news_visit/ko.txt", "news_visit/en.txt");
  page = await open(server.address, { viewport: { width: 1180, height: 680 } });
  await act(page, "a");
  await act(page, "a");
  await page.keyboard.press("p");
  await page.keyboard.press("i");
  await page.waitForTimeout(250);
  await page.mouse.move(5, 5);
  const picture = join(project, "docs/review.png");
  await page.screenshot({ path: picture });
  assert.ok(statSync(picture).size < 200_000, "the picture is too large for the README");
  await server.kill("SIGTERM");
  step("made docs/review.png");
} finally {
  await chrome.close();
  rmSync(folder, { recursive: true, force: true });
}
