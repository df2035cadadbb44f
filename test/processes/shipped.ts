import { readdirSync, readFileSync } from 'node:fs';
import { readModel } from '@gaita/bpmn';
import type { ProcessModel } from '@gaita/bpmn';
import { compileDecisions } from '@gaita/expressions';
import type { CompiledDecision } from '@gaita/expressions';
import { scenario } from '@gaita/contracts';
import type { Scenario } from '@gaita/contracts';

const root = new URL('../../processes/', import.meta.url);

/** One folder of `processes/` as it stands on disk. */
export interface ShippedProcess {
  readonly key: string;
  readonly xml: string;
  /** Content of the forms, texts, decisions and the README, by file name. */
  readonly files: ReadonlyMap<string, string>;
  /** Content of the scenarios, by file name without extension. */
  readonly scenarios: ReadonlyMap<string, string>;
}

export const processKeys: readonly string[] = readdirSync(root, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)
  .sort();

export function readShipped(key: string): ShippedProcess {
  return { key, xml: read(`${key}/model.bpmn`), files: contents(key), scenarios: contents(`${key}/scenarios`, '.json') };
}

const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');

const contents = (folder: string, ending = ''): ReadonlyMap<string, string> =>
  new Map(
    readdirSync(new URL(`${folder}/`, root), { withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
      .map((entry) => [entry.name.slice(0, entry.name.length - ending.length), read(`${folder}/${entry.name}`)]),
  );

export async function processModel(shipped: ShippedProcess): Promise<ProcessModel> {
  const { processes } = await readModel(shipped.xml);
  return processes[0]!;
}

/** The decisions of a folder by id. */
export async function decisionsOf(shipped: ShippedProcess): Promise<{ readonly [id: string]: CompiledDecision }> {
  const tables = [...shipped.files].filter(([name]) => name.endsWith('.dmn'));
  const compiled = await Promise.all(tables.map(([, xml]) => compileDecisions(xml)));
  return Object.fromEntries(compiled.flatMap(({ decisions }) => decisions).map((decision) => [decision.id, decision]));
}

export const scenariosOf = (shipped: ShippedProcess): [string, Scenario][] =>
  [...shipped.scenarios].map(([name, json]) => [name, scenario.parse(JSON.parse(json))]);
