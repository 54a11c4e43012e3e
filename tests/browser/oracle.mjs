// Opens strangers' markup in Chromium and tells whether anything in it ran: alert, confirm, prompt and print are hooked in
// every frame before anything loads, every element is focused, hovered, clicked, toggled and told of all sorts of events,
// and Content-Security-Policy is off, so that the markup alone is judged.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { launch, listen } from '../../tools/chromium.mjs';

// What a test that cannot be run ends with (CTest's SKIP_RETURN_CODE).
export function skip(why) {
  console.log(`skipped: ${why}`);
  process.exit(77);
}

export function needChromium() {
  const chromium = process.env.CHROMIUM ?? 'chromium';
  if (spawnSync(chromium, ['--version']).status !== 0) skip('Chromium is not installed (apt-get install chromium)');
  // Containers may forbid what it needs; that says nothing about the markup.
  const tried = spawnSync(chromium, ['--headless=new', '--no-sandbox', '--disable-gpu', '--dump-dom', 'about:blank'], { timeout: 120_000 });
  if (tried.status !== 0) skip(`Chromium is installed but does not start here: ${String(tried.stderr).trim().split('\n').pop()}`);
}

export function corpus(name) {
  const path = join(process.env.MASTHEAD_CORPORA ?? '../shared/corpora', name);
  return existsSync(path) ? path : undefined;
}

const hooks = `(() => {
  const tell = () => { try { window.top.ran[document.URL] = (window.top.ran[document.URL] ?? 0) + 1; }
    catch { try { window.top.postMessage('ran', '*'); } catch {} } };
  if (window === window.top) { window.ran = {}; window.addEventListener('message', (e) => { if (e.data === 'ran') window.ran['message'] = 1; }); }
  for (const name of ['alert', 'confirm', 'prompt', 'print'])
    Object.defineProperty(window, name, { value: tell, writable: false, configurable: false });
  window.open = () => null;
  // Forms are not sent, unless where to is a script.
  window.addEventListener('submit', (event) => {
    const to = String(event.submitter?.formAction ?? event.target?.action ?? '').trim().toLowerCase();
    if (!to.startsWith('javascript:') && !to.startsWith('data:')) event.preventDefault();
  }, true);
  // Links that lead elsewhere are not followed; those that run are.
  window.addEventListener('click', (event) => {
    const link = event.composedPath().find((node) => node.href !== undefined);
    const address = link && String(link.href.baseVal ?? link.href).trim().toLowerCase();
    if (link && !address.startsWith('javascript:') && !address.startsWith('data:')) event.preventDefault();
  }, true);
})()`;

// What a reader's hand and the browser do to an element.
const interact = `(doc) => {
  const events = ['error', 'load', 'loadstart', 'focus', 'focusin', 'blur', 'mouseover', 'mouseenter', 'mousemove', 'mousedown', 'mouseup',
    'pointerover', 'pointerenter', 'pointerdown', 'click', 'dblclick', 'contextmenu', 'auxclick', 'toggle', 'beforetoggle', 'animationstart',
    'animationend', 'transitionend', 'wheel', 'scroll', 'keydown', 'keypress', 'keyup', 'input', 'change', 'submit', 'paste', 'copy', 'drag',
    'touchstart', 'begin', 'start', 'finish', 'pageshow', 'hashchange', 'canplay', 'play', 'contentvisibilityautostatechange'];
  for (const element of [...doc.querySelectorAll('*')]) {
    for (const name of events) { try { element.dispatchEvent(new Event(name)); } catch {} }
    try { element.focus?.(); } catch {}
    try { element.click?.(); } catch {}
    if (element.localName === 'a') { try { element.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true })); } catch {} }
  }
}`;

// A page of Chromium with the hooks in place.
export async function openHooked(browser) {
  const { targetId } = await browser.send('Target.createTarget', { url: 'about:blank' });
  const { sessionId } = await browser.send('Target.attachToTarget', { targetId, flatten: true });
  const send = (method, params) => browser.send(method, params, sessionId);
  await send('Page.enable');
  await send('Page.setBypassCSP', { enabled: true });
  await send('Page.addScriptToEvaluateOnNewDocument', { source: hooks });
  const evaluate = async (expression) => {
    const { result, exceptionDetails } = await send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  };
  const visit = async (address) => {
    const loaded = browser.event('Page.loadEventFired', sessionId);
    await send('Page.navigate', { url: address });
    await loaded;
  };
  return { send, evaluate, visit };
}

