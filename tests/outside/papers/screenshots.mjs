// Pictures of pages as people see them on a screen, for those who look at a change.
// Arguments: the folder of node modules, a folder for the browser, a folder for the pictures, the folder of the pages; then for each
// picture PAGE,SCHEME,WIDTH,TOP,HEIGHT in pixels.
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { launch } from "./launch.mjs";

const [modules, profile, out, pages, ...wanted] = process.argv.slice(2);
const browser = await launch(modules, profile);
for (const picture of wanted) {
  const [name, scheme, width, top, height] = picture.split(",");
  const page = await browser.newPage();
  await page.setViewport({ width: Number(width), height: 900 });
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
  await page.goto(pathToFileURL(join(pages, `${name}.html`)).href, { waitUntil: "load" });
  const clip = { x: 0, y: Number(top), width: Number(width), height: Number(height) };
  await page.screenshot({ path: join(out, `html-${name}-${width}-${scheme}.png`), clip, captureBeyondViewport: true });
  await page.close();
}
await browser.close();
