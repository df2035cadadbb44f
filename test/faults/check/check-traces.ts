import type { ProcessModel } from '@gaita/bpmn';
import { readModel } from '@gaita/bpmn';
import { findIllegal } from '../../reference/token-game.ts';
import type { Findings } from './findings.ts';
import { groupBy } from './group.ts';
import type { StoredState } from './stored-state.ts';

/** Each instance went a way that its model allows, as the reference token game reads its journal. */
export const checkTraces = async (state: StoredState, findings: Findings): Promise<void> => {
  const processes = await processesOf(state);
  const byInstance = groupBy(state.records, ({ instanceId }) => instanceId);
  for (const { id, definitionId } of state.histories) {
    const process = processes.get(definitionId);
    const illegal = process
      ? findIllegal(process, (byInstance.get(id) ?? []).map(({ record }) => record)) // prettier-ignore
      : `definition ${definitionId} is gone`;
    findings.check('a trace is legal in the token game', illegal === undefined, id, illegal);
  }
};

const processesOf = async ({ definitions, resources }: StoredState): Promise<Map<string, ProcessModel>> => {
  const processes = new Map<string, ProcessModel>();
  for (const { id, deploymentId, resourceName, processKey } of definitions) {
    const file = resources.find((each) => each.deploymentId === deploymentId && each.name === resourceName);
    const model = file && (await readModel(file.content));
    const process = model?.processes.find((each) => each.id === processKey);
    if (process) processes.set(id, process);
  }
  return processes;
};
