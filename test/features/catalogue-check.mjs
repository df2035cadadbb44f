import { readFileSync } from 'node:fs';
import { catalogueOf, markdown, page, refusedIn } from './catalogue.mjs';

/** Fails the run of all tests when an element has no golden model, or FEATURES.md tells of others than there are. */
export default class CatalogueCheck {
  async onRunComplete(_contexts, { testResults }) {
    const rows = await catalogueOf(testResults);
    const untested = rows.filter(([, state]) => state === 'NO TEST').map(([element]) => element);
    if (untested.length > 0) this.fail(`No golden model, and no reason of refusal: ${untested.join(', ')}.`);
    else if (
      rows.every(([, state]) => state !== 'FAILS') &&
      readFileSync(page, 'utf8') !== markdown(rows, refusedIn(testResults))
    )
      this.fail('FEATURES.md is not what the golden models say: run `npm run features`.');
  }

  fail(sentence) {
    process.stderr.write(`${sentence}\n`);
    this.error = new Error(sentence);
  }

  getLastError() {
    return this.error;
  }
}
