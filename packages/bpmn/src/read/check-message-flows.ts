import type { ModdleElement } from 'bpmn-moddle';
import { attribute, child, localName } from '../moddle/elements.ts';
import { catcher, endOf, isExecutable, messageFlowsOf, thrower } from './index-message-flows.ts';
import type { FlowEnd } from './index-message-flows.ts';
import type { ReadContext } from './read-context.ts';

/**
 * Message flows join pools: from who sends to who receives (BPMN 2.0.2, 9.4). Between pools that are executed, a flow at an element
 * that neither throws nor catches a message is only drawn.
 */
export function checkMessageFlows(context: ReadContext, definitions: ModdleElement): void {
  for (const flow of messageFlowsOf(definitions)) {
    const [source, target] = [endOf(flow, 'sourceRef'), endOf(flow, 'targetRef')];
    if (!source || !target) {
      report(context, flow, 'error', 'message-flow-end', `has no ${source ? 'target' : 'source'} in this file`, ends);
      continue;
    }
    if (!isExecutable(source.process) && !isExecutable(target.process)) continue;
    if (source.process && source.process === target.process)
      report(
        context,
        flow,
        'error',
        'message-flow-pool',
        'stays in one pool',
        'Draw a sequence flow, or a message between pools.',
      );
    for (const [end, allowed, what] of [
      [source, isSender, 'leaves'],
      [target, isReceiver, 'leads to'],
    ] as const)
      if (end.element && !allowed(end.element))
        report(
          context,
          flow,
          'error',
          'message-flow-end',
          `${what} ${named(end.element)}, which cannot ${allowed === isSender ? 'send' : 'receive'}`,
          ends,
        );
    if (isExecutable(source.process) && isExecutable(target.process) && source.process !== target.process)
      checkExecuted(context, flow, source, target);
  }
}

function checkExecuted(context: ReadContext, flow: ModdleElement, source: FlowEnd, target: FlowEnd): void {
  const throwing = source.element && thrower(source.element);
  const catching = target.element && catcher(target.element);
  if (!throwing || (target.element && !catching)) {
    const silent = throwing ? target.element : source.element;
    const where = silent ? named(silent) : 'the pool itself';
    report(
      context,
      flow,
      'warning',
      'message-flow-drawn',
      `is not executed: ${where} ${throwing ? 'waits for' : 'throws'} no message`,
      throwing ? 'Use a receive task or a message event there.' : 'Use a send task or a message event there.',
    );
    return;
  }
  const [sent, awaited] = [messageName(throwing), messageName(catching)];
  if (sent !== undefined && awaited !== undefined && sent !== awaited)
    report(
      context,
      flow,
      'warning',
      'message-flow-names',
      `joins the message "${sent}" with one that is called "${awaited}": nobody gets it`,
      'Choose the same message (messageRef) at both ends.',
    );
}

const messageName = (holder: ModdleElement | undefined): string | undefined => attribute(child(holder, 'messageRef'), 'name');

const isSender = (element: ModdleElement): boolean =>
  element.$instanceOf('bpmn:Activity') || element.$instanceOf('bpmn:ThrowEvent');
const isReceiver = (element: ModdleElement): boolean =>
  element.$instanceOf('bpmn:Activity') || element.$instanceOf('bpmn:CatchEvent');

const ends = 'Let it lead from a pool, activity or throwing event to a pool, activity or catching event of another pool.';

const named = (element: ModdleElement): string => `the ${localName(element)} "${attribute(element, 'name') ?? element.id ?? ''}"`;

const report = (
  context: ReadContext,
  flow: ModdleElement,
  severity: 'error' | 'warning',
  rule: string,
  what: string,
  advice: string,
): void =>
  context.report(flow, {
    severity,
    rule,
    message: `The message flow "${attribute(flow, 'name') ?? flow.id ?? ''}" ${what}.`,
    advice,
  });
