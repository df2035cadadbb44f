import { useLayoutEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { Button } from '@carbon/react';
import { RequestError } from '../api/request.ts';
import { useKept } from '../drafts/use-kept.ts';
import { usePersonName } from '../sign-in/person-name.tsx';
import { useTexts } from '../texts/use-texts.tsx';
import { CompareTable } from './compare-table.tsx';
import { carriedOver, changedFields } from './edited.ts';
import type { Field } from './edited.ts';

interface EditOf<Row, Given extends object> {
  /** What is edited; undefined where something new is made. */
  readonly row: Row | undefined;
  /** What the form holds of it. */
  readonly read: (row: Row | undefined) => Given;
  /** The row as it is now; undefined when it is gone. */
  readonly again: () => Promise<Row | undefined>;
  readonly fields: readonly Field<Given>[];
  /** What is in the form at first, where that is not what the row says. */
  readonly first?: Given;
  /** By this name what was typed is kept when the form is left. */
  readonly keptAs?: string;
}

interface Held<Row, Given> {
  readonly base: Row | undefined;
  readonly given: Given;
}

export interface Edit<Row, Given> {
  readonly given: Given;
  readonly set: (changed: Partial<Given>) => void;
  /** The row as the person knows it: what a save is based on. */
  readonly base: Row | undefined;
  /** A part was saved already: what is saved next is based on this. */
  readonly rebase: (row: Row) => void;
  /** Somebody else's change waits for the person's choice: nothing is saved meanwhile. */
  readonly waits: boolean;
  /** Who changed what and when, and the choice; nothing otherwise. */
  readonly note: ReactNode;
  /** After a save failed: looks whether the row has changed, and shows it then. False: the failure is something else. */
  readonly refused: (error: unknown) => Promise<boolean>;
  /** It was saved or thrown away: nothing of it is kept. */
  readonly forget: () => void;
}

interface Meanwhile<Row> {
  readonly row: Row;
  readonly error: RequestError;
}

/** A form over a row that others may change, too: what was typed stays, nothing is overwritten, the person chooses what counts. */
export function useEdit<Row, Given extends object>({
  row,
  read,
  again,
  fields,
  first,
  keptAs,
}: EditOf<Row, Given>): Edit<Row, Given> {
  const [{ base, given }, hold, forget] = useKept<Held<Row, Given>>(keptAs, () => ({ base: row, given: first ?? read(row) }));
  const [meanwhile, setMeanwhile] = useState<Meanwhile<Row>>();
  const refused = async (error: unknown) => {
    if (!(error instanceof RequestError) || error.code !== 'version-conflict' || base === undefined) return false;
    const now = await again().catch(() => undefined);
    if (now === undefined || JSON.stringify(now) === JSON.stringify(base)) return false;
    hold((held) => ({ ...held, given: carriedOver(held.given, read(base), read(now)) }));
    setMeanwhile({ row: now, error });
    return true;
  };
  const choose = (which: 'mine' | 'theirs') => {
    if (!meanwhile) return;
    const { row: now } = meanwhile;
    hold((held) => ({ base: now, given: which === 'theirs' ? read(now) : held.given }));
    setMeanwhile(undefined);
  };
  return {
    given,
    set: (changed) => hold((held) => ({ ...held, given: { ...held.given, ...changed } })),
    base,
    rebase: (saved) => hold((held) => ({ ...held, base: saved })),
    waits: meanwhile !== undefined,
    refused,
    forget,
    note: meanwhile && (
      <ChangedMeanwhile
        error={meanwhile.error}
        rows={changedFields(fields, given, read(base), read(meanwhile.row))}
        onChoose={choose}
      />
    ),
  };
}

interface ChangedMeanwhileProps {
  readonly error: RequestError;
  readonly rows: ReturnType<typeof changedFields>;
  readonly onChoose: (which: 'mine' | 'theirs') => void;
}

function ChangedMeanwhile({ error: { details }, rows, onChoose }: ChangedMeanwhileProps) {
  const { t, formats } = useTexts();
  const { by, at } = details;
  const account = typeof by === 'string' ? by : undefined;
  const name = usePersonName(account) ?? account;
  const place = useRef<HTMLParagraphElement>(null);
  useLayoutEffect(() => place.current?.focus(), []);
  const isTold = name !== undefined && typeof at === 'number';
  return (
    <div className="draft-conflict" role="group" aria-labelledby="changed-meanwhile">
      <p id="changed-meanwhile" className="draft-conflict__title" ref={place} tabIndex={-1}>
        {isTold ? t('meanwhile.title', { name, when: formats.moment(at) }) : t('meanwhile.titleUnknown')}
      </p>
      <p>{t('meanwhile.text')}</p>
      {rows.length > 0 && <CompareTable rows={rows} />}
      <div className="draft-conflict__choice">
        <Button size="md" kind="tertiary" onClick={() => onChoose('mine')}>
          {t('meanwhile.keepMine')}
        </Button>
        <Button size="md" kind="tertiary" onClick={() => onChoose('theirs')}>
          {t('meanwhile.takeTheirs')}
        </Button>
      </div>
    </div>
  );
}
