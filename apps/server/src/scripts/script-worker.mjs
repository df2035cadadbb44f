// A thread of its own: whatever a script does to its time, the server's own thread goes on.
import { parentPort } from 'node:worker_threads';
import { createSandbox } from './script-sandbox.mjs';

const sandbox = createSandbox();

parentPort.on('message', async (request) => {
  const run = await sandbox;
  parentPort.postMessage({ begun: true });
  parentPort.postMessage({ outcome: await outcomeOf(run, request) });
});

async function outcomeOf(run, request) {
  try {
    return await run(request);
  } catch (error) {
    // Values nested deeper than this thread's own stack.
    return error instanceof RangeError ? { kind: 'stack' } : { kind: 'thrown', thrown: String(error?.message ?? error) };
  }
}
