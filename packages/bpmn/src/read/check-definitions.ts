import type { ModdleElement } from 'bpmn-moddle';
import { attribute, child, children, localName } from '../moddle/elements.ts';
import type { ReadContext } from './read-context.ts';

/** What the roots of a file say about each other: names and codes that stand twice, data types that nobody knows, pools. */
export function checkDefinitions(context: ReadContext, definitions: ModdleElement): void {
  const roots = children(definitions, 'rootElements');
  for (const [type, name, what] of [
    ['bpmn:Message', 'name', 'name'],
    ['bpmn:Signal', 'name', 'name'],
    ['bpmn:Error', 'errorCode', 'code'],
    ['bpmn:Escalation', 'escalationCode', 'code'],
  ] as const)
    checkTwice(
      context,
      roots.filter((root) => root.$type === type),
      name,
      what,
    );
  for (const root of roots) {
    if (root.$type === 'bpmn:ItemDefinition') checkType(context, root);
    if (root.$instanceOf('bpmn:Collaboration')) for (const pool of children(root, 'participants')) checkPool(context, pool);
    if (root.$type === 'bpmn:Process') checkLanes(context, root);
  }
}

function checkTwice(context: ReadContext, roots: readonly ModdleElement[], property: string, what: string): void {
  const seen = new Set<string>();
  for (const root of roots) {
    const text = attribute(root, property);
    if (text !== undefined && seen.has(text))
      context.report(root, {
        severity: 'warning',
        rule: 'repeated-definition',
        message: `Another ${localName(root)} of the file has the ${what} "${text}"; they are the same to those who wait.`,
        advice: `Refer to one ${localName(root)}, or give them different ${what}s.`,
      });
    if (text !== undefined) seen.add(text);
  }
}

/** Simple types of XML Schema. Types of other vocabularies are not known here, and not checked. */
const simpleTypes = new Set(
  `anyType anySimpleType anyURI base64Binary boolean byte date dateTime dayTimeDuration decimal double duration float gDay gMonth
   gMonthDay gYear gYearMonth hexBinary ID IDREF IDREFS int integer language long Name NCName negativeInteger NMTOKEN NMTOKENS
   nonNegativeInteger nonPositiveInteger normalizedString positiveInteger QName short string time token unsignedByte unsignedInt
   unsignedLong unsignedShort yearMonthDuration`.split(/\s+/),
);

function checkType(context: ReadContext, item: ModdleElement): void {
  const type = /^(?:xsd?|xs):(.*)$/.exec(attribute(item, 'structureRef') ?? '')?.[1];
  if (type === undefined || simpleTypes.has(type)) return;
  context.report(item, {
    severity: 'warning',
    rule: 'data-type',
    message: `The itemDefinition "${item.id ?? ''}" has the type "${type}", which XML Schema does not have.`,
    advice: 'Use a simple type such as xsd:string, xsd:integer, xsd:date or xsd:boolean.',
  });
}

function checkPool(context: ReadContext, pool: ModdleElement): void {
  const maximum = Number(child(pool, 'participantMultiplicity')?.get('maximum') ?? 1);
  if (!(maximum > 1) || child(pool, 'processRef')?.get('isExecutable') !== true) return;
  context.report(pool, {
    severity: 'warning',
    rule: 'pool-multiplicity',
    message: `The pool "${attribute(pool, 'name') ?? pool.id ?? ''}" stands for several participants; one message goes to one of them.`,
    advice: 'Send a message to each, by a multi-instance task.',
  });
}

/** A node stands in one lane, and in those around it. */
function checkLanes(context: ReadContext, process: ModdleElement): void {
  const lanes = new Map<ModdleElement, ModdleElement>();
  const open = children(process, 'laneSets').flatMap((set) => children(set, 'lanes'));
  for (let lane = open.pop(); lane; lane = open.pop()) {
    open.push(...children(child(lane, 'childLaneSet'), 'lanes'));
    for (const node of children(lane, 'flowNodeRef')) {
      const other = lanes.get(node);
      if (other && other !== lane && !holds(other, lane) && !holds(lane, other))
        context.report(node, {
          severity: 'warning',
          rule: 'lane-membership',
          message: `The ${localName(node)} "${attribute(node, 'name') ?? node.id ?? ''}" stands in the lanes "${nameOf(other)}" and "${nameOf(lane)}".`,
          advice: 'Remove it from one of them.',
        });
      lanes.set(node, lane);
    }
  }
}

const nameOf = (lane: ModdleElement): string => attribute(lane, 'name') ?? lane.id ?? '';

function holds(outer: ModdleElement, inner: ModdleElement): boolean {
  for (let at: ModdleElement | undefined = inner; at; at = at.$parent) if (at === outer) return true;
  return false;
}
