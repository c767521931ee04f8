// Opens pages in a real browser: by light, by dark, on a phone, and printed. Nothing may go wrong on any of them, nothing
// beside the page may be asked for, and axe may find nothing serious.
// Arguments: the folder of node modules, a folder for the browser, a folder for pictures, then the pages.
import { createRequire } from "node:module";
import { readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { launch } from "./launch.mjs";

const [modules, profile, pictures, ...pages] = process.argv.slice(2);
const require = createRequire(join(modules, "index.js"));
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const looks = [
  { name: "light", scheme: "light", width: 1280, height: 900 },
  { name: "dark", scheme: "dark", width: 1280, height: 900 },
  { name: "phone", scheme: "light", width: 390, height: 844 },
];
const browser = await launch(modules, profile);
const faults = [];
for (const file of pages) {
  const url = pathToFileURL(file).href;
  for (const look of looks) {
    const fault = (what) => faults.push(`${basename(file)}, ${look.name}: ${what}`);
    const page = await browser.newPage();
    page.on("console", (message) => fault(`console: ${message.text()}`));
    page.on("pageerror", (error) => fault(`error: ${error}`));
    page.on("request", (request) => request.url() === url || fault(`asks for ${request.url()}`));
    await page.setViewport({ width: look.width, height: look.height });
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: look.scheme }]);
    await page.goto(url, { waitUntil: "load" });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    if (wide > 0) fault(`is ${wide} pixels wider than the screen`);
    const scripts = await page.evaluate(() => document.scripts.length);
    if (scripts > 0) fault(`has ${scripts} scripts`);
    await page.screenshot({ path: join(pictures, `${basename(file, ".html")}.${look.name}.png`) });
    if (look.name === "light") {
      const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true });
      if (Buffer.from(pdf).subarray(0, 4).toString() !== "%PDF") fault("cannot be printed");
      writeFileSync(join(pictures, `${basename(file, ".html")}.pdf`), pdf);
    }
    // A phone shows the same page by the same light.
    if (look.name === "phone") {
      await page.close();
      continue;
    }
    await page.evaluate(axe);
    const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
    for (const violation of found.violations) {
      const places = violation.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(" | ");
      const line = `axe: ${violation.impact}: ${violation.id}: ${violation.help} (${violation.nodes.length}): ${places}`;
      if (["serious", "critical"].includes(violation.impact)) fault(line);
      else console.log(`${basename(file)}, ${look.name}: ${line}`);
    }
    await page.close();
  }
}
await browser.close();
faults.forEach((fault) => console.error(fault));
process.exit(faults.length > 0 ? 1 : 0);
