import type { ModdleElement } from 'bpmn-moddle';
import { attribute, child, extension, localName } from '../moddle/elements.ts';
import type { ReadContext } from './read-context.ts';
import { languageOf } from './read-expression.ts';
import { retryCycle } from './read-topic.ts';

const asText = 'Write the value itself.';
/** What is taken as written, with what to do where it was to be evaluated. */
const plain: ReadonlyMap<string, string> = new Map([
  ['camunda:calledElementVersion', asText],
  ['camunda:calledElementVersionTag', asText],
  ['camunda:decisionRefVersion', asText],
  ['camunda:decisionRefVersionTag', asText],
  ['camunda:candidateStarterGroups', asText],
  ['camunda:candidateStarterUsers', asText],
  ['camunda:versionTag', asText],
  ['camunda:historyTimeToLive', asText],
  ['gaita:timeToLive', asText],
  ['camunda:formKey', 'Name one form; show or hide its parts by conditions in the form.'],
  ['camunda:formRef', 'Name one form; show or hide its parts by conditions in the form.'],
]);

/** Says where an expression stands in a place that is taken as written: it would be misread as the value. */
export function checkPlainTexts(context: ReadContext, element: ModdleElement): void {
  for (const [name, advice] of plain) refuse(context, element, name, attribute(element, name), advice);
  const code = 'Write the code itself; the values behind it can go along as variables.';
  refuse(context, element, 'errorCode', attribute(child(element, 'errorRef'), 'errorCode'), code);
  refuse(context, element, 'escalationCode', attribute(child(element, 'escalationRef'), 'escalationCode'), code);
  const cycle = attribute(extension(element, 'camunda:FailedJobRetryTimeCycle'), 'body');
  const inWords = 'Write it as R3/PT10M or as durations: PT1M,PT10M.';
  refuse(context, element, 'camunda:failedJobRetryTimeCycle', cycle, inWords);
  if (cycle !== undefined && languageOf(cycle) === 'literal' && !retryCycle(cycle))
    report(
      context,
      element,
      'warning',
      `The camunda:failedJobRetryTimeCycle "${cycle}" cannot be read and has no effect.`,
      inWords,
    );
}

/** A form whose name cannot be computed does not keep the process from running; a call of an object outside is always refused. */
function refuse(context: ReadContext, element: ModdleElement, name: string, text: string | undefined, advice: string): void {
  if (text === undefined || languageOf(text) === 'literal') return;
  const runs = name.startsWith('camunda:form') && !/\w\s*\(/.test(text);
  const message = `The ${name} "${text}" of the ${localName(element)} is taken as written: expressions are not evaluated there.`;
  report(context, element, runs ? 'warning' : 'error', message, advice);
}

const report = (context: ReadContext, element: ModdleElement, severity: 'error' | 'warning', message: string, advice: string) =>
  context.report(element, { severity, rule: 'plain-text', message, advice });
