import { Injectable } from '@nestjs/common';
import type { InstitutionView, SessionView } from '@gaita/contracts';
import type { CookieOptions } from 'express';
import { Config } from '../platform/config.ts';
import type { Actor } from './actor.ts';
import { Institutions } from './institutions.ts';

/** What the web app is told about who is signed in. */
@Injectable()
export class SessionViews {
  /** No script reads the cookie, no other site's form sends it, and behind https it never travels in clear. */
  readonly cookie: CookieOptions;

  constructor(
    private readonly institutions: Institutions,
    config: Config,
  ) {
    this.cookie = { httpOnly: true, sameSite: 'lax', secure: config.publicUrl.startsWith('https:'), path: '/' };
  }

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
    };
  }
}
