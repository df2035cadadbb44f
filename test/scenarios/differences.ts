import { isDeepStrictEqual } from 'node:util';
import type { ScenarioExpectation } from '@gaita/contracts';
import type { CaseFacts } from './case-facts.ts';

/** In sentences that begin after “The case”, what of an expectation is not so. */
export function differences(expected: ScenarioExpectation, facts: CaseFacts): string[] {
  const { waitingAt, path, passed = [], messages, started, notified, variables = {}, ended } = expected;
  return [
    ...list('waits at', waitingAt && [...waitingAt].sort(), [...facts.waitingAt].sort(), { not: 'not at', none: 'no task' }),
    ...list('went', path, facts.path, { between: ' → ', none: 'nowhere' }),
    ...passed.filter((id) => !facts.passed.has(id)).map((id) => `did not pass ${id}`),
    ...list('sent', messages, facts.messages),
    ...list('started', started, facts.started),
    ...list('notified', notified, facts.notified, { none: 'nobody' }),
    ...Object.entries(variables)
      .filter(([name, value]) => !same(value, facts.variables[name] ?? null))
      .map(([name, value]) => `has ${name} ${JSON.stringify(facts.variables[name] ?? null)}, not ${JSON.stringify(value)}`),
    ...ending(ended, facts.ended),
  ];
}

/** By value alone: what a driver gives has other prototypes than what the tests make. */
const same = (a: unknown, b: unknown): boolean => isDeepStrictEqual(JSON.parse(JSON.stringify(a)), JSON.parse(JSON.stringify(b)));

function list(
  verb: string,
  expected: readonly string[] | undefined,
  found: readonly string[],
  { not = 'not', between = ', ', none = 'nothing' } = {},
): string[] {
  if (expected === undefined || same(expected, found)) return [];
  const told = (ids: readonly string[]) => (ids.length === 0 ? none : ids.join(between));
  return [`${verb} ${told(found)}, ${not} ${told(expected)}`];
}

function ending(expected: string | false | undefined, found: string | false): string[] {
  if (expected === undefined || expected === found) return [];
  if (found === false) return [`has not ended, but should at ${expected}`];
  return [expected === false ? `ended at ${found}, but should go on` : `ended at ${found}, not at ${expected}`];
}
