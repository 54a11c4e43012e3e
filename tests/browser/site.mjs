#!/usr/bin/env node
// node tests/browser/site.mjs MASTHEAD PAYLOADS: a desk whose sources carry attacks in every field (feed name, title, author, link,
// category, description, content, and the titles and folders of an OPML list) is read and published by the program MASTHEAD;
// every page of the site, and the markup inside its feeds, is opened in Chromium with Content-Security-Policy off. Nothing runs.
// The attacks are those that the program PAYLOADS (sanitized_payloads) prints.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { serve } from '../../tools/chromium.mjs';
import { corpus, findRunning, findRunningPages, needChromium, withChromium } from './oracle.mjs';

const [masthead, payloads] = process.argv.slice(2);
const made_attacks = 120;  // Of those made from tables, spread evenly; all of the recorded ones.
const items_a_feed = 10;
const now = '2026-10-17T17:00:00Z';

const escaped = (text) => text.replace(/[\0-\x08\x0b\x0c\x0e-\x1f]/g, '').replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');

function attacks() {
  const recorded = corpus('hostile/xss.json');
  const lines = execFileSync(payloads, recorded ? [recorded] : [], { maxBuffer: 1 << 30, encoding: 'utf8' });
  const all = lines.trim().split('\n').map((line) => JSON.parse(line));
  const made = all.filter(({ set }) => set === 'made');
  const step = Math.floor(made.length / made_attacks);
  return [...all.filter(({ set }) => set === 'recorded'), ...made.filter((_, i) => i % step === 0)].map(({ raw }) => raw);
}

// Words that no other item has: each is a story, and so a page, of its own.
function sentences(number) {
  let state = number + 1;
  const words = Array.from({ length: 160 }, () => {
    state = (state * 48271) % 2147483647;
    return state.toString(26).replace(/\d/g, (digit) => 'qrstuvwxyz'[digit]) + (state % 9 === 0 ? '.' : '');
  });
  return words.join(' ');
}

// One item with the attack in every field: escaped once, as markup that a title may hold, and twice, as text that looks like it.
function item(attack, number) {
  const text = number % 2 === 0 ? escaped(attack) : escaped(escaped(attack));
  const minutes = String(number % 60).padStart(2, '0');
  const filler = sentences(number);
  return `<item><title>Number ${number} ${filler.slice(0, 40)} ${text}</title><link>https://attack-${number}.example/${escaped(encodeURI(attack).slice(0, 200))}</link>
    <guid isPermaLink="false">${text}</guid><dc:creator>${text}</dc:creator><author>${text}</author><category>${text}</category>
    <comments>${text}</comments><source url="${text}">${text}</source><enclosure url="${text}" type="${text}" length="1"/>
    <media:content url="${text}" type="image/png" medium="image"><media:credit>${text}</media:credit><media:title>${text}</media:title></media:content>
    <description>${text}</description><content:encoded>${text} ${filler}${number}</content:encoded>
    <pubDate>Sat, 17 Oct 2026 ${String(8 + Math.floor(number / 60) % 8).padStart(2, '0')}:${minutes}:00 GMT</pubDate></item>
    <item><title>${text}</title><link>${text}</link><description>${text}</description></item>`;
}

function feed(list, first) {
  const name = escaped(list[0]);
  return `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
    xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/"><channel>
    <title>${name}</title><link>${name}</link><description>${name}</description><language>${name.slice(0, 20)}</language>
    ${list.map((attack, i) => item(attack, first + i)).join('\n')}</channel></rss>`;
}

