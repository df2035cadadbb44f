import { readIntake } from './read-intake.ts';
import type { BpmnModdle, ModdleElement, ParseResult } from 'bpmn-moddle';
import { findUnsupported } from '../executable.ts';
import { createModdle } from '../moddle/create-moddle.ts';
import { attribute, child, children, extension, isExecuted, localName, splitList } from '../moddle/elements.ts';
import type { ElementTexts, Model, ProcessModel } from '../model.ts';
import { scanSource } from '../source/scan-source.ts';
import { checkReferences } from './check-references.ts';
import { checkDefinitions } from './check-definitions.ts';
import { checkPlainTexts } from './check-plain-texts.ts';
import { checkMessageFlows } from './check-message-flows.ts';
import { indexData } from './index-data.ts';
import { indexMessageFlows } from './index-message-flows.ts';
import { createReadContext } from './read-context.ts';
import type { ReadContext } from './read-context.ts';
import { namedLanguage } from './read-expression.ts';
import { isGlobalTask, readGlobalTask } from './read-global-task.ts';
import { readLanes, rolesByNode } from './read-lanes.ts';
import { readCorrelationKeys } from './read-correlation.ts';
import { readElementData } from './read-data.ts';
import { atEveryStart, readListeners } from './read-listeners.ts';
import { readScope } from './read-scope.ts';
import { checkTextLanguages, documentationOf, readTexts } from './read-texts.ts';
import { readWarnings } from './read-warnings.ts';
import { refuseExtensions } from './refuse-extensions.ts';
import { refuseOtherEngines } from './refuse-other-engines.ts';

let moddle: BpmnModdle | undefined;

/**
 * Reads a BPMN 2.0 file of any of the three dialects. Bad input never throws: what is wrong stands in `problems`, each
 * with rule, element id, line and advice; one of severity `error` means that the model is not to be executed. Where the
 * file cannot be read at all, `processes` is empty.
 */
export async function readModel(xml: string): Promise<Model> {
  const source = xml.charCodeAt(0) === 0xfeff ? xml.slice(1) : xml;
  const scan = scanSource(source);
  if (!scan.readable) return { id: '', processes: [], problems: scan.problems };
  const parsed = await parse(scan.content);
  const context = createReadContext(scan.lines, scan.problems, conditionLanguage(parsed.rootElement), {
    ...indexData(parsed.rootElement),
    ...indexMessageFlows(parsed.rootElement),
  });
  readWarnings(context, parsed.warnings);
  const definitions = parsed.rootElement;
  if (!definitions) return { id: '', processes: [], problems: context.problems };
  const labels: ElementTexts[] = [];
  visit(definitions, (element) => {
    if (isExecuted(element)) {
      refuseExtensions(context, element);
      refuseOtherEngines(context, element, definitions);
      checkPlainTexts(context, element);
    }
    checkTextLanguages(context, element);
    if (element.$type === 'bpmn:Association') noteAssociation(context, element);
    const label = readLabel(element);
    if (label) labels.push(label);
  });
  for (const root of children(definitions, 'rootElements'))
    if (notExecuted.some((type) => root.$instanceOf(type)))
      context.report(root, {
        severity: 'error',
        rule: 'unsupported-element',
        message: `The file holds a ${localName(root)}, which is not executed in this release.`,
        advice: 'Draw it as a process.',
      });
  const roots = children(definitions, 'rootElements');
  const drawn = roots.filter((root) => root.$type === 'bpmn:Process');
  const isExecutable = drawn.length === 0 || drawn.some((process) => process.get('isExecutable') === true);
  const processes = [
    ...drawn.map((process) => readProcess(context, definitions, process)),
    ...roots.filter(isGlobalTask).map((task) => readGlobalTask(context, task, isExecutable)),
  ];
  checkReferences(context, definitions);
  checkMessageFlows(context, definitions);
  checkDefinitions(context, definitions);
  return {
    id: definitions.id ?? '',
    processes,
    problems: [...context.problems, ...processes.flatMap(findUnsupported)],
    labels,
  };
}

