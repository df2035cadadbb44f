// Jest compiles TypeScript for itself; threads that a test starts are plain Node's, which gets it compiled here.
import { register } from 'node:module';
import { isMainThread } from 'node:worker_threads';

if (!isMainThread) register('./source-hooks.mjs', import.meta.url);
