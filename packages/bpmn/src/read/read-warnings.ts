import type { ModdleElement, ParseWarning } from 'bpmn-moddle';
import { localName } from '../moddle/elements.ts';
import type { ReadContext } from './read-context.ts';

/** Attributes that an older descriptor does not list, or that two dialects would both claim. */
const known = /^(camunda:decisionRefVersionTag|zeebe:modelerTemplate(Version|Icon)?)$/;

/** References without which a model cannot run; the others (diagram, artefacts, lanes) only lose a connection. */
const vital =
  /:(sourceRef|targetRef|attachedToRef|default|incoming|outgoing|messageRef|errorRef|escalationRef|signalRef|activityRef|eventDefinitionRef|dataObjectRef)$/;

/** What moddle noticed while reading, as findings. Twice used ids are reported by the scan. */
export function readWarnings(context: ReadContext, warnings: readonly ParseWarning[]): void {
  for (const { message, element, property, value } of warnings) {
    const unparsable = /^unparsable content <\/?([\w:.-]+)[^]*line: (\d+)[^]*nested error: ([^]*)$/.exec(message);
    if (unparsable) misplacedElement(context, unparsable[1] ?? '', Number(unparsable[2]) + 1, unparsable[3] ?? '');
    else if (message.startsWith('unresolved reference') && element && property !== undefined)
      unresolved(context, element, property, value ?? '');
    else if (message.startsWith('unknown attribute') && property !== undefined && !known.test(property))
      context.report(element, {
        severity: 'warning',
        rule: 'unknown-attribute',
        message: `The attribute ${property} is not known and has no effect.`,
        advice: 'Correct its name or remove it.',
      });
  }
}

function unresolved(context: ReadContext, element: ModdleElement, property: string, value: string): void {
  // The ends of flows are looked at by checkReferences, which also sees the absent ones.
  if (/:(sourceRef|targetRef)$/.test(property) && element.$type === 'bpmn:SequenceFlow') return;
  const name = property.slice(property.indexOf(':') + 1);
  const flow = name === 'incoming' || name === 'outgoing';
  context.report(element, {
    severity: vital.test(property) ? 'error' : 'warning',
    rule: flow ? 'dangling-flow' : 'unresolved-reference',
    message: `${localName(element)}: ${name} names "${value}", which is not in this file.`,
    advice: 'Correct the reference or remove it.',
  });
}

function misplacedElement(context: ReadContext, tag: string, line: number, reason: string): void {
  const named = context.problems.some((each) => each.rule === 'unknown-element' && each.line === line);
  // The scan has named bad and twice used ids, and elements that BPMN does not have.
  if (/^(duplicate|illegal) ID/.test(reason) || (named && reason.startsWith('unknown type'))) return;
  context.reportLine(line, {
    severity: 'error',
    rule: 'misplaced-element',
    message: `<${tag}> cannot stand here: ${reason.trim()}.`,
    advice: 'Correct its name, or move or remove it.',
  });
}
