// A thread of its own: however large a model is, the server's own thread goes on.
import { parentPort } from 'node:worker_threads';
import { readModel } from '@gaita/bpmn';
import { readResources } from './read-resources.js';

const works = { readModel, readResources };

parentPort.on('message', async ({ work, given }) => {
  try {
    parentPort.postMessage({ answer: await works[work](...given) });
  } catch (error) {
    parentPort.postMessage({ failure: String(error?.message ?? error) });
  }
});
