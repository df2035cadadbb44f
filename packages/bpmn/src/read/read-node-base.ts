import type { ModdleElement } from 'bpmn-moddle';
import { attribute, child, flag, localName } from '../moddle/elements.ts';
import type { FlowNode, MultiInstance, StandardLoop } from '../model.ts';
import type { ReadContext } from './read-context.ts';
import { readElementData } from './read-data.ts';
import { readListeners } from './read-listeners.ts';
import { readMultiInstance, readStandardLoop } from './read-loops.ts';
import { readMappings } from './read-mappings.ts';
import { documentationOf, readTexts } from './read-texts.ts';

/** What the scope around a node knows about it. */
export interface NodePlace {
  readonly incoming: readonly string[];
  readonly outgoing: readonly string[];
  /** The role of the innermost lane that has one. */
  readonly laneRole?: string;
}

type Common = 'id' | 'name' | 'documentation' | 'texts' | 'incoming' | 'outgoing' | 'line' | 'clock';
export type NodeBase = Pick<FlowNode, Common | 'asyncBefore' | 'asyncAfter' | 'inputs' | 'outputs' | 'listeners' | 'data'>;

export function readNodeBase(context: ReadContext, element: ModdleElement, place: NodePlace): NodeBase {
  const id = element.id ?? '';
  return {
    id,
    name: attribute(element, 'name'),
    documentation: documentationOf(element),
    texts: readTexts(element),
    incoming: place.incoming,
    outgoing: place.outgoing,
    line: context.lineOf(id),
    clock: readClockMark(element),
    asyncBefore: flag(element, 'camunda:asyncBefore') || flag(element, 'camunda:async'),
    asyncAfter: flag(element, 'camunda:asyncAfter'),
    inputs: readMappings(context, element, 'input'),
    outputs: readMappings(context, element, 'output'),
    ...readListeners(context, element),
    data: readElementData(context, element),
  };
}

export interface ActivityBase extends NodeBase {
  readonly defaultFlow?: string;
  readonly multiInstance?: MultiInstance;
  readonly loop?: StandardLoop;
  readonly isForCompensation: boolean;
}

export function readActivityBase(context: ReadContext, element: ModdleElement, place: NodePlace): ActivityBase {
  for (const name of ['startQuantity', 'completionQuantity'])
    if ((attribute(element, name) ?? '1') !== '1')
      context.report(element, {
        severity: 'error',
        rule: 'unsupported-element',
        message: `The ${localName(element)} has a ${name} other than 1, which is not executed in this release.`,
        advice: 'Draw the repetition, or use multi-instance.',
      });
  const loop = child(element, 'loopCharacteristics');
  return {
    ...readNodeBase(context, element, place),
    defaultFlow: child(element, 'default')?.id,
    multiInstance: loop?.$type === 'bpmn:MultiInstanceLoopCharacteristics' ? readMultiInstance(context, loop) : undefined,
    loop: loop?.$type === 'bpmn:StandardLoopCharacteristics' ? readStandardLoop(context, loop) : undefined,
    isForCompensation: flag(element, 'isForCompensation'),
  };
}

function readClockMark(element: ModdleElement): FlowNode['clock'] {
  const mark = attribute(element, 'gaita:clock');
  return mark === 'stops' || mark === 'ends' ? mark : undefined;
}
