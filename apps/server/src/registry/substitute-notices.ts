import { Injectable } from '@nestjs/common';
import type { AbsenceRow, PersonRow } from '../identity/index.ts';
import { absenceTable, Calendars, personTable } from '../identity/index.ts';
import type { Looked, Notice } from '../notifications/index.ts';
import { NoticeReaders, planNotice } from '../notifications/index.ts';
import { Clock } from '../platform/clock.ts';
import { Database } from '../platform/database/database.ts';
import type { RowChanges } from '../platform/write-plan.ts';

/** Adds to the plan of an absence that its substitute is told on the first day. */
export function planSubstituteNotice(
  changes: RowChanges,
  absence: Pick<AbsenceRow, 'id' | 'startsAt'> & { readonly institution: string },
  { commandId, at, substitute }: { readonly commandId: string; readonly at: number; readonly substitute: PersonRow | undefined },
): void {
  if (!substitute) return;
  const { id, startsAt, institution } = absence;
  planNotice(changes, {
    kind: 'substitute-begins',
    institution,
    commandId,
    at,
    account: substitute.account,
    details: { absence: id, startsAt },
    notBefore: Math.max(at, startsAt),
  });
}

/** Says whether the substitute whom a notice is for stands in now, by the absence as it was when the notice was planned. */
@Injectable()
export class SubstituteNotices {
  constructor(
    private readonly database: Database,
    private readonly people: NoticeReaders,
    private readonly calendars: Calendars,
    private readonly clock: Clock,
  ) {}

  async look({ account, institution, details }: Notice): Promise<Looked> {
    const id = details['absence'];
    const absence = typeof id === 'string' ? await this.database.reader.byId(absenceTable, id) : undefined;
    const away = absence && (await this.database.reader.byId(personTable, absence.personId));
    if (!absence || !away || account === null) return { holds: false };
    const { revokedAt, startsAt, endsAt } = absence;
    if (revokedAt !== null || startsAt !== details['startsAt'] || endsAt <= this.clock.now()) return { holds: false };
    const standsIn = (each: { readonly standsInFor: readonly { readonly account: string }[] }) =>
      each.standsInFor.some((other) => other.account === away.account);
    return {
      holds: true,
      // A substitute who is away too has the work pass on to theirs, who is told instead.
      readers: await this.people.of([account], standsIn),
      facts: { path: '/work', names: () => ({}), zone: (await this.calendars.of(institution)).zone },
    };
  }
}
