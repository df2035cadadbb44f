import { readDefinitions } from './read-definitions.ts';
import type { Decision, DecisionTable } from './model.ts';

/** A rule of a decision table as its author told it apart. */
export interface DescribedRule {
  /** As in `matchedRules`. */
  readonly id: string;
  /** Its row in the table, from 1. */
  readonly number: number;
  /** What its author wrote beside it: description and annotations, one a line. */
  readonly annotation?: string;
}

/** The rules of each decision table of a DMN file, by the decision's id; none where the file cannot be read. */
export async function readRules(xml: string): Promise<ReadonlyMap<string, readonly DescribedRule[]>> {
  const { definitions } = await readDefinitions(xml);
  const found = new Map<string, readonly DescribedRule[]>();
  for (const element of definitions?.drgElement ?? []) {
    if (element.$type !== 'dmn:Decision' || element.id === undefined) continue;
    const logic = (element as Decision).decisionLogic;
    if (logic?.$type === 'dmn:DecisionTable') found.set(element.id, rulesOf(logic as DecisionTable));
  }
  return found;
}

const rulesOf = ({ rule = [] }: DecisionTable): DescribedRule[] =>
  rule.map(({ id, description, annotationEntry = [] }, index) => {
    const lines = [description, ...annotationEntry.map(({ text }) => text)];
    const annotation = lines
      .map((line) => line?.trim())
      .filter(Boolean)
      .join('\n');
    return { id: id ?? String(index + 1), number: index + 1, ...(annotation !== '' && { annotation }) };
  });
