// Starts the program and the browser for tests.

import { spawn, execFileSync } from "node:child_process";
import { createInterface } from "node:readline";
import { chromium } from "playwright-core";

/** Starts `jjak review`; gives the address it prints, and how to end it. */
export async function start(folder, ...args) {
  const child = spawn(process.env.JJAK, ["review", ...args], { cwd: folder, stdio: ["ignore", "ignore", "pipe"] });
  // Nothing stays behind when a test fails.
  process.once("exit", () => child.kill("SIGKILL"));
  const ended = new Promise(done => child.once("exit", done));
  const lines = createInterface({ input: child.stderr });
  let said = "";
  for await (const line of lines) {
    said += `${line}\n`;
    if (line.startsWith("http://")) {
      lines.close();
      child.stderr.resume();
      return { address: line, pid: child.pid, ended, kill: async signal => { child.kill(signal); await ended; } };
    }
  }
  throw new Error(`jjak review ended: ${said}`);
}

/** What another command of the program prints. */
export function jjak(folder, ...args) {
  return execFileSync(process.env.JJAK, args, { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
}

export function browser() {
  return chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox"] });
}
