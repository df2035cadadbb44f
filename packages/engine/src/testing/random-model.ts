import type { ProcessModel } from '@gaita/bpmn';
import fc from 'fast-check';
import type { FlowSpec, NodeSpec } from './build-model.ts';
import {
  and,
  boundary,
  caught,
  end,
  error,
  escalation,
  eventGateway,
  eventSub,
  message,
  or,
  processOf,
  script,
  service,
  start,
  sub,
  task,
  thrown,
  timer,
  user,
  value,
  xor,
} from './build-model.ts';

/** A sound block: whatever is chosen inside, one token goes in and one comes out. */
export type Block =
  | { readonly kind: 'task' | 'user' | 'job' | 'timer' | 'message' | 'throw' | 'async' }
  | { readonly kind: 'race' }
  | { readonly kind: 'guarded'; readonly interrupts: boolean; readonly by: 'timer' | 'message' }
  | {
      readonly kind: 'many';
      readonly sequential: boolean;
      readonly count: number;
      readonly of: 'user' | 'job' | 'sub' | 'many';
      readonly enough: boolean;
      /** Runs over a list and collects outputs, else a number of times. */
      readonly collects: boolean;
    }
  | { readonly kind: 'row'; readonly blocks: readonly Block[] }
  | { readonly kind: 'xor' | 'and' | 'or'; readonly branches: readonly Block[] }
  | { readonly kind: 'loop'; readonly rounds: number; readonly body: Block }
  | { readonly kind: 'sub'; readonly body: Block; readonly guard: 'none' | 'timer' | 'error' | 'escalation' | 'handler' };

const leaf: fc.Arbitrary<Block> = fc.oneof(
  fc.record({ kind: fc.constantFrom('task', 'user', 'job', 'timer', 'message', 'throw', 'async') }),
  fc.constant<Block>({ kind: 'race' }),
  fc.record({ kind: fc.constant('guarded'), interrupts: fc.boolean(), by: fc.constantFrom('timer', 'message') }),
  fc.record({
    kind: fc.constant('many'),
    sequential: fc.boolean(),
    count: fc.nat({ max: 3 }),
    of: fc.constantFrom('user', 'job', 'sub', 'many'),
    enough: fc.boolean(),
    collects: fc.boolean(),
  }),
);

