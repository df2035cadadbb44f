import type { Block } from './random-block.ts';

export const definition = {
  timer:
    '<bpmn:timerEventDefinition><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">PT1H</bpmn:timeDuration></bpmn:timerEventDefinition>',
  message: '<bpmn:messageEventDefinition messageRef="message" />',
  error: '<bpmn:errorEventDefinition errorRef="error" />',
  escalation: '<bpmn:escalationEventDefinition escalationRef="escalation" />',
};

/**
 * Draws a block as a BPMN file without a diagram. Exclusive and inclusive gateways choose by the Booleans `c0` and `c1`, loops
 * by `again`. Process `random` is the one to start; called processes stand behind it.
 */
export function drawModel(block: Block): string {
  const pen = new Pen();
  const inside = pen.scope(block);
  return fileOf(`<bpmn:process id="random" isExecutable="true">\n${inside}\n</bpmn:process>\n${pen.called.join('\n')}`);
}

/** A file around processes; they may refer to `message`, `error` (code `E`) and `escalation` (code `C`). */
export const fileOf = (processes: string): string => `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="file" targetNamespace="urn:gaita:test">
<bpmn:message id="message" name="m" />
<bpmn:error id="error" errorCode="E" />
<bpmn:escalation id="escalation" escalationCode="C" />
<bpmn:signal id="signal" name="signal" />
${processes}
</bpmn:definitions>`;

export const element = (type: string, id: string, attributes = '', inside = ''): string =>
  `<bpmn:${type} id="${id}" ${attributes}>${inside}</bpmn:${type}>`;

export const sequenceFlow = (from: string, to: string, condition?: string): string =>
  element(
    'sequenceFlow',
    `${from}-${to}`,
    `sourceRef="${from}" targetRef="${to}"`,
    condition && `<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">= ${condition}</bpmn:conditionExpression>`,
  );

/** First and last node of what was drawn. */
type Ends = readonly [string, string];

class Pen {
  readonly called: string[] = [];
  private lines: string[] = [];
  private count = 0;

  /** A scope's content around a block: start event, block, end event. `beside` draws what else stands in it. */
  scope(block: Block, beside?: (start: string) => void): string {
    const outer = this.lines;
    this.lines = [];
    const start = this.add('startEvent', 'start');
    const [first, last] = this.draw(block);
    this.flow(start, first);
    this.flow(last, this.add('endEvent', 'end'));
    beside?.(start);
    const drawn = this.lines.join('\n');
    this.lines = outer;
    return drawn;
  }

  private draw(block: Block): Ends {
    switch (block.kind) {
      case 'row':
        return block.blocks.map((inner) => this.draw(inner)).reduce((a, b) => (this.flow(a[1], b[0]), [a[0], b[1]]));
      case 'xor':
      case 'or':
      case 'and':
        return this.gateways(block.kind, block.branches);
      case 'loop':
        return this.loop(block.body);
      case 'race':
        return this.race();
      case 'guarded':
        return this.withBoundary(this.add('userTask', 'user'), definition[block.by], block.interrupts);
      case 'sub':
        return this.sub(block.body, block.guard);
      case 'call':
        return this.call(block.body);
      default:
        return this.single(block);
    }
  }

  private single(block: Exclude<Block, { branches: unknown } | { blocks: unknown } | { body: unknown }>): Ends {
    const id = this.node(block);
    return [id, id];
  }

  private node(block: Parameters<Pen['single']>[0]): string {
    switch (block.kind) {
      case 'user':
        return this.add('userTask', 'user');
      case 'job':
        return this.add('serviceTask', 'job', 'camunda:type="external" camunda:topic="work"');
      case 'async':
        return this.add('task', 'async', 'camunda:asyncBefore="true" camunda:asyncAfter="true"');
      case 'timer':
      case 'message':
        return this.add('intermediateCatchEvent', block.kind, '', definition[block.kind]);
      case 'throw':
        return this.add('intermediateThrowEvent', 'throw');
      case 'many':
        return this.add(
          block.of === 'user' ? 'userTask' : 'task',
          'many',
          '',
          `<bpmn:multiInstanceLoopCharacteristics isSequential="${block.sequential}"><bpmn:loopCardinality xsi:type="bpmn:tFormalExpression">${block.count}</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics>`,
        );
      default:
        return this.add('task', 'task');
    }
  }

