import type { ProcessModel } from '@gaita/bpmn';
import { checkModel, readModel } from '@gaita/bpmn';
import type { Problem } from '@gaita/contracts';
import { compile } from '@gaita/engine';
import { compileDecisions } from '@gaita/expressions';
import { checkScripts } from './check-scripts.ts';
import { feelGuard } from './feel-guard.ts';

export interface GivenResource {
  /** File name: decides what the content is (`.bpmn`, `.dmn`, `.form`; others are stored as they are). */
  readonly name: string;
  readonly content: string;
}

/** Plain data: it passes between threads. Resources are named. */
export interface ReadResources {
  readonly processes: readonly { resource: string; model: ProcessModel; warnings: readonly Problem[] }[];
  readonly decisions: readonly { resource: string; id: string; name?: string }[];
  /** Errors and warnings of all resources; nothing is deployed while there is an error. */
  readonly problems: readonly Problem[];
}

export const isModel = ({ name }: GivenResource): boolean => /\.(bpmn|bpmn20\.xml)$/i.test(name);
export const isDecision = ({ name }: GivenResource): boolean => /\.(dmn|dmn11\.xml)$/i.test(name);
const isJson = ({ name }: GivenResource): boolean => /\.(form|json)$/i.test(name);

/** Reads and checks the files of a deployment. */
export async function readResources(
  resources: readonly GivenResource[],
  { scripts }: { readonly scripts: boolean },
): Promise<ReadResources> {
  const processes: ReadResources['processes'][number][] = [];
  const decisions: ReadResources['decisions'][number][] = [];
  const problems: Problem[] = [];
  const add = (found: readonly Problem[], resource: GivenResource) =>
    found.forEach((problem) => problems.push({ ...problem, resource: resource.name }));

  for (const resource of resources) {
    if (isModel(resource)) {
      const model = await readModel(resource.content);
      const found = await checkModel(model);
      add(found, resource);
      const executable = model.processes.filter((process) => process.isExecutable);
      for (const process of executable) {
        add(checkScripts(process, scripts), resource);
        const compiled = compile(process, { guard: feelGuard });
        // the compiler sees again what the rules have said already
        const known = new Set(found.map(({ rule, elementId }) => `${rule} ${elementId}`));
        add(
          compiled.problems.filter(({ rule, elementId }) => !known.has(`${rule} ${elementId}`)),
          resource,
        );
        processes.push({
          resource: resource.name,
          model: process,
          warnings: found.filter(({ severity }) => severity !== 'error'),
        });
      }
    } else if (isDecision(resource)) {
      const compiled = await compileDecisions(resource.content, { guard: feelGuard });
      add(compiled.problems, resource);
      for (const { id, name } of compiled.decisions)
        decisions.push({ resource: resource.name, id, ...(name !== undefined && { name }) });
    } else if (isJson(resource)) {
      add(jsonProblems(resource.content), resource);
    }
  }
  return { processes, decisions, problems: [...problems, ...doubledKeys(processes)] };
}

function jsonProblems(content: string): Problem[] {
  try {
    JSON.parse(content);
    return [];
  } catch (error) {
    return [{ severity: 'error', rule: 'json-syntax', message: `Not JSON: ${(error as Error).message}` }];
  }
}

function doubledKeys(processes: ReadResources['processes']): Problem[] {
  const seen = new Set<string>();
  return processes.flatMap(({ model, resource }): Problem[] => {
    if (!seen.has(model.id)) {
      seen.add(model.id);
      return [];
    }
    return [
      {
        severity: 'error',
        rule: 'duplicate-process',
        message: `Process ${model.id} stands twice in this deployment.`,
        advice: 'Give one of them another id.',
        resource,
        elementId: model.id,
      },
    ];
  });
}
