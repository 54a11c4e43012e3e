#!/usr/bin/env node
// Screenshots of the published pages: node tools/shot.mjs SITE OUT [PATH...]
//   SITE  a published folder, or the address of a running server (http://...)
//   OUT   folder for NAME-WIDTH-SCHEME.png
//   PATH  pages to take; unset: the front page, the first story and the first topic it links to
// Drives Debian's Chromium over its debugging pipe, so nothing needs to be installed beside Node. A page that is wider than its
// window, or that moves while it loads, is told and ends the run with exit 1.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { launch, serve } from './chromium.mjs';

const widths = [1440, 390];
const schemes = ['light', 'dark'];
const [site, out, ...asked] = process.argv.slice(2);
if (!site || !out) {
  console.error('usage: node tools/shot.mjs SITE OUT [PATH...]');
  process.exit(2);
}

async function openPage(browser) {
  const { targetId } = await browser.send('Target.createTarget', { url: 'about:blank' });
  const { sessionId } = await browser.send('Target.attachToTarget', { targetId, flatten: true });
  const send = (method, params) => browser.send(method, params, sessionId);
  await send('Page.enable');
  await send('Page.addScriptToEvaluateOnNewDocument', { source: `window.moved = 0;
    new PerformanceObserver((list) => { for (const entry of list.getEntries()) window.moved += entry.value; })
      .observe({ type: 'layout-shift', buffered: true });` });
  const visit = async (address) => {
    const loaded = browser.event('Page.loadEventFired', sessionId);
    await send('Page.navigate', { url: address });
    await loaded;
    await evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
  };
  const evaluate = async (expression) =>
    (await send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true })).result.value;
  return { send, visit, evaluate };
}

async function shoot(page, address, width, scheme, file) {
  await page.send('Emulation.setDeviceMetricsOverride', { width, height: 900, deviceScaleFactor: 1, mobile: width < 600 });
  await page.send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: scheme }] });
  await page.visit(address);
  const problems = [];
  const found = await page.evaluate('({ wide: document.documentElement.scrollWidth, moved: window.moved })');
  if (found.wide > width) problems.push(`is ${found.wide} px wide in a window of ${width}`);
  if (found.moved > 0) problems.push(`moves while it loads (layout shift ${found.moved})`);
  // Pictures below the fold load only where they can be seen: the window grows to the page first.
  const height = Math.min(await page.evaluate('document.documentElement.scrollHeight'), 16000);
  await page.send('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 1, mobile: width < 600 });
  await page.evaluate('Promise.all([...document.images].map((image) => image.decode().catch(() => {})))');
  const { data } = await page.send('Page.captureScreenshot', { format: 'png', captureBeyondViewport: true });
  writeFileSync(file, Buffer.from(data, 'base64'));
  return problems;
}

async function main() {
  const server = /^https?:/.test(site) ? { base: site.endsWith('/') ? site : site + '/', close() {} } : await serve(site);
  const browser = launch();
  mkdirSync(out, { recursive: true });
  let failed = false;
  try {
    const page = await openPage(browser);
    let pages = asked.map((path) => ({ name: path.replace(/index\.html$/, '').replace(/[^A-Za-z0-9]+/g, '-').replace(/^-|-$/g, '') || 'front', path }));
    if (pages.length === 0) {
      await page.visit(server.base);
      const first = (kind) => page.evaluate(`document.querySelector('main a[href*="${kind}/"]:not([href$="${kind}/"])')?.getAttribute('href') ?? null`);
      pages = [{ name: 'front', path: '' }, { name: 'story', path: await first('stories') }, { name: 'topic', path: await first('topics') }]
        .filter((entry) => entry.path !== null);
    }
    for (const { name, path } of pages) {
      for (const width of widths) {
        for (const scheme of schemes) {
          const file = join(out, `${name}-${width}-${scheme}.png`);
          const problems = await shoot(page, new URL(path, server.base).href, width, scheme, file);
          console.log(file);
          for (const problem of problems) console.error(`${name} (${width} px, ${scheme}) ${problem}`);
          failed ||= problems.length > 0;
        }
      }
    }
  } finally {
    await browser.close();
    server.close();
  }
  process.exit(failed ? 1 : 0);
}

await main();
