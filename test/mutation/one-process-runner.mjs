import { register } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { PluginKind, declareClassPlugin } from '@stryker-mutator/api/plugin';

const { specs, withoutTests } = JSON.parse(process.env.GAITA_MUTATION);
const isLeftOut = (id) => withoutTests !== undefined && new RegExp(withoutTests).test(id);

/** What Stryker puts into the code looks here which mutant is active, and counts here what each test reaches. */
const shared = (globalThis.__stryker__ = {});

/**
 * Runs specs in one process of plain Node, whose modules are loaded once and not for each mutant anew. A failure counts only when the same tests
 * pass right after without the mutant; else what an earlier mutant left behind is to blame, and Stryker tries again in a new process.
 */
class OneProcessRunner {
  #tree;

  capabilities() {
    return { reloadEnvironment: false };
  }

  async init() {
    process.env.NODE_ENV = 'test';
    register('./globals-hooks.mjs', import.meta.url);
  }

  /** Only now, because a mutant may be in what a module does when it is loaded. */
  async #load() {
    if (this.#tree) return this.#tree;
    const tree = await import('./test-tree.mjs');
    for (const spec of specs) await import(pathToFileURL(resolve(spec)).href);
    this.#tree = tree;
    return tree;
  }

  async dryRun() {
    const tree = await this.#load();
    const { addEventHandler } = await import('jest-circus');
    const hooks = new Map();
    addEventHandler(({ name, test, hook, describeBlock }) => {
      if (name === 'test_start') shared.currentTestId = tree.idOf(test);
      if (name === 'test_skip' || name === 'test_done') shared.currentTestId = undefined;
      if (name === 'hook_start' && !shared.currentTestId) {
        hooks.set(hook, hook.parent);
        shared.currentTestId = `hook ${[...hooks.keys()].indexOf(hook)}`;
      }
      if ((name === 'hook_success' || name === 'hook_failure') && describeBlock) shared.currentTestId = undefined;
    });
    const { ran, failed, message } = await tree.runTests((test) => !isLeftOut(tree.idOf(test)));
    const coverage = shared.mutantCoverage ?? { static: {}, perTest: {} };
    [...hooks.values()].forEach((block, at) => giveToTests(coverage.perTest, `hook ${at}`, tree.testsOf(block).map(tree.idOf)));
    return {
      status: 'complete',
      tests: ran.map((test) => resultOf(tree.idOf(test), test, test === failed ? message : undefined)),
      mutantCoverage: coverage,
    };
  }

  async mutantRun({ activeMutant, testFilter, hitLimit, mutantActivation }) {
    if (mutantActivation === 'static') shared.activeMutant = activeMutant.id;
    const { runTests, idOf } = await this.#load();
    const wanted = testFilter && new Set(testFilter);
    const isWanted = (test) => (wanted ? wanted.has(idOf(test)) : !isLeftOut(idOf(test)));
    Object.assign(shared, { activeMutant: activeMutant.id, hitCount: hitLimit ? 0 : undefined, hitLimit });
    const { ran, failed, message } = await runTests(isWanted);
    const isEndless = shared.hitCount > hitLimit;
    Object.assign(shared, { activeMutant: undefined, hitCount: undefined });
    if (isEndless) return { status: 'timeout', reason: `Hit limit reached (${hitLimit})` };
    if (!failed) return { status: 'survived', nrOfTests: ran.length };
    if (mutantActivation !== 'static') {
      const again = await runTests((test) => ran.includes(test));
      if (again.failed) throw new Error(`${idOf(again.failed)} fails without a mutant too: ${again.message}`);
    }
    return { status: 'killed', killedBy: [idOf(failed)], failureMessage: message, nrOfTests: ran.length };
  }
}

/** What a hook before all tests reaches, all of them reach. */
function giveToTests(perTest, hook, ids) {
  const { [hook]: reached = {} } = perTest;
  delete perTest[hook];
  for (const id of ids) {
    perTest[id] ??= {};
    for (const [mutant, count] of Object.entries(reached)) perTest[id][mutant] = (perTest[id][mutant] ?? 0) + count;
  }
}

const resultOf = (id, { duration }, failureMessage) => ({
  id,
  name: id,
  timeSpentMs: duration ?? 0,
  ...(failureMessage === undefined ? { status: 0 } : { status: 1, failureMessage }),
});

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, 'one-process', OneProcessRunner)];
