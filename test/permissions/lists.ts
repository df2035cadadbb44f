import type { ObjectName, Objects } from './make-objects.ts';
import type { Who } from './who.ts';
import { administersHere, isRole, seesCase } from './who.ts';

/** A place where things are listed, searched, counted or exported, and who finds one thing of the unit there. */
export interface Listing {
  readonly path: string;
  readonly body?: object;
  /** Its id stands in the answer. */
  readonly shows: ObjectName;
  readonly to: (who: Who) => boolean;
}

const auditorsHere = (who: Who): boolean => administersHere(who);
const leadsATeam = (who: Who): boolean =>
  administersHere(who) || (isRole(who, ['department-head', 'implementing-unit-head']) && who.place === 'unit');
const atHome = ({ place }: Who): boolean => place !== 'elsewhere';
const partnerOfUnit = (who: Who): boolean => isRole(who, ['partner']) && who.place === 'unit';

/** @param key business key of the case that the objects belong to */
export async function listings(objects: Objects, key: string): Promise<readonly Listing[]> {
  const caseId = await objects.get('case');
  const seen = (path: string, shows: ObjectName, more: Partial<Listing> = {}): Listing => ({
    path,
    shows,
    to: seesCase,
    ...more,
  });
  return [
    seen(`/api/v1/tasks?view=all&businessKey=${key}`, 'task'),
    seen(`/api/v1/tasks?view=group&businessKey=${key}`, 'task', {
      to: (who) => isRole(who, ['case-handler']) && who.place === 'unit',
    }),
    seen(`/api/v1/inbox?view=team&q=${key}`, 'task', { to: leadsATeam }),
    seen(`/api/v1/cases?businessKey=${key}`, 'case'),
    seen(`/api/v1/search?q=${key}`, 'case'),
    seen(`/api/v1/search?q=${key}`, 'task'),
    seen(`/api/v1/processes/matrix-work/duplicates?applicant=${key}`, 'case', { to: seesCase }),
    seen('/api/v1/processes', 'definition', { to: atHome }),
    seen(`/api/v1/incidents?limit=200`, 'incident', { to: administersHere }),
    seen(`/api/v1/audit/entries?caseId=${caseId}`, 'note', { to: auditorsHere }),
    seen('/api/v1/privacy/holds', 'hold', { to: administersHere }),
    seen(`/engine-rest/task?processInstanceBusinessKey=${key}`, 'task'),
    seen('/engine-rest/task', 'task', { body: { processInstanceBusinessKey: key } }),
    seen(`/engine-rest/process-instance?businessKey=${key}`, 'case'),
    seen('/engine-rest/process-instance', 'case', { body: { businessKey: key } }),
    seen(`/engine-rest/history/process-instance?processInstanceBusinessKey=${key}`, 'case'),
    seen('/engine-rest/history/process-instance', 'case', { body: { processInstanceBusinessKey: key } }),
    seen(`/engine-rest/history/activity-instance?processInstanceId=${caseId}`, 'case'),
    seen(`/engine-rest/history/variable-instance?processInstanceId=${caseId}`, 'case'),
    seen(`/engine-rest/history/decision-instance?processInstanceId=${await objects.get('decisionCase')}`, 'decisionInstance'),
    seen(`/engine-rest/incident?processInstanceId=${await objects.get('stuckCase')}`, 'incident'),
    seen(`/engine-rest/external-task?processInstanceId=${await objects.get('workersCase')}`, 'externalTask', {
      to: administersHere,
    }),
    seen('/engine-rest/process-definition?key=matrix-work', 'definition', { to: atHome }),
    seen('/engine-rest/decision-definition?key=fee', 'decision', { to: atHome }),
    seen('/engine-rest/deployment', 'deployment', { to: atHome }),
    // the partners' task is in their list, and of its case nothing
    seen(`/api/v1/tasks?view=group&processKey=matrix-help`, 'partnersTask', { to: partnerOfUnit }),
    seen(`/engine-rest/history/variable-instance?processInstanceId=${await objects.get('partnersCase')}`, 'partnersCase'),
  ];
}

/** Numbers that tell of one thing of the unit. */
export const counts = (key: string, caseId: string): readonly { readonly path: string; readonly body?: object }[] => [
  { path: `/engine-rest/task/count?processInstanceBusinessKey=${key}` },
  { path: '/engine-rest/task/count', body: { processInstanceBusinessKey: key } },
  { path: `/engine-rest/process-instance/count?businessKey=${key}` },
  { path: '/engine-rest/process-instance/count', body: { businessKey: key } },
  { path: `/engine-rest/history/process-instance/count?processInstanceBusinessKey=${key}` },
  { path: `/engine-rest/history/activity-instance/count?processInstanceId=${caseId}&activityType=userTask` },
  { path: `/engine-rest/history/variable-instance/count?processInstanceId=${caseId}&variableName=note` },
];