export const anyBlock: fc.Arbitrary<Block> = fc.letrec<{ block: Block }>((tie) => ({
  block: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    leaf,
    fc.record({ kind: fc.constant('row'), blocks: fc.array(tie('block'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ kind: fc.constantFrom('xor', 'and', 'or'), branches: fc.array(tie('block'), { minLength: 2, maxLength: 3 }) }),
    fc.record({ kind: fc.constant('loop'), rounds: fc.integer({ min: 1, max: 3 }), body: tie('block') }),
    fc.record({
      kind: fc.constant('sub'),
      body: tie('block'),
      guard: fc.constantFrom('none', 'timer', 'error', 'escalation', 'handler'),
    }),
  ),
})).block;

/** Draws blocks as a process. Gateways choose by the Booleans `c0`, `c1`, `c2`, which tasks may change. */
export function drawProcess(block: Block): ProcessModel {
  const ids = { next: 0 };
  const { nodes, flows } = drawScope(block, ids);
  return processOf('random', nodes, flows);
}

type Drawn = { nodes: NodeSpec[]; flows: FlowSpec[] };

function drawScope(block: Block, ids: { next: number }): Drawn {
  const [s, e] = [`s${ids.next++}`, `e${ids.next++}`];
  const drawing = new Drawing(ids);
  const [first, last] = drawing.draw(block);
  return { nodes: [start(s), ...drawing.nodes, end(e)], flows: [`${s} -> ${first}`, `${last} -> ${e}`, ...drawing.flows] };
}

class Drawing implements Drawn {
  readonly nodes: NodeSpec[] = [];
  readonly flows: FlowSpec[] = [];
  private readonly ids: { next: number };

  constructor(ids: { next: number }) {
    this.ids = ids;
  }

  /** Gives the ids of the block's first and last node. */
  draw(block: Block): [string, string] {
    switch (block.kind) {
      case 'row':
        return block.blocks
          .map((inner) => this.draw(inner))
          .reduce((before, after) => {
            this.flows.push(`${before[1]} -> ${after[0]}`);
            return [before[0], after[1]];
          });
      case 'xor':
      case 'or':
      case 'and':
        return this.gateways(block.kind, block.branches);
      case 'loop':
        return this.loop(block.rounds, block.body);
      case 'sub':
        return this.sub(block.body, block.guard);
      case 'race':
        return this.race();
      case 'guarded':
        return this.guarded(block.interrupts, block.by);
      default:
        return this.single(block);
    }
  }

  private add(node: NodeSpec): string {
    this.nodes.push(node);
    return node.id;
  }

  private id(prefix: string): string {
    return `${prefix}${this.ids.next++}`;
  }

  private single(
    block: Extract<Block, { kind: 'task' | 'user' | 'job' | 'timer' | 'message' | 'throw' | 'async' | 'many' }>,
  ): [string, string] {
    const id = this.add(this.node(block));
    return [id, id];
  }

  private node(block: Parameters<Drawing['single']>[0]): NodeSpec {
    const id = this.id(block.kind[0]!);
    switch (block.kind) {
      case 'task':
        return task(id);
      case 'async':
        return task(id, { asyncBefore: true, asyncAfter: true });
      case 'user':
        return user(id, { inputs: [{ name: 'own', value: { type: 'expression', expression: value('=c0') } }] });
      case 'job':
        return service(id, 'work');
      case 'timer':
        return caught(id, { definitions: [timer('timeDuration', 'PT1H')] });
      case 'message':
        return caught(id, { definitions: [message('m')] });
      case 'throw':
        return thrown(id, { definitions: [escalation('heard by chance')] });
      case 'many': {
        const multiInstance = {
          sequential: block.sequential,
          behavior: 'all',
          ...(block.collects
            ? {
                collection: value(`=for i in 0..${block.count} return i`),
                elementVariable: 'element',
                outputCollection: `outputs-${id}`,
                outputElement: value('=[element, c0]'),
              }
            : { cardinality: value(`=${block.count}`) }),
          ...(block.enough && { completionCondition: value('=nrOfCompletedInstances >= 2') }),
        };
        if (block.of === 'user') return user(id, { multiInstance });
        if (block.of === 'job') return service(id, 'work', { multiInstance });
        const branches: Block[] = [block.of === 'many' ? { ...block, of: 'user' } : { kind: 'user' }, { kind: 'task' }];
        const inside = drawScope({ kind: 'and', branches }, this.ids);
        return sub(id, inside.nodes, inside.flows, { multiInstance });
      }
    }
  }

  private gateways(kind: 'xor' | 'and' | 'or', branches: readonly Block[]): [string, string] {
    const gateway = { xor, and, or }[kind];
    const [fork, join] = [this.add(gateway(this.id(`${kind}F`))), this.add(gateway(this.id(`${kind}J`)))];
    branches.forEach((branch, i) => {
      const [first, last] = this.draw(branch);
      const isDefault = i === branches.length - 1;
      this.flows.push({ from: fork, to: first, ...(kind !== 'and' && (isDefault ? { isDefault } : { when: `c${i}` })) });
      this.flows.push(`${last} -> ${join}`);
    });
    return [fork, join];
  }

  private loop(rounds: number, body: Block): [string, string] {
    const counter = this.id('round');
    const [merge, count, split, after] = [
      this.add(xor(this.id('xorM'))),
      this.add(script(this.id('count'), counter, `if ${counter} = null then 1 else ${counter} + 1`)),
      this.add(xor(this.id('xorS'))),
      this.add(task(this.id('t'))),
    ];
    const [first, last] = this.draw(body);
    this.flows.push(`${merge} -> ${first}`, `${last} -> ${count} -> ${split}`);
    this.flows.push({ from: split, to: merge, when: `${counter} < ${rounds}` }, { from: split, to: after, isDefault: true });
    return [merge, after];
  }

  private race(): [string, string] {
    const [gateway, a, b, merge] = [
      this.add(eventGateway(this.id('race'))),
      this.add(caught(this.id('m'), { definitions: [message('m')] })),
      this.add(caught(this.id('t'), { definitions: [timer('timeDuration', 'PT2H')] })),
      this.add(xor(this.id('xorJ'))),
    ];
    this.flows.push(`${gateway} -> ${a} -> ${merge}`, `${gateway} -> ${b} -> ${merge}`);
    return [gateway, merge];
  }

  private guarded(interrupts: boolean, by: 'timer' | 'message'): [string, string] {
    const host = this.add(user(this.id('u')));
    return this.withBoundary(host, by === 'timer' ? timer('timeDuration', 'PT1H') : message('m'), interrupts);
  }

  private sub(body: Block, guard: Extract<Block, { kind: 'sub' }>['guard']): [string, string] {
    const host = this.id('sub');
    const inside = drawScope(body, this.ids);
    if (guard === 'handler') {
      const [handler, s, u] = [this.id('esp'), this.id('s'), this.id('t')];
      inside.nodes.push(
        eventSub(handler, [start(s, { definitions: [escalation()], isInterrupting: false }), task(u)], [`${s} -> ${u}`]),
      );
    }
    if (guard === 'error') {
      // Beside the body a way that may fail, whatever else is open then.
      const [fork, wait, choice, fail, fine] = ['and', 'u', 'xor', 'fail', 'e'].map((prefix) => this.id(prefix)) as [
        string,
        string,
        string,
        string,
        string,
      ];
      const s = inside.nodes[0]!.id;
      inside.nodes.push(user(wait), xor(choice), end(fail, { definitions: [error('E')] }), end(fine), and(fork));
      inside.flows.push(
        `${s} -> ${fork} -> ${wait} -> ${choice}`,
        { from: choice, to: fail, when: 'c1' },
        { from: choice, to: fine, isDefault: true },
      );
    }
    this.add(sub(host, inside.nodes, inside.flows));
    if (guard === 'timer') return this.withBoundary(host, timer('timeDuration', 'PT3H'), true);
    if (guard === 'error') return this.withBoundary(host, error('E'), true);
    if (guard === 'escalation') return this.withBoundary(host, escalation(), false);
    return [host, host];
  }

  /** An interrupting way comes back behind the host, another ends by itself. */
  private withBoundary(host: string, definition: Parameters<typeof boundary>[2], interrupts: boolean): [string, string] {
    const [event, merge] = [this.id('b'), this.add(xor(this.id('xorJ')))];
    this.add(boundary(event, host, definition, interrupts));
    const handled = this.add(task(this.id('t')));
    this.flows.push(`${host} -> ${merge}`, `${event} -> ${handled}`);
    if (interrupts) this.flows.push(`${handled} -> ${merge}`);
    else this.flows.push(`${handled} -> ${this.add(end(this.id('e')))}`);
    return [host, merge];
  }
}
