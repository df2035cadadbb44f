import { fileURLToPath } from 'node:url';

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));

/** What Node is started with to run Jest: ES modules, and TypeScript in the threads that tests start. */
export const jestArguments = [
  ...['--import', path('source-in-threads.mjs')],
  ...['--experimental-vm-modules', '--no-warnings', path('../../node_modules/jest/bin/jest.js')],
];
