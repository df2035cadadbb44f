import { isDeepStrictEqual } from 'node:util';
import type { RecordOf } from '@gaita/contracts';
import type { LedgerEntry, RequestEntry } from '../ledger.ts';
import { untypedValues } from '../work/typed-values.ts';
import type { Findings } from './findings.ts';
import { groupBy } from './group.ts';
import type { Recorded, StoredState } from './stored-state.ts';
import { recordsOf } from './stored-state.ts';

type Written = Recorded<RecordOf<'variableWritten'>>;
type Stored = Pick<StoredState, 'records' | 'variables' | 'histories' | 'signatures' | 'definitions' | 'resources'>;

/**
 * What was entered with an acknowledged start or completion was written by its step, and is what is stored unless something else
 * wrote it later. A form drops what is none of its fields: there only what was written is compared. Values of a joint task come with
 * its first signature and are left out, as are bodies of which the ledger keeps the length only.
 */
export const checkValues = (ledger: readonly LedgerEntry[], state: Stored, findings: Findings): void => {
  const written = groupBy(recordsOf(state, 'variableWritten'), ({ instanceId, sequence }) => `${instanceId} ${sequence}`);
  const stored = new Map(state.variables.map((row) => [row.id, row]));
  const withForms = instancesWithForms(state);
  for (const { request, instanceId, sequence } of stepsOf(ledger, state)) {
    const { variables } = (request.body ?? {}) as { variables?: Readonly<Record<string, unknown>> };
    const entered = request.path.startsWith('/engine-rest') ? untypedValues(variables ?? {}) : (variables ?? {});
    const ofStep = new Map((written.get(`${instanceId} ${sequence}`) ?? []).map((each) => [each.record.name, each]));
    for (const [name, value] of Object.entries(entered)) {
      const record = ofStep.get(name)?.record;
      if (record || !withForms.has(instanceId))
        findings.check('what was entered is written by its step', record !== undefined, `${name} in ${instanceId}`);
      if (!record) continue;
      const row = stored.get(record.variableId);
      if (row?.version === record.version)
        findings.check(
          'what was entered is what is stored',
          isDeepStrictEqual(row.value, value),
          `${name} in ${instanceId}`,
          () => `entered ${JSON.stringify(value)}, stored ${JSON.stringify(row.value)}`.slice(0, 500),
        );
    }
  }
  for (const [id, writes] of groupBy(recordsOf(state, 'variableWritten'), ({ record }) => record.variableId))
    checkVersions(id, writes, stored.get(id)?.version, findings);
};

/** No write is lost under another one: each counts one further, and the last one is what is stored. */
const checkVersions = (id: string, writes: readonly Written[], stored: number | undefined, findings: Findings): void => {
  const versions = writes.map(({ record }) => record.version);
  findings.check(
    'each write of a variable counts one further',
    versions.every((version, index) => version === index + 1) && (stored === undefined || stored === versions.length),
    `${writes[0]?.record.name} in ${writes[0]?.instanceId}`,
    () => `${id} has versions ${versions.join(', ')}, stored ${stored}`,
  );
};

interface AcknowledgedStep {
  readonly request: RequestEntry;
  readonly instanceId: string;
  readonly sequence: number;
}

function* stepsOf(ledger: readonly LedgerEntry[], state: Stored): Generator<AcknowledgedStep> {
  const acknowledged = new Set(ledger.flatMap((each) => (each.entry === 'answer' && each.status < 300 ? each.id : [])));
  const roots = state.histories.filter(({ parentInstanceId }) => parentInstanceId === null);
  const starts = new Map(roots.map(({ id, businessKey }) => [businessKey, id]));
  const completions = new Map(recordsOf(state, 'taskCompleted').map((each) => [each.record.taskId, each]));
  const joint = new Set(state.signatures.map(({ activityTaskId }) => activityTaskId));
  for (const request of ledger) {
    if (request.entry !== 'request' || !acknowledged.has(request.id)) continue;
    const { intent } = request;
    const instanceId = intent.act === 'start' && starts.get(intent.businessKey);
    if (instanceId) yield { request, instanceId, sequence: 1 };
    const completion = intent.act === 'complete' && !joint.has(intent.taskId) && completions.get(intent.taskId);
    if (completion) yield { request, instanceId: completion.instanceId, sequence: completion.sequence };
  }
}

const instancesWithForms = ({ histories, definitions, resources }: Stored): ReadonlySet<string> => {
  const deployments = new Set(resources.flatMap(({ name, deploymentId }) => (name.endsWith('.form') ? deploymentId : [])));
  const ofForms = new Set(definitions.flatMap(({ id, deploymentId }) => (deployments.has(deploymentId) ? id : [])));
  return new Set(histories.flatMap(({ id, definitionId }) => (ofForms.has(definitionId) ? id : [])));
};
