// Debian's Chromium over its debugging pipe, and a folder served on this machine: nothing to install beside Node.
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';

const types = { '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.svg': 'image/svg+xml', '.png': 'image/png', '.jpg': 'image/jpeg',
  '.webp': 'image/webp', '.json': 'application/json', '.xml': 'application/xml' };

// A server of `answer(path)` -> { type, bytes } or undefined, on a port of its own.
export async function listen(answer) {
  const server = createServer((request, response) => {
    const found = answer(decodeURIComponent(new URL(request.url, 'http://localhost').pathname));
    if (found) response.writeHead(200, { 'content-type': found.type }).end(found.bytes);
    else response.writeHead(404).end('not found');
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return { base: `http://127.0.0.1:${server.address().port}/`, close: () => { server.closeAllConnections(); server.close(); } };
}

export function serve(folder) {
  return listen((path) => {
    let file = join(folder, normalize(path));
    try {
      if (statSync(file).isDirectory()) file = join(file, 'index.html');
      return { type: types[extname(file)] ?? 'application/octet-stream', bytes: readFileSync(file) };
    } catch {
      return undefined;
    }
  });
}

// One browser; `send` is a command of the DevTools protocol (NUL-separated JSON on file descriptors 3 and 4).
export function launch() {
  const profile = mkdtempSync(join(tmpdir(), 'masthead-browser-'));
  const flags = ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync', '--hide-scrollbars', `--user-data-dir=${profile}`, '--remote-debugging-pipe'];
  const child = spawn(process.env.CHROMIUM ?? 'chromium', flags, { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
  const waiting = new Map();
  const listeners = new Set();
  let pending = '';
  let number = 0;
  child.stdio[4].setEncoding('utf8').on('data', (chunk) => {
    const messages = (pending + chunk).split('\0');
    pending = messages.pop();
    for (const message of messages.map((text) => JSON.parse(text))) {
      const entry = waiting.get(message.id);
      waiting.delete(message.id);
      if (entry) message.error ? entry.reject(new Error(message.error.message)) : entry.resolve(message.result);
      for (const listener of [...listeners]) listener(message);
    }
  });
  const send = (method, params = {}, sessionId = undefined) => new Promise((resolve, reject) => {
    waiting.set(++number, { resolve, reject });
    child.stdio[3].write(JSON.stringify({ id: number, method, params, sessionId }) + '\0');
  });
  const event = (method, sessionId) => new Promise((resolve) => {
    const listener = (message) => {
      if (message.method !== method || message.sessionId !== sessionId) return;
      listeners.delete(listener);
      resolve(message.params);
    };
    listeners.add(listener);
  });
  const close = async () => {
    const ended = new Promise((done) => child.once('exit', done));
    await send('Browser.close').catch(() => {});
    await ended;
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  return { send, event, close };
}
