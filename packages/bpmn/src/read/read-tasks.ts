import type { ModdleElement } from 'bpmn-moddle';
import { attribute, child, extension, extensions, flag } from '../moddle/elements.ts';
import type {
  BusinessRuleTask,
  CallActivity,
  Expression,
  MessageModel,
  ReceiveTask,
  ScriptTask,
  SendTask,
  ServiceTask,
} from '../model.ts';
import type { ReadContext } from './read-context.ts';
import { readMessage } from './read-event-definitions.ts';
import { givenInputs, returnedOutputs } from './read-data.ts';
import { attributeExpression, expressionFrom, namedLanguage } from './read-expression.ts';
import { readVariableMappings } from './read-mappings.ts';
import { readActivityBase } from './read-node-base.ts';
import type { NodePlace } from './read-node-base.ts';
import { readTopic, scriptJob } from './read-topic.ts';
import { readWork } from './read-work.ts';

type Read<T> = (context: ReadContext, element: ModdleElement, place: NodePlace) => T;

export const readServiceTask: Read<ServiceTask> = (context, element, place) => ({
  ...readActivityBase(context, element, place),
  type: 'serviceTask',
  ...readWork(context, element),
  resultVariable: attribute(element, 'camunda:resultVariable'),
});

export const readSendTask: Read<SendTask> = (context, element, place) => {
  const base = readActivityBase(context, element, place);
  return {
    ...base,
    type: 'sendTask',
    message: messageOf(context, element),
    payload: [...readVariableMappings(context, element, 'camunda:In'), ...givenInputs(base.data)],
    ...readWork(context, element),
    resultVariable: attribute(element, 'camunda:resultVariable'),
  };
};

/** The message that a send or receive task names, or that its message flow gives it. */
const messageOf = (context: ReadContext, element: ModdleElement): MessageModel | undefined =>
  child(element, 'messageRef') || context.messageLinks.has(element.id ?? '')
    ? readMessage(context, element, element)
    : messageOfOperation(context, element);

/** Where only the operation is named, its input is the message that is sent to it or received for it (BPMN 2.0.2, 10.3.3). */
function messageOfOperation(context: ReadContext, element: ModdleElement): MessageModel | undefined {
  const messageRef = child(child(element, 'operationRef'), 'inMessageRef');
  return (
    messageRef && readMessage(context, element, Object.create(element, { messageRef: { value: messageRef } }) as ModdleElement)
  );
}

export const readReceiveTask: Read<ReceiveTask> = (context, element, place) => ({
  ...readActivityBase(context, element, place),
  type: 'receiveTask',
  message: messageOf(context, element),
  instantiate: flag(element, 'instantiate'),
});

export const readBusinessRuleTask: Read<BusinessRuleTask> = (context, element, place) => {
  const zeebe = extension(element, 'zeebe:CalledDecision');
  return {
    ...readActivityBase(context, element, place),
    type: 'businessRuleTask',
    decisionRef:
      attributeExpression(context, element, 'camunda:decisionRef') ?? attributeExpression(context, zeebe, 'decisionId'),
    ...readBinding(element, 'camunda:decisionRef', zeebe),
    resultVariable: attribute(element, 'camunda:resultVariable') ?? attribute(zeebe, 'resultVariable'),
    // A Zeebe model expects the value itself.
    mapDecisionResult: zeebe ? 'singleEntry' : oneOf(attribute(element, 'camunda:mapDecisionResult'), resultShapes, 'resultList'),
    ...readWork(context, element),
  };
};

const resultShapes = ['singleEntry', 'singleResult', 'collectEntries', 'resultList'] as const;

