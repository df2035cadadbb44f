import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { newQuickJSWASMModuleFromVariant, newVariant } from 'quickjs-emscripten-core';
import variant from '@jitl/quickjs-wasmfile-release-sync';
import { prelude } from './script-prelude.mjs';

/**
 * @typedef {{ milliseconds: number, bytes: number, stackBytes: number, answerCharacters: number }} Limits
 * @typedef {{ source: string, given: string, wantsResult: boolean, limits: Limits }} Request `given`: JSON with `variables` and facts
 */

/**
 * Compiles QuickJS once. The function that it gives runs one script and says how it ended: each in a machine with a memory of
 * its own, which nothing outlives.
 */
export async function createSandbox() {
  const wasm = fileURLToPath(import.meta.resolve('@jitl/quickjs-wasmfile-release-sync/wasm'));
  const wasmModule = await globalThis.WebAssembly.compile(await readFile(wasm));
  return async (/** @type {Request} */ request) => {
    const quickjs = await newQuickJSWASMModuleFromVariant(newVariant(variant, { wasmModule }));
    const runtime = quickjs.newRuntime();
    runtime.setMemoryLimit(request.limits.bytes);
    runtime.setMaxStackSize(request.limits.stackBytes);
    return inContext(runtime, runtime.newContext(), request);
  };
}

/** What may lie between two looks at the clock while a script runs; a longer gap is the thread waiting for its turn. */
const longestGap = 20;

/** Whether a script has used up its time: its own, so that a busy machine stops no honest one. */
function stopwatch(milliseconds) {
  let used = 0;
  let last = performance.now();
  return () => {
    const now = performance.now();
    used += Math.min(now - last, longestGap);
    last = now;
    return used > milliseconds;
  };
}

function inContext(runtime, context, { source, given, wantsResult, limits }) {
  const prepared = context.unwrapResult(context.evalCode(prelude, 'prelude'));
  const part = (name) => context.getProp(prepared, name);
  const isLate = stopwatch(limits.milliseconds);
  let interrupted = false;
  runtime.setInterruptHandler(() => (interrupted ||= isLate()));
  const call = (name, ...values) => context.callFunction(part(name), context.undefined, ...values);
  const failed = (error) => describeFailure(runtime, context, call, error, () => interrupted);

  const begun = call('begin', context.newString(given));
  if (begun.error) return failed(begun.error);
  const ran = context.evalCode(source, 'script', { type: 'global' });
  if (ran.error) return failed(ran.error);
  const jobs = runtime.executePendingJobs();
  if (jobs.error) return failed(jobs.error);
  if (interrupted) return { kind: 'time' };
  let value = ran.value;
  if (wantsResult) {
    const state = context.getPromiseState(value);
    if (state.type === 'pending') return { kind: 'pending' };
    if (state.type === 'rejected') return failed(state.error);
    value = state.value;
  }
  const answered = wantsResult ? call('answer', value) : call('withoutResult');
  if (answered.error) return failed(answered.error);
  const written = context.getString(answered.value);
  if (written.length > limits.answerCharacters) return { kind: 'tooLong' };
  const { writes, result } = JSON.parse(written);
  // A script that changes `toJSON` of everything changes this answer too.
  if (!Array.isArray(writes)) return { kind: 'thrown', thrown: 'it changed how values are written as JSON' };
  return { kind: 'done', writes, result };
}

function describeFailure(runtime, context, call, error, wasInterrupted) {
  if (wasInterrupted()) return { kind: 'time' };
  // What the machine itself says when it has no memory left to say more.
  const message = context.typeof(error) === 'object' ? textOf(context, error, 'message') : '';
  if (context.typeof(error) === 'null' || /out of memory/.test(message)) return { kind: 'memory' };
  if (/stack (overflow|size)/i.test(message)) return { kind: 'stack' };
  const told = call('failure', error);
  if (wasInterrupted()) return { kind: 'time' };
  if (told.error) return { kind: 'thrown', thrown: 'an error that cannot be shown' };
  const failure = JSON.parse(context.getString(told.value));
  const { bpmnError, message: reason, writes, unfit, thrown, line } = failure;
  if (typeof bpmnError === 'string' && Array.isArray(writes))
    return { kind: 'bpmnError', code: bpmnError, message: reason, writes };
  return unfit === undefined ? { kind: 'thrown', thrown, line } : { kind: 'unfit', unfit };
}

function textOf(context, object, name) {
  const value = context.getProp(object, name);
  return context.typeof(value) === 'string' ? context.getString(value) : '';
}
