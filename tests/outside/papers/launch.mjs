// The browser that the checks of pages use, without anything that asks for the network.
import { createRequire } from "node:module";
import { join } from "node:path";

// `modules`: the folder of node modules; `profile`: a folder for the browser.
export function launch(modules, profile) {
  const puppeteer = createRequire(join(modules, "index.js"))("puppeteer-core");
  return puppeteer.launch({
    executablePath: "/usr/bin/chromium",
    headless: true,
    userDataDir: profile,
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
      "--disable-component-update", "--disable-sync"],
  });
}