  private gateways(kind: 'xor' | 'and' | 'or', branches: readonly Block[]): Ends {
    const type = { xor: 'exclusiveGateway', and: 'parallelGateway', or: 'inclusiveGateway' }[kind];
    const join = this.add(type, `${kind}Join`);
    const fork = this.id(`${kind}Fork`);
    const ends = branches.map((branch) => this.draw(branch));
    this.lines.push(element(type, fork, kind === 'and' ? '' : `default="${fork}-${ends.at(-1)![0]}"`));
    ends.forEach(([first, last], i) => {
      this.flow(fork, first, kind === 'and' || i === ends.length - 1 ? undefined : `c${i}`);
      this.flow(last, join);
    });
    return [fork, join];
  }

  private loop(body: Block): Ends {
    const [merge, user, after] = [this.add('exclusiveGateway', 'xorMerge'), this.add('userTask', 'user'), this.id('task')];
    const split = this.id('xorSplit');
    this.lines.push(element('exclusiveGateway', split, `default="${split}-${after}"`), element('task', after));
    const [first, last] = this.draw(body);
    this.flow(merge, first);
    this.flow(last, user);
    this.flow(user, split);
    this.flow(split, merge, 'again');
    this.flow(split, after);
    return [merge, after];
  }

  private race(): Ends {
    const [gateway, merge] = [this.add('eventBasedGateway', 'race'), this.add('exclusiveGateway', 'xorJoin')];
    for (const kind of ['message', 'timer'] as const) {
      const event = this.add('intermediateCatchEvent', kind, '', definition[kind]);
      this.flow(gateway, event);
      this.flow(event, merge);
    }
    return [gateway, merge];
  }

  private sub(body: Block, guard: Extract<Block, { kind: 'sub' }>['guard']): Ends {
    const host = this.id('sub');
    const beside = { error: this.mayFail, escalation: this.escalates, handler: this.handles, timer: undefined, none: undefined }[
      guard
    ];
    const inside = this.scope(body, beside?.bind(this));
    this.lines.push(element('subProcess', host, '', inside));
    if (guard === 'none' || guard === 'handler') return [host, host];
    return this.withBoundary(host, definition[guard], guard !== 'escalation');
  }

  /** Beside the body a way that may fail, whatever else is open then. */
  private mayFail(start: string): void {
    const [user, fine] = [this.add('userTask', 'user'), this.add('endEvent', 'end')];
    const fail = this.add('endEvent', 'fail', '', definition.error);
    const choice = this.id('xor');
    this.lines.push(element('exclusiveGateway', choice, `default="${choice}-${fine}"`));
    this.flow(start, user);
    this.flow(user, choice);
    this.flow(choice, fail, 'c1');
    this.flow(choice, fine);
  }

  private escalates(start: string): void {
    this.flow(start, this.add('endEvent', 'escalate', '', definition.escalation));
  }

  private handles(start: string): void {
    const handler = this.id('handler');
    const inside = [this.id('start'), this.id('user'), this.id('end')] as const;
    this.lines.push(
      element(
        'subProcess',
        handler,
        'triggeredByEvent="true"',
        element('startEvent', inside[0], 'isInterrupting="false"', definition.escalation) +
          element('userTask', inside[1]) +
          element('endEvent', inside[2]) +
          sequenceFlow(inside[0], inside[1]) +
          sequenceFlow(inside[1], inside[2]),
      ),
    );
    this.escalates(start);
  }

  private call(body: Block): Ends {
    const key = this.id('called');
    const id = this.add('callActivity', 'call', `calledElement="${key}"`);
    this.called.push(`<bpmn:process id="${key}" isExecutable="false">\n${this.scope(body)}\n</bpmn:process>`);
    return [id, id];
  }

  /** An interrupting way comes back behind the host, another ends by itself. */
  private withBoundary(host: string, inside: string, interrupts: boolean): Ends {
    const merge = this.add('exclusiveGateway', 'xorJoin');
    const event = this.add('boundaryEvent', 'boundary', `attachedToRef="${host}" cancelActivity="${interrupts}"`, inside);
    const handled = this.add('task', 'task');
    this.flow(host, merge);
    this.flow(event, handled);
    this.flow(handled, interrupts ? merge : this.add('endEvent', 'end'));
    return [host, merge];
  }

  private add(type: string, prefix: string, attributes?: string, inside?: string): string {
    const id = this.id(prefix);
    this.lines.push(element(type, id, attributes, inside));
    return id;
  }

  private id(prefix: string): string {
    return `${prefix}${++this.count}`;
  }

  private flow(from: string, to: string, condition?: string): void {
    this.lines.push(sequenceFlow(from, to, condition));
  }
}
