import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { ProcessModel } from '@gaita/bpmn';
import { modelFile } from '../support/small-model.ts';

const folder = new URL('../../../shared/fixtures/models-uk-home-office/', import.meta.url);

export const hasFixtures = existsSync(folder);

/** The 38 models by file name. */
export const homeOfficeFiles = (): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder)
      .filter((file) => file.endsWith('.bpmn'))
      .map((file) => [file, readFileSync(new URL(file, folder), 'utf8')]),
  );

/** Processes that others call and that are not in the folder. */
export function missingKeys(models: readonly ProcessModel[]): string[] {
  const keys = new Set(models.map(({ id }) => id));
  const called = models.flatMap(({ nodes }) =>
    nodes.flatMap((node) => (node.type === 'callActivity' ? [node.calledElement.source] : [])),
  );
  return [...new Set(called)].filter((key) => !keys.has(key)).sort();
}

/** In the place of a process that is not there: one task, which decides what it gives back. */
export const standIn = (key: string): string =>
  modelFile(
    key,
    '<startEvent id="s"/><userTask id="decide" name="Decide"/><endEvent id="e"/><sequenceFlow id="s-d" sourceRef="s" targetRef="decide"/><sequenceFlow id="d-e" sourceRef="decide" targetRef="e"/>',
  );
