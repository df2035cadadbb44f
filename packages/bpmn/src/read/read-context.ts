import type { Problem } from '@gaita/contracts';
import type { ModdleElement } from 'bpmn-moddle';
import { nearestId } from '../moddle/elements.ts';
import type { Expression } from '../model.ts';
import type { DataIndex } from './index-data.ts';
import type { MessageFlowIndex } from './index-message-flows.ts';

/** A file with more findings than this is not read by anybody to the end of the list. */
const maximum = 500;

/** What every reader of one file shares. */
export interface ReadContext extends DataIndex, MessageFlowIndex {
  lineOf(id: string | undefined): number | undefined;
  /** Pins a finding to the element, or to the nearest around it that has an id. */
  report(element: ModdleElement | undefined, problem: Omit<Problem, 'elementId' | 'line'>): void;
  /** Adds a finding of which only the line is known, pinned to the element that begins there or last before. */
  reportLine(line: number, problem: Omit<Problem, 'elementId' | 'line'>): void;
  readonly problems: readonly Problem[];
  /** The language of conditions that name none: `expressionLanguage` of the definitions, where it is one that we run. */
  readonly conditionLanguage: Expression['language'] | undefined;
  /** By the id of a flow node: the flow nodes that associations join it to. */
  readonly associated: Map<string, ModdleElement[]>;
}

export function createReadContext(
  lines: ReadonlyMap<string, number>,
  found: readonly Problem[],
  conditionLanguage: Expression['language'] | undefined,
  index: DataIndex & MessageFlowIndex,
): ReadContext {
  const problems = found.slice(0, maximum);
  const lineOf = (id: string | undefined) => (id === undefined ? undefined : lines.get(id));
  return {
    ...index,
    lineOf,
    problems,
    conditionLanguage,
    associated: new Map(),
    reportLine(line, problem) {
      if (problems.length >= maximum) return;
      let elementId: string | undefined;
      for (const [id, at] of lines) if (at <= line) elementId = id;
      problems.push({ ...problem, ...(elementId !== undefined && { elementId }), line });
    },
    report(element, problem) {
      if (problems.length >= maximum) return;
      const elementId = nearestId(element);
      const line = lineOf(elementId);
      problems.push({ ...problem, ...(elementId !== undefined && { elementId }), ...(line !== undefined && { line }) });
    },
  };
}
