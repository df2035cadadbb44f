import * as circus from 'jest-circus';

/** Long enough for a machine that does other work beside. */
const testTimeout = 120_000;

/** All tests of a describe block, in order. */
export const testsOf = (block) => block.children.flatMap((child) => (child.type === 'test' ? [child] : testsOf(child)));

export const idOf = (test) => {
  const names = [];
  for (let at = test; at.parent; at = at.parent) names.unshift(at.name);
  return names.join(' ');
};

const root = () => circus.getState().rootDescribeBlock;

/** The tests of the imported spec files. */
export const allTests = () => testsOf(root());

let stopped = false;
circus.addEventHandler(({ name, test, describeBlock }) => {
  if (name === 'test_fn_failure' || name === 'hook_failure') stopped = true;
  if (stopped && name === 'test_start') test.mode = 'skip';
  if (stopped && name === 'run_describe_start') describeBlock.mode = 'skip';
});

const makeReady = (block, isWanted) => {
  block.mode = undefined;
  for (const child of block.children) {
    if (child.type === 'describeBlock') makeReady(child, isWanted);
    else {
      const { unhandledRejectionErrorByPromise } = child;
      Object.assign(child, {
        mode: isWanted(child) ? undefined : 'skip',
        errors: [],
        status: null,
        seenDone: false,
        invocations: 0,
      });
      unhandledRejectionErrorByPromise?.clear();
    }
  }
};

/**
 * Runs tests, also a second time in one process, up to the first that fails: one is enough to notice a mutant.
 * @param isWanted by test
 * @returns what ran, and the first failure
 */
export async function runTests(isWanted) {
  stopped = false;
  makeReady(root(), isWanted);
  Object.assign(circus.getState(), { testTimeout, unhandledErrors: [] });
  await circus.run();
  // of a test that a hook before all of them failed, only the error is known: it was not begun
  const failed = allTests().find(({ errors }) => errors.length > 0);
  const ran = allTests().filter((test) => test.status === 'done' || test === failed);
  return { ran, failed, message: failed && textOf(failed.errors[0]) };
}

const textOf = (error) => {
  const [first, second] = Array.isArray(error) ? error : [error];
  return String(first?.stack ?? first?.message ?? first ?? second?.message);
};
