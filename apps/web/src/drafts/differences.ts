import type { Variables } from '@gaita/contracts';
import type { FormSchema } from '../api/shapes.ts';
import { fieldWords } from '../task/in-words.ts';

export interface Difference {
  readonly label: string;
  readonly here: string;
  readonly there: string;
}

/** The fields in which two drafts of one form differ, in words. */
export function differences(schema: FormSchema, mine: Variables, theirs: Variables): Difference[] {
  const here = byLabel(schema, mine);
  const there = byLabel(schema, theirs);
  return [...new Set([...here.keys(), ...there.keys()])]
    .map((label) => ({ label, here: here.get(label) ?? '', there: there.get(label) ?? '' }))
    .filter((one) => one.here !== one.there);
}

/** Rows of a list share their labels: what they hold stands together. */
function byLabel(schema: FormSchema, values: Variables): Map<string, string> {
  const found = new Map<string, string>();
  for (const { label, text } of fieldWords(schema, values)) found.set(label, [found.get(label), text].filter(Boolean).join('; '));
  return found;
}
