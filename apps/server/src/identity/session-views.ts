import { Injectable } from '@nestjs/common';
import type { InstitutionView, SessionView } from '@gaita/contracts';
import { Clock } from '../platform/clock.ts';
import { Config } from '../platform/config.ts';
import type { Actor } from './actor.ts';
import { Institutions } from './institutions.ts';

/** What the web app is told about who is signed in. */
@Injectable()
export class SessionViews {
  constructor(
    private readonly institutions: Institutions,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  async of(actor: Actor): Promise<SessionView> {
    const all: readonly InstitutionView[] = (await this.institutions.list()).map((row, at) => ({
      id: row.id,
      name: row.name,
      country: row.country,
      zone: row.zone,
      movedDays: row.movedDays,
      language: row.language,
      isDefault: at === 0,
    }));
    const viewOf = (id: string): InstitutionView[] => all.filter((institution) => institution.id === id);
    const [institution] = viewOf(actor.institution);
    return {
      account: actor.account,
      name: actor.name,
      email: actor.email ?? '',
      language: actor.language,
      institution: institution!,
      institutions: actor.institutions.flatMap(viewOf),
      roles: actor.roles.map(({ within: _, ...held }) => held),
      standsInFor: [...actor.standsInFor],
      isAdministrator: actor.isAdministrator,
      sendsMail: this.config.smtpUrl !== undefined,
      ...(actor.signedInUntil !== undefined && { endsIn: Math.max(0, actor.signedInUntil - this.clock.now()) }),
    };
  }
}
