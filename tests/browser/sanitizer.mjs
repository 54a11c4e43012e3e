#!/usr/bin/env node
// node tests/browser/sanitizer.mjs PROGRAM: none of the attacks that PROGRAM (sanitized_payloads) prints runs once it is sanitized,
// Chromium's parser keeps what the sanitizer writes as it is, and, so that this says something, many of the attacks do run raw.
import { execFileSync } from 'node:child_process';
import { corpus, findReparsed, findRunning, needChromium, withChromium } from './oracle.mjs';

const [program] = process.argv.slice(2);
needChromium();
const recorded = corpus('hostile/xss.json');
const feeds = corpus('web/feeds.warc.gz');
if (!recorded) console.log('the corpora are not here: only the attacks made from tables are tried');
const lines = execFileSync(program, [recorded, feeds].filter(Boolean), { maxBuffer: 1 << 30, encoding: 'utf8' });
const all = lines.trim().split('\n').map((line) => JSON.parse(line));
const attacks = all.filter(({ set }) => set !== 'feeds');
const page = (markup) => `<!DOCTYPE html><meta charset=utf-8><title>x</title><body><div id=host>${markup}</div>`;
const documents = (field) => attacks.map((one, i) => ({ name: `${one.set} ${i} (${one.name})`, bytes: page(one[field]) }));

await withChromium(async (browser) => {
  const start = Date.now();
  const clean = await findRunning(browser, documents('clean'));
  console.log(`sanitized: ${clean.length} of ${attacks.length} attacks ran`);
  for (const name of clean) console.log(`  RAN: ${name}`);
  const reparsed = await findReparsed(browser, all.map((one) => one.clean));
  console.log(`parser: ${reparsed.length} of ${all.length} sanitized fragments are read otherwise than they are written`);
  for (const { index, seen, quirks } of reparsed.slice(0, 10))
    console.log(`  READ OTHERWISE (${all[index].set} ${all[index].name}${quirks ? ', quirks' : ''}):\n    ${all[index].clean}\n    ${seen}`);
  // Enough of them to know that the oracle sees: every attack that runs costs time.
  const control = documents('raw').filter((_, i) => i % 5 === 0);
  const raw = await findRunning(browser, control);
  console.log(`control: ${raw.length} of ${control.length} attacks ran unsanitized; ${Math.round((Date.now() - start) / 1000)} s`);
  const blind = raw.length < control.length / 20;
  if (blind) console.log('the oracle is blind: hardly any attack runs even unsanitized');
  if (clean.length > 0 || reparsed.length > 0 || blind) process.exitCode = 1;
});
