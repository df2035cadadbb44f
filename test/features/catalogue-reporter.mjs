import { writeFileSync } from 'node:fs';
import { catalogueOf, markdown, page, refusedIn, sumOf, table } from './catalogue.mjs';

/** Prints the catalogue, and writes it when all golden models passed. */
export default class CatalogueReporter {
  async onRunComplete(_contexts, { testResults, numFailedTests, numRuntimeErrorTestSuites }) {
    for (const { failureMessage } of testResults) if (failureMessage) process.stderr.write(`${failureMessage}\n`);
    const rows = await catalogueOf(testResults);
    process.stdout.write(`${table(rows)}\n\n${sumOf(rows)}\n`);
    if (numFailedTests === 0 && numRuntimeErrorTestSuites === 0) writeFileSync(page, markdown(rows, refusedIn(testResults)));
  }
}
