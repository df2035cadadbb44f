import { clockworkDeployment } from './clockwork-model.ts';
import { namespaces } from './namespaces.ts';

/** Body of `POST /api/v1/deployments`. */
export interface Deployment {
  readonly name: string;
  readonly resources: readonly { readonly name: string; readonly content: string }[];
}

/** Numbers of branches that are completed in one moment. */
export const branchCounts = [2, 4, 8, 16] as const;
export const branchesKey = (count: number): string => `faults-branches-${count}`;
export const poison = 'faults-poison';
export const single = 'faults-single';

/** What a worker outside does, and what none can do. */
export const effectTopic = 'faults.effect';
export const poisonTopic = 'faults.poison';

const processOf = (id: string, content: string): Deployment['resources'][number] => ({
  name: `${id}.bpmn`,
  content: `<?xml version="1.0" encoding="UTF-8"?>
<definitions ${namespaces} id="${id}_file">
  <process id="${id}" name="${id}" isExecutable="true" camunda:historyTimeToLive="P1D">${content}
  </process>
</definitions>`,
});

const flow = (source: string, target: string): string =>
  `<sequenceFlow id="${source}_${target}" sourceRef="${source}" targetRef="${target}"/>`;
const userTask = (id: string): string => `<userTask id="${id}" name="${id}" camunda:candidateGroups="front-desk"/>`;

/** Tasks beside each other, after their join a job of a worker outside, and one more task. */
const branches = (count: number) => {
  const ids = Array.from({ length: count }, (_, index) => `branch${index + 1}`);
  return processOf(
    branchesKey(count),
    `<startEvent id="begin"/>${flow('begin', 'fork')}<parallelGateway id="fork"/>
    ${ids.map((id) => flow('fork', id) + userTask(id) + flow(id, 'join')).join('\n    ')}
    <parallelGateway id="join"/>${flow('join', 'effect')}
    <serviceTask id="effect" camunda:type="external" camunda:topic="${effectTopic}"/>${flow('effect', 'review')}
    ${userTask('review')}${flow('review', 'end')}<endEvent id="end"/>`,
  );
};

const retry = '<extensionElements><camunda:failedJobRetryTimeCycle>R2/PT1S</camunda:failedJobRetryTimeCycle></extensionElements>';
const when = (kind: string): string =>
  `<sequenceFlow id="choose_${kind}" sourceRef="choose" targetRef="poison_${kind}">
      <conditionExpression xsi:type="tFormalExpression">= kind = "${kind}"</conditionExpression>
    </sequenceFlow>`;
const script = (kind: string, text: string): string =>
  `<scriptTask id="poison_${kind}" scriptFormat="javascript">${retry}<script>${text}</script></scriptTask>${flow(`poison_${kind}`, 'end')}`;

/** Jobs that cannot be done: a script that throws, one that never ends, and one that its worker always gives back. */
const poisonModel = processOf(
  poison,
  `<startEvent id="begin"/>${flow('begin', 'choose')}<exclusiveGateway id="choose"/>
    ${when('throw')}${when('loop')}${when('worker')}
    ${script('throw', 'throw new Error("as it was meant to")')}
    ${script('loop', 'for (;;) {}')}
    <serviceTask id="poison_worker" camunda:type="external" camunda:topic="${poisonTopic}"/>${flow('poison_worker', 'end')}
    <endEvent id="end"/>`,
);

/** One task; some cases have a text of megabytes. */
const singleModel = processOf(
  single,
  `<startEvent id="begin"/>${flow('begin', 'read')}${userTask('read')}${flow('read', 'end')}<endEvent id="end"/>`,
);

export const models: readonly Deployment[] = [
  clockworkDeployment,
  { name: 'Branches', resources: branchCounts.map(branches) },
  { name: 'Single and poison', resources: [poisonModel, singleModel] },
];

/** Elements at which an incident is what was asked for. */
export const isPoison = (elementId: string): boolean => elementId.startsWith('poison_');
