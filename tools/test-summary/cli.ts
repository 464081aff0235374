import { isGood, summarise, summaryLine } from './summary.ts';

const files = process.argv.slice(2);
if (files.length === 0) {
  console.error('usage: node tools/test-summary/cli.ts FILE…   (written by jest --json --outputFile=FILE)');
  process.exitCode = 2;
} else {
  const summary = summarise(files);
  for (const problem of summary.problems) console.error(problem);
  console.log(summaryLine(summary));
  process.exitCode = isGood(summary) ? 0 : 1;
}
