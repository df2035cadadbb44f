import fc from 'fast-check';

/** A sound block: whatever is chosen inside, one token goes in and one comes out. */
export type Block =
  | { readonly kind: Leaf }
  /** A user task with a boundary event. */
  | { readonly kind: 'guarded'; readonly by: 'timer' | 'message'; readonly interrupts: boolean }
  | { readonly kind: 'many'; readonly of: 'user' | 'task'; readonly sequential: boolean; readonly count: number }
  | { readonly kind: 'row'; readonly blocks: readonly Block[] }
  | { readonly kind: 'xor' | 'and' | 'or'; readonly branches: readonly Block[] }
  /** Body, then a user task that decides whether to do it again. */
  | { readonly kind: 'loop'; readonly body: Block }
  | { readonly kind: 'sub'; readonly body: Block; readonly guard: 'none' | 'timer' | 'error' | 'escalation' | 'handler' }
  /** Another process of the same file. */
  | { readonly kind: 'call'; readonly body: Block };

/** `race`: an event-based gateway between a message and a timer. `async`: commits before and after itself. */
export type Leaf = 'task' | 'user' | 'job' | 'timer' | 'message' | 'throw' | 'async' | 'race';

const leaf = (...kinds: Leaf[]): fc.Arbitrary<Block> => fc.constantFrom(...kinds).map((kind) => ({ kind }));
const branchesOf = (kind: 'xor' | 'and' | 'or', block: fc.Arbitrary<Block>): fc.Arbitrary<Block> =>
  fc.array(block, { minLength: 2, maxLength: 3 }).map((branches) => ({ kind, branches }));
const rowOf = (block: fc.Arbitrary<Block>): fc.Arbitrary<Block> =>
  fc.array(block, { minLength: 1, maxLength: 4 }).map((blocks) => ({ kind: 'row', blocks }));
const many: fc.Arbitrary<Block> = fc.record({
  kind: fc.constant('many'),
  of: fc.constantFrom('user', 'task'),
  sequential: fc.boolean(),
  count: fc.integer({ min: 1, max: 3 }),
});

const guarded = (interrupts: boolean[], by: ('timer' | 'message')[]): fc.Arbitrary<Block> =>
  fc.record({ kind: fc.constant('guarded'), by: fc.constantFrom(...by), interrupts: fc.constantFrom(...interrupts) });
const loopOf = (block: fc.Arbitrary<Block>): fc.Arbitrary<Block> => block.map((body) => ({ kind: 'loop', body }));
const callOf = (block: fc.Arbitrary<Block>): fc.Arbitrary<Block> => block.map((body) => ({ kind: 'call', body }));
const subOf = (block: fc.Arbitrary<Block>, ...guards: Extract<Block, { kind: 'sub' }>['guard'][]): fc.Arbitrary<Block> =>
  fc.record({ kind: fc.constant('sub'), body: block, guard: fc.constantFrom(...guards) });

const work = leaf('user', 'task', 'job', 'throw', 'async');
const wait = leaf('timer', 'message');
const depth = { depthIdentifier: fc.createDepthIdentifier(), maxDepth: 3, withCrossShrink: true };

/**
 * `quiet`: work and choices, no events. `straight`: nothing to choose. `calm`: what bpmn-engine can be compared on, as far as
 * single blocks tell. `wild`: everything inside everything.
 */
const { calm, wild } = fc.letrec<{ quiet: Block; straight: Block; calm: Block; wild: Block }>((tie) => ({
  quiet: fc.oneof(depth, work, rowOf(tie('quiet')), branchesOf('xor', tie('quiet'))),
  straight: fc.oneof(
    depth,
    work,
    wait,
    many,
    guarded([false], ['timer']),
    rowOf(tie('straight')),
    branchesOf('and', tie('straight')),
    callOf(tie('straight')),
  ),
  calm: fc.oneof(
    depth,
    work,
    wait,
    leaf('race'),
    guarded([true], ['timer', 'message']),
    many,
    rowOf(tie('calm')),
    branchesOf('xor', tie('calm')),
    branchesOf('and', tie('straight')),
    callOf(tie('straight')),
    loopOf(tie('quiet')),
    subOf(tie('quiet'), 'none'),
  ),
  wild: fc.oneof(
    depth,
    work,
    wait,
    leaf('race'),
    guarded([true, false], ['timer', 'message']),
    many,
    rowOf(tie('wild')),
    branchesOf('xor', tie('wild')),
    branchesOf('and', tie('wild')),
    branchesOf('or', tie('wild')),
    loopOf(tie('wild')),
    callOf(tie('straight')),
    subOf(tie('wild'), 'none', 'timer', 'error', 'escalation', 'handler'),
  ),
}));

/** A model's content; about half are calm. */
export const anyModel: fc.Arbitrary<Block> = fc
  .oneof(fc.array(calm, { minLength: 2, maxLength: 4 }), fc.array(wild, { minLength: 1, maxLength: 4 }))
  .map((blocks) => ({ kind: 'row', blocks }));
