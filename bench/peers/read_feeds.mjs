// Reads feeds with npm's feedsmith as it comes and prints the CPU seconds of the loop and the items found.
//
//   node read_feeds.mjs LIST      a line a feed: file, address, content type, parted by tabs
//
// The package is looked for in $MASTHEAD_BENCH_NPM (bench/run.sh installs it there); status 3: it is not there.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

let feedsmith
try {
  feedsmith = createRequire(`${process.env.MASTHEAD_BENCH_NPM ?? '.'}/`)('feedsmith')
} catch {
  process.exit(3)
}

const feeds = readFileSync(process.argv[2], 'utf8').trimEnd().split('\n').map((line) => readFileSync(line.split('\t')[0], 'utf8'))
const read = () => {
  let found = 0
  for (const text of feeds) {
    try {
      const { feed } = feedsmith.parseFeed(text)
      found += (feed.items ?? feed.entries ?? []).length
    } catch {
      // A feed it does not take gives nothing.
    }
  }
  return found
}
read() // Its compiler has seen the code before it is measured.
const began = process.cpuUsage()
const found = read()
const spent = process.cpuUsage(began)
console.log((spent.user + spent.system) / 1e6, found)
