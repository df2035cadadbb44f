import { writeFileSync } from 'node:fs';
import type { Finding } from './findings.ts';
import type { StoredState } from './stored-state.ts';

interface Row {
  readonly id?: string;
  readonly instanceId?: string;
}

/** Writes the rows of the instances that findings name, for whoever looks for the cause. */
export const writeEvidence = (file: string, failed: readonly Finding[], state: StoredState): void => {
  const words = new Set(failed.flatMap(({ subject, detail }) => `${subject} ${detail}`.split(/[^\w-]+/)));
  words.delete('');
  const { records: _, audit: __, definitions: ___, resources: ____, ...stored } = state; // the journal holds the records
  const tables = Object.entries<readonly Row[]>(stored);
  const isNamed = ({ id, instanceId }: Row) => words.has(id ?? '') || words.has(instanceId ?? '');
  const instances = new Set(tables.flatMap(([, rows]) => rows.filter(isNamed).map(({ id, instanceId }) => instanceId ?? id)));
  const evidence = tables.map(([table, rows]) => [table, rows.filter(({ id, instanceId }) => instances.has(instanceId ?? id))]);
  writeFileSync(file, JSON.stringify({ failed, ...Object.fromEntries(evidence) }, undefined, 1));
};