// Loads each document ({ name, bytes }) in a frame of its own, plays with it, and returns the names of those in which
// something ran. The frames may do all that the page may, except leave it.
export async function findRunning(browser, documents, batch = 60) {
  const server = await listen((path) => {
    if (path === '/') return { type: 'text/html', bytes: '<!DOCTYPE html><title>frames</title><body>' };
    const found = /^\/document\/(\d+)$/.exec(path);
    return found && { type: 'text/html; charset=utf-8', bytes: documents[Number(found[1])].bytes };
  });
  const ran = new Set();
  try {
    const page = await openHooked(browser);
    for (let first = 0; first < documents.length; first += batch) {
      const last = Math.min(first + batch, documents.length);
      await page.visit(server.base);
      const urls = await page.evaluate(`(async () => {
        const interact = ${interact};
        const frames = [];
        for (let i = ${first}; i < ${last}; ++i) {
          const frame = document.createElement('iframe');
          frame.setAttribute('sandbox', 'allow-scripts allow-same-origin allow-forms allow-popups allow-modals');
          frame.src = '/document/' + i;
          const loaded = new Promise((done) => { frame.addEventListener('load', done); setTimeout(done, 2000); });
          document.body.append(frame);
          frames.push({ frame, i, loaded });
        }
        await Promise.all(frames.map(({ loaded }) => loaded));
        const beat = () => new Promise((done) => setTimeout(done, 60));
        await beat();
        for (const { frame } of frames) { try { interact(frame.contentDocument); } catch {} }
        await beat();
        // Again, as markup that a script puts into a page: twice, because a first writing may change it.
        for (const { frame } of frames) {
          try {
            const host = frame.contentDocument.querySelector('#host');
            if (!host) continue;
            for (const name of ['div', 'p', 'td', 'pre', 'noscript', 'span']) {
              const copy = frame.contentDocument.createElement(name);
              copy.innerHTML = host.innerHTML;
              frame.contentDocument.body.append(copy);
              copy.innerHTML = copy.innerHTML;
            }
            interact(frame.contentDocument);
          } catch {}
        }
        await beat();
        return Object.keys(window.ran);
      })()`);
      // A frame inside a document (about:srcdoc) cannot say whose it is; then the whole batch is named.
      for (const url of urls) {
        const found = /\/document\/(\d+)/.exec(url);
        ran.add(found ? documents[Number(found[1])].name : `one of ${documents[first].name} to ${documents[last - 1].name} (${url})`);
      }
    }
  } finally {
    server.close();
  }
  return [...ran];
}

// Opens pages of a site as they are and plays with each; returns the addresses of those in which something ran.
export async function findRunningPages(browser, addresses) {
  const ran = [];
  const page = await openHooked(browser);
  for (const address of addresses) {
    await page.visit(address);
    const play = () => page.evaluate(`(async () => {
      (${interact})(document);
      await new Promise((done) => setTimeout(done, 30));
      return Object.values(window.ran).reduce((sum, one) => sum + one, 0);
    })()`);
    // A page that leads on by itself (an old address of a story) is judged by where it leads.
    const count = await play().catch(async () => {
      await new Promise((done) => setTimeout(done, 300));
      return play();
    });
    if (count > 0) ran.push(address);
  }
  return ran;
}

// Which of the fragments Chromium's parser does not read exactly as they are written, in both of its modes: their tree,
// written by the sanitizer's own rules, gives other bytes. What a parser keeps, no later parser can turn into something else.
export async function findReparsed(browser, fragments) {
  const page = await openHooked(browser);
  await page.visit('about:blank');
  const changed = [];
  const batch = 200;
  for (let first = 0; first < fragments.length; first += batch) {
    const found = await page.evaluate(`(() => {
      const empty = new Set(['br', 'wbr', 'hr', 'img', 'source']);
      const escaped = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
      const written = (node) => {
        let out = '';
        for (const child of node.childNodes) {
          if (child.nodeType === 3) { out += escaped(child.data); continue; }
          if (child.nodeType !== 1) { out += '<!--?-->'; continue; }
          out += '<' + child.localName;
          for (const { name, value } of child.attributes) out += ' ' + name + '="' + escaped(value) + '"';
          out += '>';
          if (empty.has(child.localName)) continue;
          const inner = written(child);
          out += (child.localName === 'pre' && inner.startsWith('\\n') ? '\\n' : '') + inner + '</' + child.localName + '>';
        }
        return out;
      };
      const changed = [];
      const fragments = ${JSON.stringify(fragments.slice(first, first + batch)).replace(/</g, '\\u003c')};
      fragments.forEach((fragment, i) => {
        for (const type of ['<!DOCTYPE html>', '']) {
          const parsed = new DOMParser().parseFromString(type + '<body><div>' + fragment + '</div>', 'text/html');
          const seen = written(parsed.body.firstChild);
          if (seen !== fragment) { changed.push({ i, seen, quirks: type === '' }); break; }
        }
      });
      return changed;
    })()`);
    for (const { i, seen, quirks } of found) changed.push({ index: first + i, seen, quirks });
  }
  return changed;
}

export async function withChromium(work) {
  needChromium();
  const browser = launch();
  try {
    return await work(browser);
  } finally {
    await browser.close();
  }
}
