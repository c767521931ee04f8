// Prints pages as a browser does, each to a PDF of the same name.
// Arguments: the folder of node modules, a folder for the browser, a folder for the PDFs, then the pages.
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { launch } from "./launch.mjs";

const [modules, profile, out, ...pages] = process.argv.slice(2);
const browser = await launch(modules, profile);
const page = await browser.newPage();
for (const file of pages) {
  await page.goto(pathToFileURL(file).href, { waitUntil: "load" });
  await page.pdf({ path: join(out, `${basename(file, ".html")}.pdf`), preferCSSPageSize: true, printBackground: true });
}
await browser.close();
