import { readFileSync } from 'node:fs';
import { catalogueOf, markdown, page } from './catalogue.mjs';

/** Fails the run of all tests when an element has no golden model, or FEATURES.md tells of others than there are. */
export default class CatalogueCheck {
  async onRunComplete(_contexts, { testResults }) {
    const rows = await catalogueOf(testResults);
    const untested = rows.filter(([, state]) => state === 'NO TEST').map(([element]) => element);
    if (untested.length > 0) this.error = new Error(`No golden model, and no reason of refusal: ${untested.join(', ')}.`);
    else if (rows.every(([, state]) => state !== 'FAILS') && readFileSync(page, 'utf8') !== markdown(rows))
      this.error = new Error('FEATURES.md is not what the golden models say: run `npm run features`.');
  }

  getLastError() {
    return this.error;
  }
}