/** Modelling tools draw the line from a compensation event to its handler in either direction. */
function noteAssociation(context: ReadContext, association: ModdleElement): void {
  const ends = [child(association, 'sourceRef'), child(association, 'targetRef')];
  for (const [from, to] of [ends, ends.toReversed()]) {
    if (from?.id === undefined || !from.$instanceOf('bpmn:FlowNode') || !to?.$instanceOf('bpmn:FlowNode')) continue;
    const known = context.associated.get(from.id);
    if (known) known.push(to);
    else context.associated.set(from.id, [to]);
  }
}

/** Longer files are read to their first misplaced element only: each one costs moddle a walk through all lines before it. */
const patience = 64 * 1024;

async function parse(content: string): Promise<Partial<ParseResult> & Pick<ParseResult, 'warnings'>> {
  moddle ??= createModdle();
  try {
    return await moddle.fromXML(content, { lax: false });
  } catch (error) {
    if (content.length <= patience) return moddle.fromXML(content);
    return { warnings: [{ message: error instanceof Error ? error.message : String(error) }] };
  }
}

/** Roots that stand for work of their own, unlike messages, errors, pools and stores. */
const notExecuted = ['bpmn:Choreography', 'bpmn:GlobalChoreographyTask', 'bpmn:GlobalConversation'];

const conditionLanguage = (definitions: ModdleElement | undefined) => {
  const named = attribute(definitions, 'expressionLanguage');
  return named === undefined ? undefined : namedLanguage(named);
};

function readProcess(context: ReadContext, definitions: ModdleElement, process: ModdleElement): ProcessModel {
  const lanes = readLanes(process);
  return {
    id: process.id ?? '',
    name: attribute(process, 'name'),
    documentation: documentationOf(process),
    texts: readTexts(process),
    isExecutable: process.get('isExecutable') === true,
    versionTag: attribute(process, 'camunda:versionTag') ?? attribute(extension(process, 'zeebe:VersionTag'), 'value'),
    historyTimeToLive: attribute(process, 'camunda:historyTimeToLive'),
    intake: readIntake(process),
    term: readTerm(process),
    candidateStarterGroups: splitList(attribute(process, 'camunda:candidateStarterGroups')),
    candidateStarterUsers: splitList(attribute(process, 'camunda:candidateStarterUsers')),
    lanes,
    data: readElementData(context, process),
    correlationKeys: readCorrelationKeys(context, definitions, process),
    ...atEveryStart(readScope(context, process, rolesByNode(lanes)), readListeners(context, process).listeners?.start),
  };
}

const labelled = [
  'bpmn:FlowElement',
  'bpmn:Process',
  'bpmn:Lane',
  'bpmn:Participant',
  'bpmn:TextAnnotation',
  'bpmn:MessageFlow',
  'bpmn:Group',
];

function readLabel(element: ModdleElement): ElementTexts | undefined {
  if (element.id === undefined || !labelled.some((type) => element.$instanceOf(type))) return undefined;
  const texts = readTexts(element);
  return Object.keys(texts).length > 0 ? { id: element.id, elementType: localName(element), texts } : undefined;
}

const containers = [
  'rootElements',
  'participants',
  'messageFlows',
  'laneSets',
  'lanes',
  'flowElements',
  'eventDefinitions',
  'artifacts',
];

/** Every element of the model proper in document order, containers before what they hold; no diagram, no extensions. */
function visit(root: ModdleElement, look: (element: ModdleElement) => void): void {
  const open = [root];
  for (let element = open.pop(); element; element = open.pop()) {
    look(element);
    const inside: ModdleElement[] = [];
    for (const name of containers) for (const each of children(element, name)) inside.push(each);
    for (const name of ['childLaneSet', 'loopCharacteristics']) {
      const single = child(element, name);
      if (single) inside.push(single);
    }
    for (const each of inside.reverse()) open.push(each);
  }
}

function readTerm(process: ModdleElement): ProcessModel['term'] {
  const due = attribute(process, 'gaita:due');
  const received = attribute(process, 'gaita:received');
  return due === undefined ? undefined : { due, ...(received !== undefined && { received }) };
}
