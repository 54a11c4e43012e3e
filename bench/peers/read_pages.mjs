// Extracts articles with npm's @mozilla/readability on linkedom, as they come, and prints the CPU seconds of the loop and the articles
// found.
//
//   node read_pages.mjs LIST      a line a page: file, address, content type, parted by tabs
//
// The packages are looked for in $MASTHEAD_BENCH_NPM (bench/run.sh installs them there); status 3: they are not there.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

let parseHTML, Readability
try {
  const require = createRequire(`${process.env.MASTHEAD_BENCH_NPM ?? '.'}/`)
  parseHTML = require('linkedom').parseHTML
  Readability = require('@mozilla/readability').Readability
} catch {
  process.exit(3)
}

const pages = readFileSync(process.argv[2], 'utf8').trimEnd().split('\n').map((line) => readFileSync(line.split('\t')[0], 'utf8'))
const read = (some) => {
  let found = 0
  for (const text of some) {
    try {
      if (new Readability(parseHTML(text).document).parse()?.textContent) found += 1
    } catch {
      // A page that it does not take gives nothing.
    }
  }
  return found
}
const seen = 60 // Pages after which the compiler knows the code.
read(pages.slice(0, seen))
const began = process.cpuUsage()
const found = read(pages)
const spent = process.cpuUsage(began)
console.log((spent.user + spent.system) / 1e6, found)
