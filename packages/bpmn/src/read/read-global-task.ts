import type { ModdleElement } from 'bpmn-moddle';
import { attribute, extension, splitList } from '../moddle/elements.ts';
import type { EndEvent, FlowNode, PlainTask, ProcessModel, StartEvent } from '../model.ts';
import type { ReadContext } from './read-context.ts';
import { readElementData } from './read-data.ts';
import { readActivityBase } from './read-node-base.ts';
import type { NodePlace } from './read-node-base.ts';
import { readBusinessRuleTask, readScriptTask } from './read-tasks.ts';
import { documentationOf, readTexts } from './read-texts.ts';
import { readUserTask } from './read-user-task.ts';

const plain =
  (type: PlainTask['type']) =>
  (context: ReadContext, element: ModdleElement, place: NodePlace): FlowNode => ({
    ...readActivityBase(context, element, place),
    type,
  });

const readers = new Map<string, (context: ReadContext, element: ModdleElement, place: NodePlace) => FlowNode>([
  ['bpmn:GlobalTask', plain('task')],
  ['bpmn:GlobalManualTask', plain('manualTask')],
  ['bpmn:GlobalUserTask', readUserTask],
  ['bpmn:GlobalScriptTask', readScriptTask],
  ['bpmn:GlobalBusinessRuleTask', readBusinessRuleTask],
]);

export const isGlobalTask = (root: ModdleElement): boolean => readers.has(root.$type);

/**
 * A global task (BPMN 2.0.2, 10.3.6) as a process of one task that call activities call by its id. The elements inside have its
 * id with `_start`, `_task` and `_end` behind it.
 * @param isExecutable it cannot say so itself: whether the file is more than a drawing
 */
export function readGlobalTask(context: ReadContext, element: ModdleElement, isExecutable: boolean): ProcessModel {
  const id = element.id ?? '';
  const inner = (part: string) => `${id}_${part}`;
  const task = readers.get(element.$type)!(context, withoutData(element), {
    incoming: [inner('begin')],
    outgoing: [inner('finish')],
  });
  const line = context.lineOf(id);
  const event = { texts: {}, line, asyncBefore: false, asyncAfter: false, inputs: [], outputs: [], definitions: [] };
  const start: StartEvent = {
    ...event,
    type: 'startEvent',
    id: inner('start'),
    incoming: [],
    outgoing: [inner('begin')],
    isInterrupting: true,
    parallelMultiple: false,
  };
  const end: EndEvent = { ...event, type: 'endEvent', id: inner('end'), incoming: [inner('finish')], outgoing: [], payload: [] };
  return {
    id,
    name: attribute(element, 'name'),
    documentation: documentationOf(element),
    texts: readTexts(element),
    isExecutable,
    versionTag: attribute(extension(element, 'zeebe:VersionTag'), 'value'),
    candidateStarterGroups: splitList(attribute(element, 'camunda:candidateStarterGroups')),
    candidateStarterUsers: splitList(attribute(element, 'camunda:candidateStarterUsers')),
    lanes: [],
    data: readElementData(context, element),
    nodes: [start, { ...task, id: inner('task') }, end],
    flows: [
      { id: inner('begin'), source: start.id, target: inner('task') },
      { id: inner('finish'), source: inner('task'), target: end.id },
    ],
  };
}

/** Its data inputs and outputs are those of the process that it becomes: the task sees them as variables. */
function withoutData(element: ModdleElement): ModdleElement {
  return Object.create(element, { ioSpecification: { value: undefined } }) as ModdleElement;
}
