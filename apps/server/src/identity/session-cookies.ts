import { Injectable } from '@nestjs/common';
import type { CookieOptions, Response } from 'express';
import { Clock } from '../platform/clock.ts';
import { Config } from '../platform/config.ts';
import { boundPrefix, sessionCookie } from './credentials-of-request.ts';

/** Cookies that no script reads and no other site's form sends; behind https they never travel in clear and no neighbour plants one. */
@Injectable()
export class SessionCookies {
  readonly options: CookieOptions;
  private readonly prefix: string;

  constructor(
    config: Config,
    private readonly clock: Clock,
  ) {
    const secure = config.publicUrl.startsWith('https:');
    this.prefix = secure ? boundPrefix : '';
    this.options = { httpOnly: true, sameSite: 'lax', secure, path: '/' };
  }

  nameOf = (name: string): string => `${this.prefix}${name}`;

  give(response: Response, token: string, expiresAt: number): void {
    const maxAge = Math.max(0, expiresAt - this.clock.now());
    response.cookie(this.nameOf(sessionCookie), token, { ...this.options, maxAge });
  }

  take(response: Response): void {
    response.clearCookie(this.nameOf(sessionCookie), this.options);
  }
}