export const readScriptTask: Read<ScriptTask> = (context, element, place) => {
  const zeebe = extension(element, 'zeebe:Script');
  // Zeebe's attribute is FEEL with or without its sign.
  const script = attributeExpression(context, zeebe, 'expression', 'feel') ?? readScript(context, element);
  return {
    ...readActivityBase(context, element, place),
    type: 'scriptTask',
    script,
    topic: script.language === 'javascript' ? scriptJob(context, element) : readTopic(context, element),
    resultVariable: attribute(element, 'camunda:resultVariable') ?? attribute(zeebe, 'resultVariable'),
  };
};

function readScript(context: ReadContext, element: ModdleElement): Expression {
  const format = attribute(element, 'scriptFormat') ?? attribute(element, 'scriptLanguage');
  const language = format === undefined ? undefined : namedLanguage(format);
  if (format !== undefined && language === undefined)
    context.report(element, {
      severity: 'error',
      rule: 'unknown-language',
      message: `The script is written in "${format}", which is not executed here.`,
      advice: 'Write it in FEEL: scriptFormat="feel".',
    });
  return expressionFrom(context, element, 'script', attribute(element, 'script') ?? '', language);
}

export const readCallActivity: Read<CallActivity> = (context, element, place) => {
  const zeebe = extension(element, 'zeebe:CalledElement');
  const inherited = (name: string) => (zeebe && flag(zeebe, name, true) ? [{ all: true, local: false }] : []);
  const base = readActivityBase(context, element, place);
  return {
    ...base,
    type: 'callActivity',
    calledElement:
      localCalledElement(context, element) ??
      attributeExpression(context, zeebe, 'processId') ??
      attributeExpression(context, zeebe, 'processIdExpression', 'feel') ??
      expressionFrom(context, element, 'calledElement', ''),
    ...readBinding(element, 'camunda:calledElement', zeebe),
    businessKey: businessKeyFor(context, element) ?? attributeExpression(context, zeebe, 'businessId'),
    in: [
      ...readVariableMappings(context, element, 'camunda:In'),
      ...inherited('propagateAllParentVariables'),
      ...givenInputs(base.data),
    ],
    out: [
      ...readVariableMappings(context, element, 'camunda:Out'),
      ...inherited('propagateAllChildVariables'),
      ...returnedOutputs(base.data),
    ],
  };
};

/** `calledElement` is a QName: the prefix of a namespace that the file declares does not belong to the key. */
function localCalledElement(context: ReadContext, element: ModdleElement): Expression | undefined {
  const called = attributeExpression(context, element, 'calledElement');
  const [prefix, name, ...more] = called?.language === 'literal' ? called.source.split(':') : [];
  let definitions = element;
  while (definitions.$parent) definitions = definitions.$parent;
  return called && name && more.length === 0 && `xmlns:${prefix}` in definitions.$attrs ? { ...called, source: name } : called;
}

/** `<camunda:in businessKey="…"/>`. */
function businessKeyFor(context: ReadContext, element: ModdleElement): Expression | undefined {
  const mapping = extensions(element, 'camunda:In').find((each) => attribute(each, 'businessKey') !== undefined);
  return attributeExpression(context, mapping, 'businessKey');
}

const bindings = ['latest', 'version', 'versionTag', 'deployment'] as const;

/** Which version is meant: attributes `<prefix>Binding`, `<prefix>Version`, `<prefix>VersionTag`, or Zeebe's `bindingType`. */
function readBinding(element: ModdleElement, prefix: string, zeebe: ModdleElement | undefined) {
  const binding = oneOf(zeebe ? attribute(zeebe, 'bindingType') : attribute(element, `${prefix}Binding`), bindings, 'latest');
  const bindingValue =
    binding === 'version'
      ? attribute(element, `${prefix}Version`)
      : binding === 'versionTag'
        ? (attribute(element, `${prefix}VersionTag`) ?? attribute(zeebe, 'versionTag'))
        : undefined;
  return { binding, bindingValue };
}

const oneOf = <T extends string>(text: string | undefined, allowed: readonly T[], otherwise: T): T =>
  allowed.find((each) => each === text) ?? otherwise;