function record(url, body) {
  const answer = Buffer.from(`HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  const number = record.count = (record.count ?? 0) + 1;
  return Buffer.concat([Buffer.from(`WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: ${url}\r\nWARC-Date: ${now}\r\n` +
    `WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-${String(number).padStart(12, '0')}>\r\n` +
    `Content-Type: application/http; msgtype=response\r\nContent-Length: ${answer.length}\r\n\r\n`), answer, Buffer.from('\r\n\r\n')]);
}

// Desk, recorded web and OPML list in `folder`.
function write_desk(folder, list) {
  const sources = [];
  const records = [];
  for (let first = 0; first < list.length; first += items_a_feed) {
    const some = list.slice(first, first + items_a_feed);
    const url = `https://attacks.example/${first}.xml`;
    records.push(record(url, feed(some, first)));
    sources.push({ url, title: some[0], folder: some[1] ?? '' });
  }
  writeFileSync(join(folder, 'web.warc'), Buffer.concat(records));
  const quoted = (text) => JSON.stringify(text.replace(/[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufffd]/g, '')).replace(/\\n|\\t/g, ' ');
  writeFileSync(join(folder, 'desk.yaml'), `desk:\n  id: attacked\n  title: ${quoted(list[0])}\n  description: ${quoted(list[1])}\n` +
    `  url: "http://127.0.0.1:8080"\nscoring:\n  publish_at: -1000\nfetch:\n  pages: never\n  images: false\nsources:\n` +
    sources.map(({ url, title }) => `  - url: "${url}"\n    title: ${quoted(title)}\n`).join('') +
    `topics:\n  - id: harbour\n    name: ${quoted(list[2])}\n    shortname: ${quoted(list[3])}\n    keywords: [harbour, ships]\n`);
  writeFileSync(join(folder, 'list.opml'), `<?xml version="1.0"?><opml version="2.0"><head><title>${escaped(list[0])}</title></head><body>` +
    sources.map(({ url, title, folder: name }) => `<outline text="${escaped(name)}"><outline type="rss" text="${escaped(title)}" ` +
      `title="${escaped(title)}" xmlUrl="${url}?opml" htmlUrl="${escaped(title)}"/></outline>`).join('') + '</body></opml>');
}

const files_below = (folder) => readdirSync(folder).flatMap((name) => {
  const path = join(folder, name);
  return statSync(path).isDirectory() ? files_below(path) : [path];
});

// The markup that the published feeds hand to readers, which show it as their own.
function feed_documents(files) {
  const documents = [];
  const take = (name, markup) => documents.push({ name, bytes: `<!DOCTYPE html><meta charset=utf-8><body><div id=host>${markup}</div>` });
  for (const file of files) {
    const text = readFileSync(file, 'utf8');
    if (/\.json$/.test(file)) {
      let json;
      try { json = JSON.parse(text); } catch { continue; }
      for (const one of json.items ?? []) if (one.content_html) take(`${file}: ${one.id}`, one.content_html);
    } else if (/\.(xml|rss|atom)$/.test(file)) {
      const unescaped = (markup) => markup.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"').replace(/&#39;|&apos;/g, "'").replace(/&amp;/g, '&');
      for (const [, inner] of text.matchAll(/<content:encoded>([\s\S]*?)<\/content:encoded>/g)) take(file, inner.startsWith('<![CDATA[') ? inner.slice(9, -3) : unescaped(inner));
      for (const [, inner] of text.matchAll(/<content type="html">([\s\S]*?)<\/content>/g)) take(file, unescaped(inner));
      take(`${file} as a page`, text);  // A server that serves it as HTML.
    }
  }
  return documents;
}

needChromium();
const folder = mkdtempSync(join(tmpdir(), 'masthead-attacked-'));
try {
  const list = attacks();
  write_desk(folder, list);
  const words = ['--desk', join(folder, 'desk.yaml'), '--data', join(folder, 'data')];
  const run = (...all) => execFileSync(masthead, all, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  let with_opml = 'no command takes the OPML list yet';
  try { run('source', 'import', join(folder, 'list.opml'), ...words.slice(0, 2)); with_opml = 'with the OPML list'; } catch {}
  run('run', '--once', ...words, '--publish', join(folder, 'site'), '--replay', join(folder, 'web.warc'), '--now', now, '--quiet');
  const files = existsSync(join(folder, 'site')) ? files_below(join(folder, 'site')) : [];
  const pages = files.filter((file) => file.endsWith('.html'));
  console.log(`site: ${list.length} attacks in every field, ${with_opml}: ${files.length} files, ${pages.length} of them pages`);
  if (pages.length < list.length / 4) throw new Error(`only ${pages.length} pages came out, so the attacks were not shown`);
  const needle = files.filter((file) => /Number \d+/.test(readFileSync(file, 'utf8'))).length;
  await withChromium(async (browser) => {
    const server = serve(join(folder, 'site'));
    const { base, close } = await server;
    const ran = await findRunningPages(browser, pages.map((file) => base + relative(join(folder, 'site'), file).split('/').map(encodeURIComponent).join('/')));
    close();
    const documents = feed_documents(files.filter((file) => !file.endsWith('.html')));
    const fed = await findRunning(browser, documents);
    console.log(`site: ${ran.length} of ${pages.length} pages ran something; feeds: ${fed.length} of ${documents.length} documents did; ${needle} files name an attacked item`);
    for (const name of [...ran, ...fed]) console.log(`  RAN: ${name}`);
    if (ran.length > 0 || fed.length > 0 || needle === 0) process.exitCode = 1;
  });
} finally {
  if (!process.env.KEEP) rmSync(folder, { recursive: true, force: true });
}
