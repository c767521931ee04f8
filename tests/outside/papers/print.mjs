// Prints pages as a browser does, each to a PDF of the same name.
// Arguments: the folder of node modules, a folder for the browser, a folder for the PDFs, then the pages.
import { createRequire } from "node:module";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";

const [modules, profile, out, ...pages] = process.argv.slice(2);
const puppeteer = createRequire(join(modules, "index.js"))("puppeteer-core");
const browser = await puppeteer.launch({
  executablePath: "/usr/bin/chromium",
  headless: true,
  userDataDir: profile,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync"],
});
const page = await browser.newPage();
for (const file of pages) {
  await page.goto(pathToFileURL(file).href, { waitUntil: "load" });
  await page.pdf({ path: join(out, `${basename(file, ".html")}.pdf`), preferCSSPageSize: true, printBackground: true });
}
await browser.close();
