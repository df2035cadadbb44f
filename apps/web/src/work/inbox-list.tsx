import { memo, useEffect, useRef, useState } from 'react';
import type { CSSProperties, KeyboardEvent, RefObject } from 'react';
import { ArrowDown, ArrowUp } from '@carbon/icons-react';
import type { InboxColumn, InboxSort } from '@gaita/contracts';
import { useTexts } from '../texts/use-texts.tsx';
import { InboxRow } from './inbox-row.tsx';
import type { ShownRow } from './shown-list.ts';

export interface RowDoings {
  readonly onSelect: (id: string, withRange: boolean) => void;
  readonly onOpen: (id: string) => void;
  readonly onClaim: (id: string) => void;
  readonly onPassOn: (id: string) => void;
}

interface InboxListProps extends RowDoings {
  readonly place: RefObject<HTMLDivElement | null>;
  readonly label: string;
  readonly rows: readonly ShownRow[];
  readonly total: number;
  readonly columns: readonly InboxColumn[];
  readonly sort: string;
  readonly isDone: boolean;
  readonly isCompact: boolean;
  readonly selected: ReadonlySet<string>;
  /** The row that the keyboard reaches; one of the rows. */
  readonly current: string | undefined;
  readonly refused: ReadonlyMap<string, Error>;
  readonly onSort: (column: InboxSort) => void;
  readonly onCurrent: (id: string) => void;
  readonly onKey: (event: KeyboardEvent) => void;
  readonly onEnd: () => void;
}

/** Rows that are laid out together and get their cells together when they come near the window. */
const chunk = 20;

/** How far from the window rows still have their cells; so do those about the row that has the focus. */
const near = '2000px 0px';

/**
 * A list as long as it is: every row is in the page, so that the keyboard, a screen reader and the browser's search find it; those
 * far from the window say only what they are.
 */
export function InboxList(props: InboxListProps) {
  const { place, label, rows, total, columns, sort, isDone, isCompact, onSort, onCurrent, onKey, onEnd } = props;
  const { t } = useTexts();
  const end = useRef<HTMLDivElement>(null);
  const latestEnd = useRef(onEnd);
  useEffect(() => {
    latestEnd.current = onEnd;
  });
  useEffect(() => {
    const observer = new IntersectionObserver(([seen]) => seen?.isIntersecting && latestEnd.current(), { rootMargin: '1500px' });
    if (end.current) observer.observe(end.current);
    return () => observer.disconnect();
  }, [rows.length]);

  const heads: readonly (readonly [InboxSort, string])[] = [
    ['task', t('task.task')],
    ['case', t('inbox.case')],
    ['due', isDone ? t('inbox.completed') : t('task.due')],
    ['holder', t('inbox.holder')],
    ['process', t('task.process')],
  ];
  const chunks = Array.from({ length: Math.ceil(rows.length / chunk) }, (_, at) => at * chunk);
  return (
    <>
      <div
        ref={place}
        role="grid"
        aria-label={label}
        aria-rowcount={total + 1}
        aria-multiselectable={isDone ? undefined : true}
        className={`inbox${isCompact ? ' inbox--compact' : ''}${isDone ? ' inbox--done' : ''}${columns.length > 0 ? ' inbox--data' : ''}`}
        style={
          columns.length > 0 ? ({ '--inbox-data': `repeat(${columns.length}, minmax(5rem, 1fr))` } as CSSProperties) : undefined
        }
        onKeyDown={onKey}
        onFocus={(event) => {
          const row = event.target.closest<HTMLElement>('[data-row]')?.dataset['row'];
          if (row !== undefined) onCurrent(row);
        }}
      >
        <div role="rowgroup" className="inbox__head">
          <div role="row" aria-rowindex={1} className="inbox-row inbox-row--head">
            {!isDone && (
              <div role="columnheader" className="inbox-row__select">
                <span className="cds--visually-hidden">{t('inbox.select')}</span>
              </div>
            )}
            {heads.map(([column, text]) => (
              <div key={column} role="columnheader" className={`inbox-row__${column}`} aria-sort={sortedBy(sort, column)}>
                {isDone ? (
                  text
                ) : (
                  <button type="button" className="inbox__sort" onClick={() => onSort(column)}>
                    {text}
                    {sort === column && <ArrowUp size={16} />}
                    {sort === `-${column}` && <ArrowDown size={16} />}
                  </button>
                )}
              </div>
            ))}
            {columns.map(({ name, field }) => (
              <div key={name} role="columnheader" className="inbox-row__data">
                {field.label}
              </div>
            ))}
            <div role="columnheader" className="rows__actions">
              <span className="cds--visually-hidden">{t('task.actions')}</span>
            </div>
          </div>
        </div>
        {chunks.map((from) => (
          <Chunk key={from} {...chunkProps(props, from)} />
        ))}
      </div>
      <div ref={end} aria-hidden="true" />
    </>
  );
}

const sortedBy = (sort: string, column: string) =>
  sort === column ? 'ascending' : sort === `-${column}` ? 'descending' : undefined;

type ChunkProps = RowDoings &
  Pick<InboxListProps, 'columns' | 'isDone'> & {
    readonly from: number;
    readonly rows: readonly ShownRow[];
    /** Of this chunk, so that what happens elsewhere in the list leaves it alone. */
    readonly selected: string;
    readonly current: string | undefined;
    readonly refused: ReadonlyMap<string, Error> | undefined;
  };

function chunkProps(list: InboxListProps, from: number): ChunkProps {
  const rows = list.rows.slice(from, from + chunk);
  const has = (id: string | undefined) => rows.some((row) => row.id === id);
  const { columns, isDone, onSelect, onOpen, onClaim, onPassOn } = list;
  return {
    from,
    rows,
    selected: rows.flatMap(({ id }) => (list.selected.has(id) ? [id] : [])).join(),
    current: has(list.current) ? list.current : undefined,
    refused: rows.some(({ id }) => list.refused.has(id)) ? list.refused : undefined,
    columns,
    isDone,
    onSelect,
    onOpen,
    onClaim,
    onPassOn,
  };
}

const Chunk = memo(
  function Chunk({ from, rows, selected, current, refused, ...rest }: ChunkProps) {
    const place = useRef<HTMLDivElement>(null);
    const [isNear, setNear] = useState(from < 2 * chunk);
    useEffect(() => {
      const observer = new IntersectionObserver((seen) => setNear(seen.at(-1)!.isIntersecting), { rootMargin: near });
      if (place.current) observer.observe(place.current);
      return () => observer.disconnect();
    }, []);
    const chosen = new Set(selected.split(','));
    return (
      <div ref={place} role="rowgroup" className="inbox__chunk" style={{ '--rows': rows.length } as CSSProperties}>
        {rows.map((row, at) => (
          <InboxRow
            key={row.id}
            row={row}
            index={from + at}
            isNear={isNear || current !== undefined}
            selected={chosen.has(row.id)}
            current={current === row.id}
            refused={refused?.get(row.id)}
            {...rest}
          />
        ))}
      </div>
    );
  },
  (before, after) =>
    before.rows.length === after.rows.length &&
    before.rows.every((row, at) => row === after.rows[at]) &&
    (['from', 'selected', 'current', 'refused', 'columns', 'isDone', 'onSelect', 'onOpen', 'onClaim', 'onPassOn'] as const).every(
      (name) => before[name] === after[name],
    ),
);
