import { Injectable } from '@nestjs/common';
import type { Actor } from '../identity/index.ts';
import { holdsRole, PeopleDirectory } from '../identity/index.ts';
import { NoticeReaders } from '../notifications/index.ts';
import { ServicesOfCases } from './services-of-cases.ts';
import type { CaseClockRow } from './tables.ts';

/** Who hears of a part of the term beside those who hold a task of the case: the closer to its end, the more. */
@Injectable()
export class ClockOverseers {
  constructor(
    private readonly directory: PeopleDirectory,
    private readonly people: NoticeReaders,
    private readonly services: ServicesOfCases,
  ) {}

  /** Accounts, of those who may see the case. */
  async of({ told, institution, processKey }: CaseClockRow, unit: string | null, sees: Sees): Promise<string[]> {
    if (told < 80) return [];
    const heads = await this.people.of(
      await this.holders('department-head', institution),
      async (actor) => holdsRole(actor, 'department-head', institution, unit) && sees(actor),
    );
    return told < 100 ? heads : [...heads, ...(await this.managersOf(processKey, institution, sees))];
  }

  /** The service's own managers: on record, or by a role for it alone; where it has none, who manages services in general. */
  private async managersOf(processKey: string, institution: string, sees: Sees): Promise<string[]> {
    const services = await this.services.by(processKey, institution);
    const holders = await this.holders('service-manager', institution);
    const manages = (of: readonly (string | undefined)[]) => (actor: Actor) =>
      actor.roles.some(
        (held) => held.role === 'service-manager' && held.institution === institution && of.includes(held.service),
      );
    const among = async (accounts: readonly string[], may: (actor: Actor) => boolean) =>
      this.people.of(accounts, async (actor) => may(actor) && sees(actor));
    const own = [
      ...(await among(
        services.flatMap(({ manager }) => manager ?? []),
        () => true,
      )),
      ...(await among(holders, manages(services.map(({ serviceKey }) => serviceKey)))),
    ];
    return own.length > 0 ? own : among(holders, manages([undefined]));
  }

  private async holders(role: string, institution: string): Promise<string[]> {
    return (await this.directory.holdersOf(role, institution)).map(({ account }) => account);
  }
}

export type Sees = (actor: Actor) => Promise<boolean>;
