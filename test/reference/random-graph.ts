import fc from 'fast-check';

/** Nodes with any flows between them: nothing says that what is forked is joined, or that anything ends. */
export interface Graph {
  readonly nodes: readonly GraphNode[];
  /** Additional flows by the nodes' positions; each is taken modulo the number of nodes. `when`: only if `c0` or `c1` holds. */
  readonly flows: readonly { readonly from: number; readonly to: number; readonly when?: 'c0' | 'c1' }[];
}

export interface GraphNode {
  readonly kind: GraphKind;
  /** An earlier node that leads here, so that every node can be reached; modulo its position. */
  readonly after: number;
  /** Activities only: an event at the border, which leads to a node. */
  readonly boundary?: { readonly by: BoundaryKind; readonly interrupts: boolean; readonly to: number };
  /** Activities only: how often they are done, and whether one after the other. */
  readonly many?: { readonly count: number; readonly sequential: boolean };
  /** Sub-processes only. */
  readonly inside?: Graph;
  /** Sub-processes only: what may take over in them. */
  readonly handler?: { readonly by: 'timer' | 'message' | 'error' | 'escalation'; readonly interrupts: boolean };
}

export type BoundaryKind = 'timer' | 'message' | 'error' | 'escalation';
export type GraphKind =
  | ('task' | 'user' | 'job' | 'async' | 'timer' | 'message' | 'escalation' | 'race' | 'sub')
  | ('link' | 'signal' | 'hear' | 'condition')
  | ('xor' | 'and' | 'or')
  | ('end' | 'terminate' | 'fail');

const activity: readonly GraphKind[] = ['task', 'user', 'job', 'async'];
const passed: readonly GraphKind[] = [
  ...(['link', 'signal', 'hear', 'condition'] as const),
  ...(['timer', 'message', 'escalation', 'race', 'xor', 'and', 'or', 'xor', 'and', 'or'] as const),
];
const ends: readonly GraphKind[] = ['end', 'terminate', 'fail'];

const flow = fc.record(
  { from: fc.nat(30), to: fc.nat(30), when: fc.constantFrom<('c0' | 'c1')[]>('c0', 'c1') },
  { requiredKeys: ['from', 'to'] },
);
const boundary = fc.record({
  by: fc.constantFrom<BoundaryKind[]>('timer', 'message', 'error', 'escalation'),
  interrupts: fc.boolean(),
  to: fc.nat(30),
});
const many = fc.record({ count: fc.nat(3), sequential: fc.boolean() });
const handler = fc.record({
  by: fc.constantFrom<('timer' | 'message' | 'error' | 'escalation')[]>('timer', 'message', 'error', 'escalation'),
  interrupts: fc.boolean(),
});

const node = (kinds: readonly GraphKind[]): fc.Arbitrary<GraphNode> =>
  fc.record({ kind: fc.constantFrom(...kinds), after: fc.nat(30) });
const work: fc.Arbitrary<GraphNode> = fc.record(
  { kind: fc.constantFrom(...activity), after: fc.nat(30), boundary, many },
  { requiredKeys: ['kind', 'after'] },
);
const sub = (inside: fc.Arbitrary<Graph>): fc.Arbitrary<GraphNode> =>
  fc.record(
    { kind: fc.constant<GraphKind>('sub'), after: fc.nat(30), inside, boundary, many, handler },
    { requiredKeys: ['kind', 'after', 'inside'] },
  );

const graphOf = (most: number, inside: fc.Arbitrary<GraphNode> | undefined): fc.Arbitrary<Graph> =>
  fc.record({
    nodes: fc.array(
      fc.oneof(
        { arbitrary: work, weight: 4 },
        { arbitrary: node(passed), weight: 5 },
        { arbitrary: node(ends), weight: 1 },
        ...(inside ? [{ arbitrary: inside, weight: 2 }] : []),
      ),
      { minLength: 1, maxLength: most },
    ),
    flows: fc.array(flow, { maxLength: most }),
  });

const innermost = graphOf(4, undefined);
const inner = graphOf(5, sub(innermost));
export const anyGraph: fc.Arbitrary<Graph> = graphOf(9, sub(inner));
