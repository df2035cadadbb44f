import type { InboxSort } from '@gaita/contracts';

/**
 * How lists are read. What has no value comes last either way, so such an order has two parts: rows with a value, and after them
 * those without, each along an index.
 */
export interface OrderPart {
  /** Condition on the rows of this part; absent: all. */
  readonly where?: string;
  readonly by: string;
}

const columns: { readonly [S in InboxSort]: { readonly column: string; readonly nullable: boolean } } = {
  due: { column: 'due_at', nullable: true },
  'follow-up': { column: 'follow_up_at', nullable: true },
  case: { column: 'business_key', nullable: true },
  holder: { column: 'assignee', nullable: true },
  task: { column: 'name', nullable: true },
  process: { column: 'process_key', nullable: false },
  created: { column: 'created_at', nullable: false },
};

/** What is to be done first: by due date, then priority, then age. */
export const mostUrgent = 'most-urgent';

export function orderOf(sort: string): OrderPart[] {
  if (sort === mostUrgent)
    return [
      { where: 'due_at IS NOT NULL', by: 'due_at, priority DESC, created_at, id' },
      { where: 'due_at IS NULL', by: 'priority DESC, created_at, id' },
    ];
  const descending = sort.startsWith('-');
  const { column, nullable } = columns[(descending ? sort.slice(1) : sort) as InboxSort];
  const way = descending ? ' DESC' : '';
  const by = `${column}${way}, ${column === 'due_at' ? '' : 'due_at IS NULL, due_at, '}id${way}`;
  if (!nullable) return [{ by }];
  return [
    { where: `${column} IS NOT NULL`, by },
    { where: `${column} IS NULL`, by: column === 'due_at' ? `id${way}` : 'due_at IS NULL, due_at, id' },
  ];
}

/** `done` is read the latest first; its rows have an end and no due dates that matter any more. */
export const orderOfDone = (sort: string | undefined): string => (sort === 'created' ? 'ended_at, id' : 'ended_at DESC, id DESC');
