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
  /** Activities only, instead of `many`: a standard loop over the Boolean `again`. */
  readonly loop?: { readonly before: boolean; readonly most: number };
  /** Activities only: a compensation event joined to a user task. */
  readonly undo?: boolean;
  /** Events that compensate only: an activity of the same scope, instead of all. */
  readonly ref?: number;
  /** Sub-processes only. */
  readonly inside?: Graph;
  /** Sub-processes only: what may take over in them. */
  readonly handler?: { readonly by: HandlerKind; readonly interrupts: boolean };
  /** Sub-processes only: a transaction that a person may cancel; where that leads. */
  readonly cancel?: { readonly to: number };
  /** Ad-hoc sub-processes only. */
  readonly parts?: AdHocParts;
}

export interface AdHocParts {
  readonly kinds: readonly ('task' | 'user' | 'job')[];
  /** The first leads to a further user task. */
  readonly follows: boolean;
  readonly sequential: boolean;
  /** It ends when `c0` holds, and cancels what is left; else when a person says so. */
  readonly until?: { readonly cancels: boolean };
}

export type BoundaryKind = 'timer' | 'message' | 'error' | 'escalation' | 'signal' | 'any' | 'all';
export type HandlerKind = BoundaryKind | 'compensation';
export type GraphKind =
  | ('task' | 'user' | 'job' | 'async' | 'timer' | 'message' | 'escalation' | 'race' | 'sub')
  | ('link' | 'signal' | 'hear' | 'condition' | 'any' | 'all' | 'undo' | 'adhoc')
  | ('xor' | 'and' | 'or' | 'complex')
  | ('end' | 'terminate' | 'fail' | 'undoEnd');

const activity: readonly GraphKind[] = ['task', 'user', 'job', 'async'];
const passed: readonly GraphKind[] = [
  ...(['link', 'signal', 'hear', 'condition', 'any', 'all', 'undo', 'complex'] as const),
  ...(['timer', 'message', 'escalation', 'race', 'xor', 'and', 'or', 'xor', 'and', 'or'] as const),
];
const ends: readonly GraphKind[] = ['end', 'terminate', 'fail', 'undoEnd'];

const flow = fc.record(
  { from: fc.nat(30), to: fc.nat(30), when: fc.constantFrom<('c0' | 'c1')[]>('c0', 'c1') },
  { requiredKeys: ['from', 'to'] },
);
const caught: readonly BoundaryKind[] = ['timer', 'message', 'error', 'escalation', 'signal', 'any', 'all'];
const boundary = fc.record({
  by: fc.constantFrom(...caught),
  interrupts: fc.boolean(),
  to: fc.nat(30),
});
const many = fc.record({ count: fc.nat(3), sequential: fc.boolean() });
const handler = fc.record({
  by: fc.constantFrom<HandlerKind[]>(...caught, 'compensation'),
  interrupts: fc.boolean(),
});

const loop = fc.record({ before: fc.boolean(), most: fc.integer({ min: 1, max: 3 }) });
const undo = fc.boolean();
const parts: fc.Arbitrary<AdHocParts> = fc.record(
  {
    kinds: fc.array(fc.constantFrom('task', 'user', 'job'), { minLength: 1, maxLength: 3 }),
    follows: fc.boolean(),
    sequential: fc.boolean(),
    until: fc.record({ cancels: fc.boolean() }),
  },
  { requiredKeys: ['kinds', 'follows', 'sequential'] },
);

const node = (kinds: readonly GraphKind[]): fc.Arbitrary<GraphNode> =>
  fc.record({ kind: fc.constantFrom(...kinds), after: fc.nat(30), ref: fc.nat(30) }, { requiredKeys: ['kind', 'after'] });
const work: fc.Arbitrary<GraphNode> = fc.record(
  { kind: fc.constantFrom(...activity), after: fc.nat(30), boundary, many, loop, undo },
  { requiredKeys: ['kind', 'after'] },
);
const sub = (inside: fc.Arbitrary<Graph>): fc.Arbitrary<GraphNode> =>
  fc.record(
    {
      kind: fc.constant<GraphKind>('sub'),
      after: fc.nat(30),
      inside,
      boundary,
      many,
      loop,
      undo,
      handler,
      cancel: fc.record({ to: fc.nat(30) }),
    },
    { requiredKeys: ['kind', 'after', 'inside'] },
  );
const adHoc: fc.Arbitrary<GraphNode> = fc.record(
  { kind: fc.constant<GraphKind>('adhoc'), after: fc.nat(30), parts, boundary, many },
  { requiredKeys: ['kind', 'after', 'parts'] },
);

const graphOf = (most: number, inside: fc.Arbitrary<GraphNode> | undefined): fc.Arbitrary<Graph> =>
  fc.record({
    nodes: fc.array(
      fc.oneof(
        { arbitrary: work, weight: 4 },
        { arbitrary: node(passed), weight: 5 },
        { arbitrary: node(ends), weight: 1 },
        { arbitrary: adHoc, weight: 1 },
        ...(inside ? [{ arbitrary: inside, weight: 2 }] : []),
      ),
      { minLength: 1, maxLength: most },
    ),
    flows: fc.array(flow, { maxLength: most }),
  });

const innermost = graphOf(4, undefined);
const inner = graphOf(5, sub(innermost));
export const anyGraph: fc.Arbitrary<Graph> = graphOf(9, sub(inner));
