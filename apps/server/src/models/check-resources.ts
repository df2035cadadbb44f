import type { ProcessModel } from '@gaita/bpmn';
import { checkModel, readModel } from '@gaita/bpmn';
import type { Problem } from '@gaita/contracts';
import type { CompiledProcess } from '@gaita/engine';
import { compile } from '@gaita/engine';
import { compileDecisions } from '@gaita/expressions';
import { checkScripts } from './check-scripts.ts';
import { feelGuard } from './feel-guard.ts';

export interface GivenResource {
  /** File name: decides what the content is (`.bpmn`, `.dmn`, `.form`; others are stored as they are). */
  readonly name: string;
  readonly content: string;
}

export interface CheckedResources {
  readonly processes: readonly {
    resource: GivenResource;
    model: ProcessModel;
    process: CompiledProcess;
    warnings: readonly Problem[];
  }[];
  readonly decisions: readonly { resource: GivenResource; id: string; name?: string }[];
  /** Errors and warnings of all resources; nothing is deployed while there is an error. */
  readonly problems: readonly Problem[];
}

const isModel = ({ name }: GivenResource): boolean => /\.(bpmn|bpmn20\.xml)$/i.test(name);
const isDecision = ({ name }: GivenResource): boolean => /\.(dmn|dmn11\.xml)$/i.test(name);
const isJson = ({ name }: GivenResource): boolean => /\.(form|json)$/i.test(name);

/** Reads and checks the files of a deployment. */
export async function checkResources(
  resources: readonly GivenResource[],
  { scripts }: { readonly scripts: boolean },
): Promise<CheckedResources> {
  const processes: CheckedResources['processes'][number][] = [];
  const decisions: CheckedResources['decisions'][number][] = [];
  const problems: Problem[] = [];
  const add = (found: readonly Problem[], resource: GivenResource) =>
    problems.push(...found.map((problem) => ({ ...problem, resource: resource.name })));

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
          resource,
          model: process,
          process: compiled,
          warnings: found.filter(({ severity }) => severity !== 'error'),
        });
      }
    } else if (isDecision(resource)) {
      const compiled = await compileDecisions(resource.content, { guard: feelGuard });
      add(compiled.problems, resource);
      decisions.push(...compiled.decisions.map(({ id, name }) => ({ resource, id, ...(name !== undefined && { name }) })));
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

function doubledKeys(processes: CheckedResources['processes']): Problem[] {
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
        resource: resource.name,
        elementId: model.id,
      },
    ];
  });
}
