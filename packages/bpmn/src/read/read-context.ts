import type { Problem } from '@gaita/contracts';
import type { ModdleElement } from 'bpmn-moddle';
import { nearestId } from '../moddle/elements.ts';
import type { Expression } from '../model.ts';

/** What every reader of one file shares. */
export interface ReadContext {
  lineOf(id: string | undefined): number | undefined;
  /** Pins a finding to the element, or to the nearest around it that has an id. */
  report(element: ModdleElement | undefined, problem: Omit<Problem, 'elementId' | 'line'>): void;
  /** Adds a finding as it is, for what has a place in the text but no element. */
  add(problem: Problem): void;
  readonly problems: readonly Problem[];
  /** The language of conditions that name none: `expressionLanguage` of the definitions, where it is one that we run. */
  readonly conditionLanguage: Expression['language'] | undefined;
}

export function createReadContext(
  lines: ReadonlyMap<string, number>,
  found: readonly Problem[],
  conditionLanguage: Expression['language'] | undefined,
): ReadContext {
  const problems = [...found];
  const lineOf = (id: string | undefined) => (id === undefined ? undefined : lines.get(id));
  return {
    lineOf,
    problems,
    conditionLanguage,
    add: (problem) => void problems.push(problem),
    report(element, problem) {
      const elementId = nearestId(element);
      const line = lineOf(elementId);
      problems.push({ ...problem, ...(elementId !== undefined && { elementId }), ...(line !== undefined && { line }) });
    },
  };
}
